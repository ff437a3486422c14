//! What members cost together and alone: printed beside the result, by which nobody pays.

use crate::view::cost::Pool;

/// One member's part of a pool, in thousandths of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    pub name: String,
    /// By what each adds to the cost, on average over all orders (Shapley).
    pub added: u64,
    /// By its use in the twentieth of the hours that are busiest for all.
    pub peak: u64,
    /// By all it used.
    pub volume: u64,
}

/// A simple rule and how far it lies from what members add to the cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    CoincidentPeak,
    OwnP95,
    Volume,
    Equal,
}

impl Rule {
    /// The message's key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::CoincidentPeak => "rule-coincident-peak",
            Self::OwnP95 => "rule-own-p95",
            Self::Volume => "rule-volume",
            Self::Equal => "rule-equal",
        }
    }
}

/// A pool whose use makes a game.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolDiagnostics {
    pub pool: Pool,
    /// Thousandths that members save by needing it together.
    pub saving: u64,
    pub parts: Vec<Parts>,
    /// Thousandths of the sum that others would bear.
    pub distances: Vec<(Rule, u64)>,
}
