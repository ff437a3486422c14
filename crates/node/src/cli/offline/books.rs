mod made;

use std::path::PathBuf;

use books::journal::export::Format;
use books::journal::{Language, Year};
use clap::ValueEnum;
use federation::audit::Audit;
use federation::closing::Span;
use jiff::civil::Date;
use purse::id::MemberId;

use self::made::Made;
use super::period::{period, span};
use super::places::Reading;
use crate::cli::{Exit, Failure};

/// A member's books, or the fund's, of what its federation's logs tell.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The logs are read and their closed periods recomputed as `ecot closing verify` does, and it ends as that does: nothing \
is booked that does not verify. Booked are closings, notes carried over, payments, defaults, and the bills, gifts and money \
in that the last period knows. docs/formats/books.md says which format is for which program.")]
pub struct Books {
    /// An export: a folder or an address. Several, if one of them may lack something.
    #[arg(long, value_name = "PLACE", required = true, num_args = 1..)]
    logs: Vec<String>,
    /// Whose books: a member's id.
    #[arg(long, value_name = "ID", required_unless_present = "fund", conflicts_with = "fund")]
    member: Option<MemberId>,
    /// The fund's books instead.
    #[arg(long)]
    fund: bool,
    /// Up to this period, by default the last one that was closed: 2026-11, 2026-Q4 or 2026.
    #[arg(long, value_name = "PERIOD", value_parser = span)]
    period: Option<Span>,
    /// The days of the book, by default the year in which the period ends: 2026, 2026-Q4 or 2026-11.
    #[arg(long, value_name = "PERIOD", value_parser = year)]
    year: Option<Year>,
    /// What is overdue on this day is written down; by default the last day on which the logs tell of a payment or a note.
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// The language of names and labels.
    #[arg(long, value_enum, default_value_t = Tongue::Fr)]
    language: Tongue,
    /// hledger, beancount, fec, paheko, csv, ods or html.
    #[arg(long, value_name = "FORMAT")]
    format: Format,
    /// Where the file is written.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tongue {
    Fr,
    En,
}

/// The days of a period, both included.
fn year(text: &str) -> Result<Year, String> {
    let period = period(text)?;
    let last = period.end_day().yesterday().map_err(|error| error.to_string())?;
    Ok(Year { first: period.first_day(), last })
}

impl Books {
    pub fn run(self) -> Result<(), Failure> {
        let places = self.reading.places(self.logs.iter().map(String::as_str))?;
        let audit = self.reading.checked(Audit::read(places));
        let mut audit = audit.map_err(|not| self.reading.failure(not, None))?;
        let federation = audit.federation();
        let Some(span) = self.period.or_else(|| audit.last_stated()) else {
            return Err(Failure::new(Exit::Damage, NothingClosed));
        };
        let closed = audit.closed(span);
        let closed = closed.map_err(|not| self.reading.failure(not, Some(federation)))?;
        let made = Made { audit: &audit, closed: &closed, until: self.until };
        let language = match self.language {
            Tongue::Fr => Language::French,
            Tongue::En => Language::English,
        };
        let book = made.book(self.member, self.year, language).map_err(|error| Failure::new(Exit::Failed, error))?;
        let bytes = self.format.write(&book).map_err(|error| Failure::new(Exit::Failed, error))?;
        std::fs::write(&self.out, bytes)
            .map_err(|cause| Failure::new(Exit::Failed, NotWritten { file: self.out.clone(), cause }))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("no period of these logs is closed")]
struct NothingClosed;

#[derive(Debug, thiserror::Error)]
#[error("cannot write {}", file.display())]
struct NotWritten {
    file: PathBuf,
    #[source]
    cause: std::io::Error,
}
