//! What the tests begin with.

use std::collections::BTreeSet;

use books::bank::{
    By, CreditTransfer, CreditorReference, Decision, Found, Holder, Iban, OpenItem, Order, Statement, SuspenseReason,
    decide, read_camt_053,
};
use jiff::civil::{Date, date};
use purse::money::Money;

pub const FEDERATION: &str = "FR7630006000011234567890189";
pub const AUBEPINE: &str = "FR1420041010050500013M02606";
pub const BRUYERE: &str = "BE68539007547034";
pub const CHARDON: &str = "LU280019400644750000";
pub const GAERTNER: &str = "DE02120300000000202051";

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

pub fn iban(text: &str) -> Iban {
    text.parse().unwrap()
}

pub fn reference(note: &str) -> CreditorReference {
    CreditorReference::of_note(note).unwrap()
}

pub fn holder(name: &str, account: &str) -> Holder {
    Holder { name: name.to_owned(), iban: iban(account) }
}

pub fn transfer(note: &str, creditor: Holder, amount: &str) -> CreditTransfer {
    CreditTransfer {
        debtor: holder("Fédération des hébergeurs", FEDERATION),
        creditor,
        creditor_bic: None,
        amount: money(amount),
        reference: reference(note),
        end_to_end: format!("ECOT-{note}").parse().unwrap(),
        execution: date(2026, 12, 8),
    }
}

pub fn order(transfers: Vec<CreditTransfer>) -> Order {
    Order {
        message: "ECOT-2026-11-HUB".parse().unwrap(),
        created: date(2026, 12, 7).at(18, 30, 0, 0),
        initiator: "Fédération des hébergeurs".to_owned(),
        transfers,
    }
}

/// A note that nothing was paid of, from the first of December.
pub fn item(note: &str, amount: &str, account: Option<&str>) -> OpenItem {
    OpenItem {
        note: note.to_owned(),
        amount: money(amount),
        paid: Money::ZERO,
        reference: reference(note),
        end_to_end: Some(format!("ECOT-{note}").parse().unwrap()),
        batch: None,
        iban: account.map(iban),
        date: date(2026, 12, 1),
    }
}

pub const FRENCH: &str = include_str!("../data/camt/french-002.xml");
pub const LUXEMBOURG: &str = include_str!("../data/camt/luxembourg-006.xml");
pub const GERMAN: &str = include_str!("../data/camt/german-008.xml");

/// The one statement of a file.
pub fn statement(xml: &str) -> Statement {
    let [statement] = read_camt_053(xml.as_bytes()).unwrap().try_into().unwrap();
    statement
}

/// One transaction of an invented statement.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Such as `12.50`, or `-12.50` for a debit.
    pub amount: String,
    pub day: i8,
    pub id: Option<String>,
    pub end_to_end: Option<String>,
    pub text: String,
    pub account: Option<String>,
    pub returned: bool,
    /// Three payments of the order `ECOT-1` in one sum, of which nothing else is said.
    pub batch: bool,
}

pub fn line(amount: &str, day: i8) -> Line {
    Line { amount: amount.to_owned(), day, ..Line::default() }
}

/// An invented camt.053.001.08 of these entries, opened with 1,000.00.
pub fn file(lines: &[Line]) -> String {
    let amounts = lines.iter().map(|line| money(&line.amount));
    let closing = Money::sum(amounts.chain([money("1000.00")])).unwrap();
    let entries: String = lines.iter().map(entry).collect();
    let balance = |kind: &str, amount: Money| {
        let tag = "Bal><Tp><CdOrPrtry><Cd>";
        let (size, direction) = written(amount);
        format!(
            "<{tag}{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{size}</Amt>{direction}<Dt><Dt>2026-12-31</Dt></Dt></Bal>"
        )
    };
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>M</MsgId><CreDtTm>2026-12-31T20:00:00</CreDtTm></GrpHdr>\
         <Stmt><Id>S</Id><Acct><Id><IBAN>{FEDERATION}</IBAN></Id><Ccy>EUR</Ccy></Acct>{}{}{entries}</Stmt>\
         </BkToCstmrStmt></Document>",
        balance("OPBD", money("1000.00")),
        balance("CLBD", closing),
    )
}

fn written(amount: Money) -> (String, &'static str) {
    let size = Money::from_minor(amount.minor().abs()).unwrap().to_string();
    (size, if amount < Money::ZERO { "<CdtDbtInd>DBIT</CdtDbtInd>" } else { "<CdtDbtInd>CRDT</CdtDbtInd>" })
}

fn entry(line: &Line) -> String {
    let (size, direction) = written(money(&line.amount));
    let tagged = |tag: &str, text: &Option<String>| match text {
        Some(text) => format!("<{tag}>{text}</{tag}>"),
        None => String::new(),
    };
    let party = if line.amount.starts_with('-') { "CdtrAcct" } else { "DbtrAcct" };
    let account = line.account.as_ref().map(|account| format!("<{party}><Id><IBAN>{account}</IBAN></Id></{party}>"));
    let refs = line.end_to_end.as_ref().map(|id| format!("<EndToEndId>{id}</EndToEndId>"));
    let back = if line.returned { "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" } else { "" };
    let details = if line.batch {
        "<Btch><PmtInfId>ECOT-1</PmtInfId><NbOfTxs>3</NbOfTxs></Btch>".to_owned()
    } else {
        let words = format!("<RmtInf><Ustrd>{}</Ustrd></RmtInf>", line.text);
        format!("<TxDtls>{}{}{words}{back}</TxDtls>", tagged("Refs", &refs), tagged("RltdPties", &account))
    };
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{size}</Amt>{direction}<Sts><Cd>BOOK</Cd></Sts>\
         <BookgDt><Dt>{}</Dt></BookgDt>{}<BkTxCd/><NtryDtls>{details}</NtryDtls></Ntry>",
        day(line),
        tagged("AcctSvcrRef", &line.id),
    )
}

fn day(line: &Line) -> Date {
    date(2026, 12, line.day)
}

pub fn decided(items: &[OpenItem], xml: &str) -> Decision {
    decide(items, &BTreeSet::new(), &[statement(xml)]).unwrap()
}

/// Each part as note, amount, key and direction.
pub fn parts(decision: &Decision) -> Vec<(&str, String, By, Found)> {
    decision.parts.iter().map(|p| (p.note.as_str(), p.amount.to_string(), p.by, p.found)).collect()
}

pub fn suspended(decision: &Decision) -> Vec<(String, SuspenseReason)> {
    decision.suspense.iter().map(|one| (one.amount.to_string(), one.reason.clone())).collect()
}

pub fn left(decision: &Decision, note: &str) -> String {
    decision.left[note].to_string()
}

pub fn named(note: &str) -> String {
    note.to_owned()
}
