use std::collections::BTreeMap;

use clap::Subcommand;
use federation::Hash;
use federation::audit::{Audit, LogFound};
use federation::facts::LogId;
use purse::id::MemberId;
use serde_json::{Value, json};

use super::answer::{print, print_json, table};
use super::called::Called;
use super::places::{Place, Reading};
use crate::cli::Failure;

/// Logs of members.
#[derive(Debug, clap::Args)]
pub struct Log {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Verify(Verify),
}

/// Verify exported logs: that every entry is the one that its member signed, and can be read.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Keys come from the roll, so an export has the founding resolution, the charters and the logs that made it; \
docs/formats/export.md has the files. What is wrong is told with the log and the place, and the exit code is 7.")]
struct Verify {
    /// An export, or one log in it: DIR, DIR/MEMBER/NUMBER, or the same as an address.
    place: String,
    #[command(flatten)]
    reading: Reading,
}

impl Log {
    pub fn run(self) -> Result<(), Failure> {
        match self.what {
            What::Verify(verify) => verify.run(),
        }
    }
}

impl Verify {
    fn run(self) -> Result<(), Failure> {
        let one = one_log(&self.place);
        let root = one.map_or(self.place.as_str(), |(root, _)| root);
        let places = self.reading.places([root])?;
        let audit = match one {
            Some((_, log)) => Audit::verify_one(places, log),
            None => Audit::verify(places),
        };
        let mut audit = self.reading.checked(audit).map_err(|not| self.reading.failure(not, None))?;
        let called = Called::new(if self.reading.json { BTreeMap::new() } else { audit.names() });
        let found: Vec<(&LogId, &LogFound)> =
            audit.logs().iter().filter(|(log, _)| one.is_none_or(|(_, only)| only == **log)).collect();
        let absent: Vec<LogId> = audit.absent().iter().filter(|_| one.is_none()).copied().collect();
        let cosigners = |log: &LogId| audit.cosigners(log).into_iter().collect::<Vec<_>>();
        if self.reading.json {
            print_json(&as_json(audit.federation(), &found, &absent, cosigners))
        } else {
            print(&as_text(&audit, &called, &found, &absent))
        }
    }
}

/// `ROOT/<64 hex>/<number>`.
fn one_log(place: &str) -> Option<(&str, LogId)> {
    let (rest, number) = place.trim_end_matches('/').rsplit_once('/')?;
    let (root, member) = rest.rsplit_once('/').unwrap_or((".", rest));
    let log = number.parse().ok().filter(|log: &u32| *log > 0 && log.to_string() == number)?;
    let member: MemberId = member.parse().ok()?;
    Some((root, LogId { member, log }))
}

fn as_json(
    federation: Hash,
    found: &[(&LogId, &LogFound)],
    absent: &[LogId],
    cosigners: impl Fn(&LogId) -> Vec<MemberId>,
) -> Value {
    let one = |(log, found): &(&LogId, &LogFound)| {
        let tree = found.note.checkpoint().tree();
        json!({
            "member": log.member.to_string(),
            "log": log.log,
            "entries": tree.size,
            "root": tree.root.to_string(),
            "cosigners": cosigners(log).iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    };
    let gone = |log: &LogId| json!({ "member": log.member.to_string(), "log": log.log });
    json!({
        "verified": true,
        "federation": federation.to_string(),
        "logs": found.iter().map(one).collect::<Vec<_>>(),
        "absent": absent.iter().map(gone).collect::<Vec<_>>(),
    })
}

fn as_text(audit: &Audit<Place>, called: &Called, found: &[(&LogId, &LogFound)], absent: &[LogId]) -> String {
    let row = |(log, found): &(&LogId, &LogFound)| {
        let cosigners = audit.cosigners(log).len();
        let size = found.note.checkpoint().tree().size;
        vec![called.log(log), size.to_string(), cosigners.to_string()]
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    let mut text = format!("federation {}\n", audit.federation());
    text += &table(&["log", "entries", "cosigners"], &rows);
    for log in absent {
        text += &format!("Nothing of the log of {} is here.\n", called.log(log));
    }
    text + "Every entry is the one that was signed.\n"
}
