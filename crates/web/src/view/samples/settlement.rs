//! Pages of the settlement and of the books.

use jiff::civil::{Date, date};

use super::{Sample, words};
use crate::i18n::Lang;
use crate::view::bookkeeping::{BookkeepingPage, FileRow};
use crate::view::chrome::Chrome;
use crate::view::form::{Complaint, Complaints};
use crate::view::money::Money;
use crate::view::settlement::{
    EnteredRow, EntryForm, FundFacts, NoteRow, ReadyRow, SettlementPage, Standing, SuspenseRow,
};

const OCTOBER: Date = Date::constant(2026, 10, 1);
const NOVEMBER: Date = Date::constant(2026, 11, 1);

fn note(number: &str, member: &str, pays: bool, amount: u64, open: u64, standing: Standing) -> NoteRow {
    let october = number.starts_with("2026-10");
    NoteRow {
        number: number.to_owned(),
        month: if october { OCTOBER } else { NOVEMBER },
        member: member.to_owned(),
        pays,
        amount: Money::cents(amount),
        open: Money::cents(open),
        disputed: Money::Zero,
        due: if october { date(2026, 12, 10) } else { date(2027, 1, 9) },
        written_down: if october { date(2027, 2, 9) } else { date(2027, 3, 11) },
        standing,
        reference: format!("RF74 {}", number.replace('-', "")),
        document: None,
        reminder: None,
    }
}

/// The member that holds the fund, and is owed something.
fn holder(lang: Lang) -> SettlementPage {
    let subject =
        words(lang, "Reminder: debit note 2026-10-002, €14.20", "Rappel : note de débit 2026-10-002, 14,20 €");
    let body = words(
        lang,
        "Hello,\n\nUnless we are mistaken, €14.20 of debit note 2026-10-002 is still open; it was due by 10 December 2026.\n",
        "Bonjour,\n\nSauf erreur de notre part, il reste 14,20 € à payer sur la note de débit 2026-10-002, qui était à régler avant le 10 décembre 2026.\n",
    );
    let late = NoteRow {
        reminder: Some((subject, body)),
        ..note("2026-10-002", "Chardon", true, 2420, 1420, Standing::Overdue)
    };
    let mine = note("2026-11-001", "Aubépine", false, 6134, 6134, Standing::Open);
    let paid = note("2026-10-001", "Aubépine", false, 2420, 0, Standing::Settled);
    let others = [
        note("2026-11-002", "Bruyère", false, 1240, 1240, Standing::Open),
        note("2026-11-003", "Chardon", true, 7374, 7374, Standing::Open),
    ];
    let [bruyere, chardon] = others;
    let choice = |number: &str, member: &str, amount: &str| {
        let colon = if lang == Lang::Fr { " :" } else { ":" };
        (number.to_owned(), format!("{number}{colon} {member}, {amount}"))
    };
    SettlementPage {
        chrome: Chrome::sample_signed_in(lang, "/purse/settlement", true),
        joined: true,
        closed: true,
        may_enter: true,
        holds_fund: true,
        holder: "Aubépine".to_owned(),
        all: vec![mine.clone(), bruyere, chardon, paid.clone(), late],
        mine: vec![mine, paid],
        waiting: None,
        borne: None,
        fund: FundFacts { cash: Money::cents(21_000), fund: Money::cents(20_000) },
        ready: ready(),
        ready_sum: Money::cents(1000),
        can_order: true,
        receivable: vec![choice("2026-11-003", "Chardon", "73,74 €"), choice("2026-10-002", "Chardon", "14,20 €")],
        disputable: Vec::new(),
        entered: vec![EnteredRow {
            entry: "ab".repeat(32),
            dispute: false,
            member: "Chardon".to_owned(),
            number: Some("2026-10-002".to_owned()),
            amount: Money::cents(1000),
            day: Some(date(2026, 12, 8)),
        }],
        suspense: vec![suspended(lang, 1400), suspended(lang, -2000)],
        aside: vec![suspended(lang, 3000)],
        statement_complaints: Complaints::default(),
        payment: EntryForm { amount: "dix".to_owned(), ..EntryForm::default() },
        dispute: EntryForm::default(),
        payment_complaints: Complaints(vec![Complaint::AmountShape, Complaint::PaidDayShape]),
        dispute_complaints: Complaints::default(),
    }
}

/// What the fund's account can pay now.
fn ready() -> Vec<ReadyRow> {
    vec![
        ReadyRow {
            number: "2026-11-001".to_owned(),
            member: "Aubépine".to_owned(),
            amount: Money::cents(832),
            account: true,
            own: true,
        },
        ReadyRow {
            number: "2026-11-002".to_owned(),
            member: "Bruyère".to_owned(),
            amount: Money::cents(168),
            account: true,
            own: false,
        },
    ]
}

fn suspended(lang: Lang, cents: i64) -> SuspenseRow {
    SuspenseRow {
        line: "cd".repeat(32),
        day: date(2026, 12, 9),
        amount: if cents < 0 { Money::Minus(cents.unsigned_abs() * 10) } else { Money::cents(cents.unsigned_abs()) },
        came_in: cents > 0,
        counterparty: "CHARDON ASSOCIATION".to_owned(),
        account: "FR14 2004 1010 0505 0001 3M02 606".to_owned(),
        words: words(lang, "rest of October, sorry for the delay", "solde octobre, désolés du retard"),
    }
}

/// A member that has to pay.
fn debtor(lang: Lang) -> SettlementPage {
    let mine = note("2026-11-003", "Chardon", true, 7374, 7374, Standing::Open);
    let mut page = SettlementPage {
        mine: vec![mine, note("2026-10-002", "Chardon", true, 2420, 0, Standing::Settled)],
        holds_fund: false,
        waiting: Some(Money::cents(120)),
        ready: Vec::new(),
        receivable: Vec::new(),
        disputable: vec![("2026-11-003".to_owned(), "2026-11-003, 73,74 €".to_owned())],
        entered: Vec::new(),
        suspense: Vec::new(),
        aside: Vec::new(),
        payment_complaints: Complaints::default(),
        ..holder(lang)
    };
    page.all.iter_mut().for_each(|note| note.reminder = None);
    if let Some(note) = page.all.iter_mut().find(|note| note.standing == Standing::Overdue) {
        (note.standing, note.document) = (Standing::Disputed, Some("ef".repeat(32)));
    }
    page
}

fn books(lang: Lang) -> BookkeepingPage {
    BookkeepingPage {
        chrome: Chrome::sample_signed_in(lang, "/purse/books", true),
        joined: true,
        years: vec![2027, 2026],
        year: 2026,
        fund: true,
        holds_fund: true,
        entries: 14,
        files: ["hledger", "beancount", "fec", "paheko", "csv", "ods", "html"]
            .into_iter()
            .map(|format| FileRow { format })
            .collect(),
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let nothing = SettlementPage { closed: false, ..debtor(lang) };
    let alone = SettlementPage { joined: false, ..debtor(lang) };
    let auditor = SettlementPage { may_enter: false, ..debtor(lang) };
    let books_empty = BookkeepingPage { years: Vec::new(), ..books(lang) };
    Ok(vec![
        Sample::of("settlement", &holder(lang))?,
        Sample::of("settlement-debtor", &debtor(lang))?,
        Sample::of("settlement-auditor", &auditor)?,
        Sample::of("settlement-nothing", &nothing)?,
        Sample::of("settlement-alone", &alone)?,
        Sample::of("bookkeeping", &books(lang))?,
        Sample::of("bookkeeping-nothing", &books_empty)?,
    ])
}
