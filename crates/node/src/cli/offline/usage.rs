mod logs;
mod rows;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use self::rows::Rows;
use super::answer::{print, print_json};
use crate::cli::{Exit, Failure};

/// What members used, from the files of other programs.
#[derive(Debug, clap::Args)]
pub struct Usage {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Read(ReadUsage),
}

/// Sum a server's logs by hour, as the rows that 'ecot split' reads.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The homes are a table host,home,service: each virtual host with the member whose people are behind it; the host * stands \
for lines that name none. The file - is standard input. What could not be read, and hosts that are not in the table, are \
told on standard error.")]
struct ReadUsage {
    /// How the files are written.
    #[arg(long, value_name = "FORMAT")]
    format: Kind,
    /// The table of virtual hosts, in CSV.
    #[arg(long, value_name = "FILE", required_if_eq_any([("format", "nginx"), ("format", "caddy"), ("format", "peertube")]))]
    homes: Option<PathBuf>,
    /// The member whose server wrote the files.
    #[arg(long, value_name = "MEMBER", required_if_eq_any([("format", "nginx"), ("format", "caddy"), ("format", "peertube")]))]
    carrier: Option<String>,
    /// Print rows, bad lines and unknown hosts as JSON.
    #[arg(long)]
    json: bool,
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The combined format of nginx and Apache, with or without the virtual host in front.
    Nginx,
    /// Caddy's access log in JSON.
    Caddy,
    /// PeerTube's metrics, scraped again and again.
    Peertube,
    /// Rows hour,home,carrier,service,unit,quantity.
    Csv,
}

impl Usage {
    pub fn run(self) -> Result<(), Failure> {
        match self.what {
            What::Read(read) => read.run(),
        }
    }
}

impl ReadUsage {
    fn run(self) -> Result<(), Failure> {
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| Failure::new(Exit::Failed, error);
        let (rows, notes) = match self.format {
            Kind::Csv => (Rows::of_tables(&self.files).map_err(|error| failed(error.into()))?, logs::Notes::default()),
            _ => logs::read(&self).map_err(|error| failed(error.into()))?,
        };
        if self.json {
            return print_json(&notes.beside(rows.as_json()));
        }
        print(&rows.as_csv())?;
        notes.tell();
        Ok(())
    }
}
