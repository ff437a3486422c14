//! Fetching one piece from one member.

use std::io;

use futures::StreamExt;
use objects::{Objects, ObjectsError, Staged};
use peers::client::{Failure, Fetch};
use purse::id::MemberId;

use super::Piece;

/// Where members hand out pieces, to whoever knows their hash.
pub const PIECE_PATH: &str = "/backup/piece/";

/// Why a piece is not here. A retry may help, or another member.
#[derive(Debug, thiserror::Error)]
pub enum PieceFailure {
    /// This member's own disk.
    #[error(transparent)]
    Objects(ObjectsError),
    #[error(transparent)]
    Peer(#[from] Failure),
    /// It began to send and did not come to the end.
    #[error("member {0} broke off: {1}")]
    BrokeOff(MemberId, io::Error),
    /// What came has another hash.
    #[error("what member {0} hands out has another hash")]
    Altered(MemberId),
}

impl PieceFailure {
    /// Whether this member is not to be asked for other pieces either.
    #[must_use]
    pub fn is_silence(&self) -> bool {
        match self {
            Self::Objects(_) | Self::Altered(_) => false,
            Self::BrokeOff(..) => true,
            Self::Peer(failure) => failure.cause.retry_helps(),
        }
    }
}

/// Fetches a piece from `source` and verifies its hash. It is staged and not published: whoever asked decides when.
///
/// # Errors
/// [`PieceFailure`].
pub async fn fetch_piece(
    fetch: &dyn Fetch,
    source: &MemberId,
    objects: &Objects,
    piece: Piece,
) -> Result<Staged, PieceFailure> {
    let pieces = fetch.fetch(source, &format!("{PIECE_PATH}{}", piece.hash), 0..piece.bytes).await?;
    let staged = objects.stage_stream(pieces.map(|bytes| bytes.map_err(io::Error::other))).await;
    match staged {
        Ok(staged) if staged.hash() == piece.hash && staged.bytes() == piece.bytes => Ok(staged),
        Ok(_) => Err(PieceFailure::Altered(*source)),
        Err(ObjectsError::Source(error)) => Err(PieceFailure::BrokeOff(*source, error)),
        Err(error) => Err(PieceFailure::Objects(error)),
    }
}
