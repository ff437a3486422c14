//! The figures of a charter in words.

use federation::charter::{Charter, PerMille};
use purse::split::{Key, Mix};

use super::shown;
use crate::i18n::{Lang, format};
use crate::pages::pools::shown_pool;
use crate::view::cost::Pool;

/// A charter as it is read.
#[derive(Clone, Debug)]
pub struct CharterWords {
    /// Its hash, hex.
    pub hash: String,
    /// Its title.
    pub title: String,
    /// Its figures, in sections.
    pub sections: Vec<Section>,
    /// Its clauses: name and text.
    pub clauses: Vec<Clause>,
    /// The text as it was voted.
    pub text: String,
}

/// Sentences under a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading's message.
    pub heading: &'static str,
    /// Sentences.
    pub sentences: Vec<String>,
}

/// A clause for people.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its heading.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl CharterWords {
    /// Reads a charter out.
    pub fn of(lang: Lang, charter: &Charter, text: &str) -> Self {
        let section = |heading, sentences| Section { heading, sentences };
        Self {
            hash: federation::charter::hash(text).to_string(),
            title: charter.title.clone(),
            sections: vec![
                section("federation-words-pools", pools(lang, charter)),
                section("federation-words-solidarity", solidarity(lang, charter)),
                section("federation-words-votes", votes(lang, charter)),
                section("federation-words-payment", payment(lang, charter)),
                section("federation-words-counting", counting(lang, charter)),
            ],
            clauses: charter.clauses.iter().map(|(name, text)| clause(lang, name, text)).collect(),
            text: text.to_owned(),
        }
    }
}

/// A clause; those of the charter that Ecot ships have a heading in both languages.
fn clause(lang: Lang, name: &str, text: &str) -> Clause {
    const KNOWN: [(&str, &str); 5] = [
        ("fund", "federation-clause-fund"),
        ("data_protection", "federation-clause-data"),
        ("refusal", "federation-clause-refusal"),
        ("gifts", "federation-clause-gifts"),
        ("disputes", "federation-clause-disputes"),
    ];
    let known = KNOWN.iter().find(|(known, _)| *known == name);
    let name = known.map_or_else(|| name.replace('_', " "), |(_, key)| lang.text(key));
    // Lines were broken for the eye of who edits it.
    Clause { name, text: text.split_whitespace().collect::<Vec<_>>().join(" ") }
}

fn part(lang: Lang, per_mille: u16) -> String {
    let shown = PerMille(per_mille).to_string();
    match lang {
        Lang::En => shown.replace(' ', ""),
        Lang::Fr => shown.replace('.', ",").replace(' ', "\u{a0}"),
    }
}

fn pools(lang: Lang, charter: &Charter) -> Vec<String> {
    let sentence = |pool: &Pool| {
        let mix = charter.rules.mix(crate::pages::pools::counted_pool(*pool));
        lang.text_with_all("federation-words-pool", [("pool", lang.text(&pool.key())), ("keys", keys(lang, &mix))])
    };
    let mut sentences: Vec<String> = Pool::ALL.iter().map(sentence).collect();
    sentences.extend(charter.rules.own_units.iter().map(|(unit, pool)| {
        let pool = lang.text(&shown_pool(*pool).key());
        lang.text_with_all("federation-words-unit", [("unit", unit.clone()), ("pool", pool)])
    }));
    let reserve = part(lang, charter.rules.idle_reserve_per_mille);
    sentences.push(lang.text_with("federation-words-idle", "part", reserve));
    sentences
}

fn keys(lang: Lang, mix: &Mix) -> String {
    let one = |(key, per_mille): (Key, u16)| {
        let name = lang.text(&format!("federation-key-{}", key.to_string().replace('_', "-")));
        if per_mille == 1_000 {
            return name;
        }
        lang.text_with_all("federation-words-key", [("part", part(lang, per_mille)), ("key", name)])
    };
    mix.parts().map(one).collect::<Vec<_>>().join(", ")
}

fn amount(lang: Lang, money: purse::money::Money) -> String {
    shown(money.minor()).to_the_cent(lang)
}

fn solidarity(lang: Lang, charter: &Charter) -> Vec<String> {
    let rules = &charter.rules;
    let fund = if rules.fund_minimum == purse::money::Money::ZERO {
        lang.text("federation-words-fund-all")
    } else {
        lang.text_with("federation-words-fund", "amount", amount(lang, rules.fund_minimum))
    };
    vec![
        lang.text_with("federation-words-cap", "part", part(lang, rules.cap_per_mille)),
        lang.text_with("federation-words-floor", "part", part(lang, rules.floor_per_mille)),
        lang.text("federation-words-cascade"),
        fund,
    ]
}

fn votes(lang: Lang, charter: &Charter) -> Vec<String> {
    let change = match charter.votes.change_thirds {
        2 => "federation-words-two-thirds",
        _ => "federation-words-all",
    };
    vec![
        lang.text("federation-words-majority"),
        lang.text(change),
        lang.text_count("federation-words-closing", u64::from(charter.votes.closing_days)),
        lang.text_count("federation-words-absence", u64::from(charter.absence_days)),
        lang.text_count("federation-words-copies", u64::from(charter.copies)),
    ]
}

fn payment(lang: Lang, charter: &Charter) -> Vec<String> {
    let payment = &charter.payment;
    let way = if payment.assignment { "federation-words-assignment" } else { "federation-words-hub" };
    let arrears = [
        ("months", format::number(lang, u64::from(payment.arrears_months))),
        ("days", format::number(lang, u64::from(payment.grace_days))),
    ];
    vec![
        lang.text(way),
        lang.text_with("federation-words-least", "amount", amount(lang, payment.least)),
        lang.text_count("federation-words-due", u64::from(payment.due_days)),
        lang.text_with_all("federation-words-arrears", arrears),
    ]
}

fn counting(lang: Lang, charter: &Charter) -> Vec<String> {
    let counting = &charter.counting;
    let mut sentences = vec![
        lang.text_count("federation-words-cosigners", u64::from(counting.cosigners)),
        lang.text_with("federation-words-tolerance", "part", part(lang, counting.tolerance.0)),
    ];
    sentences.extend(counting.tolerances.iter().map(|(service, tolerance)| {
        let values = [("service", service.clone()), ("part", part(lang, tolerance.0))];
        lang.text_with_all("federation-words-tolerance-of", values)
    }));
    if !charter.address.is_empty() {
        sentences.push(lang.text_with("federation-words-address", "address", &charter.address));
    }
    sentences
}
