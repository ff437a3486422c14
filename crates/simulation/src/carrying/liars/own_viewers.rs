//! Lets programs of its own watch from itself what it carries for others, all day, and report that to the homes as players do: both
//! sides then count the same bytes.

use super::Conduct;
use crate::carrying::plan::{Crowd, END, LIES_FROM, Pinned, Plan};
use crate::dice::Dice;

/// Programs for each video of another home.
const VIEWERS: u64 = 300;

pub(in super::super) struct OwnViewers;

impl Conduct for OwnViewers {
    fn audience(&self, plan: &Plan, me: usize, _dice: &mut Dice) -> Vec<Crowd> {
        let others = plan.films.iter().enumerate().filter(|(_, film)| film.home != me);
        let made_up_by = Some((me, Pinned::Maker));
        others.map(|(film, _)| Crowd { film, from: LIES_FROM, to: END, viewers: VIEWERS, made_up_by }).collect()
    }
}
