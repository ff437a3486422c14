//! A closing as the page of a month shows it.

use std::collections::BTreeMap;

use federation::charter::Charter;
use federation::closing::{Closing, Report};
use purse::cost::Period;
use purse::id::MemberId;
use purse::money::Money;
use purse::split::{Because, Column, SplitRefusal, because};
use purse::usage::{Pool, Unit};

use super::chosen::books;
use super::diagnosed::diagnostics;
use crate::i18n::Lang;
use crate::pages::names::Names;
use crate::pages::pools::shown_pool;
use crate::view::purse::because::{Bounds, Share};
use crate::view::purse::month::{Figures, MemberLine, PoolLine, Thanks};
use crate::view::purse::quantity;

/// What figures are made of.
pub(super) struct Scene<'a> {
    pub(super) lang: Lang,
    pub(super) names: &'a Names,
    pub(super) me: MemberId,
    pub(super) period: Period,
    pub(super) closing: &'a Closing,
    pub(super) charter: &'a Charter,
}

/// The lines of a report, in order of id.
pub(super) fn lines(report: &Report, names: &Names, me: MemberId) -> Vec<MemberLine> {
    let line = |line: &federation::closing::ReportLine| MemberLine {
        name: names.name(&line.member),
        own: line.member == me,
        credit: line.credit,
        charge: line.charge,
        correction: line.correction,
        net: line.net,
    };
    report.lines.iter().map(line).collect()
}

impl Scene<'_> {
    /// # Errors
    /// [`SplitRefusal`], which the report would have met first.
    pub(super) fn figures(&self) -> Result<Figures, SplitRefusal> {
        let Closing { report, aside, gifts, .. } = self.closing;
        let books = books(self.closing, self.charter, self.period);
        let mut shares: Vec<Share> =
            because(&books)?.into_iter().map(|(member, because)| self.share(member, because)).collect();
        // A stable sort: the others stay in order of id.
        shares.sort_by_key(|share| !share.own);
        let thanks = gifts.iter().map(|gift| Thanks { name: self.names.name(&gift.member), worth: gift.worth });
        Ok(Figures {
            lines: lines(report, self.names, self.me),
            pools: self.pools(),
            bills: Money::sum(self.closing.bills.iter().map(|bill| bill.common_part)).unwrap_or_default(),
            total: report.total,
            fund: report.fund,
            deficit: report.deficit,
            bounds: Bounds { cap: self.charter.rules.cap_per_mille, floor: self.charter.rules.floor_per_mille },
            shares,
            thanks: thanks.collect(),
            diagnostics: diagnostics(&books, self.names),
            aside: u64::try_from(aside.len()).unwrap_or(u64::MAX),
        })
    }

    fn share(&self, member: MemberId, because: Because<MemberId>) -> Share {
        let Because { alone, by_use, here, bound, carried_by, for_others } = because;
        let named = |column| match column {
            Column::Member(id) => Column::Member(self.names.name(&id)),
            Column::Fund => Column::Fund,
            Column::Deficit => Column::Deficit,
        };
        let carried_by = carried_by.into_iter().map(|(column, amount)| (named(column), amount)).collect();
        let because = Because { alone, by_use, here, bound, carried_by, for_others };
        Share { name: self.names.name(&member), own: member == self.me, because }
    }

    fn pools(&self) -> Vec<PoolLine> {
        let mut sums: BTreeMap<(Pool, MemberId, Option<Unit>), (i64, u128)> = BTreeMap::new();
        for bill in &self.closing.bills {
            let unit = bill.capacity.as_ref().map(|(unit, _)| unit.clone());
            let given = bill.capacity.as_ref().map_or(0, |(_, given)| *given);
            let (money, capacity) = sums.entry((bill.pool, bill.carrier, unit)).or_default();
            *money = money.saturating_add(bill.common_part.minor());
            *capacity = capacity.saturating_add(given);
        }
        let written = |unit: &Unit, amount| quantity(self.lang, unit, amount, self.period.hours());
        let line = |((pool, carrier, unit), (minor, capacity)): ((Pool, MemberId, Option<Unit>), (i64, u128))| {
            let used = unit.as_ref().map(|unit| self.closing.used.of_carrier(&carrier, unit));
            let written = |amount: u128| unit.as_ref().map(|unit| written(unit, amount));
            PoolLine {
                pool: shown_pool(pool),
                name: self.names.name(&carrier),
                bills: Money::from_minor(minor).unwrap_or_default(),
                capacity: written(capacity),
                by_others: used.and_then(|(others, _)| written(others)),
                by_itself: used.and_then(|(_, own)| written(own)),
            }
        };
        sums.into_iter().map(line).collect()
    }
}
