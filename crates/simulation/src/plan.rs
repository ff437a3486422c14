//! What a run is made of: all of it follows from a seed and a number of members.

use crate::clock::{DAY, HOUR, MAX_MONTHS, Minute, begin};
use crate::dice::Dice;
use crate::truth::{Deed, Truth, Works};

/// How a member lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lie {
    /// It signs two trees, and shows each to a half of the others.
    Fork,
    /// It says again what it or others said: rows, ballots, bills, proposals, old checkpoints.
    Replay,
    /// It claims more than it delivered, bills more than was expected, and alters what it passes on.
    Amounts,
    /// It says two things in one round, at once and later.
    Doubles,
    /// It writes thousands of entries and huge proposals.
    Flood,
    /// What it proposes cannot be, or it proposes nothing.
    Proposer,
    /// It cosigns what it has not stored.
    EmptyCosigner,
}

impl Lie {
    pub const ALL: [Self; 7] =
        [Self::Fork, Self::Replay, Self::Amounts, Self::Doubles, Self::Flood, Self::Proposer, Self::EmptyCosigner];
}

/// For a while the two sides do not hear each other.
#[derive(Debug, Clone)]
pub struct Partition {
    pub from: Minute,
    pub to: Minute,
    /// By member.
    pub side: Vec<bool>,
}

/// A member whose disk is lost, and which comes back with an old backup.
#[derive(Debug, Clone, Copy)]
pub struct Restore {
    pub member: usize,
    pub backup: Minute,
    pub lost: Minute,
    pub back: Minute,
}

/// A machine that stops after so many writes from a time on.
#[derive(Debug, Clone, Copy)]
pub struct Crash {
    pub member: usize,
    pub at: Minute,
    pub writes: u64,
    pub back_after: Minute,
}

#[derive(Debug, Clone, Default)]
pub struct Faults {
    /// Of a hundred messages so many are lost, and so many come twice.
    pub lost_percent: u64,
    pub twice_percent: u64,
    pub partitions: Vec<Partition>,
    /// Who stops for good, and when.
    pub dead: Option<(usize, Minute)>,
    pub restores: Vec<Restore>,
    pub crashes: Vec<Crash>,
    /// Who polls once in two days only.
    pub slow: Option<usize>,
}

#[derive(Debug, Clone)]
pub struct Plan {
    pub seed: u64,
    /// Who found it together.
    pub founders: usize,
    /// One more, who asks to join from the second month on.
    pub joiner: bool,
    pub months: usize,
    pub liar: Option<(usize, Lie)>,
    pub faults: Faults,
    pub truth: Truth,
    pub works: Works,
}

/// From when on a liar lies.
pub const LIES_FROM: Minute = 3 * DAY;

/// After the last period, until the run is judged: the charter's deadline, and time for what liars say afterwards.
const AFTERWARDS: Minute = 15 * DAY;

/// If somebody has not closed by then: time for some rounds more.
const LONG_AFTERWARDS: Minute = 45 * DAY;

/// A message may be on the way for so long.
pub const LONGEST_DELAY: Minute = 12 * HOUR;

impl Plan {
    /// By seed: one in two runs has a liar if there are four members or more.
    #[must_use]
    pub fn of(seed: u64, members: usize) -> Self {
        let mut dice = Dice::new(seed);
        let liar = (members >= 4 && seed % 2 == 1).then(|| {
            let place = usize::try_from(seed / 2).unwrap_or(0) % Lie::ALL.len();
            (dice.place(members), Lie::ALL[place])
        });
        Self::with(seed, members, liar)
    }

