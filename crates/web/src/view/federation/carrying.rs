//! What this member offers to carry, and who carries what for whom.

use askama::Template;
use jiff::civil::Date;

use super::Frame;
use crate::i18n::{Lang, format};
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;

/// `GET` and `POST /federation/carrying`: `storage`, `delivery`, `throughput`; `POST /federation/carrying/limit`: `limit`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/carrying.html")]
pub struct CarryingPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// What this member offers now, if anything.
    pub offered: Option<Offered>,
    /// Whether the visitor may change it.
    pub edits: bool,
    /// What stands in the form.
    pub form: OfferForm,
    /// What this member stores for others, by their names.
    pub carried: Vec<CarriedRow>,
    /// Who is to carry videos of this member, by name.
    pub placed: Vec<PlacedRow>,
    /// What others may deliver for this member today, by name; none if it has not said so yet.
    pub allowed: Option<Vec<AllowedRow>>,
    /// The UTC day of the allowances.
    pub today: Date,
    /// What others may deliver for this member in a month, in bytes, if it set a limit.
    pub limit: Option<u64>,
    /// What stands in the form of that, in GB.
    pub limit_typed: String,
    /// What was refused of the offer.
    pub complaints: Complaints,
    /// What was refused of the limit.
    pub limit_complaints: Complaints,
}

/// An offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Bytes stored at any time.
    pub storage_bytes: u64,
    /// Bytes delivered in a calendar month.
    pub delivery_bytes: u64,
    /// Whole megabits a second, at most.
    pub megabits: u64,
}

/// What was typed of an offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferForm {
    /// GB.
    pub storage: String,
    /// GB a month.
    pub delivery: String,
    /// Mbit/s.
    pub throughput: String,
}

/// What this member stores for one home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedRow {
    /// The home's name.
    pub home: String,
    /// Its videos that are stored here.
    pub videos: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// How one carrier stands to the videos of this member that are placed with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedRow {
    /// The carrier's name.
    pub carrier: String,
    /// Videos that are stored there in the manifest that is placed.
    pub held: u64,
    /// Videos of which it has said nothing yet, or holds a manifest before.
    pub copying: u64,
    /// Videos for which it has no room.
    pub full: u64,
    /// Videos that it will not host.
    pub dropped: u64,
}

/// What one carrier may deliver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedRow {
    /// The carrier's name.
    pub carrier: String,
    /// Bytes in the day.
    pub bytes: u64,
}

/// A figure of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// GB stored.
    Storage,
    /// GB delivered in a month.
    Delivery,
    /// Mbit/s.
    Throughput,
    /// GB that others deliver for this member in a month; not of the offer.
    Limit,
}

/// What is wrong with a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureFault {
    /// Not a whole number.
    Number,
    /// More than this.
    Large(u64),
    /// Nothing, while another figure is more than nothing.
    Missing,
}

impl Figure {
    /// Every figure of the offer, in the order of its form.
    pub const ALL: [Self; 3] = [Self::Storage, Self::Delivery, Self::Throughput];

    /// The `name` of the field.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Storage => "storage",
            Self::Delivery => "delivery",
            Self::Throughput => "throughput",
            Self::Limit => "limit",
        }
    }

    /// The key of what the field is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Storage => "carrying-field-storage",
            Self::Delivery => "carrying-field-delivery",
            Self::Throughput => "carrying-field-throughput",
            Self::Limit => "carrying-field-limit",
        }
    }
}

impl FigureFault {
    /// One of each, for the tests of their words.
    pub const SAMPLES: [Self; 3] = [Self::Number, Self::Large(18_446_744_073), Self::Missing];

    /// The sentence about a figure: what is wrong and what to do.
    pub fn text(self, lang: Lang, figure: Figure) -> String {
        let field = ("field", lang.text(figure.key()));
        match self {
            Self::Number => lang.text_with_all("carrying-no-number", [field]),
            Self::Large(most) => {
                lang.text_with_all("carrying-no-large", [field, ("limit", format::number(lang, most))])
            }
            Self::Missing => lang.text_with_all("carrying-no-missing", [field]),
        }
    }
}

impl CarryingPage {
    /// What is stored for others, of what is offered.
    pub fn used(&self) -> String {
        let bytes = self.carried.iter().fold(0_u64, |sum, row| sum.saturating_add(row.bytes));
        let shown = self.chrome.size(&bytes);
        match self.offered {
            Some(offered) => {
                let values = [("used", shown), ("offered", self.chrome.size(&offered.storage_bytes))];
                self.chrome.lang.text_with_all("carrying-used-of", values)
            }
            None => self.chrome.with("carrying-used", "used", shown),
        }
    }

    /// The day of the allowances, in words.
    pub fn day(&self) -> String {
        format::civil_date(self.chrome.lang, self.today)
    }

    /// A figure's caption.
    pub fn caption(&self, figure: Figure) -> String {
        self.chrome.t(figure.key())
    }
}
