//! The HTTP server over real sockets.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod limits;
mod protocols;
mod running;
mod stopping;
