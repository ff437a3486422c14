//! Notes with a little of everything.

use books::note::{Account, Draft, Item, Language, Line, Note, Party};
use jiff::civil::date;
use purse::cost::Period;
use purse::usage::Pool;

pub fn line(item: Item, amount: &str) -> Line {
    Line { item, amount: amount.parse().unwrap() }
}

fn lines() -> Vec<Line> {
    vec![
        line(Item::Credit(Pool::Delivery), "1150.00"),
        line(Item::Charge(Pool::Delivery), "-1213.37"),
        line(Item::Charge(Pool::Storage), "-12.34"),
        line(Item::Charge(Pool::Commons), "-10.00"),
        line(Item::Solidarity, "30.00"),
        line(Item::CarriedOver(Period::months(2026, 9, 1).unwrap()), "-4.29"),
        line(Item::Correction("facture F-2026-77 comptée deux fois en septembre".to_owned()), "-5.00"),
    ]
}

/// A pattern that looks like a code; what a reader makes of one is tested where codes are made.
pub fn squares(modules: usize) -> Vec<Vec<bool>> {
    let dark = |row: usize, column: usize| (row * 7 + column * 3 + row * column) % 5 < 2;
    (0..modules).map(|row| (0..modules).map(|column| dark(row, column)).collect()).collect()
}

/// A debit note of 65.00.
pub fn debit(language: Language) -> Draft {
    let issuer = Party {
        name: "Fédération des Buissons, association loi 1901".to_owned(),
        address: vec!["12 rue de l’Église".to_owned(), "35000 Rennes".to_owned(), "SIREN 732 829 320".to_owned()],
    };
    let recipient = Party {
        name: "Aubépine, fournisseur d’accès associatif".to_owned(),
        address: vec![
            "c/o Maison des associations".to_owned(),
            "8 place du Œuf d’Or".to_owned(),
            "31000 Toulouse".to_owned(),
        ],
    };
    let account = Account {
        holder: "Fédération des Buissons".to_owned(),
        iban: "FR7630006000011234567890189".to_owned(),
        bic: Some("AGRIFRPP".to_owned()),
    };
    Draft {
        number: "2026-10-003".parse().unwrap(),
        issuer,
        recipient,
        issued: date(2026, 11, 11),
        due: date(2026, 12, 1),
        period: Period::months(2026, 10, 1).unwrap(),
        lines: lines(),
        account: Some(account),
        reference: "RF18539007547034".to_owned(),
        qr: Some(squares(45)),
        wording:
            "Article 9 de la charte : chaque membre règle sa note dans les vingt jours. Ce qui reste impayé après le \
                  délai de grâce est supporté par le fonds, puis par tous les créanciers au prorata.\nAssociation non \
                  assujettie à la TVA (article 293 B du CGI). Pas d’escompte, pas de pénalité."
                .to_owned(),
        language,
    }
}

pub fn credit(language: Language) -> Draft {
    let lines = vec![line(Item::Credit(Pool::Storage), "1234567.89"), line(Item::Deficit, "-2.50")];
    Draft { lines, ..debit(language) }
}

pub fn note(draft: Draft) -> Note {
    Note::new(draft).unwrap()
}
