//! The closing of a period: a proposal names what counts, every member computes the same report from it, and a majority of
//! the roster says its hash. docs/RULES.md, "Closing".

mod amends;
mod below;
mod bills;
mod corrections;
mod differ;
mod proposal;
mod recompute;
mod report;
mod used;
mod vote;

pub use amends::{Amends, Otherwise, amends, recompute_otherwise};
pub use below::{Below, BelowRefusal};
pub use bills::{SetAside, WhyAside};
pub use differ::{Difference, first_difference};
pub use proposal::{Cut, Proposal, ProposalRefusal, Span};
pub use recompute::{Closing, ClosingRefusal, Ground, RULES_VERSION, recompute};
pub use report::{CommonsLine, Report, ReportLine, UsageLine};
pub use vote::{Statement, Turn, proposer, turn};
