use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use data_encoding::HEXLOWER;
use num_traits::ToPrimitive;
use purse::game::{self, Game, Measure, Needs, SimpleRule, named_hours, total_variation};
use purse::money::Fraction;
use purse::split::airport;
use purse::usage::Hour;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::answer::{number, print, print_json, table};
use super::refusal::RowRefusal;
use super::table::{Row, TableError, read};
use crate::cli::{Exit, Failure};

/// What each member adds to the cost of all, on average over all orders, and how near simple rules come to that.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
peak95 reads hour,member,bytes: the cost is the 95th percentile of the hours, as transit is billed. airport reads \
member,need: the cost is the largest need. Values are exact up to 12 members; beyond, orders are drawn from the seed.")]
pub struct Shapley {
    /// What the members cost together.
    #[arg(long, value_name = "GAME")]
    game: Kind,
    /// The table of needs, in CSV.
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
    /// Draw so many orders, also of few members.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    samples: Option<u32>,
    /// What the orders are drawn from: 64 hex digits, or any text.
    #[arg(long, value_name = "SEED", default_value = "")]
    seed: String,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Peak95,
    Airport,
}

type Shares = BTreeMap<String, Fraction>;

/// The values, and each rule's weights beside them.
struct Answer {
    values: Shares,
    /// Orders that were drawn; none if the values are exact.
    samples: Option<u32>,
    together: Fraction,
    saving: Option<Fraction>,
    rules: Vec<(&'static str, Shares)>,
}

impl Shapley {
    pub fn run(self) -> Result<(), Failure> {
        let failed = |error: TableError| Failure::new(Exit::Failed, error);
        let answer = match self.game {
            Kind::Peak95 => self.peak95(&hourly(&self.input).map_err(failed)?)?,
            Kind::Airport => of_airport(&largest(&self.input).map_err(failed)?),
        };
        if self.json { print_json(&answer.as_json()) } else { print(&answer.as_text()) }
    }

    fn peak95(&self, needs: &Needs<String>) -> Result<Answer, Failure> {
        let hours = named_hours(needs).len();
        let game =
            Game::new(Measure::Percentile95, needs, hours).map_err(|refusal| Failure::new(Exit::Failed, refusal))?;
        let drawn = (needs.len() > game::EXACT_MEMBERS).then_some(game::SAMPLES);
        let samples = self.samples.or(drawn);
        let values = match samples {
            Some(samples) => game::sampled(&game, samples, self.seed()),
            None => game::shapley(&game, self.seed()),
        };
        let rules = SimpleRule::ALL.map(|rule| (name(rule), rule.weights(needs, hours)));
        let together = Fraction::from_integer(game.together().into());
        Ok(Answer { values, samples, together, saving: game.saving(), rules: rules.into() })
    }

    fn seed(&self) -> [u8; 32] {
        let hex = HEXLOWER.decode(self.seed.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        hex.unwrap_or_else(|| Sha256::digest(self.seed.as_bytes()).into())
    }
}

/// Values of the airport rule; members that need more bear more, and one alone would bear its need.
fn of_airport(needs: &BTreeMap<String, u128>) -> Answer {
    let values = airport(needs);
    let exact = |need: u128| Fraction::from_integer(need.into());
    let by_need: Shares = needs.iter().map(|(member, need)| (member.clone(), exact(*need))).collect();
    let alike = needs.keys().map(|member| (member.clone(), exact(1))).collect();
    let together: Fraction = values.values().sum();
    let apart: Fraction = by_need.values().sum();
    let saving = (apart > Fraction::default()).then(|| (&apart - &together) / &apart);
    Answer { values, samples: None, together, saving, rules: vec![("need", by_need), ("equal", alike)] }
}

fn name(rule: SimpleRule) -> &'static str {
    match rule {
        SimpleRule::CoincidentPeak => "coincident_peak",
        SimpleRule::OwnP95 => "own_p95",
        SimpleRule::Volume => "volume",
        SimpleRule::Equal => "equal",
    }
}

fn hourly(file: &Path) -> Result<Needs<String>, TableError> {
    let mut needs = Needs::new();
    read(file, &["hour", "member", "bytes"], |row: &Row<'_>| {
        let hours = needs.entry(row.name("member")?).or_default();
        let (hour, bytes): (Hour, u64) = (row.parse("hour")?, row.parse("bytes")?);
        let sum = hours.get(&hour).copied().unwrap_or(0_u64).checked_add(bytes);
        hours.insert(hour, sum.ok_or(RowRefusal::TooMany)?);
        Ok(())
    })?;
    Ok(needs)
}

fn largest(file: &Path) -> Result<BTreeMap<String, u128>, TableError> {
    let mut needs = BTreeMap::new();
    read(file, &["member", "need"], |row: &Row<'_>| {
        let need: u64 = row.parse("need")?;
        match needs.insert(row.name("member")?, u128::from(need)) {
            Some(_) => Err(RowRefusal::Twice(row.text("member").to_owned())),
            None => Ok(()),
        }
    })?;
    Ok(needs)
}

impl Answer {
    fn as_json(&self) -> Value {
        let shares = |of: &Shares, word: &str| {
            let one = |(member, value): (&String, &Fraction)| json!({ "member": member, word: number(value) });
            of.iter().map(one).collect::<Vec<_>>()
        };
        let distance = |weights: &Shares| total_variation(weights, &self.values).as_ref().map(number);
        let rule = |(name, weights): &(&'static str, Shares)| {
            let value = json!({ "total_variation": distance(weights), "weights": shares(weights, "weight") });
            ((*name).to_owned(), value)
        };
        json!({
            "shapley": shares(&self.values, "value"),
            "exact": self.samples.is_none(),
            "samples": self.samples,
            "together": number(&self.together),
            "joint_saving": self.saving.as_ref().map(number),
            "rules": self.rules.iter().map(rule).collect::<serde_json::Map<_, _>>(),
        })
    }

    fn as_text(&self) -> String {
        let whole: Fraction = self.values.values().sum();
        let percent = |part: &Fraction, whole: &Fraction| {
            if *whole == Fraction::default() { "-".to_owned() } else { tenths(&(part / whole)) }
        };
        let row = |(member, value): (&String, &Fraction)| {
            let rules = self.rules.iter().map(|(_, weights)| {
                percent(weights.get(member).unwrap_or(&Fraction::default()), &weights.values().sum())
            });
            [member.clone(), percent(value, &whole)].into_iter().chain(rules).collect()
        };
        let rows: Vec<Vec<String>> = self.values.iter().map(row).collect();
        let headings: Vec<&str> =
            ["member", "shapley"].into_iter().chain(self.rules.iter().map(|(name, _)| *name)).collect();
        let mut text = table(&headings, &rows);
        for (name, weights) in &self.rules {
            let distance = total_variation(weights, &self.values);
            text +=
                &format!("{name}: {} of the sum lies elsewhere\n", distance.as_ref().map_or("-".to_owned(), tenths));
        }
        if let Some(saving) = &self.saving {
            text += &format!("together all cost {} less than each alone\n", tenths(saving));
        }
        text
    }
}

/// A part as per cent with one digit.
fn tenths(part: &Fraction) -> String {
    let tenths = (part * Fraction::from_integer(1_000.into())).round().to_i64().unwrap_or(i64::MAX);
    format!("{}.{} %", tenths / 10, (tenths % 10).abs())
}
