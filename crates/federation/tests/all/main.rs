//! What the crate promises to those who vote.

mod charter;
