//! What homes say of their videos: where they are carried, what is withdrawn, how much may be delivered.

use std::collections::{BTreeMap, BTreeSet};

use carry::allowance::{Month, PROMISED_TIMES, daily};
use carry::id::VideoId;
use carry::logs;
use carry::placement::{Allowed, Choice, Figures, Health, Member, Scene, Video, Watched, plan};
use federation::entry::{Allowance, Allowances, Entry, Placement, Withdrawal, Withdrawn};
use federation::facts::Standing;
use purse::id::MemberId;
use purse::usage::Hour;

use super::world::{World, film, manifest, video};
use crate::clock::{Minute, timestamp};
use crate::dice::wide;

/// Minutes between two plans of a home.
const PLANNED_EVERY: Minute = 5;

/// Minutes after which it is told since when nothing was heard of a member.
const QUIET: Minute = 5;

/// Days of the month of a run.
const DAYS: u32 = 30;

impl World<'_> {
    /// Withdraws at once, and plans now and then. Nothing is said before everybody was asked.
    pub(super) fn place(&mut self, number: usize) {
        if self.machines[number].asked.is_none() {
            return;
        }
        self.withdraw(number);
        if (self.now + wide(number)).is_multiple_of(PLANNED_EVERY) {
            self.allow(number);
            self.place_videos(number);
        }
    }

    fn withdraw(&mut self, number: usize) {
        let me = self.id(number);
        for film in 0..self.plan.films.len() {
            let (named, carrying) = (video(film), &self.machines[number].facts.carrying);
            let deleted = self.plan.films[film].home == number && self.own[film].deleted.is_some();
            let placed = carrying.placement(&me, &named).is_some();
            if deleted && placed && !matches!(carrying.standing(&me, &named), Standing::Gone(_)) {
                self.own[film].withdrawal = Some(self.logs[number].len());
                let what = Withdrawn::Gone(federation::Hash([0x99; 32]));
                self.append(number, Entry::Withdrawal(Withdrawal { video: named, what }));
            }
        }
    }

    fn place_videos(&mut self, number: usize) {
        let scene = self.scene(number);
        let me = self.id(number);
        for (id, carriers) in plan(&scene).carriers {
            let named = federation::Hash(*id.as_bytes());
            let said = self.machines[number].facts.carrying.placement(&me, &named);
            if said.map_or(!carriers.is_empty(), |said| said.carriers != carriers) {
                let (bytes, manifest) = (scene.videos[&id].bytes, manifest(film(&named)));
                let placement = Placement { video: named, manifest, sequence: 1, bytes, carriers };
                self.append(number, Entry::Placement(placement));
            }
        }
    }

    fn scene(&self, number: usize) -> Scene {
        let (machine, me) = (&self.machines[number], self.id(number));
        let carrying = &machine.facts.carrying;
        let homes = wide(self.machines.len() - 1);
        let member = |other: usize| -> Option<(MemberId, Member)> {
            let id = self.id(other);
            let health = self.health(number, other);
            Some((id, logs::offering(carrying, id, &me, homes, health, false)?))
        };
        let others = (0..self.machines.len()).filter(|other| *other != number);
        let figures = Figures::default();
        let new_bytes = figures.new_bytes.saturating_sub(logs::under_way(carrying, &me));
        let hour = machine.hour(self.now);
        let known = |film: usize| {
            let choice = Choice { allowed: Allowed::Any, added: BTreeSet::new() };
            let present = logs::present(carrying, &me, &video(film), manifest(film), hour);
            let watched = Watched {
                viewers: 0,
                hour_bytes: self.watched_in(film, hour, 1),
                day_bytes: self.watched_in(film, hour, 24),
            };
            let id = VideoId::from_bytes(video(film).0);
            (id, Video { bytes: self.plan.films[film].bytes, choice, watched, present })
        };
        let mine = (0..self.own.len()).filter(|film| self.plan.films[*film].home == number && self.is_open(*film));
        Scene {
            home: me,
            now_seconds: seconds(machine.clock(self.now)),
            figures: Figures { new_bytes, ..figures },
            members: others.filter_map(member).collect(),
            videos: mine.map(known).collect(),
        }
    }

    /// Bytes of a video in so many hours before this one, and in it.
    fn watched_in(&self, film: usize, this: Hour, hours: i64) -> u64 {
        let from = Hour::from_number(this.number() - hours).unwrap_or(this);
        self.watched.range((film, from)..=(film, this)).map(|(_, bytes)| bytes).sum()
    }

    /// How another member is, as `number` knows.
    fn health(&self, number: usize, other: usize) -> Health {
        let machine = &self.machines[number];
        let now = machine.clock(self.now);
        match (machine.answered.get(&other), machine.asked) {
            (Some(at), _) if now.saturating_sub(*at) < QUIET => Health::Alive,
            (Some(since), _) => Health::SilentSince(seconds(*since)),
            (None, Some((since, _))) => Health::SilentSince(seconds(since)),
            (None, None) => Health::Alive,
        }
    }

    fn allow(&mut self, number: usize) {
        let (machine, me) = (&self.machines[number], self.id(number));
        let carrying = &machine.facts.carrying;
        let today = machine.day(self.now).date();
        let others = (0..self.machines.len()).filter(|other| *other != number).map(|other| self.id(other));
        let offers: BTreeMap<MemberId, u64> =
            others.filter_map(|other| Some((other, carrying.offered(&other)?.delivery_bytes))).collect();
        let homes = u32::try_from(self.machines.len() - 1).unwrap_or(u32::MAX);
        let month = Month { days: DAYS, homes, times: PROMISED_TIMES, limit: None, offers };
        let rows: Vec<Allowance> =
            daily(&month).into_iter().map(|(carrier, bytes)| Allowance { carrier, bytes }).collect();
        if carrying.allowances(&me, today).is_none_or(|said| said.rows != rows) {
            self.append(number, Entry::Allowances(Allowances { from: today, rows }));
        }
    }
}

fn seconds(at: Minute) -> u64 {
    u64::try_from(timestamp(at).as_second()).unwrap_or(0)
}
