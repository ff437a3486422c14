//! What the page of expenses lists: entries that touch the month.

use std::collections::BTreeMap;

use federation::Hash;
use federation::closing::WhyAside;
use federation::entry::{Estimate, Expense, Offered, Span};
use federation::facts::{At, Facts, Place};
use federation::roll::Roll;
use jiff::civil::Date;
use purse::cost::{Capacity, Period};
use purse::expense::Recurring;
use purse::id::MemberId;

use super::answers::{last_day_of_bill, last_day_of_gift};
use super::chosen::Chosen;
use super::series::series;
use super::votes::Question;
use crate::i18n::{Lang, format};
use crate::pages::pools::shown_pool;
use crate::view::purse::capacity::shown;
use crate::view::purse::expenses::{
    BillRow, BillState, Choice, EstimateRow, Facts as Shown, GiftRow, SumKind, SumRow, Vote,
};

/// Lines of a list, at most: more than a month of the largest federation has.
const MAX_ROWS: usize = 2_000;

/// What lists are made of.
pub(super) struct Lists<'a> {
    pub(super) lang: Lang,
    pub(super) chosen: &'a Chosen,
    pub(super) facts: &'a Facts,
    pub(super) roll: &'a Roll,
    pub(super) me: MemberId,
}

/// Whether a bill counts whole only if the members say so: it is late, or above the estimate that it names.
pub(super) fn needs_a_vote(facts: &Facts, bill: &At<Expense>) -> bool {
    let under = facts.estimates.get(&bill.fact.estimate);
    bill.fact.on > bill.fact.span.from || under.is_none_or(|under| bill.fact.common_part > under.fact.common_part)
}

impl Lists<'_> {
    fn touches(&self, span: Span) -> bool {
        self.chosen.period.days_of(span.from, span.to) > 0
    }

    fn within(&self, day: Date) -> bool {
        (self.chosen.period.first_day()..self.chosen.period.end_day()).contains(&day)
    }

    fn shown(&self, name: &Hash, at: &Place, pool: purse::usage::Pool, offered: Option<&Offered>, span: Span) -> Shown {
        let first_month = span.from.first_of_month();
        let last_month = span.to.yesterday().map_or(first_month, Date::first_of_month);
        Shown {
            name: name.to_string(),
            member: self.chosen.names.name(&at.author),
            own: at.author == self.me,
            pool: shown_pool(pool),
            first_month,
            last_month,
            capacity: offered.map(|offered| shown(self.lang, offered.amount, &offered.unit)),
        }
    }

    fn question<'a>(&'a self, name: &'a Hash, at: &Place, day: Date, author_is_for_it: bool) -> Question<'a> {
        Question { facts: self.facts, roll: self.roll, name, author: at.author, day, author_is_for_it }
    }

    /// Estimates that touch the month.
    pub(super) fn estimates(&self) -> Vec<EstimateRow> {
        let touching = self.facts.estimates.iter().filter(|(_, at)| self.touches(at.fact.span));
        let row = |(name, at): (&Hash, &At<Estimate>)| {
            let fact = &at.fact;
            let question = self.question(name, &at.at, fact.span.from, true);
            EstimateRow {
                facts: self.shown(name, &at.at, fact.pool, fact.capacity.as_ref(), fact.span),
                most: fact.common_part,
                vote: question.vote(),
                series: series(self.facts, at),
                asked: at.at.author != self.me && question.asks(&self.me),
            }
        };
        sorted(touching.map(row), |row| (!row.asked, row.facts.member.clone()))
    }

    /// Accepted estimates of this member, the month's own first.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let open = self.chosen.open_from();
        let own = self.facts.estimates.iter().filter(|(name, at)| {
            let accepted = || self.question(name, &at.at, at.fact.span.from, true).vote() == Vote::Accepted;
            at.at.author == self.me && at.fact.span.to > open.min(self.chosen.period.first_day()) && accepted()
        });
        let row = |(name, at): (&Hash, &At<Estimate>)| {
            let offered = at.fact.capacity.as_ref();
            let Shown { name, pool, first_month, last_month, capacity, .. } =
                self.shown(name, &at.at, at.fact.pool, offered, at.fact.span);
            let most = at.fact.common_part;
            (!self.touches(at.fact.span), Choice { name, pool, most, capacity, first_month, last_month })
        };
        let rows = sorted(own.map(row), |(elsewhere, choice)| (*elsewhere, choice.first_month));
        rows.into_iter().map(|(_, choice)| choice).collect()
    }

    /// Bills that touch the month, or count from a day of it on. Documents are added by whoever reads them.
    pub(super) fn bills(&self) -> Vec<BillRow> {
        let closing = self.chosen.closing.as_ref();
        let aside: BTreeMap<Hash, WhyAside> =
            closing.iter().flat_map(|closing| &closing.aside).map(|one| (one.name, one.why)).collect();
        let touching =
            self.facts.expenses.iter().filter(|(_, at)| self.touches(at.fact.span) || self.within(at.fact.on));
        let row = |(name, at): (&Hash, &At<Expense>)| {
            let fact = &at.fact;
            let question = self.question(name, &at.at, fact.span.from, false);
            let state = if self.facts.stands(name, at) {
                state(self.lang, aside.get(name).copied(), question.vote())
            } else {
                BillState::TakenBack
            };
            let asks = matches!(state, BillState::Above { .. } | BillState::Aside { vote: Some(_), .. });
            BillRow {
                facts: self.shown(name, &at.at, fact.pool, fact.capacity.as_ref(), fact.span),
                corrects: self.corrects(&at.at, last_day_of_bill(fact)),
                amount: fact.amount,
                common_part: fact.common_part,
                supplier: None,
                label: None,
                has_file: false,
                foreign: fact.foreign.as_ref().and_then(foreign),
                // The author's own word counts too, if it is given.
                asked: asks && question.asks(&self.me),
                repeats: (at.at.author == self.me && self.facts.stands(name, at))
                    .then(|| next_month(fact))
                    .flatten()
                    .filter(|next| self.is_missing(fact, *next)),
                state,
            }
        };
        sorted(touching.map(row), |row| (!row.facts.own, row.facts.member.clone()))
    }

    /// The last month in which an own entry counted, if it is closed: then it is corrected and not taken back.
    fn corrects(&self, at: &Place, last_day: Date) -> Option<Date> {
        (at.author == self.me && last_day < self.chosen.open_from()).then(|| last_day.first_of_month())
    }

    /// Whether this member declared no bill like this one for a month that has begun.
    fn is_missing(&self, like: &Expense, month: Date) -> bool {
        let begun = self.chosen.offered.first().is_some_and(|last| month <= *last);
        let same =
            |at: &At<Expense>| at.at.author == self.me && at.fact.pool == like.pool && at.fact.span.from == month;
        begun && !self.facts.expenses.iter().any(|(name, at)| same(at) && self.facts.stands(name, at))
    }

    /// Gifts in kind that touch the month.
    pub(super) fn gifts(&self) -> Vec<GiftRow> {
        let touching = self.facts.gifts.iter().filter(|(_, at)| self.touches(at.fact.span));
        let row = |(name, at): (&Hash, &At<federation::entry::Gift>)| GiftRow {
            facts: self.shown(name, &at.at, at.fact.pool, at.fact.capacity.as_ref(), at.fact.span),
            corrects: self.corrects(&at.at, last_day_of_gift(&at.fact)),
            label: None,
            has_file: false,
            value: at.fact.value,
            taken_back: !self.facts.stands(name, at),
        };
        sorted(touching.map(row), |row| row.facts.member.clone())
    }

    /// Sums of money that came in on days of the month.
    pub(super) fn sums(&self) -> Vec<SumRow> {
        let touching = self.facts.contributions.iter().filter(|(_, at)| self.within(at.fact.day));
        let row = |(name, at): (&Hash, &At<federation::entry::Contribution>)| SumRow {
            name: name.to_string(),
            member: self.chosen.names.name(&at.at.author),
            own: at.at.author == self.me,
            kind: shown_kind(at.fact.kind),
            amount: at.fact.amount,
            day: at.fact.day,
            taken_back: !self.facts.stands(name, at),
        };
        sorted(touching.map(row), |row| (row.day, row.member.clone()))
    }
}

