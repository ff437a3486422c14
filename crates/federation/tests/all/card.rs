//! Cards: what is taken, what is refused, and that a card is written as it is read.

use federation::card::{Card, CardRefusal, MAX_BYTES};
use proptest::prelude::*;

const AUBEPINE: &str = r#"format = "ecot/card/1"
name = "Aubépine"
legal_name = "Association \"Aubépine\""
address = ["12 rue des Haies", "35000 Rennes"]
mail = "tresorerie@aubepine.example"
iban = "FR7630006000011234567890189"
bic = "AGRIFRPP"
"#;

#[test]
fn a_card_is_read_and_written_alike() {
    let card = Card::parse(AUBEPINE).unwrap();
    assert_eq!(card.legal_name, "Association \"Aubépine\"");
    assert_eq!(card.address.len(), 2);
    assert_eq!(card.to_toml(), AUBEPINE);
}

#[test]
fn what_a_person_types_with_spaces_and_small_letters_is_the_same_card() {
    let card = Card::parse(AUBEPINE).unwrap();
    let typed = Card {
        name: " Aubépine ".into(),
        iban: Some("fr76 3000 6000 0112 3456 7890 189".into()),
        bic: Some("agri frpp".into()),
        ..card.clone()
    };
    assert_eq!(typed.checked(), Ok(card.clone()));
    let without = Card { iban: Some(" ".into()), bic: Some(String::new()), ..card };
    assert_eq!(without.checked().map(|card| (card.iban, card.bic)), Ok((None, None)));
}

#[test]
fn each_refusal_of_a_card_has_a_text_that_meets_it() {
    let with = |from: &str, to: &str| Card::parse(&AUBEPINE.replace(from, to)).unwrap_err();
    assert_eq!(Card::parse(&" ".repeat(MAX_BYTES + 1)), Err(CardRefusal::TooLong));
    assert!(matches!(with("card/1", "card/2"), CardRefusal::Text(_)));
    assert!(matches!(with("mail =", "email ="), CardRefusal::Text(_)));
    assert_eq!(with("\"Aubépine\"\nlegal", "\"\"\nlegal"), CardRefusal::Name);
    assert_eq!(with("Association", "Association\\n"), CardRefusal::Name);
    assert_eq!(with("[\"12 rue des Haies\", \"35000 Rennes\"]", "[]"), CardRefusal::Address);
    assert_eq!(with("12 rue des Haies", &"x".repeat(121)), CardRefusal::Address);
    for mail in ["aubepine.example", "a@b", "a@b.", "a b@c.example", "@c.example", "a@b@c.example"] {
        assert_eq!(with("tresorerie@aubepine.example", mail), CardRefusal::Mail, "{mail}");
    }
    for iban in ["FR7630006000011234567890188", "FR76", "7676300060000112345678901", "FR76-3000600001123456789018"] {
        assert_eq!(with("FR7630006000011234567890189", iban), CardRefusal::Iban, "{iban}");
    }
    assert_eq!(with("AGRIFRPP", "AGRIFRP"), CardRefusal::Bic);
    assert_eq!(with("iban = \"FR7630006000011234567890189\"\n", ""), CardRefusal::Bic);
}

proptest! {
    #[test]
    fn any_card_that_is_accepted_is_read_as_it_was_written(name in "[^\\x00-\\x1f]{1,40}", line in ".{1,40}", mail in "[a-z]{1,8}@[a-z]{1,8}\\.[a-z]{2,3}") {
        let card = Card { name: name.clone(), legal_name: name, address: vec![line], mail, iban: None, bic: None };
        if let Ok(card) = card.checked() {
            prop_assert_eq!(Card::parse(&card.to_toml()), Ok(card));
        }
    }
}
