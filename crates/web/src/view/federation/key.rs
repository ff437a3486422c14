//! The key with which this member signs.

use askama::Template;

use super::Frame;
use crate::i18n::format;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;

/// `GET` and `POST /federation/key`: `sure`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/key.html")]
pub struct KeyPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// The keys of the log that this member writes, the one that signs first.
    pub keys: Vec<KeyRow>,
    /// What there is to say of the one that signs.
    pub state: KeyState,
    /// What was refused.
    pub complaints: Complaints,
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// The beginning of its SHA-256, in groups.
    pub fingerprint: String,
    /// The entry from which on it signs, from 1.
    pub from: u64,
}

/// What there is to say of the key that signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Everybody knows it.
    Known,
    /// Not everybody has stored the change yet.
    Spreading,
    /// It is not on this machine.
    NotHere,
}

impl KeyPage {
    /// From when on a key signs.
    pub fn since(&self, row: &KeyRow) -> String {
        match row.from {
            0 | 1 => self.chrome.t("federation-key-first"),
            from => self.chrome.with("federation-key-from", "entry", format::number(self.chrome.lang, from)),
        }
    }
}
