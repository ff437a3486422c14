//! The fewest transfers between members.
//!
//! Members whose balances add up to 0 settle among themselves with one transfer less than they are. So the fewest
//! transfers come from the partition into the most such groups, which is found over all subsets: exact, in time and
//! memory that double with each member (Verhoeff, "Settling multiple debts efficiently", Informatics in Education 3
//! (2004), 105-126: finding it is NP-complete).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{SettleRefusal, Transfer, check_size};
use crate::money::Money;

/// Members with a balance, beside pairs that settle each other exactly, up to which the fewest transfers are found.
pub const EXACT_MEMBERS: usize = 20;

/// Transfers after which every member has its balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fewest<M> {
    pub transfers: Vec<Transfer<M>>,
    /// No other way takes fewer transfers than this; if so many are made, there is none with fewer.
    pub at_least: usize,
}

/// A member and its balance in minor units.
type Open<M> = (M, i64);

/// The fewest transfers for at most [`EXACT_MEMBERS`] members; for more, largest debt to largest credit, at most one
/// transfer less than members. The same balances always give the same transfers.
///
/// # Errors
/// The first [`SettleRefusal`] that applies.
pub fn fewest<M: Ord + Clone>(balances: &BTreeMap<M, Money>) -> Result<Fewest<M>, SettleRefusal> {
    check_size(balances)?;
    let open: Vec<Open<M>> = balances.iter().map(|(id, balance)| (id.clone(), balance.minor())).collect();
    if open.iter().map(|(_, balance)| i128::from(*balance)).sum::<i128>() != 0 {
        return Err(SettleRefusal::NotBalanced);
    }
    let mut open: Vec<Open<M>> = open.into_iter().filter(|(_, balance)| *balance != 0).collect();
    let mut groups = take_pairs(&mut open);
    let pairs = groups.len();
    let exact = open.len() <= EXACT_MEMBERS;
    groups.extend(if exact { most_groups(&open) } else { vec![open.clone()] });
    let mut transfers = Vec::new();
    for group in groups {
        transfers.extend(largest_first(group)?);
    }
    // Each debtor pays at least once, and each creditor is paid at least once.
    let debtors = open.iter().filter(|(_, balance)| *balance < 0).count();
    let at_least = if exact { transfers.len() } else { pairs + debtors.max(open.len() - debtors) };
    Ok(Fewest { transfers, at_least })
}

/// Takes out pairs of a debt and the same credit: some partition into the most groups has each such pair as a group.
fn take_pairs<M: Ord + Clone>(open: &mut Vec<Open<M>>) -> Vec<Vec<Open<M>>> {
    let mut pairs = Vec::new();
    let mut place = 0;
    while place < open.len() {
        let balance = open[place].1;
        match (place + 1..open.len()).find(|other| open[*other].1 == -balance) {
            Some(other) => {
                let second = open.remove(other);
                pairs.push(vec![open.remove(place), second]);
            }
            None => place += 1,
        }
    }
    pairs
}

/// The partition into the most groups that add up to 0.
fn most_groups<M: Clone>(open: &[Open<M>]) -> Vec<Vec<Open<M>>> {
    let all = (1_usize << open.len()) - 1;
    let members = |subset: usize| (0..open.len()).filter(move |member| subset >> member & 1 == 1);
    // By subset: its sum, and the most groups with which its members can be taken out of it one after the other.
    let mut sums = vec![0_i64; all + 1];
    let mut most = vec![0_u8; all + 1];
    for (member, (_, balance)) in open.iter().enumerate() {
        sums[1 << member] = *balance;
    }
    for subset in 1..=all {
        let but_lowest = subset & (subset - 1);
        sums[subset] = sums[but_lowest] + sums[subset ^ but_lowest];
        let before = members(subset).map(|member| most[subset ^ 1 << member]).max().unwrap_or(0);
        most[subset] = before + u8::from(sums[subset] == 0);
    }
    let mut groups = vec![Vec::new()];
    let mut left = all;
    while let Some(member) = members(left).max_by_key(|member| (most[left ^ 1 << member], Reverse(*member))) {
        match groups.last_mut() {
            Some(group) if sums[left] != 0 || group.is_empty() => group.push(open[member].clone()),
            _ => groups.push(vec![open[member].clone()]),
        }
        left ^= 1 << member;
    }
    groups
}

/// Largest debt to largest credit, ties to the lower id, until nothing is open.
fn largest_first<M: Ord + Clone>(mut open: Vec<Open<M>>) -> Result<Vec<Transfer<M>>, SettleRefusal> {
    let mut transfers = Vec::new();
    loop {
        let order = |(id, balance): &&mut Open<M>| (balance.unsigned_abs(), Reverse(id.clone()));
        let (debts, credits): (Vec<_>, Vec<_>) =
            open.iter_mut().filter(|(_, balance)| *balance != 0).partition(|(_, balance)| *balance < 0);
        let largest = (debts.into_iter().max_by_key(order), credits.into_iter().max_by_key(order));
        let (Some(debt), Some(credit)) = largest else { return Ok(transfers) };
        let minor = debt.1.abs().min(credit.1);
        debt.1 += minor;
        credit.1 -= minor;
        let amount = Money::from_minor(minor).map_err(|_| SettleRefusal::TooLarge)?;
        transfers.push(Transfer { from: debt.0.clone(), to: credit.0.clone(), amount });
    }
}
