//! Expenses and usage.

use jiff::civil::Date;

use super::amends::rows;
use super::{BEFORE, MONTH, NAMES, cents, frame};
use crate::i18n::{Lang, format};
use crate::view::cost::Pool;
use crate::view::purse::PurseComplaint;
use crate::view::purse::capacity::TypedUnit;
use crate::view::purse::expenses::{
    BillRow, BillState, Choice, EntryForm, EstimateRow, ExpensesPage, Facts, GiftRow, Sent, Spread, SumKind, SumRow,
    Vote,
};
use crate::view::purse::usage::{Counted, DaySum, Draft, FileKind, RefusedLine, UploadForm, UsagePage};
use crate::view::samples::{Sample, words};
use crate::view::{Complaint, Complaints};

fn facts(lang: Lang, name: &str, member: usize, pool: Pool) -> Facts {
    Facts {
        name: name.repeat(32),
        member: NAMES[member].to_owned(),
        own: member == 0,
        pool,
        first_month: MONTH,
        last_month: MONTH,
        capacity: Some(format::size(lang, 1_000_000_000_000)),
    }
}

fn bills(lang: Lang) -> Vec<BillRow> {
    let bill = |name: &str, member, label: (&str, &str), state| BillRow {
        facts: facts(lang, name, member, Pool::Delivery),
        amount: cents(15_000),
        common_part: cents(15_000),
        supplier: Some("Transit & Fils".to_owned()),
        label: Some(words(lang, label.0, label.1)),
        has_file: true,
        foreign: None,
        state,
        asked: false,
        corrects: None,
        repeats: None,
    };
    let transit = ("Transit, invoice 2026-118", "Transit, facture 2026-118");
    let disks = ("Two disks", "Deux disques");
    vec![
        BillRow { repeats: Some(Date::constant(2026, 12, 1)), ..bill("a1", 0, transit, BillState::Counts) },
        BillRow {
            asked: true,
            amount: cents(16_250),
            ..bill("a2", 1, transit, BillState::Above { cut: cents(1_250), vote: Vote::Waiting(2) })
        },
        BillRow {
            foreign: Some("162.40 USD".to_owned()),
            common_part: cents(7_500),
            ..bill("a3", 2, disks, BillState::Aside { why: format_why(lang), vote: None })
        },
        BillRow {
            asked: true,
            ..bill("a6", 0, transit, BillState::Above { cut: cents(1_250), vote: Vote::Waiting(2) })
        },
        BillRow { corrects: Some(BEFORE), ..bill("a5", 0, disks, BillState::Counts) },
        BillRow { supplier: None, label: None, has_file: false, ..bill("a4", 3, disks, BillState::TakenBack) },
    ]
}

fn format_why(lang: Lang) -> String {
    lang.text("aside-record")
}

fn expenses(lang: Lang) -> ExpensesPage {
    let estimate = |name: &str, member, vote, asked: bool| EstimateRow {
        facts: facts(lang, name, member, Pool::Delivery),
        most: cents(15_000),
        vote,
        series: asked.then_some((12, MONTH, Date::constant(2027, 10, 1))),
        asked,
    };
    ExpensesPage {
        chrome: frame(lang, "/purse/expenses"),
        month: MONTH,
        months: vec![MONTH, BEFORE],
        treasurer: true,
        estimates: vec![
            estimate("e1", 0, Vote::Accepted, false),
            estimate("e2", 1, Vote::Waiting(1), true),
            estimate("e3", 3, Vote::Refused, false),
        ],
        bills: bills(lang),
        gifts: vec![GiftRow {
            facts: Facts { capacity: None, ..facts(lang, "b1", 2, Pool::Plant) },
            corrects: None,
            label: Some(words(lang, "Server, four disks", "Serveur, quatre disques")),
            has_file: true,
            value: cents(4_000),
            taken_back: false,
        }],
        sums: vec![SumRow {
            name: "c1".repeat(32),
            member: NAMES[0].to_owned(),
            own: true,
            kind: SumKind::Dues,
            amount: cents(55_500),
            day: Date::constant(2026, 11, 3),
            taken_back: false,
        }],
        corrections: rows(),
        choices: vec![Choice {
            name: "e1".repeat(32),
            pool: Pool::Delivery,
            most: cents(15_000),
            capacity: Some(format::size(lang, 1_000_000_000_000)),
            first_month: MONTH,
            last_month: MONTH,
        }],
        units: vec![
            (Pool::Delivery, vec![TypedUnit::Tb, TypedUnit::Gb]),
            (Pool::Plant, vec![TypedUnit::Own("mbit_s".to_owned())]),
        ],
        sent: Sent::None,
        form: EntryForm::default(),
        complaints: Complaints::default(),
    }
}

