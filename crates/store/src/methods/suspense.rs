//! Money on the member's account that no note was found for.

use std::collections::BTreeMap;

use super::methods;
use crate::rows::{SuspenseLine, SuspenseState};

methods! {
    /// Keeps lines; one that is here already stays as it is. How many are new.
    write keep_suspense(lines: &[SuspenseLine]) -> u64 => suspense::keep;
    /// The line of this reference.
    read suspense_line(reference: &[u8; 32]) -> Option<SuspenseLine> => suspense::get;
    /// Lines in this state, the newest first.
    read suspense(state: SuspenseState, limit: u32) -> Vec<SuspenseLine> => suspense::newest;
    /// The amounts, in euro cents, of those lines that are here, whatever their state.
    snapshot suspense_amounts(references: &[[u8; 32]]) -> BTreeMap<[u8; 32], i64> => suspense::amounts;
    /// Moves a line from one state to another; whether it was in the first.
    write move_suspense(reference: &[u8; 32], from: SuspenseState, to: SuspenseState) -> bool => suspense::change;
}
