//! The charter, and a change of it.

use federation::charter::{Charter, DEFAULT};
use jiff::civil::Date;

use super::Sample;
use super::federation::{FOUNDED, HASH, chrome, frame, names};
use crate::i18n::Lang;
use crate::view::federation::Tab;
use crate::view::federation::charter::{ChangePage, CharterPage, CostRow, Costs, Difference, Holds, Line, Version};
use crate::view::federation::charter_words::CharterWords;
use crate::view::form::Complaints;
use crate::view::money::Money;

pub(super) fn charter(lang: Lang) -> CharterWords {
    // The text that is shipped is a charter; crate federation has a test for it.
    let read = Charter::parse(DEFAULT);
    read.map(|charter| CharterWords::of(lang, &charter, DEFAULT)).unwrap_or_else(|_| CharterWords {
        hash: HASH.to_owned(),
        title: String::new(),
        sections: Vec::new(),
        clauses: Vec::new(),
        text: String::new(),
    })
}

fn versions() -> Vec<Version> {
    let second = "9c1e4d5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b";
    let shipped = federation::charter::hash(DEFAULT).to_string();
    vec![
        Version {
            from: Date::constant(2027, 1, 1),
            hash: second.to_owned(),
            supporters: names(&["Aubépine", "Chardon", "Les Tilleuls"]),
            founder: None,
        },
        Version { from: FOUNDED, hash: shipped, supporters: Vec::new(), founder: Some("Aubépine".to_owned()) },
    ]
}

fn change(lang: Lang) -> ChangePage {
    let same = |text: &str| Line::Same(text.to_owned());
    let cost = |name: &str, before: u64, after: u64| CostRow {
        name: name.to_owned(),
        before: Money::cents(before),
        after: Money::cents(after),
        change: if after < before { Money::Minus((before - after) * 10) } else { Money::cents(after - before) },
    };
    let rows = vec![cost("Aubépine", 9_120, 8_790), cost("Chardon", 4_560, 5_060), cost("Les Tilleuls", 2_466, 2_296)];
    ChangePage {
        chrome: chrome(lang, "/federation/charter/change"),
        frame: frame(lang, Tab::Charter),
        text: DEFAULT.replace("use = \"50 %\"", "use = \"40 %\""),
        month: "2027-01".to_owned(),
        difference: Some(Difference {
            lines: vec![
                Line::Hidden(15),
                same("[pools.delivery]"),
                Line::Gone("use = \"50 %\"".to_owned()),
                Line::Gone("means = \"50 %\"".to_owned()),
                Line::New("use = \"40 %\"".to_owned()),
                Line::New("means = \"60 %\"".to_owned()),
                same(""),
                same("[pools.storage]"),
                Line::Hidden(84),
            ],
            costs: Costs::Rows { month: FOUNDED, rows },
        }),
        voted: false,
        needed: 3,
        electorate: 4,
        complaints: Complaints::default(),
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let charter = CharterPage {
        chrome: chrome(lang, "/federation/charter"),
        frame: frame(lang, Tab::Charter),
        charter: charter(lang),
        holds: Holds::Now,
        versions: versions(),
    };
    Ok(vec![Sample::of("federation-charter", &charter)?, Sample::of("federation-change", &change(lang))?])
}
