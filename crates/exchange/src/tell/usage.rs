//! Use of every closed hour: what this member carried, as claims, and what it saw others carry for it, as observations.

use std::collections::{BTreeMap, BTreeSet};

use federation::entry::{Entry, HoldingState, MAX_USAGE_ROWS, Side, Usage, UsageRow};
use jiff::tz::TimeZone;
use purse::id::MemberId;
use purse::usage::{Day, Hour, Unit, VIDEO_SERVICE};
use store::{HourUsage, Hours};

use super::{AT_A_TIME, RowKey, Told};
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// The rows of hours that are to be told, by hour and side.
type Sums = BTreeMap<(Hour, Side), Vec<UsageRow>>;

/// What a row is of.
pub(super) fn key(side: Side, row: &UsageRow) -> RowKey {
    (side, row.other, row.service.clone(), row.unit.clone())
}

impl Office {
    /// Hours of which nothing is counted any more, from the member's first day on: what was before concerns nobody else. They
    /// are marked once all their entries are appended; after a crash in between, those that stand in the log are left out.
    pub(super) async fn tell_usage(&self, told: &mut Told) -> Result<(), ExchangeFailure> {
        let (Some(delivered), Some(stored)) = (self.store.closed_hour().await?, self.store.stored_hour().await?) else {
            return Ok(());
        };
        let Some(first) = self.first_hour().await else { return Ok(()) };
        let marked = self.store.told_hour().await?;
        told.rows.retain(|(hour, _)| Some(*hour) > marked);
        let from = marked.map_or(first, |hour| next(hour).max(first));
        let hours = Hours { from, until: next(delivered.min(stored)) };
        if hours.from >= hours.until {
            return Ok(());
        }
        let mut sums = self.counted(hours).await?;
        self.observe_stored(hours, &mut sums).await;
        self.observe_nothing(hours, &mut sums).await?;
        for ((hour, side), rows) in sums {
            let new = |row: &UsageRow| !told.rows.contains(&(hour, key(side, row)));
            let mut rows: Vec<UsageRow> = rows.into_iter().filter(new).collect();
            rows.sort_by_cached_key(|row| key(side, row));
            for rows in rows.chunks(MAX_USAGE_ROWS) {
                self.append(&Entry::Usage(Usage { side, hour, rows: rows.to_vec() })).await?;
            }
        }
        if let Some(last) = Hour::from_number(hours.until.number() - 1) {
            self.store.mark_told_hour(last).await?;
        }
        Ok(())
    }

    /// What this member counted.
    async fn counted(&self, hours: Hours) -> Result<Sums, ExchangeFailure> {
        let (me, mut sums, mut last) = (self.member(), Sums::new(), None);
        loop {
            let page = self.store.usage_by_hour(hours, last.as_ref(), AT_A_TIME).await?;
            let Some(end) = page.last() else { return Ok(sums) };
            last = Some(end.clone());
            for HourUsage { hour, home, carrier, service, unit, quantity } in page {
                let (side, other) = if carrier == me { (Side::Claim, home) } else { (Side::Observation, carrier) };
                sums.entry((hour, side)).or_default().push(UsageRow { other, service, unit, quantity });
            }
        }
    }

    /// What carriers say that they hold for this home, as long as nothing speaks against it.
    async fn observe_stored(&self, hours: Hours, sums: &mut Sums) {
        for (carrier, since, bytes) in self.held_for_this_home().await {
            for number in hours.from.max(since).number()..hours.until.number() {
                let Some(hour) = Hour::from_number(number) else { continue };
                let rows = sums.entry((hour, Side::Observation)).or_default();
                let of_carrier = |row: &&mut UsageRow| row.other == carrier && row.unit == Unit::ByteHour;
                match rows.iter_mut().find(of_carrier) {
                    Some(row) => row.quantity = row.quantity.saturating_add(bytes),
                    None => rows.push(video(carrier, Unit::ByteHour, bytes)),
                }
            }
        }
    }

    /// On a day on which nothing was seen of a carrier, that is said in the day's last hour: a home that is silent is taken
    /// to agree. Of everybody who may deliver for this home on that day, or holds something: who holds nothing any more can
    /// claim all the same.
    async fn observe_nothing(&self, hours: Hours, sums: &mut Sums) -> Result<(), ExchangeFailure> {
        let me = self.member();
        let ends = (hours.from.number()..hours.until.number()).filter_map(Hour::from_number);
        for last in ends.filter(|hour| hour.is_last_of_day()) {
            let held = self.held_for_this_home().await.into_iter().filter(|(_, since, _)| *since <= last);
            let mut carriers: BTreeSet<MemberId> = held.map(|(carrier, ..)| carrier).collect();
            carriers.extend(self.allowed_on(last.day()).await);
            if carriers.is_empty() {
                continue;
            }
            let day = self.counted(day(last.day())).await?;
            let observed = day.iter().filter(|((_, side), _)| *side == Side::Observation).flat_map(|(_, rows)| rows);
            let seen: BTreeSet<MemberId> = observed
                .filter(|row| row.unit == Unit::Byte)
                .map(|row| row.other)
                .filter(|other| *other != me)
                .collect();
            let unseen = carriers.difference(&seen).map(|carrier| video(*carrier, Unit::Byte, 0));
            sums.entry((last, Side::Observation)).or_default().extend(unseen);
        }
        Ok(())
    }

    /// The other members that this home allows to deliver for it on a day.
    async fn allowed_on(&self, day: Day) -> Vec<MemberId> {
        let (me, desk) = (self.member(), self.desk().await);
        let said = desk.facts().carrying.allowances(&me, day.date());
        let carriers = said.into_iter().flat_map(|said| &said.rows).map(|row| row.carrier);
        carriers.filter(|carrier| *carrier != me).collect()
    }

    /// Who stores videos of this home, and who its sealed backup: since when and how many bytes. A carrier counts both.
    async fn held_for_this_home(&self) -> Vec<(MemberId, Hour, u64)> {
        let (me, desk) = (self.member(), self.desk().await);
        let (carrying, backing) = (&desk.facts().carrying, &desk.facts().backing);
        let stores = |state| matches!(state, HoldingState::Held | HoldingState::Withheld);
        let holdings = carrying.placements(&me).flat_map(|placed| carrying.holdings(&me, &placed.video));
        let stored = holdings.filter(|(carrier, holding)| *carrier != me && stores(holding.state));
        let videos = stored.map(|(carrier, holding)| (carrier, holding.hour, holding.bytes));
        videos.chain(backing.stored_for(me)).collect()
    }

    /// The first hour of the member's first day.
    async fn first_hour(&self) -> Option<Hour> {
        let desk = self.desk().await;
        let (from, _) = desk.chain().ok()?.roll.members.get(&self.member())?.days();
        Some(Hour::of(TimeZone::UTC.to_timestamp(from.at(0, 0, 0, 0)).ok()?))
    }
}

fn video(other: MemberId, unit: Unit, quantity: u64) -> UsageRow {
    UsageRow { other, service: VIDEO_SERVICE.to_owned(), unit, quantity }
}

fn day(day: Day) -> Hours {
    Hours { from: day.first_hour(), until: next(day.last_hour()) }
}

fn next(hour: Hour) -> Hour {
    Hour::from_number(hour.number() + 1).unwrap_or(hour)
}
