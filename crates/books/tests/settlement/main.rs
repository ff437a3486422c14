//! The tests of settlements: what closed reports and payments make of every member's account.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod case;
mod defaults;
mod orders;
mod paper;
mod properties;
mod refusals;
mod rules;
