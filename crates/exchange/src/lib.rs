//! The exchange: a member's desk, kept in its database, and what it asks and answers other members.
//!
//! What it is: the shell around `federation::desk`. It keeps what the desk says is to be kept before anything of it is sent,
//! copies the logs of the others, cosigns, and takes its part in closings, at every tick.
//!
//! What it is not: a place for rules. Who may vote, which entries count and what a report says is the desk's to know.
//!
//! What it keeps true: nothing is shown to another member that would be gone after a crash; a member that was restored from
//! a backup appends nothing before the others were asked what they hold of its log.

mod adopting;
mod answer;
mod ask;
mod auditing;
pub mod backing;
mod calendar;
mod carrying;
mod closed;
mod counted;
mod differences;
mod documents;
mod explained;
mod export;
mod failure;
mod found;
pub mod joining;
mod keys;
mod membership;
mod month;
mod office;
mod placing;
mod received;
mod restart;
mod running;
mod tell;
mod what_if;

pub use adopting::{Absent, Brought, FoundSpace, GoneHome, Missing, NotAdopted};
pub use answer::routes;
pub use auditing::{Audited, Auditor};
pub use carrying::{Back, Carrier, INCOMING, Incoming, Stopped, Turn};
pub use closed::ClosedMonth;
pub use differences::{DayDifference, Differences};
pub use documents::MAX_DOCUMENT_BYTES;
pub use export::{NotExported, Shelf};
pub use failure::{ExchangeFailure, ExchangeRefusal};
pub use found::{Founding, Invitation, JOIN_TIME, ask_to_join};
pub use keys::{KeyKeeper, NoKeeper};
pub use membership::{Membership, MembershipParts};
pub use month::{Month, computed};
pub use office::{Answers, Office, Ring};
pub use restart::Waiting;
pub use what_if::WhatIf;
