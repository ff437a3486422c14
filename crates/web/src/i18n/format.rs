//! Numbers, sizes, durations, dates and amounts, as each language writes them.
//!
//! Integers only: a size or an amount is never a float. Sizes are decimal (1 MB = 10^6 bytes), as in the rules of the
//! purse. French groups digits by narrow no-break spaces and sets one before units and the percent sign.

mod books;
mod months;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use books::{as_typed, euros, list, permille};
use months::month_name;
pub use months::{month, of_month};

use super::Lang;

/// U+202F, the French separator of thousands.
const NARROW_SPACE: &str = "\u{202f}";
/// U+00A0, between a number and its unit.
const HARD_SPACE: &str = "\u{a0}";

/// A whole number: `12,345` or `12 345`.
pub fn number(lang: Lang, value: u64) -> String {
    let digits = value.to_string();
    let separator = match lang {
        Lang::En => ",",
        Lang::Fr => NARROW_SPACE,
    };
    let mut shown = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push_str(separator);
        }
        shown.push(digit);
    }
    shown
}

/// A number of tenths, without the decimal when it is zero: `1.4`, `12`.
fn tenths(lang: Lang, value: u64) -> String {
    let whole = number(lang, value / 10);
    match (value % 10, lang) {
        (0, _) => whole,
        (rest, Lang::En) => format!("{whole}.{rest}"),
        (rest, Lang::Fr) => format!("{whole},{rest}"),
    }
}

/// A size in bytes: `340 MB`, `1.4 GB`; one decimal below 100 of the unit from megabytes on.
pub fn size(lang: Lang, bytes: u64) -> String {
    const UNITS: [(u64, &str, &str); 5] = [
        (1_000_000_000_000, "TB", "To"),
        (1_000_000_000, "GB", "Go"),
        (1_000_000, "MB", "Mo"),
        (1_000, "kB", "ko"),
        (1, "B", "o"),
    ];
    let (scale, english, french) = UNITS.into_iter().find(|&(scale, ..)| bytes >= scale).unwrap_or(UNITS[4]);
    let unit = match lang {
        Lang::En => english,
        Lang::Fr => french,
    };
    let decimal = scale >= 1_000_000 && bytes / scale < 100;
    let shown = if decimal { tenths(lang, bytes / (scale / 10)) } else { number(lang, bytes / scale) };
    format!("{shown}{HARD_SPACE}{unit}")
}

/// A share of a thousand as a percentage: `43%`, `43 %`. Never 100 before it is whole.
pub fn percent(lang: Lang, permille: u16) -> String {
    let shown = permille.min(1000) / 10;
    match lang {
        Lang::En => format!("{shown}%"),
        Lang::Fr => format!("{shown}{HARD_SPACE}%"),
    }
}

/// A playing time on a clock: `0:42`, `1:05:09`.
pub fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A playing time in words, for screen readers: `1 minute 5 seconds`.
pub fn spoken_duration(lang: Lang, milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let parts = [
        ("duration-hours", seconds / 3600),
        ("duration-minutes", seconds / 60 % 60),
        ("duration-seconds", seconds % 60),
    ];
    let shown: Vec<String> =
        parts.into_iter().filter(|&(_, count)| count > 0).map(|(key, count)| lang.text_count(key, count)).collect();
    if shown.is_empty() { lang.text_count("duration-seconds", 0) } else { shown.join(" ") }
}

