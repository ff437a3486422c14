//! What players tell the home that they received from other members: lines of CMCD version 2, event mode (CTA-5004-B).
//!
//! A line has keys and values as structured fields have them, in any order, and tells of one member and one object:
//! `cdn="<pathway>",e=rr,org.ecot-b=<bytes>,org.ecot-f=<failures>,org.ecot-n=<answers>,ts=<ms>,url="/o/<object>.mp4",v=2`, or, of
//! a part that did not have its hash, `org.ecot-expected`, `org.ecot-found` (SHA-256 in hex) and `org.ecot-range`
//! (`"<first>-<last>"`). Other keys are not read: a session or an address in them goes nowhere.

mod line;

use std::fmt;

use data_encoding::HEXLOWER;

use crate::id::ObjectHash;
use line::Line;

/// Longest report, in bytes.
pub const REPORT_BYTES: usize = 32 << 10;
/// Most lines of a report.
pub const REPORT_LINES: usize = 96;
/// Most keys of a line.
pub const LINE_KEYS: usize = 32;
/// The most that one line tells of any quantity: what fits into every column, and more than any player receives.
pub const MOST_QUANTITY: u64 = 1 << 50;

/// What one player tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    pub lines: Vec<Told>,
}

/// What a line tells: which member ([`crate::playlist::pathway_id`]), which object, and what of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub pathway: String,
    pub object: ObjectHash,
    pub what: What,
}

/// What came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Sums since the last report.
    Received {
        /// Body bytes, those of answers that were broken off among them.
        bytes: u64,
        answers: u64,
        failures: u64,
    },
    /// A part that did not have its hash.
    Altered {
        first: u64,
        /// The last byte.
        last: u64,
        expected: [u8; 32],
        found: [u8; 32],
    },
}

/// Why a report is not read, in the order in which it is checked: the whole, then line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum ReportRefusal {
    #[error("the report has more than {REPORT_BYTES} bytes")]
    TooLong,
    #[error("the report is not text")]
    NotText,
    #[error("the report is empty")]
    Empty,
    #[error("the report has more than {REPORT_LINES} lines")]
    TooManyLines,
    #[error("a line is no list of keys and values")]
    Malformed,
    #[error("a line has more than {LINE_KEYS} keys")]
    TooManyKeys,
    #[error("a line has a key twice")]
    Twice,
    #[error("a line is not of version 2")]
    Version,
    #[error("a line tells of something else than what was received (e=rr)")]
    Event,
    #[error("a line does not name a pathway: cdn=\"<16 hexadecimal characters>\"")]
    Pathway,
    #[error("a line does not name an object: url=\"/o/<64 hexadecimal characters>.mp4\"")]
    Object,
    #[error("a line has no quantities, or some that cannot be")]
    Quantity,
    #[error("a line does not prove what it says was altered")]
    Proof,
}

impl Report {
    /// Reads what a player sent.
    ///
    /// # Errors
    /// The first [`ReportRefusal`] that applies; of a report in which one line is refused nothing is taken.
    pub fn read(body: &[u8]) -> Result<Self, ReportRefusal> {
        if body.len() > REPORT_BYTES {
            return Err(ReportRefusal::TooLong);
        }
        let text = std::str::from_utf8(body).map_err(|_| ReportRefusal::NotText)?;
        let lines: Vec<&str> = text.split('\n').filter(|line| !line.is_empty()).take(REPORT_LINES + 1).collect();
        match lines.len() {
            0 => Err(ReportRefusal::Empty),
            1..=REPORT_LINES => {
                let lines = lines.into_iter().map(Told::read).collect::<Result<_, _>>()?;
                Ok(Self { lines })
            }
            _ => Err(ReportRefusal::TooManyLines),
        }
    }
}

impl Told {
    fn read(text: &str) -> Result<Self, ReportRefusal> {
        let line = Line::read(text)?;
        if line.token("v") != Some("2") {
            return Err(ReportRefusal::Version);
        }
        if line.token("e") != Some("rr") {
            return Err(ReportRefusal::Event);
        }
        let pathway = line.text("cdn").filter(|id| is_pathway(id)).ok_or(ReportRefusal::Pathway)?;
        let object = line.text("url").and_then(object).ok_or(ReportRefusal::Object)?;
        let proof = ["org.ecot-expected", "org.ecot-found", "org.ecot-range"].map(|key| line.text(key));
        let what = if proof.iter().any(Option::is_some) { altered(proof)? } else { received(&line)? };
        Ok(Self { pathway: pathway.to_owned(), object, what })
    }
}

fn is_pathway(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
}

fn object(url: &str) -> Option<ObjectHash> {
    let hash = url.strip_prefix("/o/")?;
    hash.strip_suffix(".mp4").unwrap_or(hash).parse().ok()
}

fn received(line: &Line<'_>) -> Result<What, ReportRefusal> {
    let quantity = |key| line.token(key).and_then(number).ok_or(ReportRefusal::Quantity);
    let (bytes, answers, failures) = (quantity("org.ecot-b")?, quantity("org.ecot-n")?, quantity("org.ecot-f")?);
    Ok(What::Received { bytes, answers, failures })
}

fn altered([expected, found, range]: [Option<&str>; 3]) -> Result<What, ReportRefusal> {
    let hash = |text: Option<&str>| {
        let bytes = HEXLOWER.decode(text?.as_bytes()).ok()?;
        <[u8; 32]>::try_from(bytes).ok()
    };
    let range = range.and_then(|range| range.split_once('-'));
    let range = range.and_then(|(first, last)| Some((number(first)?, number(last)?)));
    match (hash(expected), hash(found), range) {
        (Some(expected), Some(found), Some((first, last))) if expected != found && first <= last => {
            Ok(What::Altered { first, last, expected, found })
        }
        _ => Err(ReportRefusal::Proof),
    }
}

/// Digits alone, up to [`MOST_QUANTITY`].
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|number| *number <= MOST_QUANTITY)
}

impl fmt::Display for Report {
    /// As players write it, but for the time.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cdn=\"{}\",e=rr,", self.pathway)?;
        match &self.what {
            What::Received { bytes, answers, failures } => {
                write!(f, "org.ecot-b={bytes},org.ecot-f={failures},org.ecot-n={answers}")?;
            }
            What::Altered { first, last, expected, found } => {
                let (expected, found) = (HEXLOWER.encode(expected), HEXLOWER.encode(found));
                write!(
                    f,
                    "org.ecot-expected=\"{expected}\",org.ecot-found=\"{found}\",org.ecot-range=\"{first}-{last}\""
                )?;
            }
        }
        write!(f, ",url=\"/o/{}.mp4\",v=2", self.object)
    }
}
