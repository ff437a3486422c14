//! Viewers: they come by chance and in crowds, ask members in the order that they are told, and tell the home what they got.

use carry::logs;
use carry::pathway::{Health, Nearness, Pathway, Session, Steering, steer};
use federation::facts::Standing;

use super::ledger::To;
use super::plan::{Crowd, Film, Pinned, WATCHED_MINUTE};
use super::serving::Given;
use super::world::{World, video};
use crate::clock::{DAY, Minute};

/// A member of which nothing was heard for so many minutes is silent to players.
const QUIET: Minute = 5;

/// After so many minutes a holder is known to everybody who could know it.
const KNOWN_AFTER: Minute = 10;

/// A viewer's page.
#[derive(Debug, Clone)]
pub struct Player {
    film: usize,
    /// Minutes of video that it still wants.
    left: Minute,
    session: Session,
    /// Whom it asks, the first choice first.
    order: Vec<usize>,
    /// When it asks for the order again.
    asks_at: Minute,
    mute: bool,
    made_up_by: Option<(usize, Pinned)>,
}

impl World<'_> {
    /// A minute of everybody who watches.
    pub(super) fn play(&mut self) {
        self.come();
        let mut players = std::mem::take(&mut self.players);
        for player in &mut players {
            self.watch(player);
        }
        players.retain(|player| player.left > 0);
        self.players.append(&mut players);
    }

    fn come(&mut self) {
        for film in 0..self.plan.films.len() {
            let published = self.own[film].published.is_some();
            if published && self.dice.below(DAY) < self.plan.films[film].viewers_a_day {
                self.begin(film, None);
            }
        }
        for place in 0..self.plan.crowds.len() {
            let Crowd { film, from, to, viewers, made_up_by } = self.plan.crowds[place];
            if self.own[film].published.is_none() || !(from..to).contains(&self.now) {
                continue;
            }
            let by = |at: Minute| viewers * (at - from) / (to - from);
            for _ in by(self.now)..by(self.now + 1) {
                self.begin(film, made_up_by);
            }
        }
    }

    fn begin(&mut self, film: usize, made_up_by: Option<(usize, Pinned)>) {
        let mut session = [0; 16];
        session[..8].copy_from_slice(&self.dice.below(u64::MAX).to_be_bytes());
        let (left, mute) = (self.dice.between(3, 15), self.dice.below(100) < self.plan.mute_percent);
        let (order, mute) = (Vec::new(), mute && made_up_by.is_none());
        self.players.push(Player { film, left, session, order, asks_at: self.now, mute, made_up_by });
    }

    fn watch(&mut self, player: &mut Player) {
        player.left -= 1;
        let film = player.film;
        if player.asks_at <= self.now {
            self.steer_player(player);
        }
        let made_up = player.made_up_by.is_some();
        let counts = !made_up && self.is_open(film) && self.machines[self.plan.films[film].home].up;
        self.ledger.asked += u64::from(counts);
        let mut busy = false;
        for place in 0..player.order.len() {
            let at = player.order[place];
            match self.request(at, film, WATCHED_MINUTE, To::Viewer { made_up }) {
                Given::Bytes => {
                    if !player.mute {
                        self.report(at, film, WATCHED_MINUTE, made_up);
                    }
                    self.ledger.got += u64::from(counts);
                    return;
                }
                Given::Busy => busy = true,
                Given::Nothing => {}
            }
        }
        player.asks_at = self.now + 1;
        if made_up {
        } else if busy {
            self.ledger.stalled += u64::from(counts);
        } else {
            self.look_for_a_holder(film);
        }
    }

    /// Nobody gave it: then nobody who could be known had it.
    fn look_for_a_holder(&mut self, film: usize) {
        if self.own[film].deleted.is_some() {
            return;
        }
        let home = self.plan.films[film].home;
        for at in 0..self.machines.len() {
            let machine = &self.machines[at];
            let stored = machine.stored.get(&film);
            let known = stored.is_some_and(|stored| stored.real && stored.since + KNOWN_AFTER < self.now);
            let back =
                machine.up && (machine.started + KNOWN_AFTER < self.now || machine.started < super::plan::BEGIN + 1);
            if back && (at == home || known) && self.may_give(at, film) {
                self.ledger.wrong(format!("member {at} holds video {film}, and a viewer did not get it"));
            }
        }
    }

    /// The order is asked of home, or of whoever answers when home does not; a page that is told nothing asks everybody.
    fn steer_player(&mut self, player: &mut Player) {
        if let Some((maker, Pinned::Maker)) = player.made_up_by {
            player.order = vec![maker];
            return;
        }
        let Film { home, .. } = self.plan.films[player.film];
        let all = 0..self.machines.len();
        let others = player.order.iter().copied().chain(all.clone());
        let Some(asked) = std::iter::once(home).chain(others).find(|at| self.machines[*at].up) else { return };
        let Steering { order, ttl_seconds } = self.steering(asked, player);
        player.order = order.iter().filter_map(|id| self.crew.number(id)).collect();
        player.asks_at = self.now + Minute::from(ttl_seconds.div_ceil(60));
        if player.order.is_empty() {
            player.order = all.collect();
        }
    }

    /// What a member answers.
    fn steering(&self, asked: usize, player: &Player) -> Steering {
        let (machine, film, home) = (&self.machines[asked], player.film, self.plan.films[player.film].home);
        let (carrying, home_id) = (&machine.facts.carrying, self.id(home));
        let mut members = self.holders(asked, film);
        if carrying.standing(&home_id, &video(film)) == Standing::Served && self.own[film].deleted.is_none() {
            members.push(home);
        }
        let pathway = |at: usize| {
            let sent = match at {
                _ if asked == home => machine.seen_today(at, self.now),
                _ if asked == at => machine.sent_today(home, self.now),
                _ => 0,
            };
            let today = logs::today(carrying, &home_id, &self.id(at), machine.day(self.now), sent);
            let now = machine.clock(self.now);
            let lately = machine.answered.get(&at).is_some_and(|answered| now.saturating_sub(*answered) < QUIET);
            let health = if at == asked || lately { Health::Answering } else { Health::Silent };
            (self.id(at), Pathway { today, room: true, health, nearness: Nearness::Unknown })
        };
        steer(home_id, &members.into_iter().map(pathway).collect(), &player.session)
    }
}
