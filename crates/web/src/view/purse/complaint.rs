//! What is wrong with a form of the purse.

use purse::money::Money;

use crate::i18n::{Lang, format};

/// Why a form of the purse was refused. Closed; in the order in which it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PurseComplaint {
    /// The form has not the random text of a page of ours.
    Stale,
    /// What is to be taken back counted in a month that is closed.
    TakeBackClosed,
    /// The month that is to be corrected is not closed here.
    CorrectionMonth,
    /// The month in which a correction is to count is closed, or has not begun.
    CorrectionCountsIn,
    /// The amount of this member cannot be read.
    CorrectionLine(String),
    /// This member is none in the month in which the correction is to count.
    CorrectionStranger(String),
    /// Nobody gets or pays anything.
    CorrectionNothing,
    /// The lines are so much together, and not nothing: positive if they give more than they take.
    CorrectionSum(Money),
}

impl PurseComplaint {
    /// The `name` of the form field it is about.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Stale | Self::TakeBackClosed | Self::CorrectionMonth => "form",
            Self::CorrectionCountsIn => "counts_in",
            Self::CorrectionLine(_)
            | Self::CorrectionStranger(_)
            | Self::CorrectionNothing
            | Self::CorrectionSum(_) => "lines",
        }
    }

    /// What is wrong and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Stale => lang.text("complaint-form-stale"),
            Self::TakeBackClosed => lang.text("complaint-take-back-closed"),
            Self::CorrectionMonth => lang.text("complaint-correction-month"),
            Self::CorrectionCountsIn => lang.text("complaint-correction-counts-in"),
            Self::CorrectionLine(member) => lang.text_with("complaint-correction-line", "member", member),
            Self::CorrectionStranger(member) => lang.text_with("complaint-correction-stranger", "member", member),
            Self::CorrectionNothing => lang.text("complaint-correction-nothing"),
            Self::CorrectionSum(sum) => {
                let key = if *sum > Money::ZERO { "complaint-correction-gives" } else { "complaint-correction-takes" };
                lang.text_with(key, "amount", format::euros(lang, sum.minor().saturating_abs()))
            }
        }
    }

    /// One of each, for the tests of their words.
    pub(crate) fn samples() -> Vec<Self> {
        let member = || "bruyere.example".to_owned();
        let cents = |minor| Money::from_minor(minor).unwrap_or_default();
        vec![
            Self::Stale,
            Self::TakeBackClosed,
            Self::CorrectionMonth,
            Self::CorrectionCountsIn,
            Self::CorrectionLine(member()),
            Self::CorrectionStranger(member()),
            Self::CorrectionNothing,
            Self::CorrectionSum(cents(1_250)),
            Self::CorrectionSum(cents(-1_250)),
        ]
    }
}
