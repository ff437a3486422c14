use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use purse::break_even::{Balance, Basis, Cost, GiftInKind, Income, Plan, PlanRefusal};
use purse::money::{Money, shown};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{print, print_json, table};
use crate::cli::{Exit, Failure};

/// Bytes of a plan, at most.
const MAX_BYTES: u64 = 65_536;

/// Counts for which a fee is asked, at most.
const MAX_COUNTS: usize = 100;

/// What a year brings and costs, and how many adherents at which fee carry it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The plan is in TOML: [units] with how many there are of each, [[income]] with label, of, amount, times (a year), [[cost]] \
with label, amount and, if it is not fixed, of (a unit) or years (for what is bought once), [[gift]] with label, worth.")]
pub struct BreakEven {
    /// The plan.
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
    /// The income that is asked for; without it, the first.
    #[arg(long, value_name = "LABEL")]
    income: Option<String>,
    /// Counts for which the smallest fee is told; without them, some around the planned one.
    #[arg(long, value_name = "N,N,...", value_delimiter = ',')]
    counts: Vec<u32>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

/// Why a file is no plan.
#[derive(Debug, thiserror::Error)]
enum PlanError {
    #[error("cannot read {}: {cause}", file.display())]
    Unreadable { file: PathBuf, cause: std::io::Error },
    #[error("{} has more than {MAX_BYTES} bytes", file.display())]
    TooLong { file: PathBuf },
    #[error("{} is no plan: {cause}", file.display())]
    NoPlan { file: PathBuf, cause: toml::de::Error },
    #[error("{}: '{field}' of '{label}': {why}", file.display())]
    Amount { file: PathBuf, label: String, field: &'static str, why: purse::money::MoneyRefusal },
    #[error("{}: cost '{label}' is for each of a unit or over years, not both", file.display())]
    TwoBases { file: PathBuf, label: String },
    #[error("{} has no income", file.display())]
    NoIncome { file: PathBuf },
    #[error("{}: {refusal}", file.display())]
    Refused { file: PathBuf, refusal: PlanRefusal },
    #[error("more than {MAX_COUNTS} counts")]
    TooManyCounts,
}

impl From<PlanError> for Failure {
    fn from(error: PlanError) -> Self {
        Self::new(Exit::Failed, error)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    units: BTreeMap<String, u32>,
    #[serde(default)]
    income: Vec<WrittenIncome>,
    #[serde(default)]
    cost: Vec<WrittenCost>,
    #[serde(default)]
    gift: Vec<WrittenGift>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenIncome {
    label: String,
    of: String,
    amount: String,
    times: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCost {
    label: String,
    amount: String,
    of: Option<String>,
    years: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenGift {
    label: String,
    worth: String,
}

/// What is told.
struct Answer {
    plan: Plan,
    balance: Balance,
    income: Income,
    /// How many must pay its fee.
    count: Option<u32>,
    fees: BTreeMap<u32, Option<Money>>,
}

impl BreakEven {
    pub fn run(self) -> Result<(), Failure> {
        let answer = self.answer()?;
        if self.json { print_json(&answer.as_json()) } else { print(&answer.as_text()) }
    }

    fn answer(&self) -> Result<Answer, PlanError> {
        let file = &self.input;
        let plan = load(file)?;
        let refused = |refusal| PlanError::Refused { file: file.clone(), refusal };
        let balance = plan.balance().map_err(refused)?;
        let asked = match &self.income {
            None => plan.incomes.first().ok_or_else(|| PlanError::NoIncome { file: file.clone() })?,
            Some(label) => plan
                .incomes
                .iter()
                .find(|income| income.label == *label)
                .ok_or_else(|| refused(PlanRefusal::NoIncome(label.clone())))?,
        };
        let income = asked.clone();
        let planned = plan.units.get(&income.of).copied().unwrap_or(0);
        let counts: BTreeSet<u32> =
            if self.counts.is_empty() { around(planned) } else { self.counts.iter().copied().collect() };
        if counts.len() > MAX_COUNTS {
            return Err(PlanError::TooManyCounts);
        }
        let count = plan.smallest_count(&income.label, income.amount).map_err(refused)?;
        let fees = plan.fees(&income.label, &counts).map_err(refused)?;
        Ok(Answer { plan, balance, income, count, fees })
    }
}

/// The planned count, three quarters of it, and up to twice of it.
fn around(planned: u32) -> BTreeSet<u32> {
    let quarters = |many: u32| planned.saturating_mul(many).div_ceil(4).max(1);
    [3, 4, 5, 6, 8].into_iter().map(quarters).collect()
}

fn load(file: &Path) -> Result<Plan, PlanError> {
    let named = || file.to_owned();
    let mut text = String::new();
    let read = std::fs::File::open(file).and_then(|open| open.take(MAX_BYTES + 1).read_to_string(&mut text));
    let bytes = read.map_err(|cause| PlanError::Unreadable { file: named(), cause })?;
    if u64::try_from(bytes).unwrap_or(u64::MAX) > MAX_BYTES {
        return Err(PlanError::TooLong { file: named() });
    }
    let written: Written = toml::from_str(&text).map_err(|cause| PlanError::NoPlan { file: named(), cause })?;
    let amount = |label: &str, field, text: &str| {
        text.parse::<Money>().map_err(|why| PlanError::Amount { file: named(), label: label.to_owned(), field, why })
    };
    let mut plan = Plan { units: written.units, ..Plan::default() };
    for WrittenIncome { label, of, amount: text, times } in written.income {
        let amount = amount(&label, "amount", &text)?;
        plan.incomes.push(Income { label, of, amount, times });
    }
    for WrittenCost { label, amount: text, of, years } in written.cost {
        let basis = match (of, years) {
            (None, None) => Basis::Fixed,
            (Some(of), None) => Basis::Each(of),
            (None, Some(years)) => Basis::Over(years),
            (Some(_), Some(_)) => return Err(PlanError::TwoBases { file: named(), label }),
        };
        let amount = amount(&label, "amount", &text)?;
        plan.costs.push(Cost { label, amount, basis });
    }
    for WrittenGift { label, worth } in written.gift {
        let worth = amount(&label, "worth", &worth)?;
        plan.gifts.push(GiftInKind { label, worth });
    }
    Ok(plan)
}

impl Answer {
    fn as_json(&self) -> Value {
        let fee =
            |(count, fee): (&u32, &Option<Money>)| json!({ "count": count, "fee": fee.map(|fee| fee.to_string()) });
        json!({
            "income": self.balance.income.to_string(),
            "costs": self.balance.costs.to_string(),
            "result": self.balance.result.to_string(),
            "gifts": self.balance.gifts.to_string(),
            "of": self.income.label,
            "fee": self.income.amount.to_string(),
            "count": self.count,
            "fees": self.fees.iter().map(fee).collect::<Vec<_>>(),
        })
    }

    fn as_text(&self) -> String {
        let lines = self.plan.costs.iter().zip(&self.balance.lines);
        let costs: Vec<Vec<String>> = lines.map(|(cost, a_year)| vec![cost.label.clone(), shown(a_year)]).collect();
        let mut text = table(&["cost", "a year"], &costs);
        let Balance { income, costs, result, gifts, .. } = &self.balance;
        text += &format!("\nThe year brings {income} and costs {costs}: {result}.");
        if *gifts > Money::ZERO {
            text += &format!(" Gifts in kind are worth {gifts} beside it.");
        }
        let Income { label, of, amount, times } = &self.income;
        text += &match self.count {
            Some(count) => {
                format!("\nAt {amount} of {label}, {times} times a year, {count} of unit {of} carry it.\n\n")
            }
            None => format!("\nAt {amount} of {label}, {times} times a year, no number of unit {of} carries it.\n\n"),
        };
        let fee = |(count, fee): (&u32, &Option<Money>)| {
            vec![count.to_string(), fee.map_or_else(|| "none".to_owned(), |fee| fee.to_string())]
        };
        text + &table(&[of, "smallest fee"], &self.fees.iter().map(fee).collect::<Vec<_>>())
    }
}
