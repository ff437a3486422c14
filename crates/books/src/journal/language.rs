//! Amounts, days and months as French and English write them on paper.

use jiff::civil::Date;
use purse::cost::Period;
use purse::money::Money;
use purse::usage::Pool;

/// U+202F, the French separator of thousands.
const NARROW_SPACE: char = '\u{202f}';

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The language in which a book or a note is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    French,
    English,
}

impl Language {
    /// The one of two texts that is in this language.
    #[must_use]
    pub const fn pick<'a>(self, french: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::French => french,
            Self::English => english,
        }
    }

    /// The language's tag, as in `lang="fr"`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.pick("fr", "en")
    }

    /// `1 234,50 €` with no-break spaces, or `€1,234.50`; a minus sign (U+2212) before a negative one.
    #[must_use]
    pub fn amount(self, amount: Money) -> String {
        let text = amount.to_string();
        let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("\u{2212}", digits));
        let (major, minor) = digits.split_once('.').unwrap_or((digits, "00"));
        match self {
            Self::French => format!("{sign}{},{minor}\u{a0}€", grouped(major, NARROW_SPACE)),
            Self::English => format!("{sign}€{}.{minor}", grouped(major, ',')),
        }
    }

    /// `1er novembre 2026`, or `1 November 2026`.
    #[must_use]
    pub fn day(self, date: Date) -> String {
        let day = match (self, date.day()) {
            (Self::French, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        format!("{day}\u{a0}{} {}", self.month_name(date), date.year())
    }

    /// `novembre 2026`; several months as `octobre 2026 – décembre 2026`.
    #[must_use]
    pub fn period(self, period: &Period) -> String {
        let last = period.end_day().yesterday().unwrap_or(period.first_day());
        let month = |date: Date| format!("{} {}", self.month_name(date), date.year());
        let (from, to) = (month(period.first_day()), month(last));
        if from == to { from } else { format!("{from} – {to}") }
    }

    /// A pool's name.
    #[must_use]
    pub const fn pool(self, pool: Pool) -> &'static str {
        match pool {
            Pool::Delivery => self.pick("diffusion", "delivery"),
            Pool::Storage => self.pick("stockage", "storage"),
            Pool::Encoding => self.pick("encodage", "encoding"),
            Pool::Plant => self.pick("équipement", "plant"),
            Pool::Commons => self.pick("frais généraux", "commons"),
        }
    }

    fn month_name(self, date: Date) -> &'static str {
        let names = match self {
            Self::French => &MONTHS_FR,
            Self::English => &MONTHS_EN,
        };
        usize::try_from(date.month() - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
    }
}

/// Digits in groups of three from the right.
fn grouped(digits: &str, separator: char) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().expect("an amount")
    }

    #[test]
    fn amounts_are_written_as_each_language_writes_them() {
        assert_eq!(Language::French.amount(money("-1234567.05")), "\u{2212}1\u{202f}234\u{202f}567,05\u{a0}€");
        assert_eq!(Language::English.amount(money("1234567.05")), "€1,234,567.05");
        assert_eq!(Language::English.amount(money("-999.00")), "\u{2212}€999.00");
        assert_eq!(Language::French.amount(Money::ZERO), "0,00\u{a0}€");
    }

    #[test]
    fn days_and_periods_are_written_as_each_language_writes_them() {
        let first = Date::new(2026, 11, 1).expect("a day");
        assert_eq!(Language::French.day(first), "1er\u{a0}novembre 2026");
        assert_eq!(Language::English.day(first), "1\u{a0}November 2026");
        let quarter = Period::months(2026, 10, 3).expect("a period");
        assert_eq!(Language::French.period(&quarter), "octobre 2026 – décembre 2026");
        assert_eq!(Language::English.period(&Period::months(2026, 10, 1).expect("a period")), "October 2026");
    }
}
