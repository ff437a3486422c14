//! What a run of carrying is made of: all of it follows from a seed, a number of members, and who lies.

use federation::entry::Offer;

use super::liars::Lie;
use crate::clock::{DAY, HOUR, Minute};
use crate::dice::Dice;

/// When a run begins: clocks that are behind have a day before it.
pub const BEGIN: Minute = 2 * DAY;
/// When it ends.
pub const END: Minute = BEGIN + 3 * DAY;
/// From when on a liar lies: everything is placed by then.
pub const LIES_FROM: Minute = BEGIN + 6 * HOUR;

/// Minutes by which a clock may be ahead or behind.
pub const CLOCKS_DIFFER: Minute = 2;

/// Bytes of a minute of video at 2.4 Mbit/s.
pub const WATCHED_MINUTE: u64 = 18_000_000;
/// Bytes of a segment.
pub const SEGMENT: u64 = 8_000_000;

const GB: u64 = 1_000_000_000;
const MB: u64 = 1_000_000;

/// A member's machine, and the money of its month.
#[derive(Debug, Clone, Copy)]
pub struct Site {
    pub offer: Offer,
    pub disk_bytes: u64,
    /// Bytes that its line takes up in a minute.
    pub line: u64,
    /// Minutes by which its clock is ahead.
    pub ahead: i64,
    /// Cents a year.
    pub means: u64,
    /// Cents of the month's bill for delivery, which buys what it offers.
    pub delivery_cents: u64,
    /// The same for storage.
    pub storage_cents: u64,
}

/// A video.
#[derive(Debug, Clone, Copy)]
pub struct Film {
    pub home: usize,
    pub bytes: u64,
    pub published: Minute,
    /// When its author deletes it.
    pub withdrawn: Option<Minute>,
    pub viewers_a_day: u64,
}

/// Many that begin to watch one video within a short time.
#[derive(Debug, Clone, Copy)]
pub struct Crowd {
    pub film: usize,
    pub from: Minute,
    pub to: Minute,
    pub viewers: u64,
    /// They ask this member alone, whatever they are told, and are people that it made up.
    pub made_up_by: Option<(usize, Pinned)>,
}

/// Whom made-up viewers ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pinned {
    /// The member that made them up.
    Maker,
    /// Whoever the steering names.
    Anybody,
}

/// A machine that does not answer for a while; or for ever.
#[derive(Debug, Clone, Copy)]
pub struct Away {
    pub member: usize,
    pub from: Minute,
    pub to: Minute,
}

#[derive(Debug, Clone)]
pub struct Plan {
    pub seed: u64,
    pub sites: Vec<Site>,
    pub films: Vec<Film>,
    pub crowds: Vec<Crowd>,
    pub away: Vec<Away>,
    pub liar: Option<(usize, Lie)>,
    /// Of a hundred times that a member asks another, so many get no answer.
    pub lost_percent: u64,
    /// Of a hundred players so many report nothing.
    pub mute_percent: u64,
}

impl Plan {
    /// By seed: one in two runs has a liar.
    #[must_use]
    pub fn of(seed: u64, members: usize) -> Self {
        let place = usize::try_from(seed / 2).unwrap_or(0) % Lie::ALL.len();
        Self::with(seed, members, (seed % 2 == 1).then(|| Lie::ALL[place]))
    }

    /// With this liar, or none. The liar is the last member; the last but one is slow.
    #[must_use]
    pub fn with(seed: u64, members: usize, lie: Option<Lie>) -> Self {
        let mut dice = Dice::new(seed ^ 0xca44);
        let sites: Vec<Site> = (0..members).map(|number| site(&mut dice, members, number)).collect();
        let mut plan = Self {
            seed,
            films: films(&mut dice, members),
            sites,
            crowds: Vec::new(),
            away: Vec::new(),
            liar: lie.map(|lie| (members - 1, lie)),
            lost_percent: dice.below(6),
            mute_percent: dice.between(3, 10),
        };
        plan.crowds = crowds(&mut dice, &plan);
        plan.away = absences(&mut dice, &plan);
        if let Some((liar, lie)) = plan.liar {
            let made_up = lie.conduct().audience(&plan, liar, &mut dice);
            plan.crowds.extend(made_up);
        }
        plan
    }