/// A civil date: `23 November 2026`, `1er décembre 2026`.
pub fn civil_date(lang: Lang, date: Date) -> String {
    let day = match (lang, date.day()) {
        (Lang::Fr, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    };
    format!("{day}{HARD_SPACE}{} {}", month_name(lang, date.month()), date.year())
}

/// The UTC day of a moment.
pub fn date(lang: Lang, moment: Timestamp) -> String {
    civil_date(lang, TimeZone::UTC.to_datetime(moment).date())
}

/// The UTC day and minute of a moment: `23 November 2026, 18:04 UTC`.
pub fn date_time(lang: Lang, moment: Timestamp) -> String {
    let utc = TimeZone::UTC.to_datetime(moment);
    let day = civil_date(lang, utc.date());
    match lang {
        Lang::En => format!("{day}, {:02}:{:02} UTC", utc.hour(), utc.minute()),
        Lang::Fr => format!("{day} à {:02}:{:02} UTC", utc.hour(), utc.minute()),
    }
}

/// An amount in tenths of a cent of a euro: below a euro in cents (`0.3 ct`), from a euro on in euros and cents
/// (`€12.40`, `12,40 €`), the tenth rounded away, half up.
pub fn amount(lang: Lang, tenth_cents: u64) -> String {
    if tenth_cents < 1000 {
        return format!("{}{HARD_SPACE}ct", tenths(lang, tenth_cents));
    }
    let cents = tenth_cents / 10 + u64::from(tenth_cents % 10 >= 5);
    let euros = number(lang, cents / 100);
    match lang {
        Lang::En => format!("€{euros}.{:02}", cents % 100),
        Lang::Fr => format!("{euros},{:02}{HARD_SPACE}€", cents % 100),
    }
}

/// An amount in tenths of a cent that is to add up with others: as [`amount`], but from a euro on too with the tenth of
/// the cent, where there is one (`€49.897`).
pub fn exact_amount(lang: Lang, tenth_cents: u64) -> String {
    if tenth_cents < 1000 || tenth_cents.is_multiple_of(10) {
        return amount(lang, tenth_cents);
    }
    let euros = number(lang, tenth_cents / 1000);
    match lang {
        Lang::En => format!("€{euros}.{:03}", tenth_cents % 1000),
        Lang::Fr => format!("{euros},{:03}{HARD_SPACE}€", tenth_cents % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_its_own_way() {
        assert_eq!(number(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Fr, 1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(number(Lang::Fr, 999), "999");
        assert_eq!(percent(Lang::En, 999), "99%");
        assert_eq!(percent(Lang::Fr, 434), "43\u{a0}%");
    }

    #[test]
    fn sizes_use_decimal_units_and_one_decimal_where_it_tells() {
        assert_eq!(size(Lang::En, 0), "0\u{a0}B");
        assert_eq!(size(Lang::En, 999), "999\u{a0}B");
        assert_eq!(size(Lang::En, 42_900), "42\u{a0}kB");
        assert_eq!(size(Lang::En, 1_440_000), "1.4\u{a0}MB");
        assert_eq!(size(Lang::Fr, 2_000_000_000), "2\u{a0}Go");
        assert_eq!(size(Lang::Fr, 340_900_000), "340\u{a0}Mo");
    }

    #[test]
    fn amounts_show_a_tenth_of_a_cent_only_where_it_is_that_small() {
        assert_eq!(amount(Lang::En, 3), "0.3\u{a0}ct");
        assert_eq!(amount(Lang::Fr, 125), "12,5\u{a0}ct");
        assert_eq!(amount(Lang::En, 999), "99.9\u{a0}ct");
        assert_eq!(amount(Lang::En, 12_405), "€12.41");
        assert_eq!(amount(Lang::Fr, 1_234_000), "1\u{202f}234,00\u{a0}€");
        assert_eq!(exact_amount(Lang::En, 49_897), "€49.897");
        assert_eq!(exact_amount(Lang::Fr, 1_234_005), "1\u{202f}234,005\u{a0}€");
        assert_eq!(exact_amount(Lang::En, 12_400), "€12.40");
        assert_eq!(exact_amount(Lang::En, 3), "0.3\u{a0}ct");
    }

    #[test]
    fn durations_are_read_on_a_clock_and_in_words() {
        assert_eq!(clock(42_999), "0:42");
        assert_eq!(clock(3_909_000), "1:05:09");
        assert_eq!(spoken_duration(Lang::En, 65_000), "1 minute 5 seconds");
        assert_eq!(spoken_duration(Lang::Fr, 3_600_000), "1 heure");
        assert_eq!(spoken_duration(Lang::En, 0), "0 seconds");
    }

    #[test]
    fn dates_are_written_out() {
        let moment: Timestamp = "2026-12-01T08:05:00Z".parse().unwrap();
        assert_eq!(date(Lang::En, moment), "1\u{a0}December 2026");
        assert_eq!(date_time(Lang::Fr, moment), "1er\u{a0}décembre 2026 à 08:05 UTC");
        assert_eq!(month(Lang::Fr, Date::constant(2026, 8, 1)), "août 2026");
    }
}
