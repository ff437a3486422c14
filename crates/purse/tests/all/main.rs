//! The tests of what the crate promises to treasurers and auditors.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod claim_rules;
mod cost_example;
mod cost_properties;
mod cost_rules;
mod cost_samples;
mod game_rules;
mod settle_rules;
mod small_counts;
mod split_properties;
mod split_rules;
mod split_samples;
mod usage_golden;
