//! A home that says of others that they delivered a quarter of what players told it, to be charged less.

use super::Conduct;

const PARTS: u64 = 4;

pub(in super::super) struct Hides;

impl Conduct for Hides {
    fn observes(&self, seen: u64) -> u64 {
        seen / PARTS
    }
}
