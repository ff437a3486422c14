//! Amounts: integer minor units (cents), and exact fractions of them inside a computation.

mod remainder;

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

pub use remainder::largest_remainder;

/// An exact amount in minor units, inside a computation.
pub type Fraction = num_rational::BigRational;

/// The largest amount, either way: ten million million euros in cents. Sums are checked against it.
pub const MAX_MINOR: i64 = 1_000_000_000_000_000;

/// Minor units in a major one (cents in a euro).
const MINOR_PER_MAJOR: u64 = 100;

/// Minor digits behind the point.
const MINOR_DIGITS: usize = 2;

/// An amount of money in minor units (cents), between `-MAX_MINOR` and `MAX_MINOR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// Why a text or a number is no amount. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum MoneyRefusal {
    /// Not digits with at most one point between them and a minus sign before.
    #[error("an amount is digits, a point and digits, such as 12.50")]
    Spelling,
    /// More than two digits behind the point.
    #[error("an amount has at most two digits behind the point")]
    TooPrecise,
    /// Beyond [`MAX_MINOR`].
    #[error("the amount is too large")]
    TooLarge,
}

impl Money {
    pub const ZERO: Self = Self(0);

    /// The amount of so many minor units.
    ///
    /// # Errors
    /// [`MoneyRefusal::TooLarge`].
    pub const fn from_minor(minor: i64) -> Result<Self, MoneyRefusal> {
        if minor < -MAX_MINOR || minor > MAX_MINOR {
            return Err(MoneyRefusal::TooLarge);
        }
        Ok(Self(minor))
    }

    /// The minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// The exact amount.
    #[must_use]
    pub fn fraction(self) -> Fraction {
        Fraction::from_integer(BigInt::from(self.0))
    }

    /// # Errors
    /// [`MoneyRefusal::TooLarge`].
    pub fn plus(self, other: Self) -> Result<Self, MoneyRefusal> {
        // Two amounts within the limit never reach the ends of an i64.
        Self::from_minor(self.0 + other.0)
    }

    /// # Errors
    /// [`MoneyRefusal::TooLarge`].
    pub fn minus(self, other: Self) -> Result<Self, MoneyRefusal> {
        Self::from_minor(self.0 - other.0)
    }

    /// # Errors
    /// [`MoneyRefusal::TooLarge`].
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyRefusal> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

/// `12.50`, `-0.05`: always a point and two digits, as JSON carries it.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let minor = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", minor / MINOR_PER_MAJOR, minor % MINOR_PER_MAJOR)
    }
}

/// `12`, `12.5`, `12.50` and `-12.50`; no plus, no spaces, no thousands' marks.
impl FromStr for Money {
    type Err = MoneyRefusal;

    fn from_str(text: &str) -> Result<Self, MoneyRefusal> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (major, minor) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
        if !plain(major) || !plain(minor) {
            return Err(MoneyRefusal::Spelling);
        }
        if minor.len() > MINOR_DIGITS {
            return Err(MoneyRefusal::TooPrecise);
        }
        let joined = format!("{major}{minor:0<MINOR_DIGITS$}");
        let value: i64 = joined.parse().map_err(|_| MoneyRefusal::TooLarge)?;
        Self::from_minor(sign * value)
    }
}

/// An exact amount as people read it: from 1.00 on to the cent, below to a tenth of a cent
/// (`0.034`), what would round to nothing as `<0.001`. Halves are rounded away from 0. Rounded for
/// the eye only: amounts shown need not add up to their sum shown.
#[must_use]
pub fn shown(minor: &Fraction) -> String {
    let sign = if minor.is_negative() { "-" } else { "" };
    let tenths = (minor.abs() * BigInt::from(10)).round().to_integer();
    if tenths.is_zero() {
        return if minor.is_zero() { "0.00".to_owned() } else { format!("{sign}<0.001") };
    }
    if tenths >= BigInt::from(10 * MINOR_PER_MAJOR) {
        let cents = minor.abs().round().to_integer();
        let (major, rest) = (&cents / MINOR_PER_MAJOR, &cents % MINOR_PER_MAJOR);
        return format!("{sign}{major}.{:0>2}", rest.to_string());
    }
    format!("{sign}0.{:0>3}", tenths.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_with_two_digits_and_read_back() {
        for (text, minor, written) in [
            ("0", 0, "0.00"),
            ("12", 1_200, "12.00"),
            ("12.5", 1_250, "12.50"),
            ("-0.05", -5, "-0.05"),
            ("10000000000000.00", MAX_MINOR, "10000000000000.00"),
        ] {
            let money: Money = text.parse().unwrap_or_default();
            assert_eq!((money.minor(), money.to_string().as_str()), (minor, written));
            assert_eq!(money.to_string().parse(), Ok(money));
        }
    }

    #[test]
    fn each_refusal_of_an_amount_has_a_text_that_meets_it() {
        for (text, refusal) in [
            ("", MoneyRefusal::Spelling),
            ("-", MoneyRefusal::Spelling),
            (".50", MoneyRefusal::Spelling),
            ("1.", MoneyRefusal::Spelling),
            ("+1", MoneyRefusal::Spelling),
            ("1 000", MoneyRefusal::Spelling),
            ("1,50", MoneyRefusal::Spelling),
            ("1e3", MoneyRefusal::Spelling),
            ("--1", MoneyRefusal::Spelling),
            ("0.005", MoneyRefusal::TooPrecise),
            ("10000000000000.01", MoneyRefusal::TooLarge),
            ("99999999999999999999", MoneyRefusal::TooLarge),
        ] {
            assert_eq!(text.parse::<Money>(), Err(refusal), "{text}");
        }
    }

    #[test]
    fn a_sum_beyond_the_limit_is_refused_instead_of_wrapped() {
        let most = Money::from_minor(MAX_MINOR).unwrap_or_default();
        let cent = Money::from_minor(1).unwrap_or_default();
        assert_eq!(most.plus(cent), Err(MoneyRefusal::TooLarge));
        assert_eq!(Money::sum([most, cent]), Err(MoneyRefusal::TooLarge));
        assert_eq!(Money::from_minor(-MAX_MINOR).and_then(|least| least.minus(cent)), Err(MoneyRefusal::TooLarge));
    }

    #[test]
    fn small_amounts_are_shown_to_a_tenth_of_a_cent() {
        let cents = |numerator: i64, denominator: i64| {
            shown(&Fraction::new(BigInt::from(numerator), BigInt::from(denominator)))
        };
        assert_eq!(cents(0, 1), "0.00");
        assert_eq!(cents(1, 30), "<0.001");
        assert_eq!(cents(1, 20), "0.001");
        assert_eq!(cents(10, 3), "0.033");
        assert_eq!(cents(-10, 3), "-0.033");
        assert_eq!(cents(9_994, 100), "0.999");
        assert_eq!(cents(9_996, 100), "1.00");
        assert_eq!(cents(2_466, 10), "2.47");
        assert_eq!(cents(100_005, 1), "1000.05");
    }
}
