//! A crowd of a million players on one video: counted in groups, not one by one, and steered, limited and placed by the code that
//! does so for one.
//!
//! A group stands for as many players as watch at that minute divided by the groups; it is steered as one page view is, and asks
//! again when it is told to. A minute is a step. What nobody of those that it was told gives is an error.

mod copies;
mod price;

use std::collections::BTreeMap;

use carry::allowance::{Month, PROMISED_TIMES, daily};
use carry::id::MemberId;
use carry::pathway::{Health, Nearness, Pathway, Session, Today, steer};
use carry::placement::Offer;
use carry::serving::{MayServe, may_serve};
use federation::facts::Standing;

use crate::clock::{DAY, HOUR, Minute};
use crate::dice::{Dice, index, wide};
pub use price::{Price, price};

/// Pathways of which a player is told, at most: as the pages have it.
const PATHWAYS_LIMIT: usize = 8;
/// Minutes between two plans.
const PLANNED_EVERY: Minute = 5;
/// Minutes after which home knows what somebody sent: players tell it every few seconds, and it is written down.
const KNOWN_AFTER: Minute = 1;
/// Of a thousand players so many come on each day.
const DAYS: [u64; 3] = [500, 300, 200];
/// How many come in each hour of a day, in parts.
const HOURS: [u64; 24] = [2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 6, 6, 5, 5, 5, 6, 7, 8, 9, 9, 7, 4];

/// Who is there, and how many come.
#[derive(Debug, Clone, Copy)]
pub struct Crowd {
    pub seed: u64,
    /// The home among them; 1: it is alone.
    pub members: usize,
    /// What each offers, home too.
    pub offer: Offer,
    pub players: u64,
    /// Minutes for which each watches.
    pub minutes: Minute,
    pub bits_per_second: u64,
    pub video_bytes: u64,
    pub groups: usize,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Came {
    pub players: u64,
    /// Bytes that they asked for, and that nobody gave.
    pub asked: u64,
    pub failed: u64,
    /// By member and hour; number 0 is home.
    pub sent: BTreeMap<(usize, Minute), u64>,
    /// The most that a carrier sent on a day, in thousandths of its allowance.
    pub worst_permille: u64,
    /// The most in a minute, in bits a second.
    pub peak_bits_per_second: u64,
    pub viewer_minutes: u64,
    /// Carriers beside home at the end.
    pub carriers: usize,
}

#[derive(Debug, Clone)]
struct Group {
    session: Session,
    order: Vec<usize>,
    asks_at: Minute,
}

struct Run {
    crowd: Crowd,
    ids: Vec<MemberId>,
    allowances: BTreeMap<MemberId, u64>,
    /// Since when each carrier has the video; home has it from the beginning.
    holds: BTreeMap<usize, Minute>,
    /// By day and member, and as home knew it a moment ago.
    today: Vec<u64>,
    known: Vec<u64>,
    line_left: Vec<u64>,
    came: Came,
}

/// Three days of it.
#[must_use]
pub fn come(crowd: &Crowd) -> Came {
    let mut dice = Dice::new(crowd.seed);
    let group = |_| {
        let mut session = [0; 16];
        session[..8].copy_from_slice(&dice.below(u64::MAX).to_be_bytes());
        Group { session, order: Vec::new(), asks_at: 0 }
    };
    let mut groups: Vec<Group> = (0..crowd.groups).map(group).collect();
    let mut run = Run::new(*crowd);
    for at in 0..wide(DAYS.len()) * DAY {
        if at % DAY == 0 {
            run.end_of_day();
        }
        if at.is_multiple_of(PLANNED_EVERY) {
            run.place(at);
        }
        run.minute(at, &mut groups);
    }
    run.end_of_day();
    run.came.carriers = run.holds.len();
    run.came.players = crowd.players;
    run.came
}

impl Run {
    fn new(crowd: Crowd) -> Self {
        let ids: Vec<MemberId> = (0..crowd.members).map(id).collect();
        let offers = ids.iter().skip(1).map(|id| (*id, crowd.offer.delivery_bytes)).collect();
        let homes = u32::try_from(crowd.members.saturating_sub(1)).unwrap_or(u32::MAX);
        let month = Month { days: 30, homes, times: PROMISED_TIMES, limit: None, offers };
        let none = vec![0; crowd.members];
        let (holds, allowances) = (BTreeMap::new(), daily(&month));
        let (today, known, line_left) = (none.clone(), none.clone(), none);
        Self { crowd, ids, allowances, holds, today, known, line_left, came: Came::default() }
    }

