//! The tests of books: what events do to them, and what other programs make of each file.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod effects;
#[path = "../../../federation/tests/all/exported.rs"]
#[allow(dead_code, reason = "the tests of the crate federation use more of it")]
mod exported;
mod fec_rules;
mod golden;
mod lived;
#[path = "../../../federation/tests/all/nodes.rs"]
#[allow(dead_code, reason = "the tests of the crate federation use more of it")]
mod nodes;
mod programs;
mod properties;
mod refusals;
mod sample;
mod tables;
#[path = "../../../federation/tests/all/town.rs"]
#[allow(dead_code, reason = "the tests of the crate federation use more of it")]
mod town;
