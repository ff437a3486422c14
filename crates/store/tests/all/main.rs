//! The database of a member: each behaviour once, on SQLite and on PostgreSQL.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and says on which engine"
)]

mod audit;
mod copy;
mod engines;
mod samples;
mod town;
