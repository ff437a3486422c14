//! Both sides' counts, day by day.

use std::collections::BTreeMap;

use federation::closing::Span;
use federation::facts::{Account, CountedDay, Facts};
use jiff::civil::Date;
use purse::id::MemberId;
use purse::usage::{Hour, Unit, VIDEO_SERVICE};

use crate::failure::ExchangeFailure;
use crate::office::Office;

impl Office {
    /// What both sides say of an account in a month, by all entries that are here now; nothing if the member knows no such
    /// month.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn counted_days(&self, span: Span, account: &Account) -> Result<Vec<CountedDay>, ExchangeFailure> {
        let Some(tolerance) = self.tolerance(span, &account.service).await else { return Ok(Vec::new()) };
        let now = self.clock.now();
        let days = self.show_facts(span, |facts| facts.days(account, tolerance, now)).await?;
        Ok(days.unwrap_or_default())
    }

    /// Bytes of videos that carriers say they delivered for other homes on a UTC day, by home and carrier; nothing if the member
    /// knows no such month.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn delivered_on(&self, day: Date) -> Result<BTreeMap<(MemberId, MemberId), u128>, ExchangeFailure> {
        let now = self.clock.now();
        let counted = |facts: &Facts| {
            let claimed = |account: &Account| -> u128 {
                let of_day = facts.days(account, 0, now).into_iter().filter(|counted| counted.day.date() == day);
                of_day.map(|counted| counted.claim).sum()
            };
            sums(facts, claimed)
        };
        Ok(self.show_facts(month(day), counted).await?.unwrap_or_default())
    }

    /// The same of one hour.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn delivered_in(&self, hour: Hour) -> Result<BTreeMap<(MemberId, MemberId), u128>, ExchangeFailure> {
        let counted = |facts: &Facts| sums(facts, |account| u128::from(facts.usage.claimed_in(account, hour)));
        Ok(self.show_facts(month(hour.day().date()), counted).await?.unwrap_or_default())
    }

    /// The charter's tolerance for a service in a month, in thousandths; none if the member knows no such month.
    async fn tolerance(&self, span: Span, service: &str) -> Option<u16> {
        let period = span.period()?;
        let desk = self.desk().await;
        let charter = desk.chain().ok()?.roll.charter(&period);
        let counting = &desk.charters().get(&charter)?.counting;
        Some(counting.tolerances.get(service).unwrap_or(&counting.tolerance).0)
    }
}

fn month(day: Date) -> Span {
    Span { year: day.year(), month: day.month(), months: 1 }
}

/// Bytes of videos delivered for other homes, of those who delivered any.
fn sums(facts: &Facts, claimed: impl Fn(&Account) -> u128) -> BTreeMap<(MemberId, MemberId), u128> {
    let delivery = |account: &&Account| {
        account.home != account.carrier && account.service == VIDEO_SERVICE && account.unit == Unit::Byte
    };
    let sum = |account: &Account| ((account.home, account.carrier), claimed(account));
    facts.usage.accounts().filter(delivery).map(sum).filter(|(_, bytes)| *bytes > 0).collect()
}
