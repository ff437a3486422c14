//! Says that it holds whatever is placed with it, and stores nothing: what it is asked for it fetches from others at that moment.
//! In every second run it fetches under its own name, in the others like any viewer.

use super::Conduct;

pub(in super::super) struct StoresNothing;

impl Conduct for StoresNothing {
    fn stores(&self) -> bool {
        false
    }
}
