//! The list of decoders. Adding one is a line here, a function, and a folder in corpus/ with an input that is taken.

mod books;
mod carry;
mod federation;
mod peers;
mod purse;
mod tlog;

use std::fmt::Debug;

/// A decoder under test.
pub struct Target {
    /// Its name, and that of its folder.
    pub name: &'static str,
    /// Reads an input and names the outcome: [`taken`], or the name of the refusal. Stops when what was read is not
    /// written alike.
    pub run: fn(&[u8]) -> String,
    /// Words that its inputs are made of.
    pub words: &'static [&'static str],
    /// Bytes of an input, at most.
    pub most: usize,
}

/// Every decoder of what others send.
pub const TARGETS: &[Target] = &[
    Target { name: "carry-core", run: carry::core, words: &[], most: 512 },
    Target { name: "carry-manifest", run: carry::manifest, words: carry::WORDS, most: 8_192 },
    Target { name: "carry-signed-manifest", run: carry::signed_manifest, words: &[], most: 8_192 },
    Target { name: "carry-payload", run: carry::payload, words: &[], most: 4_096 },
    Target { name: "carry-segment", run: carry::segment, words: &[], most: 4_096 },
    Target { name: "carry-texts", run: carry::texts, words: &[], most: 128 },
    Target { name: "carry-report", run: carry::report, words: carry::REPORT_WORDS, most: 4_096 },
    Target { name: "federation-charter", run: federation::charter, words: federation::WORDS, most: 66_000 },
    Target { name: "federation-entry", run: federation::entry, words: &[], most: 2_048 },
    Target { name: "federation-proposal", run: federation::proposal, words: &[], most: 2_048 },
    Target { name: "federation-report", run: federation::report, words: &[], most: 4_096 },
    Target { name: "tlog-note", run: tlog::note, words: tlog::WORDS, most: 4_096 },
    Target { name: "tlog-checkpoint", run: tlog::checkpoint, words: tlog::WORDS, most: 4_096 },
    Target { name: "tlog-cosign-request", run: tlog::cosign_request, words: tlog::WORDS, most: 4_096 },
    Target { name: "tlog-contradiction", run: tlog::contradiction, words: &[], most: 4_096 },
    Target { name: "tlog-edge", run: tlog::edge, words: &[], most: 4_096 },
    Target { name: "tlog-bundle", run: tlog::bundle, words: &[], most: 4_096 },
    Target { name: "tlog-texts", run: tlog::texts, words: tlog::WORDS, most: 512 },
    Target { name: "books-statement", run: books::statement, words: books::WORDS, most: 32_768 },
    Target { name: "books-texts", run: books::texts, words: &["FR76", "RF18", " ", "00"], most: 64 },
    Target { name: "purse-usage", run: purse::usage, words: purse::WORDS, most: 512 },
    Target { name: "purse-money", run: purse::money, words: &["-", ".", "00", "92233720368547758.07"], most: 64 },
    Target { name: "peers-request", run: peers::request, words: peers::WORDS, most: 3_000 },
    Target { name: "peers-answer", run: peers::answer, words: peers::WORDS, most: 3_000 },
    Target { name: "peers-refusal", run: peers::refusal, words: peers::WORDS, most: 512 },
    Target {
        name: "peers-base-url",
        run: peers::base_url,
        words: &["https://", "http://", "@", "[::1]", ":0", "%"],
        most: 600,
    },
];

/// The outcome of what is accepted.
fn taken() -> String {
    "taken".to_owned()
}

/// The name of a refusal, without what it says beside.
fn refused(refusal: &impl Debug) -> String {
    format!("{refusal:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// The outcome of a decoder.
fn outcome<T, R: Debug>(result: Result<T, R>, check: impl FnOnce(T)) -> String {
    match result {
        Ok(value) => {
            check(value);
            taken()
        }
        Err(refusal) => refused(&refusal),
    }
}
