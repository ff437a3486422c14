//! What a house spends and counts.

use std::collections::BTreeMap;

use federation::Hash;
use federation::entry::{Approval, Entry, Estimate, Expense, Offer, Offered, Side, Span, Usage, UsageRow};
use purse::usage::{Hour, Pool, Unit, VIDEO_SERVICE};
use seams::entropy;
use serde_json::{Value, json};

use super::doing::{hex, money};
use super::{ActRefusal, Cost, Counted, Counter, House};

/// Bytes of a gigabyte.
const GB: u64 = 1_000_000_000;
/// Bits of a megabit.
const MEGABIT: u64 = 1_000_000;

impl House {
    fn nonce(&self) -> [u8; 16] {
        entropy::random(&*self.membership.parts().entropy)
    }

    /// What it offers to carry, unless that is what it said last.
    pub(super) async fn offer(&self, (storage, delivery): (u64, u64), throughput: u64) -> Result<Value, ActRefusal> {
        let office = self.office()?;
        let units = |count: u64, unit: u64| count.checked_mul(unit).ok_or(ActRefusal::Unreadable("an offer"));
        let offer = Offer {
            storage_bytes: units(storage, GB)?,
            delivery_bytes: units(delivery, GB)?,
            bits_per_second: units(throughput, MEGABIT)?,
        };
        if office.offered().await != Some(offer) {
            office.append(&Entry::Offer(offer)).await?;
        }
        Ok(Value::Null)
    }

    pub(super) async fn estimate(&self, cost: &Cost) -> Result<Value, ActRefusal> {
        let (pool, common_part, capacity, span) = (pool(cost)?, money(&cost.common)?, capacity(cost)?, days(cost));
        let estimate = Estimate { nonce: self.nonce(), pool, common_part, capacity, span };
        Ok(json!(self.office()?.append(&Entry::Estimate(estimate)).await?.to_string()))
    }

    pub(super) async fn approve(&self) -> Result<Value, ActRefusal> {
        let office = self.office()?;
        let own = [office.member()].into();
        let open: Vec<Hash> = {
            let desk = office.desk().await;
            let facts = desk.facts();
            let others = facts.estimates.iter().filter(|(_, estimate)| estimate.at.author != office.member());
            others.map(|(name, _)| *name).filter(|name| facts.approvals(name, None, &own) == 0).collect()
        };
        for of in open {
            office.append(&Entry::Approval(Approval { of, yes: true })).await?;
        }
        Ok(Value::Null)
    }

    pub(super) async fn bill(&self, estimate: &str, cost: &Cost) -> Result<Value, ActRefusal> {
        let office = self.office()?;
        let document = document(cost).into_bytes();
        let evidence = office.add_document("bill", document, Some("bill.txt".to_owned()), None).await?;
        let estimate = <[u8; 32]>::try_from(hex(estimate)?).map_err(|_| ActRefusal::Unreadable("the estimate"))?;
        let expense = Expense {
            nonce: self.nonce(),
            pool: pool(cost)?,
            amount: money(&cost.amount)?,
            common_part: money(&cost.common)?,
            capacity: capacity(cost)?,
            span: days(cost),
            estimate: Hash(estimate),
            on: cost.from,
            foreign: None,
            evidence: Some(evidence),
        };
        Ok(json!(office.append(&Entry::Expense(expense)).await?.to_string()))
    }

    pub(super) async fn count(&self, side: Counter, rows: Vec<Counted>) -> Result<Value, ActRefusal> {
        let office = self.office()?;
        let side = match side {
            Counter::Carrier => Side::Claim,
            Counter::Home => Side::Observation,
        };
        let unreadable = || ActRefusal::Unreadable("the member of an hour");
        let mut hours: BTreeMap<Hour, Vec<UsageRow>> = BTreeMap::new();
        for Counted { hour, other, bytes } in rows {
            let (other, service) = (other.parse().map_err(|_| unreadable())?, VIDEO_SERVICE.to_owned());
            let row = UsageRow { other, service, unit: Unit::Byte, quantity: bytes };
            hours.entry(Hour::of(hour)).or_default().push(row);
        }
        for (hour, mut rows) in hours {
            rows.sort_by_key(|row| row.other);
            office.append(&Entry::Usage(Usage { side, hour, rows })).await?;
        }
        Ok(Value::Null)
    }
}

/// The document of a made-up bill: docs/formats/bill.md.
fn document(cost: &Cost) -> String {
    let (supplier, what) = match cost.pool.as_str() {
        "delivery" => ("Made-up Transit", "Transit"),
        "commons" => ("Made-up Registry", "Domain names and addresses"),
        _ => ("Made-up Housing", "Housing"),
    };
    let month = cost.from.strftime("%Y-%m");
    let file = json!({ "name": "bill.txt", "type": "text/plain" });
    let line = json!({ "supplier": supplier, "label": format!("{what}, invoice {month}"), "file": file });
    format!("{line}\nA bill that is made up: {} for {what}, {} to {}\n", cost.amount, cost.from, cost.to)
}

fn pool(cost: &Cost) -> Result<Pool, ActRefusal> {
    cost.pool.parse().map_err(|_| ActRefusal::Unreadable("a pool"))
}

fn capacity(cost: &Cost) -> Result<Option<Offered>, ActRefusal> {
    let Some((amount, unit)) = &cost.capacity else { return Ok(None) };
    let unit = unit.parse().map_err(|_| ActRefusal::Unreadable("a capacity"))?;
    Ok(Some(Offered { amount: *amount, unit }))
}

const fn days(cost: &Cost) -> Span {
    Span { from: cost.from, to: cost.to }
}
