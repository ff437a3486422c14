//! Settlement: from what each member owes or is owed to transfers of money. docs/RULES.md, "Settlement".
//!
//! The default is the federation's account as a hub, through which every member pays or is paid once. Transfers between
//! members, as few as possible, are for a charter that has the assignment clause.

mod fewest;

use std::collections::BTreeMap;

pub use fewest::{EXACT_MEMBERS, Fewest, fewest};

use crate::money::Money;

/// A transfer between two members; more than 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Transfer<M> {
    pub from: M,
    pub to: M,
    pub amount: Money,
}

/// What a member pays to the federation's account or gets from it; more than 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ByHub {
    Pays(Money),
    Gets(Money),
}

/// Why there are no transfers. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum SettleRefusal {
    /// A sum beyond every amount.
    #[error("the balances together are too large")]
    TooLarge,
    /// Members can settle among themselves only what they owe each other.
    #[error("the balances do not add up to 0; what the fund pays or receives needs its account")]
    NotBalanced,
}

/// One transfer for each member that owes or is owed something. `balances` need not add up: the account bears the rest.
///
/// # Errors
/// [`SettleRefusal::TooLarge`].
pub fn by_hub<M: Ord + Clone>(balances: &BTreeMap<M, Money>) -> Result<BTreeMap<M, ByHub>, SettleRefusal> {
    check_size(balances)?;
    let mut transfers = BTreeMap::new();
    for (id, balance) in balances {
        let amount = size(*balance)?;
        let transfer = if *balance < Money::ZERO { ByHub::Pays(amount) } else { ByHub::Gets(amount) };
        if amount > Money::ZERO {
            transfers.insert(id.clone(), transfer);
        }
    }
    Ok(transfers)
}

/// Whether the sums of both signs are amounts, so that every part of them is one.
fn check_size<M>(balances: &BTreeMap<M, Money>) -> Result<(), SettleRefusal> {
    for sign in [1, -1] {
        let of_sign = balances.values().copied().filter(|balance| balance.minor().signum() == sign);
        Money::sum(of_sign).map_err(|_| SettleRefusal::TooLarge)?;
    }
    Ok(())
}

fn size(balance: Money) -> Result<Money, SettleRefusal> {
    Money::from_minor(balance.minor().abs()).map_err(|_| SettleRefusal::TooLarge)
}
