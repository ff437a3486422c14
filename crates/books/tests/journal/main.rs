//! The tests of books: what events do to them, and what other programs make of each file.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod effects;
mod fec_rules;
mod golden;
mod programs;
mod properties;
mod refusals;
mod sample;
mod tables;
