//! Lets programs of its own watch the videos of one home, from whoever the steering names, so that this home has a large bill.

use super::Conduct;
use crate::carrying::plan::{Crowd, END, LIES_FROM, Pinned, Plan};
use crate::dice::Dice;

/// Programs for each video of the home.
const VIEWERS: u64 = 500;

pub(in super::super) struct Drains;

impl Conduct for Drains {
    fn audience(&self, plan: &Plan, me: usize, dice: &mut Dice) -> Vec<Crowd> {
        let victim = dice.place(me);
        let of_victim = plan.films.iter().enumerate().filter(|(_, film)| film.home == victim);
        let made_up_by = Some((me, Pinned::Anybody));
        of_victim.map(|(film, _)| Crowd { film, from: LIES_FROM, to: END, viewers: VIEWERS, made_up_by }).collect()
    }
}
