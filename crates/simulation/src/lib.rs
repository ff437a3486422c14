//! A federation of 3 to 50 members on one virtual clock under one seed, and an oracle that judges it.
//!
//! What it is: the real code of `federation`, `tlog` and `purse` (desk, closing, roll, restart) on a network that loses,
//! delays, repeats, reorders and parts, on disks that stop at any write and come back old, with people who are slow or
//! silent, and with liars of seven kinds. `docs/simulation.md` tells what is judged and how a seed is run again.
//!
//! What it is not: a test of sockets, of HTTP or of a database; those have their own. Nothing of it is shipped.
//!
//! What it keeps true: the same seed and number of members give the same run, event by event; the oracle computes from its
//! own list of what was done and kept, never from the system's accounts.

pub mod carrying;
pub mod clock;
pub mod crew;
pub mod dice;
pub mod disk;
pub mod entries;
pub mod gone;
pub mod lies;
pub mod member;
pub mod message;
pub mod oracle;
pub mod plan;
pub mod truth;
pub mod world;

use crew::Crew;
use dice::Dice;
pub use oracle::{Gain, Verdict};
pub use plan::{Lie, Plan};
use world::World;

/// Means of a member in cents a year: from a small association to a large one.
const LEAST_MEANS: u64 = 50_000;
const MOST_MEANS: u64 = 6_000_000;

/// Runs a plan to its end, and judges it.
#[must_use]
pub fn run(plan: &Plan) -> Verdict {
    let mut dice = Dice::new(plan.seed ^ 0xc4e3);
    let means = (0..plan.members()).map(|_| dice.between(LEAST_MEANS, MOST_MEANS)).collect();
    let crew = Crew::new(plan.seed, means);
    let mut world = World::new(plan, &crew);
    world.run();
    oracle::judge(&world, plan, &crew)
}
