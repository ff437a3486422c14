//! Fuzzing: every decoder of what others send is given bytes that nobody would send.
//!
//! What it is: a list of decoders ([`TARGETS`]), a folder of inputs for each (corpus/NAME), and a driver that makes
//! others out of them under a seed. It runs on the stable compiler: briefly in the tests of this crate, and for long by
//! `cargo xtask fuzz`. docs/decisions/0010-our-own-fuzz-driver.md says why it is our own.
//!
//! What it is not: shipped. It finds no memory errors, which safe Rust does not have, but panics, and values that are read
//! and not written alike.
//!
//! What it keeps true: an input that once failed is in the corpus, and is tried first ever after; the same seed and corpus
//! give the same inputs.

pub mod corpus;
mod drive;
mod mutate;
mod targets;

pub use drive::{Failed, Report, drive};
pub use targets::{TARGETS, Target};
