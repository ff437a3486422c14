//! What is fair about each key: which axioms hold whatever happens, and what the others were broken by in a period.
//! docs/RULES.md, "Axioms". A report beside a result; nobody pays by it.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::game::{EXACT_MEMBERS, Game, Measure, Needs};
use crate::money::Fraction;
use crate::split::{Books, Key, SplitRefusal, busiest, hours_of, pool_sums, unit_of, weights};
use crate::usage::{Hour, Pool};

/// A demand on a rule that shares a pool's sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axiom {
    /// Members that are alike in days, means, adherents and every hour's use bear the same.
    Symmetry,
    /// Who used nothing of others bears nothing, if anybody used anything.
    NullMember,
    /// Who uses more does not bear less.
    Monotonicity,
    /// Two sums shared apart are borne as both shared together.
    Additivity,
    /// Counting use in another unit changes nothing.
    Scale,
    /// Nobody bears more than it would alone.
    IndividualRationality,
    /// No group bears more than it would alone.
    Core,
}

impl Axiom {
    pub const ALL: [Self; 7] = [
        Self::Symmetry,
        Self::NullMember,
        Self::Monotonicity,
        Self::Additivity,
        Self::Scale,
        Self::IndividualRationality,
        Self::Core,
    ];

    /// Whether the axiom holds of a key for all books. For [`Key::Airport`] the last two are those of its own game, in which
    /// a group alone costs its largest need.
    #[must_use]
    pub const fn is_theorem_of(self, key: Key) -> bool {
        match self {
            Self::Symmetry | Self::Additivity | Self::Scale => true,
            // The percentile of everybody may be 0 although something was used; then all bear alike.
            Self::NullMember => matches!(key, Key::Use | Key::CoincidentPeak | Key::Airport),
            Self::Monotonicity => !matches!(key, Key::CoincidentPeak),
            Self::IndividualRationality | Self::Core => matches!(key, Key::Airport),
        }
    }
}

/// How an axiom stands in a period's books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// It is a theorem of the key.
    Always,
    /// It is none; in these books it is broken by so many minor units, exactly. 0 is: not broken here.
    BrokenBy(Fraction),
    /// It is none, and these books do not tell: the pool has not exactly one unit, nobody used anything of others, the needs
    /// are too large, or there are too many members to look at every group.
    Unknown,
}

/// One key of one pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyReport {
    pub pool: Pool,
    pub key: Key,
    /// What of the pool's sum the key shares; minor units, exact.
    pub sum: Fraction,
    /// Every axiom.
    pub axioms: BTreeMap<Axiom, Holds>,
}

/// Each key of each pool in which something is shared.
///
/// # Errors
/// The first [`SplitRefusal`] that applies.
pub fn report<M: Ord + Clone>(books: &Books<'_, M>) -> Result<Vec<KeyReport>, SplitRefusal> {
    let mut reports = Vec::new();
    for (pool, whole) in pool_sums(books)? {
        for (key, part) in books.rules.mix(pool).shares() {
            let sum = &whole * part;
            let axioms = Axiom::ALL.into_iter().map(|axiom| {
                let always = axiom.is_theorem_of(key);
                (axiom, if always { Holds::Always } else { broken(books, pool, key, axiom, &sum) })
            });
            reports.push(KeyReport { pool, key, axioms: axioms.collect(), sum });
        }
    }
    Ok(reports)
}

/// What part of a pool's sum each member bears by a key; together they are 1.
///
/// # Errors
/// The first [`SplitRefusal`] that applies.
pub fn shares<M: Ord + Clone>(
    books: &Books<'_, M>,
    pool: Pool,
    key: Key,
) -> Result<BTreeMap<M, Fraction>, SplitRefusal> {
    pool_sums(books)?;
    Ok(shares_of(books, pool, key))
}

fn shares_of<M: Ord + Clone>(books: &Books<'_, M>, pool: Pool, key: Key) -> BTreeMap<M, Fraction> {
    let weights = weights(books, pool, key);
    let whole: Fraction = weights.values().sum();
    weights.into_iter().map(|(id, weight)| (id, weight / &whole)).collect()
}

fn broken<M: Ord + Clone>(books: &Books<'_, M>, pool: Pool, key: Key, axiom: Axiom, sum: &Fraction) -> Holds {
    let used = Used::of(books, pool);
    let Some(used) = used.filter(Used::is_any) else { return Holds::Unknown };
    let shares = shares_of(books, pool, key);
    let by = match axiom {
        Axiom::NullMember => Some(used.borne_by_null_members(&shares)),
        Axiom::Monotonicity => Some(used.largest_gain_of_more_use(&shares)),
        Axiom::IndividualRationality => used.game(books, pool).map(|game| above_alone(&game, &shares)),
        Axiom::Core => used.game(books, pool).and_then(|game| above_any_group(&game, &shares)),
        Axiom::Symmetry | Axiom::Additivity | Axiom::Scale => None,
    };
    by.map_or(Holds::Unknown, |part| Holds::BrokenBy(part * sum))
}

