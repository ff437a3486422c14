//! Where counts of use differ between a home and a carrier, and what speaks for the one or the other.

use askama::Template;
use carry::audit::Verdict;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Frame;
use crate::i18n::format;
use crate::view::chrome::Chrome;

/// `GET /federation/differences?month=2026-11`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/differences.html")]
pub struct DifferencesPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// The month, by its first day.
    pub month: Date,
    /// The months to choose from.
    pub months: Vec<Date>,
    /// The newest day first.
    pub days: Vec<Difference>,
    /// Days that are not shown, because there are so many.
    pub more: u64,
    /// How carriers answered homes in the month.
    pub audits: Vec<OfCarrier>,
    /// What this member asked of carriers of its videos and did not get, the newest first.
    pub failed: Vec<Failed>,
    /// What players said that carriers altered of this member's videos, the newest first.
    pub reported: Vec<Reported>,
}

/// One day of a home at a carrier. Quantities are written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// UTC.
    pub day: Date,
    pub home: String,
    pub carrier: String,
    pub service: String,
    pub claim: String,
    /// None if the home said nothing.
    pub observation: Option<String>,
    /// None while the home may still speak.
    pub charged: Option<String>,
    pub disputed: Option<String>,
    /// Beyond the allowance.
    pub beyond: Option<String>,
    /// Thousandths of the claim.
    pub tolerance: u16,
    /// The sides lie further apart than that.
    pub apart: bool,
    /// The claim is the larger one.
    pub claims_more: bool,
    pub evidence: Evidence,
}

/// What speaks for one side or the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    pub canaries: Vec<Canary>,
    /// So much less the carrier claims than canaries alone received.
    pub claim_short: Option<String>,
    /// So much less the home counted than canaries alone told it.
    pub observation_short: Option<String>,
    /// How the carrier answered audits on that day.
    pub audit: Option<AnswerSums>,
}

/// What one canary says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canary {
    pub name: String,
    pub received: String,
    pub reported: String,
}

/// Parts that were asked for, by what came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnswerSums {
    pub right: u32,
    pub late: u32,
    pub silent: u32,
    pub refused: u32,
    pub altered: u32,
}

/// The answers of a carrier to a home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfCarrier {
    pub home: String,
    pub carrier: String,
    pub sums: AnswerSums,
}

/// Why a carrier was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// By an audit.
    Drawn,
    /// A player had said that it altered the part.
    Reported,
}

/// An answer that was not right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    pub at: Timestamp,
    pub carrier: String,
    pub why: Why,
    pub verdict: Verdict,
    /// The object's beginning and the bytes.
    pub part: String,
    /// Of HTTP.
    pub status: Option<u16>,
    /// The beginnings of the hashes.
    pub expected: String,
    pub found: Option<String>,
}

/// What players said of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    pub carrier: String,
    pub part: String,
    pub reports: u64,
    pub last: Timestamp,
    /// When this member fetched it there itself.
    pub tried: Option<Timestamp>,
}

impl Why {
    /// The message's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Drawn => "differences-why-drawn",
            Self::Reported => "differences-why-reported",
        }
    }
}

impl Failed {
    /// What came, in words.
    pub fn came(&self, chrome: &Chrome) -> String {
        let key = match self.verdict {
            Verdict::Held | Verdict::Late => "differences-came-right",
            Verdict::Nothing => "differences-came-nothing",
            Verdict::Refused => "differences-came-refused",
            Verdict::Wrong | Verdict::Fetched => "differences-came-altered",
        };
        match self.status {
            Some(status) => format!("{} (HTTP {status})", chrome.t(key)),
            None => chrome.t(key),
        }
    }
}

impl DifferencesPage {
    /// A difference in one line.
    pub fn heading(&self, difference: &Difference) -> String {
        let day = format::civil_date(self.chrome.lang, difference.day);
        let values = [("day", day), ("home", difference.home.clone()), ("carrier", difference.carrier.clone())];
        self.chrome.lang.text_with_all("differences-heading", values)
    }

    /// What the difference means, and what speaks for one side or the other, a sentence each.
    pub fn sentences(&self, difference: &Difference) -> Vec<String> {
        let (chrome, evidence) = (&self.chrome, &difference.evidence);
        let mut all = Vec::new();
        if difference.apart {
            let key = if difference.claims_more { "differences-claims-more" } else { "differences-claims-less" };
            all.push(chrome.with(key, "tolerance", chrome.percent(&difference.tolerance)));
        } else {
            all.push(chrome.with("differences-within", "tolerance", chrome.percent(&difference.tolerance)));
        }
        for canary in &evidence.canaries {
            let values = [
                ("name", canary.name.clone()),
                ("carrier", difference.carrier.clone()),
                ("home", difference.home.clone()),
                ("received", canary.received.clone()),
                ("reported", canary.reported.clone()),
            ];
            all.push(chrome.lang.text_with_all("differences-canary", values));
        }
        match &evidence.observation_short {
            Some(missing) => all.push(chrome.with("differences-observation-short", "missing", missing)),
            None if evidence.canaries.is_empty() => all.push(chrome.t("differences-no-canary")),
            None => all.push(chrome.t("differences-observation-enough")),
        }
        if let Some(missing) = &evidence.claim_short {
            all.push(chrome.with("differences-claim-short", "missing", missing));
        }
        match &evidence.audit {
            Some(sums) => all.push(self.audited(sums)),
            None => all.push(chrome.t("differences-no-audit")),
        }
        all
    }

    fn audited(&self, sums: &AnswerSums) -> String {
        let AnswerSums { right, late, silent, refused, altered } = *sums;
        let number = |number: u32| self.chrome.number(&u64::from(number));
        let values = [
            ("right", number(right)),
            ("late", number(late)),
            ("silent", number(silent)),
            ("refused", number(refused)),
            ("altered", number(altered)),
        ];
        self.chrome.lang.text_with_all("differences-audited", values)
    }

    /// A count in a table.
    pub fn figure(&self, count: &u32) -> String {
        self.chrome.number(&u64::from(*count))
    }
}
