mod accepted;
mod books;
mod report;

use std::path::PathBuf;

use purse::cost::Period;
use purse::money::Money;
use purse::split::{Books, alone, by_plain_use, split};

use self::books::Tables;
use self::report::Report;
use super::answer::{print, print_json};
use super::charter;
use super::period::period;
use crate::cli::{Exit, Failure};

/// Split a period among the members, as the charter says, and say what each would have paid otherwise.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Tables in CSV, with these columns. Members: member,means,adherents,from,to (means a year; days in UTC, to is the day after \
the last, empty for who is still there). Usage: hour,home,carrier,service,unit,quantity (charged use). Expenses: \
member,pool,amount,currency,common_part,capacity,unit,from,to,label (an empty capacity is none). Estimates: \
member,pool,currency,common_part,capacity,unit,from,to,label (rows of the same member, pool, unit and days add up).")]
pub struct Split {
    /// The charter; 'ecot charter default' prints the one that Ecot ships.
    #[arg(long, value_name = "FILE")]
    charter: PathBuf,
    /// The members.
    #[arg(long, value_name = "FILE")]
    members: PathBuf,
    /// What they used.
    #[arg(long, value_name = "FILE")]
    usage: PathBuf,
    /// Their bills and gifts in kind.
    #[arg(long, value_name = "FILE")]
    expenses: PathBuf,
    /// What was accepted before the period; bills count up to it.
    #[arg(long, value_name = "FILE")]
    estimates: Option<PathBuf>,
    /// A month, quarter or year: 2026-11, 2026-Q4 or 2026.
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    period: Period,
    /// What is in the fund at the period's end.
    #[arg(long, value_name = "AMOUNT", default_value = "0", allow_hyphen_values = true)]
    fund: Money,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

impl Split {
    pub fn run(self) -> Result<(), Failure> {
        let rules = charter::load(&self.charter)?.rules;
        let tables = Tables::read(&self, &rules).map_err(|error| Failure::new(Exit::Failed, error))?;
        let books = Books {
            period: self.period,
            rules: &rules,
            members: &tables.members,
            bills: &tables.bills,
            used: &tables.used,
            fund: self.fund,
        };
        let refused = |refusal| Failure::new(Exit::Failed, refusal);
        let report = Report {
            books: &books,
            split: split(&books).map_err(refused)?,
            alone: alone(&books).map_err(refused)?,
            by_use: by_plain_use(&books).map_err(refused)?,
            cuts: &tables.cuts,
        };
        if self.json { print_json(&report.as_json()) } else { print(&report.as_text()) }
    }
}
