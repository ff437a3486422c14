//! A part while it is hashed, by itself and behind all that came before it: on a thread of its own, so that meanwhile the next
//! part comes and the one before is written.

use std::io;

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::task::{JoinHandle, spawn_blocking};

/// A part with fewer bytes is hashed at once: a thread would cost more than it saves.
const THREAD_BYTES: usize = 64 << 10;

/// A part that is hashed.
pub(super) struct Hashed {
    pub(super) pieces: Vec<Bytes>,
    pub(super) part: [u8; 32],
    /// Of everything before the part, and the part.
    pub(super) whole: Sha256,
}

/// A part that is being hashed.
pub(super) enum Hashing {
    Done(Hashed),
    Running(JoinHandle<Hashed>),
}

impl Hashing {
    /// Begins; `whole` is of everything before the part.
    pub(super) fn begin(pieces: Vec<Bytes>, whole: Sha256) -> Self {
        if pieces.iter().map(Bytes::len).sum::<usize>() < THREAD_BYTES {
            return Self::Done(hashed(pieces, whole));
        }
        Self::Running(spawn_blocking(move || hashed(pieces, whole)))
    }

    /// Waits for the end.
    ///
    /// # Errors
    /// When the runtime ends meanwhile.
    pub(super) async fn end(self) -> io::Result<Hashed> {
        match self {
            Self::Done(hashed) => Ok(hashed),
            Self::Running(thread) => thread.await.map_err(io::Error::other),
        }
    }
}

fn hashed(pieces: Vec<Bytes>, mut whole: Sha256) -> Hashed {
    let mut part = Sha256::new();
    for piece in &pieces {
        part.update(piece);
        whole.update(piece);
    }
    Hashed { pieces, part: part.finalize().into(), whole }
}
