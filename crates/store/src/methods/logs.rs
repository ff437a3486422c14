//! The logs of the federation's members, the documents that they name, and what was computed from them.

use jiff::Timestamp;

use super::methods;
use crate::rows::{
    ComputedReport, Document, FederationRow, LeavesRefusal, LogKey, LogNote, NewKey, NewKeyRefusal, NewLeaves,
};

methods! {
    /// The federation that this member is in.
    read federation() -> Option<FederationRow> => logs::federation;
    /// Enters a federation; whether the member was in none.
    write join_federation(new: &FederationRow) -> bool => logs::join;
    /// The member writes this one of its logs from now on; whether it wrote an earlier one. It never goes back.
    write turn_to_log(log: u32) -> bool => logs::turn;
    /// Keeps leaves that follow on those that are kept, and their checkpoint with them.
    decide add_leaves(new: &NewLeaves) -> Result<(), LeavesRefusal> => logs::add_leaves;
    /// Another key signs for the member: in its log, and its manifests, from the next place of each on.
    decide change_key(new: &NewKey) -> Result<(), NewKeyRefusal> => logs::change_key;
    /// Leaves of a log that are kept.
    read log_size(log: LogKey) -> u64 => logs::size;
    /// Leaves from this place on.
    read leaves(log: LogKey, from: u64, limit: u32) -> Vec<Vec<u8>> => logs::leaves;
    /// The logs of which leaves are kept, in order.
    read logs() -> Vec<LogKey> => logs::logs;
    /// Keeps a checkpoint, in the place of what was kept of this size.
    write keep_log_note(log: LogKey, note: &LogNote) -> () => logs::keep_note;
    /// The largest checkpoints of a log, the largest first.
    read log_notes(log: LogKey, limit: u32) -> Vec<LogNote> => logs::notes;
    /// The checkpoint of this size.
    read log_note(log: LogKey, size: u64) -> Option<LogNote> => logs::note_at;
    /// Keeps the proof that a log contradicted itself; the first one stays.
    write keep_log_proof(log: LogKey, proof: &[u8]) -> () => logs::keep_proof;
    /// The proofs that are kept.
    read log_proofs() -> Vec<(LogKey, Vec<u8>)> => logs::proofs;
    /// Keeps a document. One that is known, or was erased, stays as it is.
    write keep_document(new: &Document) -> () => logs::keep_document;
    /// Erases a document; whether it was known.
    write erase_document(hash: &[u8; 32]) -> bool => logs::erase_document;
    /// A document, also one that was erased.
    read document(hash: &[u8; 32]) -> Option<Document> => logs::document;
    /// Documents of a kind, the oldest first.
    read documents_of(kind: &str, limit: u32) -> Vec<Document> => logs::documents_of;
    /// Keeps what was computed of a proposal; what is kept already stays.
    write keep_report(new: &ComputedReport) -> () => logs::keep_report;
    /// The treasurer agrees to what was computed of a proposal; whether it was known and not agreed to.
    write approve_report(proposal: &[u8; 32], now: Timestamp) -> bool => logs::approve_report;
    /// What was computed, the last period and round first.
    read reports(limit: u32) -> Vec<ComputedReport> => logs::reports;
}
