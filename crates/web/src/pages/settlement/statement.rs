//! What a bank's statement does: payments of notes that are found, and money that no note was found for.

use std::collections::{BTreeMap, BTreeSet};

use books::bank::{
    Account, Entry as Booked, Fingerprint, Found, OpenItem, Statement, StatementRefusal, Transaction, TransactionId,
    decide, read_camt_053,
};
use books::settlement::{Due, Way, reference};
use data_encoding::HEXLOWER;
use federation::entry::Payment;
use purse::id::MemberId;
use purse::money::Money;
use sha2::{Digest, Sha256};
use store::{SuspenseLine, SuspenseState};

use super::super::stop::Stop;
use crate::settling::Settling;
use crate::view::settlement::StatementComplaint;

/// Characters of what a bank passes on that are kept.
const WORDS_CHARS: usize = 500;

/// The part of an entry's nonce for what a person assigns; the bank's lines are counted from 0.
const BY_HAND: &str = "by hand";

/// What is done for a statement.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) payments: Vec<Payment>,
    pub(super) suspense: Vec<SuspenseLine>,
}

/// Statements of this member's own account.
pub(super) fn read(file: &[u8], settling: &Settling) -> Result<Vec<Statement>, StatementComplaint> {
    let statements = read_camt_053(file).map_err(|refusal| match refusal {
        StatementRefusal::Currency => StatementComplaint::Currency,
        StatementRefusal::TooLarge | StatementRefusal::TooManyEntries => StatementComplaint::Long,
        _ => StatementComplaint::Shape,
    })?;
    let own = settling.faces.get(&settling.me).and_then(|face| face.account());
    let other = |(own, _): &(books::bank::Holder, _)| {
        statements.iter().any(|one| matches!(&one.account, Account::Iban(iban) if *iban != own.iban))
    };
    if own.as_ref().is_some_and(other) { Err(StatementComplaint::Account) } else { Ok(statements) }
}

/// The name of one transaction, the same in every statement that has it.
pub(super) fn name(id: TransactionId) -> [u8; 32] {
    Sha256::digest(format!("ecot/statement/1\n{}\n{}", HEXLOWER.encode(&id.entry.0), id.place)).into()
}

/// The names of all transactions of an entry.
pub(super) fn names(entry: &Booked) -> impl Iterator<Item = ([u8; 32], &Transaction)> {
    let id = |place| TransactionId { entry: entry.fingerprint, place };
    entry.booking.transactions().iter().enumerate().map(move |(place, one)| (name(id(place)), one))
}

fn nonce(name: &[u8; 32], part: &str) -> [u8; 16] {
    let digest: [u8; 32] = Sha256::digest(format!("ecot/payment/1\n{}\n{part}", HEXLOWER.encode(name))).into();
    std::array::from_fn(|at| digest.get(at).copied().unwrap_or_default())
}

/// The nonce of the payment for which a person assigns a line.
pub(super) fn assigned(line: &SuspenseLine) -> [u8; 16] {
    nonce(&line.reference, BY_HAND)
}

/// Who pays a note whose money comes to this member: to the fund that it holds, or to itself.
pub(super) fn payer(settling: &Settling, due: &Due) -> Option<MemberId> {
    match due.way() {
        Way::Pays => settling.holds_fund().then_some(due.member),
        Way::Gets => (due.member == settling.me).then(|| settling.holder()).flatten(),
    }
}

