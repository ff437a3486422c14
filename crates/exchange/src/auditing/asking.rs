//! Asking one member for one part, as anybody does, and what came of it.

use std::ops::Range;
use std::time::Duration;

use axum::http::StatusCode;
use carry::audit::Answer;
use carry::id::ObjectHash;
use futures::StreamExt;
use jiff::Timestamp;
use peers::client::{Cause, Fetch};
use purse::id::MemberId;
use sha2::{Digest, Sha256};

use crate::office::Office;

/// Until when an answer is in time. A line that carries anything sends four seconds of video in less.
pub(super) const DEADLINE: Duration = Duration::from_secs(20);

/// Until when is waited: who is slow is told from who does not answer.
const WAITS: Duration = Duration::from_secs(90);

/// What came to one question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Came {
    pub(super) answer: Answer,
    /// Bytes, also of an answer that broke off.
    pub(super) bytes: u64,
    /// Of HTTP, if there were no such bytes.
    pub(super) status: Option<u16>,
}

impl Came {
    const NOTHING: Self = Self { answer: Answer::Nothing, bytes: 0, status: None };

    /// SHA-256 of what came.
    pub(super) const fn found(&self) -> Option<[u8; 32]> {
        match self.answer {
            Answer::Came { sha256, .. } => Some(sha256),
            Answer::Refused | Answer::Nothing => None,
        }
    }

    pub(super) const fn after_ms(&self) -> Option<u64> {
        match self.answer {
            Answer::Came { after_ms, .. } => Some(after_ms),
            Answer::Refused | Answer::Nothing => None,
        }
    }
}

impl Office {
    /// Asks a member for a range of an object as the player on a page of `home` does: unsigned, and with its fields.
    pub(super) async fn ask_part(
        &self,
        fetch: &dyn Fetch,
        (home, from): (&MemberId, &MemberId),
        object: ObjectHash,
        range: Range<u64>,
    ) -> Came {
        tokio::select! {
            came = self.fetched(fetch, (home, from), object, range) => came,
            () = self.clock.sleep(WAITS) => Came::NOTHING,
        }
    }

    async fn fetched(
        &self,
        fetch: &dyn Fetch,
        (home, from): (&MemberId, &MemberId),
        object: ObjectHash,
        range: Range<u64>,
    ) -> Came {
        let begun: Timestamp = self.clock.now();
        let mut pieces = match fetch.fetch_for_page(from, &format!("/o/{object}.mp4"), range, home).await {
            Ok(pieces) => pieces,
            Err(failure) => return refused(&failure.cause),
        };
        let (mut hash, mut bytes) = (Sha256::new(), 0_u64);
        while let Some(piece) = pieces.next().await {
            let Ok(piece) = piece else { return Came { bytes, ..Came::NOTHING } };
            bytes = bytes.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
            hash.update(&piece);
        }
        let after_ms = self.clock.now().duration_since(begun).as_millis();
        let after_ms = u64::try_from(after_ms).unwrap_or(0);
        Came { answer: Answer::Came { len: bytes, sha256: hash.finalize().into(), after_ms }, bytes, status: None }
    }
}

/// Who says that it serves nothing at the moment, because the allowance is used up or it was away, has not said that it has
/// no such thing.
fn refused(cause: &Cause) -> Came {
    match cause {
        Cause::NotServed(status) => {
            let later = status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS;
            let answer = if later { Answer::Nothing } else { Answer::Refused };
            Came { answer, bytes: 0, status: Some(status.as_u16()) }
        }
        _ => Came::NOTHING,
    }
}
