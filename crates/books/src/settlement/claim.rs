//! Who may claim what from whom.

use purse::id::MemberId;
use purse::money::Money;

use super::{Party, Settlement};
use crate::note::Number;

/// What somebody bears for a debtor, and gets back when it pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub of: Party,
    pub on: MemberId,
    pub number: Number,
    /// More than 0.
    pub amount: Money,
}

impl Settlement {
    /// All claims on debtors, in order of note; of one note the members' first.
    #[must_use]
    pub fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        for due in self.notes() {
            let mut add = |of: Party, amount: Money| {
                if amount > Money::ZERO {
                    claims.push(Claim { of, on: due.member, number: due.number, amount });
                }
            };
            for ((_, member), borne) in &due.cover.creditors {
                add(Party::Member(*member), borne.sum());
            }
            add(Party::Fund, due.cover.fund);
        }
        claims
    }
}
