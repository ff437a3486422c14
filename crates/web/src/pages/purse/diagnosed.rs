//! The diagnostics of a month: docs/RULES.md. They are made for as many members as are looked at group by group.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};
use purse::game::{EXACT_MEMBERS, Game, Measure, Needs, SimpleRule, shapley, total_variation};
use purse::id::MemberId;
use purse::money::Fraction;
use purse::split::Books;
use purse::usage::{Pool, Unit};

use crate::pages::names::Names;
use crate::pages::pools::shown_pool;
use crate::view::purse::diagnostics::{Parts, PoolDiagnostics, Rule};

const GAMES: [(Pool, Unit, Measure); 3] = [
    (Pool::Delivery, Unit::Byte, Measure::Percentile95),
    (Pool::Storage, Unit::ByteHour, Measure::Maximum),
    (Pool::Encoding, Unit::PixelMs, Measure::Maximum),
];

const RULES: [(SimpleRule, Rule); 4] = [
    (SimpleRule::CoincidentPeak, Rule::CoincidentPeak),
    (SimpleRule::OwnP95, Rule::OwnP95),
    (SimpleRule::Volume, Rule::Volume),
    (SimpleRule::Equal, Rule::Equal),
];

type Weights = BTreeMap<MemberId, Fraction>;

/// Of each pool that somebody used of others; none of a federation that is too large to wait for on a page.
pub(super) fn diagnostics(books: &Books<'_, MemberId>, names: &Names) -> Vec<PoolDiagnostics> {
    if books.members.len() > EXACT_MEMBERS {
        return Vec::new();
    }
    GAMES.iter().filter_map(|(pool, unit, measure)| of_pool(books, names, *pool, unit, *measure)).collect()
}

fn of_pool(
    books: &Books<'_, MemberId>,
    names: &Names,
    pool: Pool,
    unit: &Unit,
    measure: Measure,
) -> Option<PoolDiagnostics> {
    let hours = usize::try_from(books.period.hours()).ok()?;
    let needs = needs(books, unit)?;
    let game = Game::new(measure, &needs, hours).ok()?;
    // A percentile of few hours is nothing: there is no cost to share.
    let saving = permille(&game.saving()?)?;
    let added = shapley(&game, [0; 32]);
    let (peak, volume) = (SimpleRule::CoincidentPeak.weights(&needs, hours), SimpleRule::Volume.weights(&needs, hours));
    let parts = needs.keys().map(|member| Parts {
        name: names.name(member),
        added: part(&added, member),
        peak: part(&peak, member),
        volume: part(&volume, member),
    });
    let distance = |(rule, shown): &(SimpleRule, Rule)| {
        let apart = total_variation(&added, &rule.weights(&needs, hours))?;
        Some((*shown, permille(&apart)?))
    };
    let distances = RULES.iter().filter_map(distance).collect();
    Some(PoolDiagnostics { pool: shown_pool(pool), saving, parts: parts.collect(), distances })
}

/// What each member needs of others; none if nobody needs anything, or an hour is beyond what a game counts.
fn needs(books: &Books<'_, MemberId>, unit: &Unit) -> Option<Needs<MemberId>> {
    let mut needs = Needs::new();
    for member in books.members.keys() {
        let mut hours = BTreeMap::new();
        for (hour, quantity) in books.used.hours(unit, member).into_iter().flatten() {
            hours.insert(*hour, u64::try_from(*quantity).ok()?);
        }
        needs.insert(*member, hours);
    }
    needs.values().any(|hours| !hours.is_empty()).then_some(needs)
}

fn part(weights: &Weights, member: &MemberId) -> u64 {
    let whole: Fraction = weights.values().sum();
    if whole.is_zero() {
        return 0;
    }
    weights.get(member).and_then(|weight| permille(&(weight / whole))).unwrap_or(0)
}

fn permille(part: &Fraction) -> Option<u64> {
    (part * BigInt::from(1_000)).round().to_integer().to_u64()
}
