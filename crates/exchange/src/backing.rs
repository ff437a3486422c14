//! Backing: sealed backups of members, kept by other members. docs/decisions/0015-the-sealed-backup-is-carried.md.
//!
//! The home says in its log which backup is the newest, which list its pieces stand in, and who is to keep it. A carrier
//! fetches list and pieces, verifies each by its hash, keeps them as objects, and says so in its own log. It lets an older
//! backup go when a newer one is held by enough.
//!
//! The order of writes, and what a crash between them means: a piece is published, then recorded, and stays for its time of
//! grace without a reference; the backup with its references is one transaction; the entry that says so is the last, and is
//! made up for at the next turn.

mod keep;
mod list;
mod piece;
mod place;
mod places;
mod told;

pub use keep::Kept;
pub use list::{ListRefusal, MAX_LIST_BYTES, MAX_PIECE_BYTES, Piece, PieceList};
pub use piece::{PIECE_PATH, PieceFailure, fetch_piece};
pub use place::MadeBackup;
pub use places::{Known, Lying, Whereabouts};
