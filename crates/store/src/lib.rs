//! The database of a member: one set of operations on SQLite and on PostgreSQL.
//!
//! What it is: [`Store`], whose every method is one transaction, and the rows that go in and out.
//! The methods are listed in `methods/`, the queries are in `queries/` and compiled once for each
//! engine; docs/decisions/0008-one-set-of-queries-two-engines.md says why.
//!
//! What it is not: a place for rules. It asks no clock and draws no number: times, ids and secrets
//! are arguments. It keeps no files but its own.
//!
//! What it keeps true: an operation happens wholly or not at all, and survives a crash once it was
//! answered; a job has one holder at a time; an upload becomes a video once; the places of
//! manifests have no gap and the sequence of a video only grows; what is stored is counted once;
//! both engines give the same answers.

mod alone;
mod columns;
pub mod copy;
mod error;
mod fault;
pub mod fold;
mod hook;
mod methods;
mod migrations;
#[expect(clippy::duplicate_mod, reason = "one set of queries, compiled for each engine")]
mod postgres;
mod rows;
mod sqlite;
mod store;

pub use alone::Alone;
pub use error::{Cause, StoreError};
pub use hook::{CommitHook, EveryCommit, Stop};
pub use rows::*;
pub use store::Store;
