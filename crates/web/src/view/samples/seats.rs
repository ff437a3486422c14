//! A member's own seat: its log that ended, its key.

use super::Sample;
use super::federation::{chrome, frame, members, refused};
use crate::i18n::Lang;
use crate::view::federation::key::{KeyPage, KeyRow, KeyState};
use crate::view::federation::members::{Ended, Frozen, MembersPage, Turn};
use crate::view::federation::restarting::WaitingBox;
use crate::view::federation::{FederationComplaint, Tab};
use crate::view::form::Complaints;

/// This member's machine signed two histories, and another log of it goes on; what it makes of it.
fn members_after_a_succession(lang: Lang, turn: Turn) -> MembersPage {
    let page = members(lang);
    let proof = Some(Frozen { first: 1_204, second: 1_204 });
    let ended = |turn, entries| Some(Ended { log: 2, stands: 1_180, entries, proof, turn });
    let mut rows = page.members.clone();
    if let [_, another, own, ..] = rows.as_mut_slice() {
        (another.frozen, another.ended) = (None, ended(Turn::Another, 46));
        own.ended = ended(turn, 1);
    }
    MembersPage { members: rows, new_invitation: None, complaints: Complaints::default(), ..page }
}

/// One that was started again beside one that is dead, and beside three more.
fn members_waiting(lang: Lang, needed: u64) -> MembersPage {
    let silent = vec![("ab".repeat(32), "Genêt".to_owned())];
    let waiting = Some(WaitingBox { silent, needed, edits: needed == 0 });
    MembersPage { waiting, new_invitation: None, complaints: Complaints::default(), ..members(lang) }
}

fn key(lang: Lang, state: KeyState) -> KeyPage {
    let row = |fingerprint: &str, from| KeyRow { fingerprint: fingerprint.to_owned(), from };
    KeyPage {
        chrome: chrome(lang, "/federation/key"),
        frame: frame(lang, Tab::Members),
        keys: vec![
            row("7f3a 09c1 d2e4 b5a6 9788 12ab 34cd 56ef", 1_205),
            row("5b0f 8a1c 3d7e 9260 4f1b 2a3c 4d5e 6f70", 1),
        ],
        state,
        complaints: Complaints::default(),
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let unsure = KeyPage {
        complaints: refused(vec![FederationComplaint::KeyNotSure, FederationComplaint::KeyNotKept]),
        ..key(lang, KeyState::Known)
    };
    Ok(vec![
        Sample::of("federation-succeeded", &members_after_a_succession(lang, Turn::Writes))?,
        Sample::of("federation-succeeded-asks", &members_after_a_succession(lang, Turn::Asks))?,
        Sample::of("federation-succeeded-no-key", &members_after_a_succession(lang, Turn::NoKey))?,
        Sample::of("federation-waiting", &members_waiting(lang, 0))?,
        Sample::of("federation-waiting-for-more", &members_waiting(lang, 2))?,
        Sample::of("federation-key", &key(lang, KeyState::Known))?,
        Sample::of("federation-key-spreading", &key(lang, KeyState::Spreading))?,
        Sample::of("federation-key-not-here", &key(lang, KeyState::NotHere))?,
        Sample::of("federation-key-refused", &unsure)?,
    ])
}
