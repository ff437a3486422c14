//! `ecot demo` as a person or a script starts it.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod life;
mod once;
mod process;
#[expect(clippy::disallowed_methods, reason = "the test is the other side of the network")]
mod refusals;
mod town;
