//! Use that counts in a closing, with what both sides said of it.

use crate::i18n::{Lang, format};
use crate::view::chrome;

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
        let values =
            [("home", home.clone()), ("carrier", carrier.clone()), ("service", chrome::service(lang, service))];
        lang.text_with_all("closing-used-line", values)
    }
}

impl SaidOfUse {
    pub(super) fn text(&self, lang: Lang) -> String {
        let (first, last) = (self.first, self.last);
        let in_one_log = first != last && first.0 == last.0;
        let shown = |(log, at)| if in_one_log { format::number(lang, at) } else { place(lang, log, at) };
        let values = [
            ("member", self.name.clone()),
            ("quantity", self.quantity.clone()),
            ("entries", format::number(lang, self.entries)),
            ("log", first.0.to_string()),
            ("first", shown(first)),
            ("last", shown(last)),
        ];
        let key = match (first == last, in_one_log) {
            (true, _) => "closing-said-once",
            (false, true) => "closing-said-in-one-log",
            (false, false) => "closing-said",
        };
        lang.text_with_all(key, values)
    }
}

/// Where an entry stands: which of the member's logs, from 1, and the place in it, from 0.
pub(super) fn place(lang: Lang, log: u32, place: u64) -> String {
    let place = format::number(lang, place);
    lang.text_with_all("closing-place", [("log", log.to_string()), ("place", place)])
}
