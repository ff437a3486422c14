//! What the crate promises to those who vote, and to those who recompute.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod absence;
mod adopting;
mod amends;
mod any_use;
mod audit;
mod backing;
mod card;
mod carried_entries;
mod carrying;
mod charter;
mod closing;
mod cosigning;
mod desk;
mod entry;
mod evidence;
mod exported;
mod golden_closing;
mod large;
mod lies;
mod named;
mod nodes;
mod paid_by_others;
mod refusals;
mod roll;
mod rounds;
mod succession;
mod town;
mod use_told;
