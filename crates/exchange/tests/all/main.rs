//! Members that found, join, copy, cosign and close: real databases, real signed requests on loopback, a clock that is moved.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(clippy::single_range_in_vec_init, reason = "one range was asked for, not its numbers")]
#![expect(clippy::disallowed_methods, reason = "the tests listen where a member's server would")]

mod adopting;
mod adoption_crashes;
mod adoptions;
mod at_home;
mod auditing;
mod backing;
mod backups;
mod canaries;
mod carrying;
mod doors;
mod drawer;
mod films;
mod joining;
mod keys;
mod left;
mod links;
mod months;
mod new_home;
mod news;
mod offices;
mod outside;
mod refusals;
mod settled;
mod shelves;
mod stand;
mod successions;
mod unseen;
