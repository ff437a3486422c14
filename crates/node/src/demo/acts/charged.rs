//! What a month comes to for a house so far.

use federation::closing::Span;
use jiff::civil::Date;
use purse::money::Money;
use purse::split::{Books, because};
use serde_json::{Value, json};

use super::{ActRefusal, Charged, House};

impl House {
    /// What this house would be charged for a month, if it closed on what is here now.
    pub(super) async fn charged(&self, month: Date) -> Result<Value, ActRefusal> {
        let unreadable = ActRefusal::Unreadable;
        let span = Span { year: month.year(), month: month.month(), months: 1 };
        let office = self.office()?;
        let closing = office.so_far(span).await?.ok_or(unreadable("the month"))?;
        let closing = closing.map_err(|_| unreadable("what the month comes to"))?;
        let (period, report) = (span.period().ok_or(unreadable("the month"))?, &closing.report);
        let desk = office.desk().await;
        let charter = desk.charters().get(&report.charter).ok_or(unreadable("the charter"))?;
        let fund = report.fund_before.plus(report.contributions).unwrap_or(Money::ZERO);
        let (members, bills, used) = (&closing.members, &closing.bills[..], &closing.used);
        let books = Books { period, rules: &charter.rules, members, bills, used, fund };
        let because = because(&books).map_err(|_| unreadable("the split"))?;
        let own = because.get(&office.member()).ok_or(unreadable("the roster"))?;
        Ok(json!(Charged {
            credit: own.here.credit.to_string(),
            charge: own.here.charge.to_string(),
            by_use: own.by_use.to_string(),
            alone: own.alone.to_string(),
        }))
    }
}