    fn end_of_day(&mut self) {
        for (number, sent) in self.today.iter().enumerate().skip(1) {
            let allowance = self.allowances.get(&self.ids[number]).copied().unwrap_or(0);
            let permille = u128::from(*sent) * 1_000 / u128::from(allowance.max(1));
            self.came.worst_permille = self.came.worst_permille.max(u64::try_from(permille).unwrap_or(u64::MAX));
        }
        self.today.fill(0);
        self.known.fill(0);
    }

    fn minute(&mut self, now: Minute, groups: &mut [Group]) {
        self.line_left.fill(self.crowd.offer.bits_per_second / 8 * 60);
        let watching = self.watching(now);
        self.came.viewer_minutes += watching;
        let each = watching * (self.crowd.bits_per_second / 8 * 60) / wide(groups.len());
        let mut sent = 0;
        for (place, group) in groups.iter_mut().enumerate() {
            if group.asks_at <= now {
                self.steer(now, group);
                if now == 0 {
                    // Not all came in the same minute.
                    group.asks_at = now + wide(place) % 5;
                }
            }
            let mut left = each;
            for at in &group.order {
                let given = self.give(*at, now, left);
                left -= given;
                if left == 0 {
                    break;
                }
            }
            sent += each - left;
            self.came.asked += each;
            self.came.failed += left;
        }
        self.came.peak_bits_per_second = self.came.peak_bits_per_second.max(sent * 8 / 60);
        if now.is_multiple_of(KNOWN_AFTER) {
            self.known.copy_from_slice(&self.today);
        }
    }

    /// How many watch: all who came in the last minutes.
    fn watching(&self, now: Minute) -> u64 {
        let until = |at: Minute| -> u64 {
            let (day, minute) = (index(at / DAY), at % DAY);
            let hour = index(minute / HOUR);
            let days: u64 = DAYS.iter().take(day).sum::<u64>() * HOURS.iter().sum::<u64>() * 60;
            let hours: u64 = HOURS.iter().take(hour).sum::<u64>() * 60 + HOURS[hour] * (minute % HOUR);
            let parts = days + DAYS.get(day).copied().unwrap_or(0) * hours;
            let whole = 1_000 * HOURS.iter().sum::<u64>() * 60;
            self.crowd.players * parts / whole
        };
        until(now + 1) - until((now + 1).saturating_sub(self.crowd.minutes))
    }

    /// Bytes that a member gives of what is left to ask for.
    fn give(&mut self, at: usize, now: Minute, left: u64) -> u64 {
        if at > 0 {
            let allowance = self.allowances.get(&self.ids[at]).copied();
            let holds = self.holds.get(&at).is_some_and(|since| *since <= now);
            if !holds || may_serve(true, Standing::Served, allowance, self.today[at]) != MayServe::Yes {
                return 0;
            }
        }
        let given = left.min(self.line_left[at]);
        self.line_left[at] -= given;
        self.today[at] += given;
        *self.came.sent.entry((at, now / HOUR)).or_insert(0) += given;
        given
    }

    fn steer(&self, now: Minute, group: &mut Group) {
        let holding = self.holds.iter().filter(|(_, since)| **since <= now).map(|(number, _)| *number);
        let pathway = |at: usize| {
            let allowance = self.allowances.get(&self.ids[at]).copied();
            let bytes = allowance.unwrap_or(self.crowd.offer.delivery_bytes / 31);
            let today = Today { bytes, sent: self.known[at], binding: allowance.is_some() };
            // Members do not know of each other's lines: a player finds out, and goes on to the next.
            let pathway = Pathway { today, room: true, health: Health::Answering, nearness: Nearness::Unknown };
            (self.ids[at], pathway)
        };
        let pathways = std::iter::once(0).chain(holding).map(pathway).collect();
        let steering = steer(self.ids[0], &pathways, &group.session);
        let number = |id: &MemberId| self.ids.iter().position(|known| known == id);
        group.order = steering.order.iter().filter_map(number).take(PATHWAYS_LIMIT).collect();
        group.asks_at = now + Minute::from(steering.ttl_seconds.div_ceil(60));
    }
}

/// Ids of members: home is not the first of them.
pub(super) fn id(number: usize) -> MemberId {
    let mut bytes = [0x40; 32];
    bytes[..8].copy_from_slice(&wide(number).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    MemberId::from_bytes(bytes)
}