fn sorted<T, K: Ord>(rows: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut rows: Vec<T> = rows.take(MAX_ROWS).collect();
    rows.sort_by_key(key);
    rows
}

fn state(lang: Lang, aside: Option<WhyAside>, vote: Vote) -> BillState {
    match aside {
        None => BillState::Counts,
        Some(WhyAside::Above(cut)) => BillState::Above { cut, vote },
        Some(why @ WhyAside::NotApproved) => BillState::Aside { why: told(lang, why), vote: Some(vote) },
        Some(why) => BillState::Aside { why: told(lang, why), vote: None },
    }
}

/// Why an entry does not count, in words.
pub(super) fn told(lang: Lang, why: WhyAside) -> String {
    match why {
        WhyAside::NoMember => lang.text("aside-no-member"),
        WhyAside::Unit => lang.text("aside-unit"),
        WhyAside::NotApproved => lang.text("aside-not-approved"),
        WhyAside::Record(_) => lang.text("aside-record"),
        WhyAside::Above(cut) => lang.text_with("aside-above", "cut", format::euros(lang, cut.minor())),
    }
}

/// The month for which a bill of one month comes again.
pub(super) fn next_month(bill: &Expense) -> Option<Date> {
    let month = Period::months(bill.span.from.year(), bill.span.from.month(), 1)?;
    let next = Period::months(bill.span.to.year(), bill.span.to.month(), 1)?;
    (month.first_day() == bill.span.from && month.end_day() == bill.span.to)
        .then(|| recurring(bill).expected(&next).map(|expected| expected.from))
        .flatten()
}

/// The rule by which a bill comes every month.
pub(super) fn recurring(bill: &Expense) -> Recurring {
    let capacity =
        bill.capacity.as_ref().map(|offered| Capacity { amount: offered.amount, unit: offered.unit.clone() });
    Recurring {
        id: 0,
        pool: bill.pool,
        amount: bill.amount,
        common_part: bill.common_part,
        capacity,
        from: bill.span.from,
        last: None,
    }
}

fn foreign(foreign: &federation::entry::Foreign) -> Option<String> {
    let currency = foreign.currency.parse().ok()?;
    let minor = i64::try_from(foreign.minor).ok()?;
    Some(purse::expense::Original { minor, currency }.to_string())
}

const fn shown_kind(kind: federation::entry::ContributionKind) -> SumKind {
    match kind {
        federation::entry::ContributionKind::Fund => SumKind::Fund,
        federation::entry::ContributionKind::Dues => SumKind::Dues,
        federation::entry::ContributionKind::Donations => SumKind::Donations,
    }
}
