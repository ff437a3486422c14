//! The tests of notes: what may be on them, their numbers, what other programs read in the PDF.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod numbers;
mod paper;
mod refusals;
mod reminders;
mod sample;
