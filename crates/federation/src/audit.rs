//! What an auditor does: verifies an export's logs, and recomputes its closed periods from them alone.
//!
//! An auditor has the logs of all members from one or several places, each of which may lack some, or have them altered. A
//! log is taken from whichever place has the most of it whole; then the roll is read, and period after period what the
//! deciding proposal names is verified and recomputed. Nothing is believed but signatures of members, and of those no more
//! than one tree a log.

mod closed;
mod copy;
mod cuts;
mod fault;
mod logs;
mod names;
mod places;
mod stated;
mod texts;

pub use closed::Closed;
pub use fault::{CopyFault, Fault, Named, NotAudited, PeriodFault};
pub use logs::{Audit, LogFound};
pub use places::{Files, MAX_KEPT_BYTES, MAX_LOG_ENTRIES};
