//! The tests of what the crate promises to members, cosigners and auditors.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod against_crates;
mod against_python;
mod alterations;
mod checkpoint_rules;
mod contradiction_rules;
mod cosign_rules;
mod golden;
mod log_check;
mod merkle_proofs;
mod naive;
mod note_rules;
mod origin_rules;
mod restart_rules;
mod samples;
mod throughput;
mod tile_rules;
