//! The cost of one video in detail, `/v/{id}/cost`: what was used, at which rate, and why that rate.

use askama::Template;

use super::chrome::Chrome;
use super::money::Money;
use crate::i18n::{Lang, format};

/// A kind of cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    /// Bytes sent to viewers.
    Delivery,
    /// Bytes kept.
    Storage,
    /// Making videos ready.
    Encoding,
    /// Machines and lines, where a bill gives no capacity.
    Plant,
    /// What serves everyone alike.
    Commons,
}

impl Pool {
    /// Every pool, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Delivery, Self::Storage, Self::Encoding, Self::Plant, Self::Commons];

    /// The value in forms, and the end of the message's key (`pool-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Storage => "storage",
            Self::Encoding => "encoding",
            Self::Plant => "plant",
            Self::Commons => "commons",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("pool-{}", self.code())
    }

    /// The pool of a form's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pool| pool.code() == code)
    }
}

/// A quantity in the unit of its pool, written out: `12 GB delivered`, `340 GB for a month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Bytes delivered.
    Bytes(u64),
    /// Byte-hours stored, over a month of so many hours.
    ByteHours(u128, u64),
    /// Pixel-milliseconds encoded.
    PixelMilliseconds(u128),
}

/// Pixels of a picture of 1080p, the measure in which encoded pixels are told.
const FULL_PICTURE: u128 = 1920 * 1080;

impl Quantity {
    /// The quantity in a language, in a unit that says something: bytes kept are an average over the month, encoded
    /// pixels are minutes of 1080p.
    pub fn show(self, lang: Lang) -> String {
        match self {
            Self::Bytes(bytes) => format::size(lang, bytes),
            Self::ByteHours(byte_hours, hours) => {
                let average = byte_hours / u128::from(hours.max(1));
                lang.text_with("quantity-kept", "size", format::size(lang, u64::try_from(average).unwrap_or(u64::MAX)))
            }
            Self::PixelMilliseconds(pixels) => {
                let seconds = u64::try_from(pixels / FULL_PICTURE / 1000).unwrap_or(u64::MAX);
                let key = if seconds < 60 { "quantity-encoded-seconds" } else { "quantity-encoded-minutes" };
                lang.text_count(key, if seconds < 60 { seconds } else { seconds / 60 })
            }
        }
    }
}

/// One pool's part of a video's cost.
#[derive(Clone, Debug)]
pub struct CostLine {
    /// The pool.
    pub pool: Pool,
    /// What the video used.
    pub used: Quantity,
    /// What all videos used.
    pub all_used: Quantity,
    /// The month's capacity; `None` if no bill gives any, then the cost is zero.
    pub capacity: Option<Quantity>,
    /// The month's expenses of the pool.
    pub expenses: Money,
    /// The video's cost.
    pub cost: Money,
}

/// `GET /v/{id}/cost?month=2026-11`.
#[derive(Clone, Debug, Template)]
#[template(path = "cost.html")]
pub struct CostPage {
    /// The frame.
    pub chrome: Chrome,
    /// The video's id, base32.
    pub id: String,
    /// Its title; empty if it is not public.
    pub title: String,
    /// The first day of the month.
    pub month: jiff::civil::Date,
    /// Whether the month is still going on.
    pub running: bool,
    /// The end of the hours that are counted in it, if that is not yet now.
    pub until: Option<jiff::Timestamp>,
    /// The months with figures, newest first, as `2026-11`.
    pub months: Vec<jiff::civil::Date>,
    /// The lines, one a pool.
    pub lines: Vec<CostLine>,
    /// Their sum.
    pub total: Money,
}

impl CostPage {
    /// The sentence with the sum: so far, or for a month that is over.
    pub const fn total_key(&self) -> &'static str {
        if self.running { "cost-total-running" } else { "cost-total-month" }
    }
}
