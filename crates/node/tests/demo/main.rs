//! `ecot demo` as a person or a script starts it.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod life;
mod once;
mod process;
mod refusals;
