//! From the text of a charter to its figures.

use std::collections::BTreeMap;

use purse::money::Money;
use purse::split::{Key, Mix, Rules};
use purse::usage::{Pool, Unit};
use serde::{Deserialize, Deserializer};

use super::{
    Charter, CharterRefusal, Counting, DEFAULT_COPIES, MAX_BYTES, MAX_COPIES, Payment, PerMille, TextFault, Votes,
};

/// The form that this program reads.
#[derive(Debug, Deserialize)]
enum Format {
    #[serde(rename = "ecot/charter/1")]
    First,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(rename = "format")]
    _format: Format,
    title: String,
    #[serde(default)]
    address: String,
    pools: BTreeMap<String, BTreeMap<String, PerMille>>,
    #[serde(default)]
    own_units: BTreeMap<String, String>,
    solidarity: Solidarity,
    carriers: Carriers,
    fund: Fund,
    counting: Counting,
    votes: Votes,
    payment: Payment,
    absence: Absence,
    #[serde(default)]
    clauses: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Solidarity {
    cap: PerMille,
    floor: PerMille,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Carriers {
    idle_reserve: PerMille,
    #[serde(default = "default_copies", deserialize_with = "copies")]
    copies: u8,
}

const fn default_copies() -> u8 {
    DEFAULT_COPIES
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fund {
    #[serde(deserialize_with = "amount")]
    minimum: Money,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Absence {
    days: u16,
}

pub(super) fn amount<'de, D: Deserializer<'de>>(from: D) -> Result<Money, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

fn copies<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let copies = u8::deserialize(from)?;
    let wrong = || serde::de::Error::custom(format!("a video has 1 to {MAX_COPIES} copies beside its home"));
    if (1..=MAX_COPIES).contains(&copies) { Ok(copies) } else { Err(wrong()) }
}

pub(super) fn parse(text: &str) -> Result<Charter, CharterRefusal> {
    if text.len() > MAX_BYTES {
        return Err(CharterRefusal::TooLong);
    }
    let text: Text =
        toml::from_str(text).map_err(|error| CharterRefusal::Text(Box::new(TextFault::of(text, &error))))?;
    let rules = rules(&text)?;
    check(&text, &rules)?;
    let Text { title, address, carriers, counting, votes, payment, absence, clauses, .. } = text;
    let (copies, absence_days) = (carriers.copies, absence.days);
    Ok(Charter { title, address, rules, copies, counting, votes, payment, absence_days, clauses })
}

fn rules(text: &Text) -> Result<Rules, CharterRefusal> {
    let pools = text.pools.iter().map(|(name, keys)| Ok((pool(name)?, mix(name, keys)?)));
    let own_units = text.own_units.iter().map(|(name, pool_name)| Ok((own_unit(name)?, pool(pool_name)?)));
    Ok(Rules {
        pools: pools.collect::<Result<_, _>>()?,
        own_units: own_units.collect::<Result<_, _>>()?,
        cap_per_mille: text.solidarity.cap.0,
        floor_per_mille: text.solidarity.floor.0,
        idle_reserve_per_mille: text.carriers.idle_reserve.0,
        fund_minimum: text.fund.minimum,
    })
}

fn pool(name: &str) -> Result<Pool, CharterRefusal> {
    name.parse().map_err(|_| CharterRefusal::NoSuchPool(name.to_owned()))
}

fn own_unit(name: &str) -> Result<String, CharterRefusal> {
    match name.parse() {
        Ok(Unit::Own(name)) => Ok(name),
        _ => Err(CharterRefusal::NoUnit(name.to_owned())),
    }
}

fn mix(pool: &str, keys: &BTreeMap<String, PerMille>) -> Result<Mix, CharterRefusal> {
    let part = |(name, part): (&String, &PerMille)| {
        let key: Key = name.parse().map_err(|_| CharterRefusal::NoSuchKey(name.clone()))?;
        Ok((key, part.0))
    };
    let parts = keys.iter().map(part).collect::<Result<_, _>>()?;
    Mix::new(parts).ok_or_else(|| CharterRefusal::NotWhole(pool.to_owned()))
}

fn check(text: &Text, rules: &Rules) -> Result<(), CharterRefusal> {
    let parts = [text.solidarity.cap, text.carriers.idle_reserve, text.counting.tolerance];
    let more = |part: &PerMille| part.0 > 1_000;
    let vague = || rules.pools.iter().find(|(pool, mix)| mix.counts_use() && rules.units_of(**pool).len() != 1);
    if parts.iter().chain(text.counting.tolerances.values()).any(more) {
        Err(CharterRefusal::MoreThanAll)
    } else if rules.floor_per_mille > rules.cap_per_mille {
        Err(CharterRefusal::FloorAboveCap)
    } else if let Some((pool, _)) = vague() {
        Err(CharterRefusal::UseOfSeveralUnits(pool.to_string()))
    } else if rules.fund_minimum < Money::ZERO || text.payment.least < Money::ZERO {
        Err(CharterRefusal::Negative)
    } else if !(2..=3).contains(&text.votes.change_thirds) {
        Err(CharterRefusal::Majority)
    } else if text.counting.cosigners == 0 {
        Err(CharterRefusal::NoCosigner)
    } else {
        Ok(())
    }
}