/// What statements do that were not read before. `kept` are the amounts of lines in suspense.
pub(super) fn outcome(
    settling: &Settling,
    statements: &[Statement],
    kept: &BTreeMap<[u8; 32], i64>,
) -> Result<Outcome, Stop> {
    let known = known(settling, statements, kept);
    let decision = decide(&items(settling), &known, statements).map_err(|not| Stop::Failure(not.to_string()))?;
    let transactions: BTreeMap<[u8; 32], &Transaction> =
        statements.iter().flat_map(|one| &one.booked).flat_map(names).collect();
    let line = |id: TransactionId, booked_on, amount: Money| {
        transactions.get(&name(id)).map(|one| suspended(name(id), booked_on, amount, one))
    };
    let mut outcome = Outcome::default();
    let mut parts: BTreeMap<TransactionId, usize> = BTreeMap::new();
    for part in &decision.parts {
        let count = parts.entry(part.transaction).or_default();
        let due = settling.due(&part.note).and_then(|due| Some((due, payer(settling, due)?)));
        match due {
            Some((due, from)) if part.found == Found::Pays && part.amount > Money::ZERO => {
                let nonce = nonce(&name(part.transaction), &count.to_string());
                let day = part.booked.min(settling.today);
                outcome.payments.push(Payment { nonce, report: due.report, from, amount: part.amount, day });
            }
            // A person takes the payment back that came back.
            _ => outcome.suspense.extend(line(part.transaction, part.booked, part.amount)),
        }
        *count += 1;
    }
    for one in &decision.suspense {
        let comes_back = transactions.get(&name(one.transaction)).is_some_and(|one| one.returned.is_some());
        // What the member pays to others is nobody's business here.
        if one.amount > Money::ZERO || comes_back {
            outcome.suspense.extend(line(one.transaction, one.booked, one.amount));
        }
    }
    Ok(outcome)
}

/// Entries that were read before: one with a payment in the log, as its other lines were kept first, or one whose lines are
/// all in suspense as a whole.
fn known(settling: &Settling, statements: &[Statement], kept: &BTreeMap<[u8; 32], i64>) -> BTreeSet<Fingerprint> {
    let mine = settling.facts.payments.values().filter(|payment| payment.at.author == settling.me);
    let nonces: BTreeSet<[u8; 16]> = mine.map(|payment| payment.fact.nonce).collect();
    let was_read = |entry: &&Booked| {
        names(entry).any(|(name, _)| nonces.contains(&nonce(&name, "0")))
            || names(entry).all(|(name, one)| kept.get(&name) == Some(&one.amount.minor()))
    };
    statements.iter().flat_map(|one| &one.booked).filter(was_read).map(|entry| entry.fingerprint).collect()
}

/// The notes of which money comes to this member's account, paid ones too.
fn items(settling: &Settling) -> Vec<OpenItem> {
    settling.settlement.notes().iter().filter_map(|due| item(settling, due)).collect()
}

fn item(settling: &Settling, due: &Due) -> Option<OpenItem> {
    let from = payer(settling, due)?;
    // By its account nobody is known who pays to it from another one.
    let other = Some(&from).filter(|from| **from != settling.me).and_then(|from| settling.faces.get(from));
    let amount = due.open().plus(due.paid).ok().filter(|amount| *amount > Money::ZERO)?;
    let number = due.number.to_string();
    Some(OpenItem {
        amount,
        paid: due.paid,
        reference: reference(due.number),
        // The bank file of the fund's account names its transfers so.
        end_to_end: number.parse().ok().filter(|_| due.way() == Way::Gets),
        batch: None,
        iban: other.and_then(|face| face.account()).map(|(holder, _)| holder.iban),
        date: due.issued,
        note: number,
    })
}

fn suspended(
    reference: [u8; 32],
    booked_on: jiff::civil::Date,
    amount: Money,
    transaction: &Transaction,
) -> SuspenseLine {
    let short = |text: &str| text.chars().filter(|sign| !sign.is_control()).take(WORDS_CHARS).collect();
    SuspenseLine {
        reference,
        booked_on,
        amount_minor: amount.minor(),
        counterparty: short(&transaction.counterparty.name),
        account: short(transaction.counterparty.account.as_deref().unwrap_or_default()),
        words: short(&words(transaction)),
        state: SuspenseState::Open,
    }
}

/// References stand apart from what else the payer wrote.
fn words(transaction: &Transaction) -> String {
    let references = transaction.references.iter().map(ToString::to_string);
    let all = references.chain([transaction.remittance.clone()]).filter(|text| !text.is_empty());
    all.collect::<Vec<_>>().join(" ")
}
