//! Members that carry each other's videos, on one virtual clock under one seed: what is placed, copied, watched, withdrawn,
//! counted, audited and charged, with flash crowds, full disks, slow lines, clocks that are off, and one liar.
//!
//! What is real: every decision of `carry` (the plan, allowances, who may serve, the order of pathways, audits), the facts that
//! entries make, the split, and the closing by real desks. What is not: the bytes, which are only counted, and the manifests,
//! whose verification has tests of its own. A step is a minute. The ledger counts what the network delivered; it is what the
//! verdict is made from. docs/simulation.md says what is judged.

mod audience;
mod audits;
mod canaries;
mod closing;
mod copying;
mod counting;
pub mod crowd;
mod differences;
mod faults;
mod judge;
mod ledger;
mod liars;
mod machine;
mod placing;
pub mod plan;
mod serving;
mod table;
mod world;

pub use judge::Verdict;
pub use liars::Lie;
pub use plan::Plan;
pub use table::Table;

/// Runs a plan to its end, closes its month, and judges it.
#[must_use]
pub fn run(plan: &Plan) -> Verdict {
    let crew = crate::crew::Crew::new(plan.seed, plan.sites.iter().map(|site| site.means).collect());
    let mut world = world::World::new(plan, &crew);
    world.run();
    judge::judge(&world)
}