    #[must_use]
    pub fn lie_of(&self, number: usize) -> Option<Lie> {
        self.liar.filter(|(liar, _)| *liar == number).map(|(_, lie)| lie)
    }

    /// Whether a machine is away at this minute.
    #[must_use]
    pub fn is_away(&self, number: usize, at: Minute) -> bool {
        self.away.iter().any(|away| away.member == number && (away.from..away.to).contains(&at))
    }
}

fn site(dice: &mut Dice, members: usize, number: usize) -> Site {
    let slow = members > 3 && number + 2 == members;
    let storage_bytes = dice.between(20, 60) * GB;
    // Of one in four the disk is smaller than what it offers.
    let disk_bytes = if dice.one_in(4) { dice.between(2, 8) * GB } else { 4 * storage_bytes };
    let megabits = if slow { dice.between(6, 10) } else { dice.between(60, 400) };
    let gigabytes = dice.between(150, 900);
    Site {
        offer: Offer { storage_bytes, delivery_bytes: gigabytes * GB, bits_per_second: megabits * MB },
        disk_bytes,
        line: megabits * MB / 8 * 60,
        ahead: if dice.one_in(3) { ahead(dice) } else { 0 },
        means: dice.between(2_000_000, 9_000_000),
        delivery_cents: gigabytes * dice.between(8, 15),
        storage_cents: dice.between(500, 2_000),
    }
}

fn ahead(dice: &mut Dice) -> i64 {
    let minutes = |minutes: Minute| i64::try_from(minutes).unwrap_or(0);
    minutes(dice.below(2 * CLOCKS_DIFFER + 1)) - minutes(CLOCKS_DIFFER)
}

fn films(dice: &mut Dice, members: usize) -> Vec<Film> {
    let mut films = Vec::new();
    for home in 0..members {
        for _ in 0..dice.between(2, 3) {
            let published = BEGIN + dice.below(5 * HOUR);
            let withdrawn = dice.one_in(3).then(|| BEGIN + dice.between(20 * HOUR, 60 * HOUR));
            let bytes = dice.between(100, 900) * MB;
            films.push(Film { home, bytes, published, withdrawn, viewers_a_day: dice.between(5, 40) });
        }
    }
    films
}

/// Two evenings on which a video is popular.
fn crowds(dice: &mut Dice, plan: &Plan) -> Vec<Crowd> {
    let mut crowds = Vec::new();
    for _ in 0..2 {
        let film = dice.place(plan.films.len());
        let from = BEGIN + dice.between(10 * HOUR, 60 * HOUR);
        let to = from + dice.between(HOUR / 2, 3 * HOUR);
        crowds.push(Crowd { film, from, to, viewers: dice.between(40, 120), made_up_by: None });
    }
    crowds
}

/// Some machines stop for some hours, around the time at which something is deleted if anything is; one in two runs loses a
/// member for good. The liar stays.
fn absences(dice: &mut Dice, plan: &Plan) -> Vec<Away> {
    let honest = plan.sites.len() - usize::from(plan.liar.is_some());
    let mut away: Vec<Away> = Vec::new();
    for film in plan.films.iter().filter_map(|film| film.withdrawn).take(2) {
        let from = film - dice.between(0, 90);
        away.push(Away { member: dice.place(honest), from, to: from + dice.between(30, 8 * HOUR) });
    }
    if dice.one_in(2) {
        let lost = dice.place(honest);
        away.push(Away { member: lost, from: BEGIN + dice.between(12 * HOUR, 50 * HOUR), to: Minute::MAX });
    }
    away
}
