//! A whole member, wired as `ecot serve` wires it, with time, randomness, disk and mail in the test's hands.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod ask;
#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod bad_relays;
mod caching;
mod health;
mod hls;
mod line;
mod logged;
mod long;
mod mailing;
mod marks;
mod member;
mod own_machine;
mod own_machine_alone;
mod own_machine_killed;
mod own_machine_sent;
mod own_pair;
#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod playing;
mod playlists;
mod privacy;
mod privacy_of_logs;
mod process;
mod ranges;
mod relay;
#[path = "../server/running.rs"]
#[allow(dead_code, reason = "the tests of the server use more of it")]
#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod running;
mod stored;
#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod streams;
mod visibility;
#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod visitor;
