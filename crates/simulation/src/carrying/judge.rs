//! The verdict: what the ledger has against what the members wrote down, were charged, and said of each other.

use std::collections::BTreeSet;

use federation::closing::Report;
use purse::usage::Unit;

use super::closing::close;
use super::differences::{TOLERANCE, standing_out};
use super::liars::Lie;
use super::plan::WATCHED_MINUTE;
use super::world::World;
use crate::clock::{DAY, Minute};
use crate::dice::wide;

/// The most that one delivery to a member has, beyond which an allowance cannot be cut off.
const LARGEST_DELIVERY: u64 = 200_000_000;

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What must not be. Empty, if all is well.
    pub wrong: Vec<String>,
    pub lie: Option<Lie>,
    /// Minutes of video that viewers asked for, got, and waited for because every line was full.
    pub asked: u64,
    pub got: u64,
    pub stalled: u64,
    /// Cents that the liar's net was above what it would have been without the lie.
    pub gained: i64,
    /// Cents that the one honest member lost that lost most, and all together.
    pub lost_most: i64,
    pub lost: i64,
    /// Whether audits, canaries or differences name the liar.
    pub detected: bool,
    /// Honest members that are named.
    pub falsely_accused: usize,
    /// Bytes of deleted videos that the liar delivered.
    pub resurrected: u64,
}

/// Judges what is left when a run is over.
#[must_use]
pub fn judge(world: &World<'_>) -> Verdict {
    let ledger = &world.ledger;
    let mut verdict = Verdict {
        wrong: ledger.wrong.iter().cloned().collect(),
        lie: world.plan.liar.map(|(_, lie)| lie),
        asked: ledger.asked,
        got: ledger.got,
        stalled: ledger.stalled,
        resurrected: ledger.resurrected,
        ..Verdict::default()
    };
    allowances(world, &mut verdict);
    accusations(world, &mut verdict);
    match close(world, false) {
        Ok(report) => money(world, &report, &mut verdict),
        Err(why) => verdict.wrong.push(why),
    }
    verdict
}

/// Nobody honest delivered more for a home on a day than 105 % of its allowance and one delivery.
fn allowances(world: &World<'_>, verdict: &mut Verdict) {
    for ((home, carrier, day), bytes) in &world.ledger.by_carrier_day {
        if home == carrier || world.plan.lie_of(*carrier).is_some() {
            continue;
        }
        let allowance = allowance(world, *carrier);
        let most = allowance + allowance / 20 + LARGEST_DELIVERY.max(WATCHED_MINUTE);
        if *bytes > most {
            let wrong = format!("member {carrier} delivered {bytes} for {home} on day {day}, allowed were {allowance}");
            verdict.wrong.push(wrong);
        }
    }
}

/// By the words of docs/RULES.md: four times its equal part of a day, never more than the day.
fn allowance(world: &World<'_>, carrier: usize) -> u64 {
    let offered = world.plan.sites[carrier].offer.delivery_bytes;
    let homes = wide(world.plan.sites.len() - 1);
    (offered / 30).min(offered * 4 / (homes * 30))
}

fn accusations(world: &World<'_>, verdict: &mut Verdict) {
    let mut named: BTreeSet<usize> = world.audits.accused.clone();
    named.extend(world.contradicted_by_canaries());
    named.extend(standing_out(world));
    let liar = world.plan.liar.map(|(liar, _)| liar);
    verdict.detected = liar.is_some_and(|liar| named.contains(&liar));
    let honest: Vec<usize> = named.into_iter().filter(|number| Some(*number) != liar).collect();
    verdict.falsely_accused = honest.len();
    for number in honest {
        verdict.wrong.push(format!("member {number} is honest, and was accused"));
    }
}

fn money(world: &World<'_>, report: &Report, verdict: &mut Verdict) {
    charged(world, report, verdict);
    for (number, site) in world.plan.sites.iter().enumerate() {
        let credit = report.line(&world.id(number)).map_or(0, |line| line.credit.minor());
        if u64::try_from(credit).unwrap_or(0) > site.delivery_cents + site.storage_cents {
            verdict.wrong.push(format!("member {number} is credited {credit}, more than its bills"));
        }
    }
    let Some((liar, _)) = world.plan.liar else { return };
    let fair = match close(world, true) {
        Ok(fair) => fair,
        Err(why) => return verdict.wrong.push(why),
    };
    let net = |report: &Report, number: usize| report.line(&world.id(number)).map_or(0, |line| line.net.minor());
    for number in 0..world.plan.sites.len() {
        let more = net(report, number) - net(&fair, number);
        if number == liar {
            verdict.gained = more;
        } else {
            verdict.lost_most = verdict.lost_most.max(-more);
            verdict.lost += (-more).max(0);
        }
    }
}

/// An honest home is charged no more than what was really delivered and stored for it, within the tolerance; by an honest carrier
/// no more than what it really did.
fn charged(world: &World<'_>, report: &Report, verdict: &mut Verdict) {
    for line in report.usage.iter().filter(|line| line.home != line.carrier) {
        let (Some(home), Some(carrier)) = (world.crew.number(&line.home), world.crew.number(&line.carrier)) else {
            continue;
        };
        if world.plan.lie_of(home).is_some() {
            continue;
        }
        let most = match line.unit {
            Unit::Byte => {
                let days = world.ledger.by_home_day.range((home, carrier, 0)..=(home, carrier, Minute::MAX));
                if world.plan.lie_of(carrier).is_some() && !away_for_a_day(world, home) {
                    days.map(|(_, bytes)| bytes * 1_000 / u64::from(1_000 - TOLERANCE)).sum::<u64>()
                } else if world.plan.lie_of(carrier).is_some() {
                    continue;
                } else {
                    world.ledger.delivered(home, carrier)
                }
            }
            // Whoever is audited in vain is believed; and a clock may be an hour off at both ends.
            Unit::ByteHour if world.plan.lie_of(carrier).is_none() => {
                let stored = world.ledger.stored.get(&(home, carrier)).copied().unwrap_or(0);
                let films = world.plan.films.iter().filter(|film| film.home == home);
                stored * 1_000 / 980 + 2 * films.map(|film| film.bytes).sum::<u64>()
            }
            _ => continue,
        };
        if line.charged > u128::from(most) {
            let wrong = format!("home {home} is charged {} {} of {carrier}, at most {most}", line.charged, line.unit);
            verdict.wrong.push(wrong);
        }
    }
}

/// A home that says nothing of a day is taken to agree with what carriers claim of it.
fn away_for_a_day(world: &World<'_>, home: usize) -> bool {
    let all_day = |((number, _), minutes): (&(usize, Minute), &u64)| *number == home && *minutes + DAY / 24 >= DAY;
    world.ledger.silent.iter().any(all_day)
}
