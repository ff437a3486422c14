//! What pages of money write: amounts to the cent, shares, lists.

use super::{HARD_SPACE, Lang, number, tenths};

/// An amount of euros to the cent, given in cents: `€12.40`, `−0,05 €`. As books and notes write it; below a euro too.
pub fn euros(lang: Lang, minor: i64) -> String {
    let sign = if minor < 0 { "\u{2212}" } else { "" };
    let cents = minor.unsigned_abs();
    let euros = number(lang, cents / 100);
    match lang {
        Lang::En => format!("{sign}€{euros}.{:02}", cents % 100),
        Lang::Fr => format!("{sign}{euros},{:02}{HARD_SPACE}€", cents % 100),
    }
}

/// An amount `1500.00` as one types it into a form: `1500.00`, `1500,00`. Forms read both.
pub fn as_typed(lang: Lang, amount: &str) -> String {
    match lang {
        Lang::En => amount.to_owned(),
        Lang::Fr => amount.replace('.', ","),
    }
}

/// Thousandths as a percentage with one decimal where there is one: `20%`, `0,5 %`. Not rounded.
pub fn permille(lang: Lang, permille: u64) -> String {
    match lang {
        Lang::En => format!("{}%", tenths(lang, permille)),
        Lang::Fr => format!("{}{HARD_SPACE}%", tenths(lang, permille)),
    }
}

/// Things one after the other: `a, b and c`.
pub fn list(lang: Lang, things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => lang.text_with_all("list-and", [("most", most.join(", ")), ("last", last.clone())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_have_the_cent_below_a_euro_and_above_and_lists_end_with_and() {
        assert_eq!(euros(Lang::En, -5), "\u{2212}€0.05");
        assert_eq!(
            (as_typed(Lang::En, "15.00"), as_typed(Lang::Fr, "15.00")),
            ("15.00".to_owned(), "15,00".to_owned())
        );
        assert_eq!(euros(Lang::Fr, 123_456), "1\u{202f}234,56\u{a0}€");
        assert_eq!((permille(Lang::En, 200), permille(Lang::Fr, 5)), ("20%".to_owned(), "0,5\u{a0}%".to_owned()));
        let things = ["a", "b", "c"].map(str::to_owned);
        assert_eq!((list(Lang::En, &things), list(Lang::Fr, &things[..2])), ("a, b and c".into(), "a et b".into()));
        assert_eq!(list(Lang::En, &[]), "");
    }
}
