//! The tests of what banks are sent and what is read from them.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod account_rules;
mod given;
mod matching_properties;
mod matching_rules;
mod matching_samples;
mod messages;
mod order_rules;
mod order_schema;
mod qr_read_back;
mod reference_rules;
mod statement_limits;
mod statement_rules;
mod statement_samples;
mod text_rules;
mod tool;