fn usage(lang: Lang) -> UsagePage {
    let size = |gigabytes: u64| format::size(lang, gigabytes * 1_000_000_000);
    let counted = |home: usize, carrier: usize, disputed: Option<u64>| Counted {
        service: "video".to_owned(),
        pool: Some(Pool::Delivery),
        home: NAMES[home].to_owned(),
        carrier: NAMES[carrier].to_owned(),
        by_others: home == 4,
        charged: size(500),
        disputed: disputed.map(size),
    };
    UsagePage {
        chrome: frame(lang, "/purse/usage"),
        month: MONTH,
        months: vec![MONTH, BEFORE],
        counted: vec![counted(0, 1, None), counted(0, 2, Some(12)), counted(1, 2, None), counted(4, 2, None)],
        treasurer: true,
        names: NAMES.map(str::to_owned).to_vec(),
        own_units: vec!["mail".to_owned()],
        form: UploadForm { kind: FileKind::Csv.code().to_owned(), homes: String::new() },
        complaints: Complaints::default(),
        draft: None,
    }
}

fn draft(lang: Lang) -> Draft {
    let sum = |day, claim, other: usize, gigabytes: u64| DaySum {
        day: Date::constant(2026, 11, day),
        claim,
        other: NAMES[other].to_owned(),
        service: "peertube".to_owned(),
        quantity: format::size(lang, gigabytes * 1_000_000_000),
    };
    Draft {
        id: "d1".repeat(16),
        days: vec![sum(19, true, 1, 12), sum(20, true, 1, 64), sum(20, false, 2, 3)],
        rows: 41,
        repeated: 24,
        refused: vec![RefusedLine { line: 7, why: lang.text_with("row-member", "name", "tulipe") }],
        refused_count: 1,
        unknown: vec![("old.example".to_owned(), format::size(lang, 120_000_000))],
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let refused = ExpensesPage {
        sent: Sent::Bill,
        form: EntryForm { amount: "cent".to_owned(), ..expenses(lang).typed(Sent::Bill) },
        complaints: Complaints(vec![
            Complaint::AmountShape,
            Complaint::SupplierShape,
            Complaint::ExpenseLabelShape,
            Complaint::Purse(PurseComplaint::FileAgain("facture.pdf".to_owned())),
        ]),
        ..expenses(lang)
    };
    let equipment = ExpensesPage {
        sent: Sent::Gift,
        form: EntryForm {
            spread: Spread::Equipment.code().to_owned(),
            unit: "HD_hour".to_owned(),
            ..expenses(lang).typed(Sent::Gift)
        },
        complaints: Complaints(vec![
            Complaint::Purse(PurseComplaint::ServesFrom),
            Complaint::Purse(PurseComplaint::ServesMonths(360)),
            Complaint::Purse(PurseComplaint::CapacityUnit(Pool::Delivery, vec![TypedUnit::Tb, TypedUnit::Gb])),
        ]),
        ..expenses(lang)
    };
    let empty = ExpensesPage {
        estimates: Vec::new(),
        bills: Vec::new(),
        gifts: Vec::new(),
        sums: Vec::new(),
        corrections: Vec::new(),
        choices: Vec::new(),
        ..expenses(lang)
    };
    let auditor = ExpensesPage { treasurer: false, ..expenses(lang) };
    let first_step = UsagePage { draft: Some(draft(lang)), ..usage(lang) };
    let no_file =
        UsagePage { counted: Vec::new(), complaints: Complaints(vec![Complaint::FileMissing]), ..usage(lang) };
    Ok(vec![
        Sample::of("purse-expenses", &expenses(lang))?,
        Sample::of("purse-expenses-refused", &refused)?,
        Sample::of("purse-expenses-equipment", &equipment)?,
        Sample::of("purse-expenses-empty", &empty)?,
        Sample::of("purse-expenses-auditor", &auditor)?,
        Sample::of("purse-usage", &usage(lang))?,
        Sample::of("purse-usage-draft", &first_step)?,
        Sample::of("purse-usage-refused", &no_file)?,
    ])
}
