//! A person with a browser: what they ask of the member, and what they were told.

use std::collections::BTreeMap;

use carry::manifest::{Manifest, SignedManifest};
use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::{Method, StatusCode};
use jiff::Timestamp;

use crate::ask::{Answer, Tried, ask, get, post_form};
use crate::life::Life;

pub const NAME: &str = "ada";
pub const PASSWORD: &str = "a long enough password";

/// What a person knows because the member said so. It outlives the member.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The account was shown.
    pub account: bool,
    /// A password that is asked for and not acknowledged may open the account, or the one before.
    pub passwords: Vec<String>,
    /// The recovery codes that were shown last.
    pub codes: Vec<String>,
    /// What programs of the person sign in with.
    pub token: String,
    /// The file that is uploaded.
    pub source: Vec<u8>,
    /// It is for its author alone from the beginning, and its original is kept.
    pub private: bool,
    /// The address of the upload.
    pub upload: Option<String>,
    /// Bytes that the member said it has.
    pub offset: usize,
    /// The video's id.
    pub video: Option<String>,
    /// The member said that the video is ready.
    pub ready: bool,
    /// Whoever has the address may watch, and the member said so.
    pub open: bool,
    /// The title that the member said it has.
    pub title: Option<String>,
    /// The deletion was asked for.
    pub leaving: bool,
    /// The deletion was acknowledged.
    pub deleted: bool,
    /// Until when the bytes of the deleted video must stay, for a backup that is being made.
    pub grace_ends: Option<Timestamp>,
    /// Bytes of objects that were received.
    pub received: u64,
    /// Of those, the bytes that the member said it has counted.
    pub counted: u64,
    /// Every manifest that was received, by its sequence.
    pub manifests: BTreeMap<u64, Vec<u8>>,
}

impl Known {
    fn authorization(&self) -> String {
        format!("Bearer {}", self.token)
    }

