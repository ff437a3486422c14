//! Texts as banks carry them.

use books::bank::{MAX_NAME_CHARS, fit};
use proptest::prelude::*;

#[test]
fn accents_and_signs_are_rewritten_as_the_payments_council_says() {
    for (given, carried) in [
        ("Fédération des hébergeurs", "Federation des hebergeurs"),
        ("Gärtner & Söhne gGmbH", "Gartner + Sohne gGmbH"),
        ("L’Épine–Vinette «Œuvre»", "L'Epine-Vinette 'Ouvre'"),
        // Accents apart from their letters, as some systems write names of files and fields.
        ("Fe\u{301}de\u{301}ration", "Federation"),
        ("Straße 5_a", "Strase 5-a"),
        ("two  spaces\nand a line", "two spaces and a line"),
        ("plain name", "plain name"),
    ] {
        let fitted = fit(given, MAX_NAME_CHARS);
        assert_eq!((fitted.text.as_str(), fitted.replaced, fitted.cut), (carried, given != carried, false), "{given}");
    }
}

#[test]
fn a_long_name_is_cut_and_says_so() {
    let fitted = fit(&"é".repeat(71), MAX_NAME_CHARS);
    assert_eq!((fitted.text, fitted.cut), ("e".repeat(70), true));
    let exact = fit(&"e".repeat(70), MAX_NAME_CHARS);
    assert!(!exact.cut && !exact.replaced);
}

proptest! {
    #[test]
    fn whatever_a_name_is_the_bank_carries_what_becomes_of_it(name in "\\PC{0,100}", most in 1_usize..80) {
        let fitted = fit(&name, most);
        prop_assert!(fitted.text.chars().count() <= most);
        prop_assert!(fitted.text.chars().all(|c| c.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(c)));
        prop_assert_eq!(fit(&fitted.text, most).text, fitted.text);
    }
}
