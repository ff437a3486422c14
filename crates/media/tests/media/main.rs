//! The crate with the real ffmpeg in the real sandbox.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod containers;
mod hdr;
mod refusals;
mod sandbox;
mod sources;
mod support;
