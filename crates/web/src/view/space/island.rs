//! What the upload island is told, in a JSON block of the space.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{FailureReason, SpacePage};

/// What the upload island is told.
#[derive(Serialize)]
struct IslandConfig<'a> {
    /// Where uploads are made.
    endpoint: &'static str,
    /// The session's token for changing requests.
    csrf: &'a str,
    /// Whose space it is: what the browser remembers of uploads is remembered for this account.
    account: &'a str,
    /// Largest single upload in bytes.
    limit_bytes: u64,
    /// The page's language, for numbers.
    lang: &'static str,
    /// The island's words.
    labels: BTreeMap<String, String>,
}

/// The upload island's words (`upload-…`); places like `%name%` are filled in by the island.
const LABELS: [&str; 27] = [
    "queued",
    "sending",
    "paused",
    "retrying",
    "checking",
    "done",
    "waiting",
    "processing",
    "playable",
    "ready",
    "failed",
    "pause",
    "resume",
    "cancel",
    "cancel-confirm",
    "dismiss",
    "watch",
    "settings",
    "continue",
    "continue-text",
    "other-file",
    "unreadable",
    "too-large",
    "not-a-video",
    "signed-out",
    "refused",
    "progress",
];

impl SpacePage {
    /// The upload island's configuration, as JSON in which no `<` stands.
    ///
    /// # Panics
    /// Never: every field serialises.
    pub fn island_json(&self) -> String {
        let lang = self.chrome.lang;
        let own = LABELS.into_iter().map(|label| (label.to_owned(), lang.text(&format!("upload-{label}"))));
        let reasons = FailureReason::ALL.into_iter().map(|reason| (reason.key(), lang.text(&reason.key())));
        let labels = own.chain(reasons).collect();
        let config = IslandConfig {
            endpoint: "/tus/",
            csrf: &self.chrome.csrf,
            account: &self.account,
            limit_bytes: self.upload_limit_bytes,
            lang: lang.tag(),
            labels,
        };
        let json = serde_json::to_string(&config);
        assert!(json.is_ok(), "an island's configuration always serialises");
        json.unwrap_or_default().replace('<', "\\u003c")
    }
}
