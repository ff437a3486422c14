//! What is wrong with a form of the purse.

use purse::money::Money;

use super::capacity::TypedUnit;
use crate::i18n::{Lang, format};
use crate::view::cost::Pool;

/// Why a form of the purse was refused. Closed; in the order in which it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PurseComplaint {
    /// The form has not the random text of a page of ours.
    Stale,
    /// Not a day from which on equipment serves.
    ServesFrom,
    /// Equipment counts over 1 to so many months.
    ServesMonths(u64),
    /// More entries, one for each month, than so many are not made at once.
    EachMonth(u64),
    /// The chosen file, which a browser does not send again.
    FileAgain(String),
    /// The capacity is no number above zero.
    CapacityShape,
    /// The pool has not this unit; it has these.
    CapacityUnit(Pool, Vec<TypedUnit>),
    /// So small a part of the unit is not counted.
    CapacityFine(TypedUnit),
    /// More than any bill gives.
    CapacityLarge,
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
            Self::ServesFrom => "serves_from",
            Self::ServesMonths(_) => "serves_months",
            Self::EachMonth(_) => "last_month",
            Self::FileAgain(_) => "file",
            Self::CapacityShape | Self::CapacityUnit(..) | Self::CapacityFine(_) | Self::CapacityLarge => "capacity",
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
            Self::ServesFrom => lang.text("complaint-serves-from"),
            Self::ServesMonths(most) => lang.text_with("complaint-serves-months", "limit", format::number(lang, *most)),
            Self::EachMonth(most) => lang.text_with("complaint-each-month", "limit", format::number(lang, *most)),
            Self::FileAgain(name) => lang.text_with("complaint-file-again", "name", name),
            Self::CapacityShape => lang.text("complaint-capacity-number"),
            Self::CapacityUnit(pool, units) => {
                let pool = ("pool", lang.text(&pool.key()));
                let units: Vec<String> = units.iter().map(|unit| unit.name(lang)).collect();
                match &units[..] {
                    [] => lang.text_with_all("complaint-capacity-none", [pool]),
                    units => {
                        lang.text_with_all("complaint-capacity-unit", [pool, ("units", format::list(lang, units))])
                    }
                }
            }
            Self::CapacityFine(unit) => lang.text_with("complaint-capacity-fine", "unit", unit.name(lang)),
            Self::CapacityLarge => lang.text("complaint-capacity-large"),
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
            Self::ServesFrom,
            Self::ServesMonths(360),
            Self::EachMonth(36),
            Self::FileAgain("facture.pdf".to_owned()),
            Self::CapacityShape,
            Self::CapacityUnit(Pool::Delivery, vec![TypedUnit::Tb, TypedUnit::Gb]),
            Self::CapacityUnit(Pool::Plant, Vec::new()),
            Self::CapacityFine(TypedUnit::Gb),
            Self::CapacityLarge,
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
