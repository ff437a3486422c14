//! `/purse/usage`: what was counted in a month, and use from other programs' files.

use askama::Template;
use jiff::civil::Date;

use crate::i18n::format;
use crate::view::chrome::Chrome;
use crate::view::cost::Pool;
use crate::view::form::Complaints;

/// What a home used of a carrier, quantities written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub service: String,
    /// None where the charter does not know its unit.
    pub pool: Option<Pool>,
    pub home: String,
    pub carrier: String,
    /// The home was gone: the other members are charged.
    pub by_others: bool,
    pub charged: String,
    /// None if nothing is disputed.
    pub disputed: Option<String>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Csv,
    Combined,
    Caddy,
    PeerTube,
}

impl FileKind {
    pub const ALL: [Self; 4] = [Self::Csv, Self::Combined, Self::Caddy, Self::PeerTube];

    /// The value in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Combined => "nginx",
            Self::Caddy => "caddy",
            Self::PeerTube => "peertube",
        }
    }

    /// The message's key.
    #[must_use]
    pub fn key(self) -> String {
        format!("file-kind-{}", self.code())
    }

    /// The kind of a form's value.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A day's sum that would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaySum {
    pub day: Date,
    /// Whether this member carried; otherwise it is home.
    pub claim: bool,
    /// The other member.
    pub other: String,
    pub service: String,
    pub quantity: String,
}

/// A line that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLine {
    pub line: u64,
    pub why: String,
}

/// What would be written of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// By which the second step names it.
    pub id: String,
    pub days: Vec<DaySum>,
    /// Hours of all sums.
    pub rows: u64,
    /// Rows that this member told of before; they would change nothing.
    pub repeated: u64,
    pub refused: Vec<RefusedLine>,
    /// Lines that were not read, with those that are not shown.
    pub refused_count: u64,
    /// Hosts that no member is known for, with their bytes written out.
    pub unknown: Vec<(String, String)>,
}

/// The form of the first step, as typed.
#[derive(Clone, Debug, Default)]
pub struct UploadForm {
    /// [`FileKind::code`].
    pub kind: String,
    /// Of logs: `host,home,service` in lines.
    pub homes: String,
}

/// `GET /purse/usage?month=2026-11`. Posts to `/purse/usage` (multipart: `csrf`, `kind`, `homes`, `file`) and, as the second
/// step, to `/purse/usage/write` (`draft`).
#[derive(Clone, Debug, Template)]
#[template(path = "purse/usage.html")]
pub struct UsagePage {
    pub chrome: Chrome,
    pub month: Date,
    pub months: Vec<Date>,
    pub counted: Vec<Counted>,
    /// Whether the forms are shown.
    pub treasurer: bool,
    /// The names by which a table may name members.
    pub names: Vec<String>,
    /// Units of services' own that the charter knows.
    pub own_units: Vec<String>,
    pub form: UploadForm,
    pub complaints: Complaints,
    pub draft: Option<Draft>,
}

impl UsagePage {
    /// A line that was not read, and why; sums of a log have no line of their own.
    #[must_use]
    pub fn refused_line(&self, refused: &RefusedLine) -> String {
        if refused.line == 0 {
            return refused.why.clone();
        }
        let line = format::number(self.chrome.lang, refused.line);
        self.chrome.lang.text_with_all("usage-refused-line", [("line", line), ("why", refused.why.clone())])
    }

    /// A row of a table, as an example: the first member used 64 GB of the last one.
    #[must_use]
    pub fn example(&self) -> String {
        let name = |name: Option<&String>| name.map_or("member.example", String::as_str).to_owned();
        let (home, carrier) = (name(self.names.first()), name(self.names.last()));
        format!("{}-01T19:00:00Z,{home},{carrier},peertube,byte,64000000000", self.chrome.month_value(&self.month))
    }

    /// Every kind of file.
    #[must_use]
    pub const fn kinds(&self) -> [FileKind; 4] {
        FileKind::ALL
    }
}
