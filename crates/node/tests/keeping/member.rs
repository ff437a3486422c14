//! A member in a folder, and a person who uses it through its pages and its API.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION, ORIGIN, SET_COOKIE};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use node::check::{Check, Patience, Report};
use node::config::Config;
use node::member::Member;
use seams::Seams;
use seams::real::{RealClock, RealDisk};
use store::{EveryCommit, Scope, Setting, SignUpMode, Store};
use testkit::{CannedTranscoder, RecordingMailer, SeededEntropy, VirtualClock};
use tower::ServiceExt;

/// When these tests begin.
pub const BEGIN: &str = "2026-11-24T10:00:00Z";
pub const NAME: &str = "amira";
pub const PASSWORD: &str = "a long enough password";

/// A member that runs, with an account.
pub struct Kept {
    pub member: Member,
    pub clock: VirtualClock,
    router: Router,
    token: String,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The configuration of a member whose data are in `folder`.
pub fn configuration(folder: &Path) -> Config {
    let text = format!("[member]\nbase_url = \"http://member.test\"\ndata = {:?}\n", folder.display().to_string());
    Config::parse(&text, []).unwrap()
}

/// The seams of a process on `folder`; `seed` makes its randomness its own.
pub fn seams_on(folder: &Path, clock: &VirtualClock, seed: u64) -> Seams {
    Seams {
        clock: Arc::new(clock.clone()),
        entropy: Arc::new(SeededEntropy::new(seed)),
        disk: Arc::new(RealDisk::open(folder).unwrap()),
        mailer: Arc::new(RecordingMailer::default()),
    }
}

impl Kept {
    /// A new member with one account.
    pub async fn new(folder: &Path) -> Self {
        let clock = VirtualClock::new(BEGIN.parse().unwrap());
        let mut kept = Self::start(folder, clock, 1).await;
        kept.member.store.set_setting(&Setting::SignUp(SignUpMode::Open)).await.unwrap();
        let fields = [("name", NAME), ("password", PASSWORD), ("email", "amira@example.org")];
        let answer = kept.post_form("/sign-up", &fields).await;
        assert!(answer.headers.contains_key(SET_COOKIE), "{}", answer.text());
        kept.make_token().await;
        kept
    }

    /// A process of the member whose data are in `folder`.
    pub async fn start(folder: &Path, clock: VirtualClock, seed: u64) -> Self {
        let config = configuration(folder);
        let seams = seams_on(folder, &clock, seed);
        let transcoder = Arc::new(CannedTranscoder::quick());
        let member = Member::start_with(&config, seams, transcoder, Arc::new(EveryCommit)).await.unwrap();
        let router = member.router();
        Self { member, clock, router, token: String::new() }
    }

    pub async fn make_token(&mut self) {
        let account = self.member.store.account_by_name(NAME).await.unwrap().unwrap();
        let scopes = BTreeSet::from(Scope::ALL);
        let (_id, token) = web::tokens::create(&self.member.app, account.id, "test", scopes).await.unwrap().unwrap();
        self.token = token;
    }

    pub async fn pass(&self, hours: u64) {
        self.clock.advance(Duration::from_secs(hours * 3600)).await;
    }

    async fn send(&self, request: http::request::Builder, body: Vec<u8>) -> Answer {
        let request = request.header("host", "member.test").body(Body::from(body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes() }
    }

    async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ORIGIN, "http://member.test");
        self.send(request, form.join("&").into_bytes()).await
    }

    /// Asks as a program of the person.
    pub async fn call(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(AUTHORIZATION, format!("Bearer {}", self.token));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.send(request, body).await
    }

    /// Begins an upload of `source` and sends its first `sent` bytes; answers its address.
    pub async fn begin_upload(&self, source: &[u8], sent: usize, keep_original: bool) -> String {
        let length = source.len().to_string();
        // filename clip.mp4, filetype video/mp4, title A clip, visibility public, keep_original yes
        let mut metadata = "filename Y2xpcC5tcDQ=,filetype dmlkZW8vbXA0,title QSBjbGlw,visibility cHVibGlj".to_owned();
        if keep_original {
            metadata.push_str(",keep_original eWVz");
        }
        let headers = [("tus-resumable", "1.0.0"), ("upload-length", &length), ("upload-metadata", &metadata)];
        let answer = self.call(Method::POST, "/tus/", &headers, Vec::new()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let at = answer.headers[LOCATION].to_str().unwrap().to_owned();
        if sent > 0 {
            self.send_bytes(&at, 0, source[..sent].to_vec()).await;
        }
        at
    }

    pub async fn send_bytes(&self, at: &str, offset: usize, bytes: Vec<u8>) -> Answer {
        let offset = offset.to_string();
        let headers = [
            ("tus-resumable", "1.0.0"),
            ("upload-offset", offset.as_str()),
            (CONTENT_TYPE.as_str(), "application/offset+octet-stream"),
        ];
        let answer = self.call(Method::PATCH, at, &headers, bytes).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text());
        answer
    }

    /// Uploads `source`; answers the id of the video, which is public and not yet encoded.
    pub async fn upload(&self, source: &[u8], keep_original: bool) -> String {
        let at = self.begin_upload(source, 0, keep_original).await;
        let answer = self.send_bytes(&at, 0, source.to_vec()).await;
        answer.headers["ecot-video"].to_str().unwrap().to_owned()
    }

    /// Uploads and publishes.
    pub async fn publish(&self, source: &[u8], visibility: &str) -> String {
        let id = self.upload(source, false).await;
        if visibility != "public" {
            self.change(&id, &serde_json::json!({ "visibility": visibility, "password": password(visibility) })).await;
        }
        self.work().await;
        id
    }

    pub async fn change(&self, id: &str, wish: &serde_json::Value) {
        let headers = [(CONTENT_TYPE.as_str(), "application/json")];
        let path = format!("/api/v1/videos/{id}");
        let answer = self.call(Method::PATCH, &path, &headers, wish.to_string().into_bytes()).await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }

    pub async fn delete(&self, id: &str) {
        let answer = self.call(Method::DELETE, &format!("/api/v1/videos/{id}"), &[], Vec::new()).await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }

    /// Does all jobs that are due.
    pub async fn work(&self) {
        while self.member.workers.tick_jobs().await.unwrap() {}
    }

    pub async fn keep_house(&self) {
        self.member.workers.tick_housekeeping().await.unwrap();
    }

    /// Stops the member.
    pub async fn stop(self) {
        let store = self.member.store.clone();
        self.member.finish().await.unwrap();
        store.close().await;
    }
}

fn password(visibility: &str) -> Option<&'static str> {
    (visibility == "password").then_some("an open secret")
}

/// The file of SQLite in a data folder.
pub fn database(folder: &Path) -> PathBuf {
    folder.join(node::member::DATABASE_FILE)
}

/// What looks wrong is looked at again at once: nobody works on the data.
pub const AT_ONCE: Patience = Patience { looks: 1, pause: Duration::ZERO };

/// What a check of the data in `folder` says.
pub async fn check(folder: &Path, patience: Patience) -> Report {
    let seams = seams_on(folder, &VirtualClock::new(BEGIN.parse().unwrap()), 9);
    let check = Check {
        store: Store::open_read_only(&format!("sqlite:{}", database(folder).display())).await.unwrap(),
        objects: objects::Objects::open(&seams, node::member::OBJECTS_FOLDER, 0).unwrap(),
        disk: Arc::clone(&seams.disk),
        clock: Arc::new(RealClock),
        patience,
    };
    let report = check.run(&|_| {}).await.unwrap();
    check.store.close().await;
    report
}
