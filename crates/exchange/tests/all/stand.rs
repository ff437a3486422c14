//! What a home serves to players who are not signed in, and takes from them.

use std::sync::Mutex;

use async_trait::async_trait;
use axum::http::StatusCode;
use bytes::Bytes;
use carry::id::VideoId;
use carry::manifest::{Body, Manifest, SignedManifest};
use carry::playlist::{Integrity, pathway_id};
use carry::report::{Report, What};
use peers::BaseUrl;
use peers::client::{Answer, Cause, OpenTransport, Request, Verb};
use testkit::film::Film;

use crate::offices::member;

/// One video at its home; nothing as a default.
#[derive(Default)]
pub struct Stand {
    video: Option<VideoId>,
    playlist: String,
    hashes: Vec<u8>,
    reports: Mutex<Vec<Report>>,
}

impl Stand {
    /// A film, with the carriers that its playlist names.
    pub fn of(film: &Film, carriers: &[u8]) -> Self {
        let named: String =
            carriers.iter().map(|carrier| format!("PATHWAY-ID=\"{}\"\n", pathway_id(member(*carrier)))).collect();
        let signed = SignedManifest::from_cbor(&film.signed).unwrap();
        let Body::Published(published) = Manifest::from_cbor(&signed.bytes).unwrap().body else {
            panic!("a film can be watched")
        };
        let hashes = serde_json::to_vec(&Integrity::of(&published)).unwrap();
        Self { video: Some(film.video), playlist: format!("#EXTM3U\n{named}"), hashes, reports: Mutex::default() }
    }

    /// Bytes that were reported.
    pub fn reported(&self) -> u64 {
        let lines = self.reports.lock().unwrap().iter().flat_map(|report| report.lines.clone()).collect::<Vec<_>>();
        let bytes = lines.iter().map(|line| match line.what {
            What::Received { bytes, .. } => bytes,
            What::Altered { .. } => 0,
        });
        bytes.sum()
    }
}

#[async_trait]
impl OpenTransport for Stand {
    async fn send(&self, _: &BaseUrl, request: &Request) -> Result<Answer, Cause> {
        let Some(video) = self.video else { return Err(Cause::Silent) };
        let answer = |status, body: Bytes| Ok(Answer { status, body, clock: 0 });
        let path = request.path.strip_prefix(&format!("/v/{video}/")).unwrap();
        match (request.verb, path) {
            (Verb::Get, "master.m3u8") => answer(StatusCode::OK, self.playlist.clone().into()),
            (Verb::Get, "integrity.json") => answer(StatusCode::OK, self.hashes.clone().into()),
            (Verb::Post, "report") => {
                self.reports.lock().unwrap().push(Report::read(&request.body).unwrap());
                answer(StatusCode::NO_CONTENT, Bytes::new())
            }
            other => panic!("players ask for nothing like {other:?}"),
        }
    }
}
