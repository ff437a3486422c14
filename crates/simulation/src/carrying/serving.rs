//! The network: who gives what when it is asked, and what the ledger says of it.

use carry::serving::{MayServe, knows_withdrawals, may_serve};

use super::ledger::To;
use super::world::{World, video};
use crate::clock::{DAY, Minute};

/// Minutes after which nobody who could know of a withdrawal delivers any more.
const WITHDRAWN_WITHIN: Minute = 15;

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// All that was asked for.
    Bytes,
    /// Its line is full for this minute.
    Busy,
    /// A refusal, or no answer.
    Nothing,
}

impl World<'_> {
    /// Asks a member for bytes of a video.
    pub(super) fn request(&mut self, at: usize, film: usize, bytes: u64, to: To) -> Given {
        if !self.machines[at].up || !self.may_give(at, film) {
            return Given::Nothing;
        }
        if self.machines[at].line_used + bytes > self.machines[at].site.line {
            return Given::Busy;
        }
        let real = self.machines[at].stored.get(&film).is_none_or(|stored| stored.real);
        if at != self.plan.films[film].home && !real && !self.pass_through(at, film, bytes) {
            return Given::Nothing;
        }
        self.deliver(at, film, bytes, to);
        Given::Bytes
    }

    /// Whether a member would give anything of a video now.
    pub(super) fn may_give(&self, at: usize, film: usize) -> bool {
        if at == self.plan.films[film].home {
            return self.is_open(film);
        }
        self.machines[at].stored.contains_key(&film)
            && match self.may_serve(at, film) {
                MayServe::Yes => true,
                MayServe::Gone | MayServe::Withheld => !self.conduct(at).obeys(),
                MayServe::NotYet | MayServe::OverAllowance | MayServe::Crowded => false,
            }
    }

    pub(super) fn may_serve(&self, at: usize, film: usize) -> MayServe {
        let (machine, home) = (&self.machines[at], self.plan.films[film].home);
        let (clock, carrying) = (machine.clock(self.now), &machine.facts.carrying);
        let ago = machine.asked.map(|(_, last)| clock.saturating_sub(last) * 60);
        let allowance = carrying.allowance(&self.id(home), &machine.id, machine.day(self.now).date());
        let word = carrying.standing(&self.id(home), &video(film));
        may_serve(knows_withdrawals(ago), word, allowance, machine.sent_today(home, self.now))
    }

    /// Who stores nothing fetches from whoever has it.
    fn pass_through(&mut self, at: usize, film: usize, bytes: u64) -> bool {
        let to = if self.fetches_openly() { To::Member(at) } else { To::Unknown };
        let all = self.machines.len();
        let home = self.plan.films[film].home;
        let others = std::iter::once(home).chain((0..all).filter(|other| *other != home));
        let real = |other: usize, world: &Self| {
            other == home || world.machines[other].stored.get(&film).is_some_and(|stored| stored.real)
        };
        let sources: Vec<usize> = others.filter(|other| *other != at && real(*other, self)).collect();
        sources.into_iter().any(|source| self.request(source, film, bytes, to) == Given::Bytes)
    }

    /// Whether who stores nothing fetches under its own name in this run.
    pub(super) const fn fetches_openly(&self) -> bool {
        (self.plan.seed / 12).is_multiple_of(2)
    }

    fn deliver(&mut self, at: usize, film: usize, bytes: u64, to: To) {
        let home = self.plan.films[film].home;
        self.look_at_withdrawal(at, film, bytes);
        let made_up = matches!(to, To::Viewer { made_up: true });
        let made_up_bytes = if made_up { bytes } else { 0 };
        let machine = &mut self.machines[at];
        machine.line_used += bytes;
        let hour = machine.hour(self.now);
        let claim = machine.claims.entry((hour, home)).or_insert((0, 0));
        (claim.0, claim.1) = (claim.0 + bytes, claim.1 + made_up_bytes);
        let (at_carrier, at_home) = (machine.clock(self.now) / DAY, self.machines[home].clock(self.now) / DAY);
        *self.ledger.by_carrier_day.entry((home, at, at_carrier)).or_insert(0) += bytes;
        *self.ledger.by_home_day.entry((home, at, at_home)).or_insert(0) += bytes;
        if matches!(to, To::Member(_)) {
            self.report(at, film, bytes, false);
        }
    }

    /// A player or a member tells the home what it received, if the home answers.
    pub(super) fn report(&mut self, from: usize, film: usize, bytes: u64, made_up: bool) {
        let home = self.plan.films[film].home;
        let machine = &mut self.machines[home];
        if !machine.up {
            return;
        }
        let hour = machine.hour(self.now);
        *self.watched.entry((film, hour)).or_insert(0) += bytes;
        if from != home {
            let seen = machine.seen.entry((hour, from)).or_insert((0, 0));
            (seen.0, seen.1) = (seen.0 + bytes, seen.1 + if made_up { bytes } else { 0 });
        }
    }

    /// What was deleted is delivered by nobody honest who could know, and never first by one that comes back.
    fn look_at_withdrawal(&mut self, at: usize, film: usize, bytes: u64) {
        let Some(deleted) = self.own[film].deleted else { return };
        if !self.conduct(at).obeys() {
            self.ledger.resurrected += bytes;
            return;
        }
        let machine = &self.machines[at];
        let exposed = self.exposed.get(&(at, film)).copied().unwrap_or(0);
        if machine.started > deleted && machine.asked.is_none() {
            self.ledger.wrong(format!("member {at} came back and delivered the deleted video {film} first"));
        } else if exposed > WITHDRAWN_WITHIN {
            self.ledger.wrong(format!("member {at} delivered the deleted video {film} after a quarter of an hour"));
        }
    }
}
