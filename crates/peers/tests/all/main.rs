//! The tests of what the crate promises to members: bytes, refusals, limits, and both ends of real sockets.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod accounts;
mod answer_refusals;
mod client_against_liars;
mod client_against_silence;
mod failures;
mod fetching;
mod foreign;
mod gate;
mod gate_limits;
mod golden;
mod members;
mod properties;
mod request_refusals;
mod schedules;
mod sockets;
mod tls;
mod watching;
