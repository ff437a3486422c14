//! The tests of what the crate promises to others: bytes, refusals, playlists.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod adoption;
mod allowance;
mod audit;
mod canary;
mod keeping;
mod logs;
mod manifest_golden;
mod manifest_order;
mod manifest_properties;
mod manifest_refusals;
mod manifest_signatures;
mod pathway;
mod placement;
mod playlist;
mod report;
mod samples;
mod seal;
