//! Steps 2 to 4: what each carrier is credited for, and the sum of each pool.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;

use super::Books;
use crate::cost::{CostRefusal, Expense, Period};
use crate::money::{Fraction, Money};
use crate::usage::{Pool, Unit};

/// What of an accepted bill, or of a gift in kind, falls into the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill<M> {
    pub carrier: M,
    pub pool: Pool,
    /// What of it is shared; 0 for a gift, negative for what is taken back of an earlier period.
    pub common_part: Money,
    /// What it gives; none for a bill that is credited whole. 0 for a bill that gave its capacity in other periods and
    /// counts, or is taken back, in this one.
    pub capacity: Option<(Unit, u128)>,
}

impl<M> Bill<M> {
    /// What of an expense of `carrier` falls into the period; none if no day of it does.
    ///
    /// # Errors
    /// [`CostRefusal`].
    pub fn of(carrier: M, expense: &Expense, period: &Period) -> Result<Option<Self>, CostRefusal> {
        expense.check()?;
        let Some(part) = expense.part_of(period) else { return Ok(None) };
        let minor = i64::try_from(part.common_part).map_err(|_| CostRefusal::TooLarge)?;
        let common_part = Money::from_minor(minor).map_err(|_| CostRefusal::TooLarge)?;
        Ok(Some(Self { carrier, pool: expense.pool, common_part, capacity: part.capacity }))
    }
}

/// The two columns that balance: what carriers are owed, and what the pools owe.
pub(super) struct Credited<M> {
    pub(super) credits: BTreeMap<M, Fraction>,
    pub(super) pools: BTreeMap<Pool, Fraction>,
    /// What each carrier is owed, by the pool that owes it.
    pub(super) of_pools: BTreeMap<M, BTreeMap<Pool, Fraction>>,
}

/// E and C of one carrier, pool and unit.
#[derive(Default)]
struct Offered {
    expenses: i128,
    capacity: u128,
}

pub(super) fn credit<M: Ord + Clone>(books: &Books<'_, M>) -> Credited<M> {
    let mut credited = Credited { credits: BTreeMap::new(), pools: BTreeMap::new(), of_pools: BTreeMap::new() };
    let mut offers: BTreeMap<(&M, Pool, &Unit), Offered> = BTreeMap::new();
    for bill in books.bills {
        let Some((unit, capacity)) = &bill.capacity else {
            credited.add(&bill.carrier, bill.pool, &bill.common_part.fraction());
            continue;
        };
        let offered = offers.entry((&bill.carrier, bill.pool, unit)).or_default();
        offered.expenses += i128::from(bill.common_part.minor());
        offered.capacity = offered.capacity.saturating_add(*capacity);
    }
    for ((carrier, pool, unit), offered) in offers {
        if offered.capacity == 0 {
            credited.add(carrier, pool, &Fraction::from_integer(BigInt::from(offered.expenses)));
            continue;
        }
        let (others, own) = books.used.of_carrier(carrier, unit);
        let others = others.min(offered.capacity);
        let own = own.min(offered.capacity - others);
        let idle = offered.capacity - others - own;
        let rate = Fraction::new(BigInt::from(offered.expenses), BigInt::from(offered.capacity));
        let reserve = whole(offered.capacity) * per_mille(books.rules.idle_reserve_per_mille);
        credited.add(carrier, pool, &(&rate * whole(others)));
        credited.add(carrier, Pool::Commons, &(rate * whole(idle).min(reserve)));
    }
    credited
}

impl<M: Ord + Clone> Credited<M> {
    fn add(&mut self, carrier: &M, pool: Pool, amount: &Fraction) {
        if !amount.is_zero() {
            *self.credits.entry(carrier.clone()).or_default() += amount;
            *self.pools.entry(pool).or_default() += amount;
            *self.of_pools.entry(carrier.clone()).or_default().entry(pool).or_default() += amount;
        }
    }
}

fn whole(quantity: u128) -> Fraction {
    Fraction::from_integer(BigInt::from(quantity))
}

fn per_mille(part: u16) -> Fraction {
    Fraction::new(BigInt::from(part), BigInt::from(1_000))
}
