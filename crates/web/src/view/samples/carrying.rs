//! What a member offers to carry, and who carries what.

use jiff::civil::{Date, date};

use super::federation::{HASH, chrome, frame, refused};
use super::videos::ID;
use super::{Sample, hours_ago};
use crate::i18n::Lang;
use crate::view::carriers::Dropped;
use crate::view::federation::carrying::{
    AllowedRow, CarriedRow, CarryingPage, Figure, FigureFault, OfferForm, Offered, PlacedRow,
};
use crate::view::federation::held::{DropPage, DroppedRow, HeldPage, HeldRow};
use crate::view::federation::work::{GoneMember, Silent, WorkPage, WorkRow};
use crate::view::federation::{FederationComplaint, Tab};
use crate::view::form::{Complaint, Complaints};
use crate::view::home::Pager;
use crate::view::money::Money;

const GB: u64 = 1_000_000_000;

fn form(storage: &str, delivery: &str, throughput: &str) -> OfferForm {
    OfferForm { storage: storage.to_owned(), delivery: delivery.to_owned(), throughput: throughput.to_owned() }
}

/// A member that neither offers nor is carried.
fn empty(lang: Lang) -> CarryingPage {
    CarryingPage {
        chrome: chrome(lang, "/federation/carrying"),
        frame: frame(lang, Tab::Carrying),
        offered: None,
        edits: true,
        form: OfferForm::default(),
        carried: Vec::new(),
        placed: Vec::new(),
        allowed: None,
        today: date(2026, 11, 23),
        limit: None,
        limit_typed: String::new(),
        complaints: Complaints::default(),
        limit_complaints: Complaints::default(),
    }
}

fn full(lang: Lang) -> CarryingPage {
    let carried = |home: &str, videos, bytes| CarriedRow { home: home.to_owned(), videos, bytes };
    let placed =
        |carrier: &str, held, copying| PlacedRow { carrier: carrier.to_owned(), held, copying, full: 0, dropped: 0 };
    let allowed = |carrier: &str, gb: u64| AllowedRow { carrier: carrier.to_owned(), bytes: gb * GB };
    CarryingPage {
        offered: Some(Offered { storage_bytes: 1_500 * GB, delivery_bytes: 12_000 * GB, megabits: 1_000 }),
        form: form("1500", "12000", "1000"),
        limit: Some(900 * GB),
        limit_typed: "900".to_owned(),
        carried: vec![carried("Aubépine", 1_204, 431 * GB), carried("Bruyère", 3, 4_600_000_000)],
        placed: vec![placed("Aubépine", 38, 2), PlacedRow { full: 4, dropped: 1, ..placed("Bruyère", 11, 0) }],
        allowed: Some(vec![allowed("Aubépine", 64), allowed("Bruyère", 0)]),
        ..empty(lang)
    }
}

fn held(lang: Lang) -> HeldPage {
    let row = |home: &str, bytes, hours| HeldRow {
        home_id: HASH.to_owned(),
        home: home.to_owned(),
        video: ID.to_owned(),
        bytes,
        since: hours_ago(hours),
    };
    let dropped = |why| DroppedRow { home_id: HASH.to_owned(), home: "Bruyère".to_owned(), video: ID.to_owned(), why };
    HeldPage {
        chrome: chrome(lang, "/federation/carrying/held"),
        frame: frame(lang, Tab::Carrying),
        query: String::new(),
        rows: vec![row("Aubépine", 431_000_000, 30), row("Bruyère", 4_600_000_000, 300)],
        pager: Pager { previous: None, next: Some("/federation/carrying/held?after=1".to_owned()) },
        dropped: vec![dropped(Dropped::Law), dropped(Dropped::Complaint)],
        edits: true,
    }
}

fn drop(lang: Lang) -> DropPage {
    DropPage {
        chrome: chrome(lang, "/federation/carrying/held"),
        frame: frame(lang, Tab::Carrying),
        home_id: HASH.to_owned(),
        home: "Bruyère".to_owned(),
        video: ID.to_owned(),
        reason: None,
        words: String::new(),
        mail: Some("tresorerie@bruyere.example".to_owned()),
        complaints: Complaints(vec![Complaint::ReasonMissing]),
    }
}

fn work(lang: Lang) -> WorkPage {
    let row = |home: &str, carrier: &str, stored, [delivered, last_hour]: [u64; 2]| WorkRow {
        home: home.to_owned(),
        carrier: carrier.to_owned(),
        stored,
        delivered,
        last_hour,
    };
    let silent = |name: &str, is_carried| Silent {
        name: name.to_owned(),
        since: hours_ago(30),
        succession: hours_ago(30 - 30 * 24),
        is_carried,
        proposed: is_carried.then(|| "d".repeat(64)),
    };
    let gone = GoneMember {
        name: "Églantine".to_owned(),
        since: Date::constant(2026, 9, 2),
        from: Date::constant(2026, 10, 5),
        until: Date::constant(2027, 5, 1),
        removed: Date::constant(2027, 5, 3),
        left_videos: 212,
        left_bytes: 96 * GB,
        adopted_videos: 31,
        cost: Some(Money::cents(212)),
        back: Some("e".repeat(64)),
    };
    WorkPage {
        chrome: chrome(lang, "/federation/work"),
        frame: frame(lang, Tab::Carrying),
        day: hours_ago(24),
        hour: hours_ago(1),
        rows: vec![
            row("Aubépine", "Bruyère", 431 * GB, [12 * GB, 720_000_000]),
            row("Aubépine", "Chardon", 431 * GB, [9_300_000_000, 310_000_000]),
            row("Bruyère", "Chardon", 96 * GB, [0, 0]),
        ],
        gone: vec![gone],
        silent: vec![silent("Chardon", false), silent("Digitale", true)],
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let faults = [
        (Figure::Storage, FigureFault::Large(18_446_744_073)),
        (Figure::Delivery, FigureFault::Number),
        (Figure::Throughput, FigureFault::Missing),
    ];
    let wrong = CarryingPage {
        form: form("99999999999", "a lot", ""),
        limit_typed: "ten".to_owned(),
        limit_complaints: refused(vec![FederationComplaint::Offer(Figure::Limit, FigureFault::Number)]),
        complaints: refused(faults.map(|(figure, fault)| FederationComplaint::Offer(figure, fault)).to_vec()),
        ..full(lang)
    };
    let read = CarryingPage { edits: false, allowed: Some(Vec::new()), offered: None, ..full(lang) };
    let held = held(lang);
    let held_empty = HeldPage {
        query: "https://aubepine.example/v/".to_owned(),
        rows: Vec::new(),
        dropped: Vec::new(),
        edits: false,
        ..held.clone()
    };
    Ok(vec![
        Sample::of("federation-work", &work(lang))?,
        Sample::of(
            "federation-work-empty",
            &WorkPage { rows: Vec::new(), silent: Vec::new(), gone: Vec::new(), ..work(lang) },
        )?,
        Sample::of("federation-carrying-held", &held)?,
        Sample::of("federation-carrying-held-empty", &held_empty)?,
        Sample::of("federation-carrying-drop", &drop(lang))?,
        Sample::of("federation-carrying", &full(lang))?,
        Sample::of("federation-carrying-empty", &empty(lang))?,
        Sample::of("federation-carrying-refused", &wrong)?,
        Sample::of("federation-carrying-read", &read)?,
    ])
}
