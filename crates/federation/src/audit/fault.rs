//! Why an export is not verified: what is wrong, in which log, and where.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use purse::id::MemberId;
use tlog::checkpoint::CheckpointRefusal;
use tlog::note::Name;
use tlog::tile::LogFault;

use crate::CborRefusal;
use crate::closing::{BelowRefusal, ClosingRefusal, Difference, Span};
use crate::entry::EntryRefusal;
use crate::facts::LogId;
use crate::hash::Hash;
use crate::roll::Halt;

/// Why nothing is verified: a fault that was found, or a place that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum NotAudited<E> {
    #[error(transparent)]
    Fault(Fault),
    #[error("a file could not be read")]
    Failed(E),
}

impl<E> From<Fault> for NotAudited<E> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What is wrong with an export. In the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("there is no founding resolution")]
    NoFounding,
    #[error("founding is altered: {0}")]
    Founding(#[from] CborRefusal),
    /// Or it is no founding.
    #[error("founding is altered: the founder's log has another one, or none")]
    OtherFounding,
    #[error("this is the federation {0}, and not the one that was asked for")]
    OtherFederation(Hash),
    #[error("charters/{0}.toml is altered, or no charter")]
    Charter(Hash),
    #[error("the roll cannot be read: {0}")]
    Roll(#[from] Halt),
    #[error("the entries beside usage are more than can be kept in memory")]
    TooMuch,
    #[error("the roll does not know the log {}/{}", .0.member, .0.log)]
    Unknown(LogId),
    #[error("log {}/{}: {fault}", log.member, log.log)]
    Log { log: LogId, fault: CopyFault },
    #[error("{}: {fault}", Named(span))]
    Period { span: Span, fault: Box<PeriodFault> },
}

/// Why a copy of one log is not whole. In the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CopyFault {
    #[error("it is missing")]
    Missing,
    #[error("checkpoint is altered: {0}")]
    Checkpoint(#[from] CheckpointRefusal),
    #[error("checkpoint is altered, or that of the log {0}")]
    OtherLog(Name),
    #[error("it has {0} entries, more than are read")]
    TooLarge(u64),
    #[error("{}", tree(.0))]
    Tree(LogFault),
    #[error("entry {place} cannot be read: {refusal}")]
    Entry { place: u64, refusal: EntryRefusal },
    #[error("checkpoint has a signature line by {0}, which is no key of a member")]
    Stranger(Name),
    /// Proven by the signatures on both.
    #[error("its member signed two histories: a checkpoint of {size} entries is not that of its first {size} entries")]
    Forked { size: u64 },
}

/// Why a closed period is not verified. In the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodFault {
    #[error("two reports were decided; two things were stated by {}", list(by))]
    Contradicted { by: BTreeSet<MemberId> },
    #[error("member {member} stated two things in round {round}")]
    Doubled { member: MemberId, round: u32 },
    #[error("not closed: no majority stated one hash; in round {round} {}; missing: {}", voices(heard), list(unheard))]
    Undecided { round: u32, heard: Vec<(MemberId, Option<Hash>)>, unheard: Vec<MemberId> },
    #[error("the proposal of round {round} by member {proposer} is missing")]
    NoProposal { round: u32, proposer: MemberId },
    #[error("log {}/{} is missing", .0.member, .0.log)]
    Missing(LogId),
    #[error("log {}/{} is too short: it has {have} entries, and {needs} count", log.member, log.log)]
    TooShort { log: LogId, have: u64, needs: u64 },
    #[error("log {}/{}: checkpoints/{size}, which the proposal names, is missing", log.member, log.log)]
    NoCheckpoint { log: LogId, size: u64 },
    #[error("log {}/{}: checkpoints/{size} is altered: {refusal}", log.member, log.log)]
    Checkpoint { log: LogId, size: u64, refusal: CheckpointRefusal },
    #[error("log {}/{}: checkpoints/{size} is not the one that the proposal names", log.member, log.log)]
    OtherCheckpoint { log: LogId, size: u64 },
    #[error("log {}/{}: checkpoints/{size} has a signature line by {name}, which is no key of a member", log.member, log.log)]
    Stranger { log: LogId, size: u64, name: Name },
    #[error("member {} signed two histories in its log {}: the one of {size} entries that counts is not there", log.member, log.log)]
    Forked { log: LogId, size: u64 },
    #[error(transparent)]
    Below(#[from] BelowRefusal),
    #[error(transparent)]
    Rules(#[from] ClosingRefusal),
    #[error("a majority stated {stated}, and the logs lead to {computed}{}", parts(difference.as_deref()))]
    OtherReport { stated: Hash, computed: Hash, difference: Option<Box<Difference>> },
}

impl Fault {
    /// The log in which it is.
    #[must_use]
    pub fn log(&self) -> Option<LogId> {
        match self {
            Self::Log { log, .. } | Self::Unknown(log) => Some(*log),
            Self::Period { fault, .. } => fault.log(),
            _ => None,
        }
    }
}

impl PeriodFault {
    fn log(&self) -> Option<LogId> {
        match self {
            Self::Missing(log)
            | Self::TooShort { log, .. }
            | Self::NoCheckpoint { log, .. }
            | Self::Checkpoint { log, .. }
            | Self::OtherCheckpoint { log, .. }
            | Self::Stranger { log, .. }
            | Self::Forked { log, .. }
            | Self::Below(BelowRefusal::NotNamed(log) | BelowRefusal::Root(log) | BelowRefusal::TooFew { log, .. }) => {
                Some(*log)
            }
            _ => None,
        }
    }
}

/// A period as people write it: `2026-11`, or `2026-10 to 2026-12`.
pub struct Named<'a>(pub &'a Span);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { year, month, months } = self.0;
        write!(f, "{year:04}-{month:02}")?;
        let last = self.0.period().filter(|_| *months > 1).and_then(|period| period.end_day().yesterday().ok());
        last.map_or(Ok(()), |last: Date| write!(f, " to {:04}-{:02}", last.year(), last.month()))
    }
}

