//! Both sides' counts of one account, day by day.

use federation::closing::Span;
use federation::facts::{Account, CountedDay};

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

    /// The charter's tolerance for a service in a month, in thousandths; none if the member knows no such month.
    async fn tolerance(&self, span: Span, service: &str) -> Option<u16> {
        let period = span.period()?;
        let desk = self.desk().await;
        let charter = desk.chain().ok()?.roll.charter(&period);
        let counting = &desk.charters().get(&charter)?.counting;
        Some(counting.tolerances.get(service).unwrap_or(&counting.tolerance).0)
    }
}