    /// With this liar, or none.
    #[must_use]
    pub fn with(seed: u64, members: usize, liar: Option<(usize, Lie)>) -> Self {
        let mut dice = Dice::new(seed ^ 0x5eed);
        let months = if members > 10 || !dice.one_in(4) { 1 } else { 2 + dice.place(MAX_MONTHS - 1) };
        let joiner = months > 1 && dice.one_in(2);
        let all = members + usize::from(joiner);
        let faults = faults(&mut dice, members, months, liar);
        let truth = Truth::by_chance(&mut dice, all, months, joiner.then_some(members));
        let mut plan = Self { seed, founders: members, joiner, months, liar, faults, truth, works: Works::new() };
        plan.exaggerate(&mut dice);
        plan.works = plan.truth.works(&mut dice, plan.faults.slow);
        if joiner {
            let ask = dice.between(8, 16) * DAY;
            plan.works.entry(0).or_default().push((ask, Deed::Admit(members)));
            plan.works.entry(0).or_default().sort_by_key(|(at, _)| *at);
        }
        plan
    }

    /// Everybody, with the one that joins later.
    #[must_use]
    pub fn members(&self) -> usize {
        self.founders + usize::from(self.joiner)
    }

    /// When the run is judged at the earliest, and at the latest.
    #[must_use]
    pub fn end(&self) -> (Minute, Minute) {
        (begin(self.months) + AFTERWARDS, begin(self.months) + LONG_AFTERWARDS)
    }

    #[must_use]
    pub fn lie_of(&self, number: usize) -> Option<Lie> {
        self.liar.filter(|(liar, _)| *liar == number).map(|(_, lie)| lie)
    }

    #[must_use]
    pub fn is_dead(&self, number: usize) -> bool {
        self.faults.dead.is_some_and(|(dead, _)| dead == number)
    }

    /// One that lies about amounts claims ten times what it delivered, and bills three times what was expected.
    fn exaggerate(&mut self, dice: &mut Dice) {
        let Some((liar, Lie::Amounts)) = self.liar else { return };
        for one in self.truth.uses.iter_mut().filter(|one| one.carrier == liar && one.home != liar) {
            one.claimed = one.real * dice.between(2, 10);
        }
        for bill in self.truth.bills.iter_mut().filter(|bill| bill.carrier == liar) {
            bill.common = bill.estimate * dice.between(2, 4);
            bill.real = bill.estimate;
            bill.taken_back = false;
        }
    }
}

fn faults(dice: &mut Dice, members: usize, months: usize, liar: Option<(usize, Lie)>) -> Faults {
    let (end, honest) = (begin(months) + AFTERWARDS, |number: &usize| liar.is_none_or(|(liar, _)| liar != *number));
    let mut faults = Faults { lost_percent: dice.below(15), twice_percent: dice.below(5), ..Faults::default() };
    for _ in 0..if members > 10 { 10 } else { dice.below(12) } {
        let (member, at) = (dice.place(members), dice.between(DAY, end - 4 * DAY));
        faults.crashes.push(Crash { member, at, writes: dice.below(40), back_after: dice.between(1, 20) * HOUR });
    }
    if dice.one_in(3) {
        for _ in 0..dice.between(1, 2) {
            let from = dice.between(DAY, end - 10 * DAY);
            faults.partitions.push(partition(dice, members, from));
        }
    }
    if dice.one_in(3)
        && let Some(member) = dice.some_of(members, members).into_iter().find(honest)
    {
        let lost = dice.between(6 * DAY, end - 12 * DAY);
        let backup = lost - dice.between(HOUR, 5 * DAY);
        // Whoever restores a machine needs longer for it than a message is on its way.
        faults.restores.push(Restore {
            member,
            backup,
            lost,
            back: lost + LONGEST_DELAY + dice.between(12, 72) * HOUR,
        });
    }
    if liar.is_none() && dice.one_in(4) {
        faults.dead = Some((dice.place(members), dice.between(5 * DAY, begin(months))));
    }
    if dice.one_in(4) {
        faults.slow = Some(dice.place(members));
    }
    faults
}

/// Two sides, mostly halves, for one to five days.
fn partition(dice: &mut Dice, members: usize, from: Minute) -> Partition {
    let few = if dice.one_in(3) { 1 } else { members / 2 };
    let away = dice.some_of(few, members);
    let side = (0..members).map(|number| away.contains(&number)).collect();
    Partition { from, to: from + dice.between(24, 120) * HOUR, side }
}
