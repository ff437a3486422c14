//! Both sides' counts, day by day.

use std::collections::BTreeMap;

use federation::closing::Span;
use federation::facts::{Account, CountedDay, Facts};
use jiff::civil::Date;
use purse::id::MemberId;
use purse::usage::{Unit, VIDEO_SERVICE};

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
        let (span, now) = (Span { year: day.year(), month: day.month(), months: 1 }, self.clock.now());
        let counted = |facts: &Facts| {
            let mut sums = BTreeMap::new();
            for account in facts.usage.accounts() {
                let Account { home, carrier, service, unit } = account;
                if home == carrier || service != VIDEO_SERVICE || *unit != Unit::Byte {
                    continue;
                }
                let of_day = facts.days(account, 0, now).into_iter().filter(|counted| counted.day.date() == day);
                let claimed: u128 = of_day.map(|counted| counted.claim).sum();
                if claimed > 0 {
                    sums.insert((*home, *carrier), claimed);
                }
            }
            sums
        };
        Ok(self.show_facts(span, counted).await?.unwrap_or_default())
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
