//! Claims four times what it delivered, to be credited for it.

use super::Conduct;

const TIMES: u64 = 4;

pub(in super::super) struct Inflates;

impl Conduct for Inflates {
    fn claims(&self, real: u64) -> u64 {
        real.saturating_mul(TIMES)
    }
}
