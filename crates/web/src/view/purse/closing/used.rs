//! Use that counts in a closing, with what both sides said of it.

use crate::i18n::{Lang, format};

/// What a home used of a carrier in the month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    pub home: String,
    pub carrier: String,
    pub service: String,
    /// The home was gone: the other members are charged.
    pub by_others: bool,
    /// In words.
    pub charged: String,
    /// In words; what waits for people, if something does.
    pub disputed: Option<String>,
    /// The carrier's.
    pub claim: Option<SaidOfUse>,
    /// The home's.
    pub observation: Option<SaidOfUse>,
}

/// What a member said of use, by hours, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidOfUse {
    pub name: String,
    /// In words.
    pub quantity: String,
    /// Entries that say so.
    pub entries: u64,
    /// Which of the member's logs, from 1, and the place in it, from 0, of the first of them.
    pub first: (u32, u64),
    /// The same of the last.
    pub last: (u32, u64),
}

impl Used {
    pub(super) fn who(&self, lang: Lang) -> String {
        let Self { home, carrier, service, .. } = self;
        let values = [("home", home.clone()), ("carrier", carrier.clone()), ("service", service.clone())];
        lang.text_with_all("closing-used-line", values)
    }
}

impl SaidOfUse {
    pub(super) fn text(&self, lang: Lang) -> String {
        let [first, last] = [self.first, self.last].map(|(log, at)| place(lang, log, at));
        let values = [
            ("member", self.name.clone()),
            ("quantity", self.quantity.clone()),
            ("entries", format::number(lang, self.entries)),
            ("first", first),
            ("last", last),
        ];
        lang.text_with_all(if self.first == self.last { "closing-said-once" } else { "closing-said" }, values)
    }
}

/// Where an entry stands: which of the member's logs, from 1, and the place in it, from 0.
pub(super) fn place(lang: Lang, log: u32, place: u64) -> String {
    let place = format::number(lang, place);
    lang.text_with_all("closing-place", [("log", log.to_string()), ("place", place)])
}
