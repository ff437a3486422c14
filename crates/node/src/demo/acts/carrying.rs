//! What a house carries for others, and what both sides say of it.

use exchange::Office;
use federation::closing::Span;
use federation::entry::HoldingState;
use federation::facts::Account;
use purse::id::MemberId;
use purse::usage::{Unit, VIDEO_SERVICE};
use serde_json::{Value, json};

use super::{ActRefusal, House, Sides};

impl House {
    /// What it offers to carry is looked after, once.
    pub(super) async fn carry(&self) -> Result<Value, ActRefusal> {
        let app = &self.app;
        let turn = self.membership.carry(&app.objects, &app.seams.disk, app.config.reserve_bytes).await?;
        Ok(json!(turn.is_some()))
    }

    /// What is due of audits.
    pub(super) async fn audit(&self) -> Result<Value, ActRefusal> {
        Ok(json!(self.membership.audit().await?.is_some()))
    }

    /// Makes a sealed backup now, and says so in the log.
    pub(super) async fn back_up(&self) -> Result<Value, ActRefusal> {
        self.app.store.ask_for_backup(self.app.seams.clock.now()).await?;
        Ok(json!(self.backing.tick().await?))
    }

    /// What both sides say that a carrier did for this house, in the months that are not closed.
    pub(super) async fn sides(&self, carrier: &str) -> Result<Value, ActRefusal> {
        let carrier: MemberId = carrier.parse().map_err(|_| ActRefusal::Unreadable("the carrier"))?;
        let office = self.office()?;
        let mut sides = Sides { stored: stored(&office, carrier).await, ..Sides::default() };
        let account = Account { home: office.member(), carrier, service: VIDEO_SERVICE.to_owned(), unit: Unit::Byte };
        for span in open(&office).await? {
            let audits = office.differences(span).await?.map(|found| found.audits).unwrap_or_default();
            for (_, _, row) in audits.iter().filter(|(home, of, _)| *home == office.member() && *of == carrier) {
                let failed = u64::from(row.silent) + u64::from(row.refused) + u64::from(row.altered);
                sides.failed += failed;
                sides.asked += failed + u64::from(row.right) + u64::from(row.late);
            }
            for day in office.counted_days(span, &account).await? {
                let bytes = |sum: u128| u64::try_from(sum).unwrap_or(u64::MAX);
                sides.claimed += bytes(day.claim);
                sides.observed += bytes(day.observation.unwrap_or(0));
                sides.charged += bytes(day.charged.unwrap_or(0));
            }
        }
        Ok(json!(sides))
    }
}

/// Bytes that a carrier's log says it holds for this house.
async fn stored(office: &Office, carrier: MemberId) -> u64 {
    let desk = office.desk().await;
    let held = desk.facts().carrying.held_by(carrier);
    held.filter(|holding| holding.home == office.member() && holding.state == HoldingState::Held)
        .map(|holding| holding.bytes)
        .sum()
}

/// The months that are not closed.
async fn open(office: &Office) -> Result<Vec<Span>, ActRefusal> {
    let months = office.months().await?;
    Ok(months.iter().filter(|month| !month.is_closed()).map(|month| month.span).collect())
}
