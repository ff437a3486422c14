//! The HTTP server over real sockets.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod limits;
#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod protocols;
#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod running;
#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod stopping;
