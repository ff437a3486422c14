//! What the treasurer has to do now.

use std::collections::BTreeSet;

use exchange::Office;
use federation::desk::{Desk, Duty, Waiting};
use federation::roll::Roll;
use federation::signed::Signable;
use jiff::civil::Date;
use purse::cost::Period;
use purse::id::MemberId;
use purse::money::Money;

use super::chosen::Chosen;
use super::corrected::Corrections;
use super::votes::Question;
use crate::pages::pools::shown_pool;
use crate::view::purse::expenses::Vote;
use crate::view::purse::todo::Todo;

/// Bills that are asked for, at most: more would hide what else there is to do.
const MAX_BILLS: usize = 12;

/// In the order in which they are shown.
pub(super) async fn all(office: &Office, chosen: &Chosen) -> Vec<Todo> {
    let me = office.member();
    let mut todo = Vec::new();
    for month in &chosen.months {
        if let (Duty::Wait(Waiting::Treasurer(until)), Some(period)) = (&month.duty, month.span.period()) {
            todo.push(Todo::Approve { month: period.first_day(), until: *until });
        }
    }
    let desk = office.desk().await;
    let Ok(chain) = desk.chain() else { return todo };
    todo.extend(notes(&desk, &chain.roll, chosen, me));
    todo.extend(bills(&desk, &chain.roll, chosen, me).into_iter().take(MAX_BILLS));
    let corrections = Corrections { chosen, facts: desk.facts(), roll: &chain.roll, me }.unanswered();
    let count = unanswered(&desk, &chain.roll, me, chosen.open_from())
        .saturating_add(u64::try_from(corrections).unwrap_or(u64::MAX));
    if count > 0 {
        todo.push(Todo::Answer { count });
    }
    todo
}

/// Notes of closed months that are not paid; what is below the charter's least is carried to the next.
fn notes(desk: &Desk, roll: &Roll, chosen: &Chosen, me: MemberId) -> Vec<Todo> {
    let note = |month: &exchange::Month| {
        let report = month.report.as_ref().filter(|_| month.is_closed())?;
        let period = month.span.period()?;
        let owed = Money::ZERO.minus(report.line(&me)?.net).ok()?;
        let hash = report.hash();
        let facts = desk.facts();
        let paid = facts
            .payments
            .iter()
            .filter(|(name, paid)| paid.fact.report == hash && paid.fact.from == me && facts.stands(name, paid));
        let paid = Money::sum(paid.map(|(_, paid)| paid.fact.amount)).ok()?;
        let amount = owed.minus(paid).ok()?;
        let least = desk.charters().get(&roll.charter(&period)).map_or(Money::ZERO, |charter| charter.payment.least);
        let due = amount > Money::ZERO && amount >= least;
        due.then(|| Todo::Pay { month: period.first_day(), amount })
    };
    chosen.months.iter().filter_map(note).collect()
}

/// Months that are not closed for which an accepted estimate of this member has no bill.
fn bills(desk: &Desk, roll: &Roll, chosen: &Chosen, me: MemberId) -> Vec<Todo> {
    let facts = desk.facts();
    let open = chosen.open_from();
    let periods: Vec<Period> = chosen
        .offered
        .iter()
        .rev()
        .filter(|day| **day >= open)
        .filter_map(|day| Period::months(day.year(), day.month(), 1))
        .collect();
    let mut todo = Vec::new();
    for (name, estimate) in facts.estimates.iter().filter(|(_, estimate)| estimate.at.author == me) {
        let fact = &estimate.fact;
        let day = fact.span.from;
        let question = Question { facts, roll, name, author: me, day, author_is_for_it: true };
        if question.vote() != Vote::Accepted {
            continue;
        }
        let under = || {
            let own = facts.expenses.iter().filter(|(bill, at)| at.fact.estimate == *name && facts.stands(bill, at));
            own.map(|(_, at)| at.fact.span)
        };
        for period in &periods {
            let touches = |from, to| period.days_of(from, to) > 0;
            if touches(fact.span.from, fact.span.to) && !under().any(|span| touches(span.from, span.to)) {
                let (month, pool) = (period.first_day(), shown_pool(fact.pool));
                todo.push(Todo::Declare { month, pool, most: fact.common_part });
            }
        }
    }
    todo
}

/// Estimates and bills of others, of months that are not closed, to which this member has said nothing.
fn unanswered(desk: &Desk, roll: &Roll, me: MemberId, open: Date) -> u64 {
    let facts = desk.facts();
    let estimates = facts.estimates.iter().filter(|(name, at)| {
        let (author, day) = (at.at.author, at.fact.span.from);
        let question = Question { facts, roll, name, author, day, author_is_for_it: true };
        at.fact.span.to > open && author != me && question.asks(&me)
    });
    // Those that were asked for together are answered together.
    let estimates: BTreeSet<(MemberId, [u8; 16])> = estimates.map(|(_, at)| (at.at.author, at.fact.nonce)).collect();
    let bills = facts.expenses.iter().filter(|(name, at)| {
        let (author, day) = (at.at.author, at.fact.span.from);
        let question = Question { facts, roll, name, author, day, author_is_for_it: false };
        let above = super::lists::needs_a_vote(facts, at);
        above && at.fact.span.to > open && author != me && facts.stands(name, at) && question.asks(&me)
    });
    u64::try_from(estimates.len() + bills.count()).unwrap_or(u64::MAX)
}
