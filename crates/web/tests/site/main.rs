//! A member's site as people and programs use it: the router called as a service, a real SQLite database and a real
//! disk in a temporary folder, a clock that the test moves, randomness under a seed.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod accounts;
mod answer;
mod api;
mod backups;
mod bugs;
mod carrying;
mod changing;
mod cookies;
mod counting;
mod differences;
mod federation;
mod federation_access;
mod growing;
mod member;
mod metering;
mod money;
mod neighbours;
mod pages;
mod purse;
mod recovery;
mod roles;
mod seat;
mod settlement;
mod space;
mod statement;
mod upload_frames;
mod uploads;
mod watch;