/// Charged use of a pool's one unit on other members' carriers.
struct Used<'a, M> {
    by_member: BTreeMap<&'a M, &'a BTreeMap<Hour, u128>>,
    hours: usize,
}

impl<'a, M: Ord + Clone> Used<'a, M> {
    fn of(books: &'a Books<'_, M>, pool: Pool) -> Option<Self> {
        let unit = unit_of(books, pool)?;
        let hours = usize::try_from(books.period.hours()).unwrap_or(usize::MAX);
        let of = |id| Some((id, hours_of(books, &unit, id)?));
        Some(Self { by_member: books.members.keys().filter_map(of).collect(), hours })
    }

    fn is_any(&self) -> bool {
        self.by_member.values().any(|hours| hours.values().any(|quantity| *quantity > 0))
    }

    fn borne_by_null_members(&self, shares: &BTreeMap<M, Fraction>) -> Fraction {
        let used = |id: &M| self.by_member.get(id).is_some_and(|hours| hours.values().any(|quantity| *quantity > 0));
        shares.iter().filter(|(id, _)| !used(id)).map(|(_, share)| share).sum()
    }

    /// Of the coincident peak: the most that a member would save by using more in one hour, so that this hour takes the
    /// place of the last of the busiest, in which it used much.
    fn largest_gain_of_more_use(&self, shares: &BTreeMap<M, Fraction>) -> Fraction {
        let many = self.hours.div_ceil(20);
        let peak = busiest(self.by_member.values().copied(), many);
        let none = Fraction::zero();
        let Some(last) = peak.last().filter(|_| peak.len() == many) else { return none };
        let mut sums: BTreeMap<Hour, u128> = BTreeMap::new();
        for (hour, quantity) in self.by_member.values().copied().flatten() {
            *sums.entry(*hour).or_insert(0) += quantity;
        }
        let sum_of = |hour: &Hour| sums.get(hour).copied().unwrap_or(0);
        let whole: u128 = peak.iter().map(sum_of).sum();
        let mut most = none;
        for (id, hours) in &self.by_member {
            let of = |hour: &Hour| hours.get(hour).copied().unwrap_or(0);
            let weight: u128 = peak.iter().map(of).sum();
            for hour in sums.keys().filter(|hour| !peak.contains(hour)) {
                // An earlier hour need only be as busy as the last one, a later one busier.
                let more = sum_of(last) - sum_of(hour) + u128::from(hour > last);
                let moved = weight - of(last) + of(hour) + more;
                let share = ratio(moved, whole - sum_of(last) + sum_of(hour) + more);
                let gain = shares.get(id).cloned().unwrap_or_default() - share;
                most = most.max(gain);
            }
        }
        most
    }

    /// What groups of members cost: of delivery the percentile, of other pools the largest hour.
    fn game(&self, books: &Books<'_, M>, pool: Pool) -> Option<Game<M>> {
        let measure = if pool == Pool::Delivery { Measure::Percentile95 } else { Measure::Maximum };
        let mut needs: Needs<M> = books.members.keys().map(|id| (id.clone(), BTreeMap::new())).collect();
        for (id, hours) in &self.by_member {
            let narrow = hours.iter().map(|(hour, quantity)| Some((*hour, u64::try_from(*quantity).ok()?)));
            needs.insert((*id).clone(), narrow.collect::<Option<_>>()?);
        }
        Game::new(measure, &needs, self.hours).ok().filter(|game| game.together() > 0)
    }
}

/// What members bear above what each would alone, all together, as a part of the sum.
fn above_alone<M: Ord + Clone>(game: &Game<M>, shares: &BTreeMap<M, Fraction>) -> Fraction {
    let together = u128::from(game.together());
    let alone = game.alone();
    let above = shares.iter().map(|(id, share)| {
        let need = alone.get(id).copied().unwrap_or(0);
        (share - ratio(u128::from(need), together)).max(Fraction::zero())
    });
    above.sum()
}

/// What the group that is worst off bears above what it would alone, as a part of the sum; none for too many members.
fn above_any_group<M: Ord + Clone>(game: &Game<M>, shares: &BTreeMap<M, Fraction>) -> Option<Fraction> {
    if shares.len() > EXACT_MEMBERS {
        return None;
    }
    let together = u128::from(game.together());
    // Games and shares have the members in order of id.
    let shares: Vec<&Fraction> = shares.values().collect();
    let above = game.costs_of_groups().into_iter().enumerate().map(|(group, cost)| {
        let members = shares.iter().enumerate().filter(|(place, _)| group >> place & 1 == 1);
        let borne: Fraction = members.map(|(_, share)| *share).sum();
        borne - ratio(u128::from(cost), together)
    });
    above.max().map(|most| if most.is_negative() { Fraction::zero() } else { most })
}

fn ratio(part: u128, whole: u128) -> Fraction {
    Fraction::new(BigInt::from(part), BigInt::from(whole))
}
