//! The charter: TOML that a person can read. docs/formats/charter.md is the written form.

mod fault;
mod shares;
mod text;

use std::collections::BTreeMap;

use purse::money::Money;
use purse::split::Rules;
use serde::Deserialize;

pub use fault::{Fault, TextFault};
pub use shares::{PerMille, ShareRefusal};

use crate::hash::Hash;

/// The charter that Ecot ships, written to be adopted as it is.
pub const DEFAULT: &str = include_str!("charter/default.toml");

/// The same in French: other words, the same figures.
pub const DEFAULT_FRENCH: &str = include_str!("charter/default.fr.toml");

/// Bytes of a charter, at most.
pub const MAX_BYTES: usize = 65_536;

/// Copies of a video beside its home, where a charter does not say.
pub const DEFAULT_COPIES: u8 = 2;

/// Copies of a video that a charter may ask for, at most.
pub const MAX_COPIES: u8 = 8;

/// What the members agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charter {
    pub title: String,
    /// The name under which several members answer for the federation; empty if it has none.
    pub address: String,
    /// How a period is split.
    pub rules: Rules,
    /// Copies of a video beside its home, 1 to [`MAX_COPIES`].
    pub copies: u8,
    pub counting: Counting,
    pub votes: Votes,
    pub payment: Payment,
    /// A member of which nobody heard for so many days may be voted gone.
    pub absence_days: u16,
    /// Clauses for people, by name; no program reads them.
    pub clauses: BTreeMap<String, String>,
}

/// When an entry counts, and how far claim and observation may lie apart.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counting {
    /// Members that must have stored and signed an entry.
    pub cosigners: u8,
    /// Of services that are not named.
    pub tolerance: PerMille,
    #[serde(default)]
    pub tolerances: BTreeMap<String, PerMille>,
}

/// How the members decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Votes {
    /// Of three members so many must agree to a change of the charter: 2 is two thirds.
    pub change_thirds: u8,
    /// Days after a period until a member states what it computed by itself.
    pub closing_days: u8,
}

/// How the result of a period is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Debts are assigned between members, so that few transfers are made; otherwise the fund's account stands between.
    pub assignment: bool,
    /// What is less than this is carried to the next period.
    #[serde(deserialize_with = "text::amount")]
    pub least: Money,
    pub due_days: u8,
    /// A member that owes more than this many of its monthly means may be excluded, after the grace.
    pub arrears_months: u8,
    pub grace_days: u16,
}

/// Why a text is no charter. In the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CharterRefusal {
    #[error("the charter is longer than {MAX_BYTES} bytes")]
    TooLong,
    /// Not TOML, a field that is missing or unknown, or a value that cannot be; with the place in the text.
    #[error("{0}")]
    Text(Box<TextFault>),
    #[error("the keys of pool {0} are not 100 % together")]
    NotWhole(String),
    #[error("there is no pool '{0}'; pools are delivery, storage, encoding, plant and commons")]
    NoSuchPool(String),
    #[error("there is no key '{0}'; keys are use, coincident_peak, own_p95, equal, adherents, means and airport")]
    NoSuchKey(String),
    #[error("'{0}' cannot be the name of a service's own unit: 1 to 32 of a-z, 0-9 and _")]
    NoUnit(String),
    #[error("a part of a pool, the idle reserve, the cap or a tolerance is more than 100 %")]
    MoreThanAll,
    #[error("the floor is above the cap")]
    FloorAboveCap,
    #[error("pool {0} is shared by use, and it has not exactly one unit")]
    UseOfSeveralUnits(String),
    #[error("the minimum of the fund or the least payment is negative")]
    Negative,
    #[error("a charter cannot be changed by less than a majority or more than everybody: change_thirds is 2 or 3")]
    Majority,
    #[error("nobody would have signed an entry: cosigners is at least 1")]
    NoCosigner,
}

/// The name of a charter's text.
#[must_use]
pub fn hash(text: &str) -> Hash {
    Hash::of("ecot/charter/1", text.as_bytes())
}

impl Charter {
    /// Reads a charter.
    ///
    /// # Errors
    /// The first [`CharterRefusal`] that applies.
    pub fn parse(text: &str) -> Result<Self, CharterRefusal> {
        text::parse(text)
    }
}
