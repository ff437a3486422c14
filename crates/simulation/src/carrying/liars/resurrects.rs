//! Goes on serving what its home deleted.

use super::Conduct;

pub(in super::super) struct Resurrects;

impl Conduct for Resurrects {
    fn obeys(&self) -> bool {
        false
    }
}
