//! The names of months.

use jiff::civil::Date;

use super::Lang;

const MONTHS: [[&str; 12]; 2] = [
    [
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
    ],
    [
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
    ],
];

pub(super) fn month_name(lang: Lang, month: i8) -> &'static str {
    let names = match lang {
        Lang::En => &MONTHS[0],
        Lang::Fr => &MONTHS[1],
    };
    usize::try_from(month - 1).ok().and_then(|place| names.get(place)).copied().unwrap_or_default()
}

/// The month of a date: `November 2026`.
pub fn month(lang: Lang, date: Date) -> String {
    format!("{} {}", month_name(lang, date.month()), date.year())
}

/// The month of a date after the word that ties it to what it is of: `of October 2026`, `d’octobre 2026`, `de mai 2026`.
pub fn of_month(lang: Lang, date: Date) -> String {
    let month = month(lang, date);
    match lang {
        Lang::En => format!("of {month}"),
        Lang::Fr if month.starts_with(['a', 'o']) => format!("d’{month}"),
        Lang::Fr => format!("de {month}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_drops_the_vowel_of_de_before_three_months() {
        let of = |month| of_month(Lang::Fr, Date::constant(2026, month, 1));
        let elided: Vec<i8> = (1..=12).filter(|month| of(*month).starts_with("d’")).collect();
        assert_eq!(elided, [4, 8, 10]);
        assert_eq!((of(10), of(5)), ("d’octobre 2026".to_owned(), "de mai 2026".to_owned()));
        assert_eq!(of_month(Lang::En, Date::constant(2026, 10, 1)), "of October 2026");
    }
}
