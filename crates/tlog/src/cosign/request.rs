//! The text in which a cosignature is asked for, and a proof is handed over. <https://c2sp.org/tlog-witness>

use std::str;

use crate::checkpoint::{CheckpointRefusal, SignedCheckpoint, parse_size};
use crate::merkle::{Hash, MAX_PROOF_HASHES};

/// Lines before the empty one, in bytes, at most: `old`, a size, and the hashes.
const MAX_HEAD_BYTES: usize = 4_096;

/// "Here is a newer checkpoint, and the proof that it continues the one of this size."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CosignRequest {
    /// The size that was cosigned last, as the sender knows it.
    pub old_size: u64,
    /// From `old_size` to the checkpoint's size; empty if either is 0 or both are one.
    pub proof: Vec<Hash>,
    pub checkpoint: SignedCheckpoint,
}

/// Why bytes are no request. Closed and ordered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefusal {
    /// No empty line within the room of a proof.
    #[error("there is no empty line before the checkpoint")]
    NoCheckpoint,
    /// The first line is not `old` and a plain decimal number.
    #[error("the first line is not the older size")]
    OldSizeMalformed,
    /// More than `MAX_PROOF_HASHES`.
    #[error("the proof has more hashes than a proof may have")]
    TooManyHashes,
    /// A line that is not canonical Base64 of 32 bytes.
    #[error("a line of the proof is no hash")]
    HashMalformed,
    /// The rest is no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointRefusal),
    /// The older size is above the checkpoint's.
    #[error("the older size is larger than the checkpoint's")]
    SizesReversed,
}

impl CosignRequest {
    /// Reads what [`CosignRequest::to_bytes`] writes, byte for byte.
    ///
    /// # Errors
    /// The first of [`RequestRefusal`]'s reasons.
    pub fn parse(bytes: &[u8]) -> Result<Self, RequestRefusal> {
        // No line of the head is empty, and a checkpoint has an empty line of its own: the first one counts.
        let head = &bytes[..bytes.len().min(MAX_HEAD_BYTES)];
        let end = head.windows(2).position(|pair| pair == b"\n\n").ok_or(RequestRefusal::NoCheckpoint)?;
        let head = str::from_utf8(&head[..end]).map_err(|_| RequestRefusal::OldSizeMalformed)?;
        let mut lines = head.split('\n');
        let old_size =
            lines.next().and_then(|line| line.strip_prefix("old ")).ok_or(RequestRefusal::OldSizeMalformed)?;
        let old_size = parse_size(old_size).map_err(|_| RequestRefusal::OldSizeMalformed)?;
        if lines.clone().count() > MAX_PROOF_HASHES {
            return Err(RequestRefusal::TooManyHashes);
        }
        let proof = lines.map(Hash::parse).collect::<Result<_, _>>().map_err(|_| RequestRefusal::HashMalformed)?;
        let checkpoint = SignedCheckpoint::parse(&bytes[end + 2..])?;
        if old_size > checkpoint.checkpoint().tree().size {
            return Err(RequestRefusal::SizesReversed);
        }
        Ok(Self { old_size, proof, checkpoint })
    }

    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut head = format!("old {}\n", self.old_size);
        for hash in &self.proof {
            head.push_str(&format!("{hash}\n"));
        }
        head.push('\n');
        let mut bytes = head.into_bytes();
        bytes.extend(self.checkpoint.to_bytes());
        bytes
    }
}
