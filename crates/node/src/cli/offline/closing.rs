mod report;

use clap::Subcommand;
use federation::audit::Audit;
use federation::closing::Span;

use self::report::Report;
use super::answer::{print, print_json};
use super::called::Called;
use super::period::span;
use super::places::Reading;
use crate::cli::Failure;

/// Closed periods.
#[derive(Debug, clap::Args)]
pub struct Closing {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Verify(Verify),
}

/// Recompute closed periods from the members' logs alone, and compare with what a majority stated.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every period from the founding up to this one is recomputed. Each log is taken from the place that has the most of it \
whole, so any one may be missing from a place that another has. What is wrong is told with the log and the place, and \
the exit code is 7.")]
struct Verify {
    /// An export: a folder or an address. Several, if one of them may lack something.
    #[arg(long, value_name = "PLACE", required = true, num_args = 1..)]
    logs: Vec<String>,
    /// A month, quarter or year that was closed: 2026-11, 2026-Q4 or 2026.
    #[arg(long, value_name = "PERIOD", value_parser = span)]
    period: Span,
    #[command(flatten)]
    reading: Reading,
}

impl Closing {
    pub fn run(self) -> Result<(), Failure> {
        match self.what {
            What::Verify(verify) => verify.run(),
        }
    }
}

impl Verify {
    fn run(self) -> Result<(), Failure> {
        let places = self.reading.places(self.logs.iter().map(String::as_str))?;
        let audit = self.reading.checked(Audit::read(places));
        let mut audit = audit.map_err(|not| self.reading.failure(not, None))?;
        let closed = audit.closed(self.period);
        let closed = closed.map_err(|not| self.reading.failure(not, Some(audit.federation())))?;
        if self.reading.json {
            return print_json(&Report { audit: &audit, places: &self.logs, closed: &closed }.as_json());
        }
        let called = Called::new(audit.names());
        print(&Report { audit: &audit, places: &self.logs, closed: &closed }.as_text(&called))
    }
}
