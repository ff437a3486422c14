//! What surrounds every page: its language, who is signed in, and the frame's few facts.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::Date;
use purse::usage::VIDEO_SERVICE;

use super::cost::Quantity;
use super::form::Complaint;
use super::money::Money;
use super::notice::Notice;
use crate::assets;
use crate::i18n::{Lang, format};

/// The signed-in person, as far as the frame needs to know.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The account's name as its owner writes it.
    pub name: String,
    /// May see the operator's console.
    pub operator: bool,
    /// May see the treasurer's page.
    pub treasurer: bool,
    /// Votes for the member in its federation.
    pub delegate: bool,
}

/// What an auditor came by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auditing {
    /// What the auditor is called, as typed by who gave the link.
    pub name: String,
    /// Until when it works.
    pub until: Timestamp,
}

/// The frame of a page. Every page struct holds one as `chrome`.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// The language of the whole page.
    pub lang: Lang,
    /// The member's name, as its operator configured it.
    pub site_name: String,
    /// Path and query of this page, where the language form and sign-in come back to; starts with `/`.
    pub path: String,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// The session's token for forms (field `csrf`); empty without a session, then forms leave the field out.
    pub csrf: String,
    /// Whether the frame offers to make an account.
    pub sign_up_offered: bool,
    /// May see what the federation decided and spent.
    pub reader: bool,
    /// Of an auditor: what its link is for, and how long it works.
    pub audit: Option<Auditing>,
    /// What the last action did, shown once above the page.
    pub notice: Option<Notice>,
    /// Where this program's source is offered, as its licence asks; an absolute URL.
    pub source_url: Option<String>,
}

impl Chrome {
    /// The language tag for `<html lang>`.
    pub fn tag(&self) -> &'static str {
        self.lang.tag()
    }

    /// The other languages, for the footer.
    pub fn languages(&self) -> [Lang; 2] {
        Lang::ALL
    }

    /// Whether the page is in this language.
    pub fn speaks(&self, lang: &Lang) -> bool {
        self.lang == *lang
    }

    /// What is wrong with a form, in words.
    pub fn complaint(&self, complaint: &Complaint) -> String {
        complaint.text(self.lang)
    }

    /// Whether this page lies at or below a path.
    pub fn at(&self, path: &str) -> bool {
        self.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }

    /// What an auditor may do, and until when.
    pub fn auditing(&self, audit: &Auditing) -> String {
        let values = [("name", audit.name.clone()), ("date", self.date_time(&audit.until))];
        self.lang.text_with_all("audit-until", values)
    }

    /// A message.
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.lang.text(key.as_ref())
    }

    /// A message with one argument.
    pub fn with(&self, key: &str, name: &'static str, value: impl Display) -> String {
        self.lang.text_with(key, name, value)
    }

    /// A message about a number of things.
    pub fn count(&self, key: &str, count: &u64) -> String {
        self.lang.text_count(key, *count)
    }

    /// What a service is called.
    pub fn service(&self, name: &str) -> String {
        service(self.lang, name)
    }

    /// A whole number.
    pub fn number(&self, value: &u64) -> String {
        format::number(self.lang, *value)
    }

    /// A size in bytes.
    pub fn size(&self, bytes: &u64) -> String {
        format::size(self.lang, *bytes)
    }

    /// A share of a thousand, as a percentage.
    pub fn percent(&self, permille: &u16) -> String {
        format::percent(self.lang, *permille)
    }

    /// A UTC day.
    pub fn date(&self, moment: &Timestamp) -> String {
        format::date(self.lang, *moment)
    }

    /// A UTC day and minute.
    pub fn date_time(&self, moment: &Timestamp) -> String {
        format::date_time(self.lang, *moment)
    }

    /// A playing time on a clock.
    pub fn clock(&self, milliseconds: &u64) -> String {
        format::clock(*milliseconds)
    }

    /// A playing time in words.
    pub fn spoken(&self, milliseconds: &u64) -> String {
        format::spoken_duration(self.lang, *milliseconds)
    }

    /// An amount.
    pub fn money(&self, money: &Money) -> String {
        money.show(self.lang)
    }

    /// An amount that people pay each other: to the cent, also where it is nothing.
    pub fn sum(&self, money: &Money) -> String {
        money.to_the_cent(self.lang)
    }

    /// A month in words.
    pub fn month(&self, month: &Date) -> String {
        format::month(self.lang, *month)
    }

    /// A month after the word that ties it to what it is of.
    pub fn of_month(&self, month: &Date) -> String {
        format::of_month(self.lang, *month)
    }

    /// Whether two dates name the same month.
    pub fn same_month(&self, one: &Date, other: &Date) -> bool {
        one.first_of_month() == other.first_of_month()
    }

    /// A month as forms and addresses write it: `2026-11`.
    pub fn month_value(&self, month: &Date) -> String {
        format!("{:04}-{:02}", month.year(), month.month())
    }

    /// A quantity of what costs.
    pub fn quantity(&self, quantity: &Quantity) -> String {
        quantity.show(self.lang)
    }

    /// A quantity, or a dash where there is none.
    pub fn quantity_or_none(&self, quantity: &Option<Quantity>) -> String {
        quantity.map_or_else(|| "–".to_owned(), |quantity| quantity.show(self.lang))
    }

    /// The address of an embedded asset, by its source name (`site.css`).
    pub fn asset(&self, name: &str) -> String {
        assets::url(name)
    }

    /// An invented frame in a language, nobody signed in.
    pub fn sample(lang: Lang) -> Self {
        Self {
            lang,
            site_name: "Les Tilleuls".to_owned(),
            path: "/".to_owned(),
            viewer: None,
            csrf: String::new(),
            sign_up_offered: true,
            reader: false,
            audit: None,
            notice: None,
            source_url: Some("https://source.example/ecot".to_owned()),
        }
    }

    /// The same frame for someone signed in, who is an operator and treasurer too if `staff`.
    pub fn sample_signed_in(lang: Lang, path: &str, staff: bool) -> Self {
        Self {
            path: path.to_owned(),
            viewer: Some(Viewer { name: "Amélie".to_owned(), operator: staff, treasurer: staff, delegate: staff }),
            reader: staff,
            csrf: "c5f0a1".to_owned(),
            ..Self::sample(lang)
        }
    }
}

/// What a service is called: as its members call it, but for the one that Ecot itself is.
pub(super) fn service(lang: Lang, name: &str) -> String {
    if name == VIDEO_SERVICE { lang.text("service-video") } else { name.to_owned() }
}
