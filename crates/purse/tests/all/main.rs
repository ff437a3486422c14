//! The tests of what the crate promises to treasurers and auditors.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod axiom_properties;
mod axiom_rules;
mod because_rules;
mod break_even_rules;
mod claim_rules;
mod cost_example;
mod cost_properties;
mod cost_rules;
mod cost_samples;
mod expense_properties;
mod expense_rules;
mod expense_samples;
mod game_rules;
mod import_properties;
mod import_rules;
mod pool_examples;
mod settle_rules;
mod small_counts;
mod split_properties;
mod split_rules;
mod split_samples;
mod usage_golden;