    /// Asks as a program of the person.
    pub async fn call(
        &self,
        life: &Life,
        method: Method,
        path: &str,
        more: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Tried<Answer> {
        let authorization = self.authorization();
        let mut headers = vec![(AUTHORIZATION.as_str(), authorization.as_str())];
        headers.extend_from_slice(more);
        ask(life, method, path, &headers, body).await
    }

    /// Whether the password opens the account.
    pub async fn signs_in(&self, life: &Life) -> Tried<bool> {
        Ok(self.session(life).await?.is_some())
    }

    /// Makes the account, unless it is there although the answer never came.
    pub async fn sign_up(&mut self, life: &Life) -> Tried {
        self.passwords = vec![PASSWORD.to_owned()];
        if !self.account && !self.signs_in(life).await? {
            let fields = [("name", NAME), ("password", PASSWORD), ("email", "ada@example.org")];
            let answer = post_form(life, "/sign-up", &fields).await?;
            expect(&answer, answer.status.is_success() && answer.headers.contains_key(SET_COOKIE))?;
        }
        self.account = true;
        Ok(())
    }

    /// Makes an upload and sends its file in `pieces` requests, from where the member stands.
    pub async fn upload(&mut self, life: &Life, pieces: usize) -> Tried {
        let at = match self.upload.clone() {
            Some(at) => at,
            None => self.begin_upload(life).await?,
        };
        self.ask_offset(life, &at).await?;
        let piece = self.source.len().div_ceil(pieces);
        if self.offset > 0 && self.video.is_none() {
            self.send_again_from_the_start(life, &at).await?;
        }
        while self.video.is_none() {
            let end = self.source.len().min((self.offset / piece + 1) * piece);
            let offset = self.offset.to_string();
            let headers = [
                ("tus-resumable", "1.0.0"),
                ("upload-offset", offset.as_str()),
                (CONTENT_TYPE.as_str(), "application/offset+octet-stream"),
            ];
            let body = self.source[self.offset..end].to_vec();
            let answer = self.call(life, Method::PATCH, &at, &headers, body).await?;
            expect(&answer, answer.status == StatusCode::NO_CONTENT)?;
            self.take_offset(&answer);
        }
        Ok(())
    }

    /// A request that was on its way for long: its bytes were sent again since, and acknowledged.
    async fn send_again_from_the_start(&self, life: &Life, at: &str) -> Tried {
        let headers = [
            ("tus-resumable", "1.0.0"),
            ("upload-offset", "0"),
            (CONTENT_TYPE.as_str(), "application/offset+octet-stream"),
        ];
        let answer = self.call(life, Method::PATCH, at, &headers, self.source[..100].to_vec()).await?;
        refuse_failure(&answer)?;
        assert_eq!(answer.status, StatusCode::CONFLICT, "a stale offset was taken");
        Ok(())
    }

    pub async fn begin_upload(&mut self, life: &Life) -> Tried<String> {
        let length = self.source.len().to_string();
        // filename clip.mp4, filetype video/mp4, title A clip, visibility public; else private, keep_original yes
        let metadata = match self.private {
            false => "filename Y2xpcC5tcDQ=,filetype dmlkZW8vbXA0,title QSBjbGlw,visibility cHVibGlj",
            true => {
                "filename Y2xpcC5tcDQ=,filetype dmlkZW8vbXA0,title QSBjbGlw,visibility cHJpdmF0ZQ==,keep_original eWVz"
            }
        };
        let headers = [("tus-resumable", "1.0.0"), ("upload-length", length.as_str()), ("upload-metadata", metadata)];
        let answer = self.call(life, Method::POST, "/tus/", &headers, Vec::new()).await?;
        expect(&answer, answer.status == StatusCode::CREATED)?;
        self.open = !self.private;
        let at = answer.header(LOCATION.as_str()).expect("a created upload has an address").to_owned();
        self.upload = Some(at.clone());
        Ok(at)
    }

    /// Asks how far the upload is, as every client does before it goes on.
    pub async fn ask_offset(&mut self, life: &Life, at: &str) -> Tried {
        let answer = self.call(life, Method::HEAD, at, &[("tus-resumable", "1.0.0")], Vec::new()).await?;
        expect(&answer, answer.status == StatusCode::OK)?;
        self.take_offset(&answer);
        Ok(())
    }

    fn take_offset(&mut self, answer: &Answer) {
        let told = answer.header("upload-offset").and_then(|text| text.parse().ok());
        let told: usize = told.unwrap_or_else(|| panic!("an upload without an offset: {answer:?}"));
        assert!(told >= self.offset, "the member has {told} bytes, and said before that it has {}", self.offset);
        self.offset = told;
        if let Some(video) = answer.header("ecot-video") {
            let before = self.video.replace(video.to_owned());
            assert!(before.is_none_or(|before| before == video), "the upload became two videos");
        }
    }

    /// Asks how the video is.
    pub async fn ask_status(&mut self, life: &Life) -> Tried {
        let video = self.video.clone().expect("a video");
        let answer = self.call(life, Method::GET, &format!("/api/v1/videos/{video}/status"), &[], Vec::new()).await?;
        expect(&answer, answer.status == StatusCode::OK)?;
        let ready = answer.json()["state"] == "ready";
        assert!(ready || !self.ready, "the video was ready and is not any more: {}", answer.text());
        self.ready = ready;
        Ok(())
    }

    /// Reads the signed manifest, as other members do: one sequence has one content for ever.
    pub async fn read_manifest(&mut self, life: &Life) {
        let video = self.video.clone().expect("a video");
        let answer = get(life, &format!("/v/{video}/manifest")).await.expect("a manifest is read to its end");
        assert_eq!(answer.status, StatusCode::OK, "a published video has no manifest");
        let signed = SignedManifest::from_cbor(&answer.body).expect("a signed manifest");
        let sequence = Manifest::from_cbor(&signed.bytes).expect("a manifest").sequence;
        let before = self.manifests.insert(sequence, signed.bytes.clone());
        assert!(before.is_none_or(|before| before == signed.bytes), "sequence {sequence} was signed twice");
        let newest = self.manifests.keys().next_back();
        assert_eq!(newest, Some(&sequence), "an older manifest is shown than before");
    }

    /// Downloads an object, and counts what was received of it.
    pub async fn fetch(&mut self, life: &Life, object: &str) -> Tried<Answer> {
        let answer = get(life, &format!("/o/{object}")).await?;
        if answer.status.is_success() {
            self.received += u64::try_from(answer.body.len()).expect("a length fits 64 bits");
        }
        Ok(answer)
    }

    pub async fn change_title(&mut self, life: &Life, title: &str, visibility: &str) -> Tried {
        let video = self.video.clone().expect("a video");
        let body = serde_json::json!({ "title": title, "visibility": visibility }).to_string();
        let headers = [(CONTENT_TYPE.as_str(), "application/json")];
        let path = format!("/api/v1/videos/{video}");
        // From here on until the answer, nobody has promised that it is open.
        self.open = false;
        let answer = self.call(life, Method::PATCH, &path, &headers, body.into_bytes()).await?;
        expect(&answer, answer.status.is_success())?;
        self.title = Some(title.to_owned());
        self.open = visibility == "public";
        Ok(())
    }

    pub async fn delete(&mut self, life: &Life) -> Tried {
        let video = self.video.clone().expect("a video");
        self.leaving = true;
        let answer = self.call(life, Method::DELETE, &format!("/api/v1/videos/{video}"), &[], Vec::new()).await?;
        let gone = matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::GONE);
        expect(&answer, answer.status.is_success() || gone)?;
        self.deleted = true;
        Ok(())
    }
}

pub fn refuse_failure(answer: &Answer) -> Tried {
    expect(answer, !answer.status.is_server_error())
}

pub fn expect(answer: &Answer, granted: bool) -> Tried {
    let text = answer.text();
    let main = text.find("<main").map_or(text.as_str(), |at| &text[at..]);
    let start: String = main.chars().take(400).collect();
    if granted { Ok(()) } else { Err(format!("{}: {start}", answer.status)) }
}
