//! What members write down of every hour: claims of what they carried, observations of what others carried for them.

use std::collections::{BTreeMap, BTreeSet};

use federation::entry::{Entry, HoldingState, Side, Usage, UsageRow};
use purse::usage::{Hour, Unit, VIDEO_SERVICE};

use super::machine::Machine;
use super::world::World;
use crate::clock::HOUR;
use crate::dice::wide;

/// Copies of a video beside home, as the default charter has it.
const COPIES: usize = 2;

/// Bytes or byte-hours by the other member.
type Sums = BTreeMap<(usize, Unit), u64>;

impl World<'_> {
    /// Every hour that is over by the member's own clock and was not told of.
    pub(super) fn tell_usage(&mut self, number: usize) {
        let now = self.machines[number].hour(self.now);
        while self.machines[number].told.number() + 1 < now.number() {
            let Some(hour) = Hour::from_number(self.machines[number].told.number() + 1) else { return };
            self.machines[number].told = hour;
            for side in [Side::Claim, Side::Observation] {
                let (said, fair) = (self.sums(number, hour, side, false), self.sums(number, hour, side, true));
                if let Some(entry) = self.entry(hour, side, &said) {
                    self.append(number, entry);
                }
                let fair = self.entry(hour, side, &fair);
                self.fair[number].extend(fair);
            }
        }
    }

    /// What lies on disks at the end of an hour, for the ledger.
    pub(super) fn count_disks(&mut self) {
        for machine in &self.machines {
            for (film, stored) in machine.stored.iter().filter(|(_, stored)| stored.real) {
                let home = self.plan.films[*film].home;
                *self.ledger.stored.entry((home, machine.number)).or_insert(0) += stored.bytes;
            }
        }
    }

    /// What a member says of an hour; `fair`: what it would say without a lie and without made-up viewers.
    fn sums(&self, number: usize, hour: Hour, side: Side, fair: bool) -> Sums {
        let (machine, conduct) = (&self.machines[number], self.conduct(number));
        let counts = if side == Side::Claim { &machine.claims } else { &machine.seen };
        let mut sums = Sums::new();
        for ((_, other), (bytes, made_up)) in counts.range((hour, 0)..=(hour, usize::MAX)) {
            let said = match side {
                _ if fair => bytes - made_up,
                Side::Claim if *other == number => *bytes,
                Side::Claim => conduct.claims(*bytes),
                Side::Observation => conduct.observes(*bytes),
            };
            sums.insert((*other, Unit::Byte), said);
        }
        match side {
            Side::Claim => self.claim_stored(machine, hour, fair, &mut sums),
            Side::Observation => self.observe_stored(machine, hour, &mut sums),
        }
        sums
    }

    fn claim_stored(&self, machine: &Machine, hour: Hour, fair: bool, sums: &mut Sums) {
        for (film, stored) in &machine.stored {
            let since = machine.hour(stored.since);
            if since <= hour && (stored.real || !fair) {
                *sums.entry((self.plan.films[*film].home, Unit::ByteHour)).or_insert(0) += stored.bytes;
            }
        }
    }

    /// What carriers say that they hold for this home, as long as nothing speaks against it; and at a day's end that nothing was
    /// seen of those who hold something or may deliver: a home that is silent is taken to agree.
    fn observe_stored(&self, machine: &Machine, hour: Hour, sums: &mut Sums) {
        let carrying = &machine.facts.carrying;
        let holdings =
            carrying.placements(&machine.id).flat_map(|placed| carrying.holdings(&machine.id, &placed.video));
        let mut holders = BTreeSet::new();
        for (carrier, holding) in holdings {
            let Some(carrier) = self.crew.number(&carrier).filter(|_| holding.state == HoldingState::Held) else {
                continue;
            };
            if holding.hour <= hour {
                *sums.entry((carrier, Unit::ByteHour)).or_insert(0) += holding.bytes;
                holders.insert(carrier);
            }
        }
        if hour.is_last_of_day() {
            let day = hour.day();
            let said = carrying.allowances(&machine.id, day.date()).into_iter().flat_map(|said| &said.rows);
            holders.extend(said.filter_map(|row| self.crew.number(&row.carrier)));
            for carrier in holders {
                let seen =
                    machine.seen.range((day.first_hour(), 0)..=(hour, usize::MAX)).any(|((_, who), _)| *who == carrier);
                if !seen {
                    sums.insert((carrier, Unit::Byte), 0);
                }
            }
        }
    }

    fn entry(&self, hour: Hour, side: Side, sums: &Sums) -> Option<Entry> {
        let row = |((other, unit), quantity): (&(usize, Unit), &u64)| UsageRow {
            other: self.id(*other),
            service: VIDEO_SERVICE.to_owned(),
            unit: unit.clone(),
            quantity: *quantity,
        };
        let mut rows: Vec<UsageRow> = sums.iter().map(row).collect();
        rows.sort_by(|one, other| (one.other, &one.unit).cmp(&(other.other, &other.unit)));
        (!rows.is_empty()).then_some(Entry::Usage(Usage { side, hour, rows }))
    }

    /// Counts the copies of every video that was there long enough for them, and for how long there are too few although members
    /// have room: a lost carrier is replaced within the hour.
    pub(super) fn count_copies(&mut self) {
        // Whoever is lost may have been chosen just now to replace one that was lost before.
        let loss = self.machines.iter().any(|machine| machine.stopped == Some(self.now));
        for film in 0..self.own.len() {
            let of = self.plan.films[film];
            let home_up = self.machines[of.home].up;
            let copies =
                self.machines.iter().filter(|machine| machine.up && machine.stored.contains_key(&film)).count();
            let can =
                |machine: &&Machine| machine.number != of.home && machine.up && self.has_plenty_of_room(machine, film);
            let enough = self.machines.iter().filter(can).count() >= COPIES;
            if !self.is_open(film) || !home_up || copies >= COPIES || !enough || loss {
                self.short.remove(&film);
                continue;
            }
            let short = self.short.entry(film).or_insert(0);
            *short += 1;
            // Home is asked first for what is copied, and its line may be slow.
            let mine = self.plan.films.iter().filter(|film| film.home == of.home).map(|film| film.bytes);
            let sent_in = wide(COPIES) * mine.sum::<u64>() / self.plan.sites[of.home].line;
            if *short == HOUR + sent_in + 1 {
                let now = self.now;
                self.ledger.wrong(format!("video {film} had {copies} copies for more than an hour, at minute {now}"));
            }
        }
    }

    /// Whether a member has the video, or so much room that no rule of placement could keep it away.
    fn has_plenty_of_room(&self, machine: &Machine, film: usize) -> bool {
        let all: u64 = self.plan.films.iter().map(|film| film.bytes).sum();
        let offer = machine.site.offer.storage_bytes;
        machine.stored.contains_key(&film) || (machine.site.disk_bytes >= 2 * offer && offer / 4 >= all)
    }
}