fn list<'a>(members: impl IntoIterator<Item = &'a MemberId>) -> String {
    let names: Vec<String> = members.into_iter().map(ToString::to_string).collect();
    if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
}

fn voices(heard: &[(MemberId, Option<Hash>)]) -> String {
    let one = |(member, voice): &(MemberId, Option<Hash>)| match voice {
        Some(hash) => format!("{member} stated {hash}"),
        None => format!("{member} gave it up"),
    };
    let said: Vec<String> = heard.iter().map(one).collect();
    if said.is_empty() { "nobody stated anything".to_owned() } else { said.join(", ") }
}

/// Where the entries are altered, as a reader of files finds them.
fn tree(fault: &LogFault) -> String {
    let among = |places: &Range<u64>| match places.end.saturating_sub(places.start) {
        1 => format!("entry {}", places.start),
        _ => format!("one of the entries {} to {}", places.start, places.end.saturating_sub(1)),
    };
    match fault {
        LogFault::BundleMissing(tile) => format!("{} is missing", tile.path()),
        LogFault::BundleMalformed { bundle, entry, refusal } => {
            format!("entry {entry} is altered: {} {refusal}", bundle.path())
        }
        LogFault::EntryAltered(places) => format!("{} is altered, the first that is", among(places)),
        LogFault::RootDiffers(None) => "its entries are altered: they do not lead to the signed root".to_owned(),
        LogFault::RootDiffers(Some(places)) => {
            format!("its entries are altered: they do not lead to the signed root; perhaps {}", among(places))
        }
        LogFault::TileAltered(tile) => format!("{} is altered", tile.path()),
    }
}

fn parts(difference: Option<&Difference>) -> String {
    let log = |log: LogId| format!("; they count other entries of log {}/{}", log.member, log.log);
    match difference {
        None => String::new(),
        Some(Difference::Frame) => "; they are about another period, charter or report before".to_owned(),
        Some(Difference::Log { ours, theirs }) => ours.or(*theirs).map_or_else(String::new, |cut| log(cut.log_id())),
        Some(Difference::Usage { home, carrier, service, unit }) => {
            format!("; they part at the {unit} of {service} that {home} used of {carrier}")
        }
        Some(Difference::Fund) => "; they part at the fund".to_owned(),
        Some(Difference::Line(member)) => format!("; they part at the line of {member}"),
        Some(Difference::Sums) => "; they part at the sums".to_owned(),
    }
}
