//! Backups: what a member keeps, encrypted to the operator's recovery phrase, in a folder elsewhere;
//! and a member made of one again. docs/formats/backup.md is the written form of what is there.
//!
//! What it keeps true: a backup is of one moment although the member goes on, and it is there whole
//! or not at all; the same command again seals only what is new; whoever keeps the folder learns
//! sizes and nothing else; a restored member never contradicts what it signed.

mod destination;
mod gather;
pub mod inventory;
mod journal;
mod make;
mod names;
mod open;
pub mod phrase;
mod plain;
mod record;
pub mod sealed;

pub use destination::{Destination, DestinationError};
pub use make::{Backup, BackupError, Made, Progress};
pub use open::{OpenError, Opened, is_altered};
pub use record::{Line, Record};

/// Bytes that are in memory, as what [`Destination::put`] takes.
#[must_use]
pub fn sealed_piece(bytes: bytes::Bytes) -> futures::stream::BoxStream<'static, std::io::Result<bytes::Bytes>> {
    plain::bytes(bytes)
}
