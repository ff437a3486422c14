//! The name of an entry, by which a statement that comes twice is known.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Account;
use super::entry::{Booking, Entry, Transaction};

/// SHA-256 of what makes an entry that entry and no other.
///
/// Where the bank gives a reference of its own, that with account, day and amount; otherwise all that the entry says. Entries
/// of one statement that are alike in all this are counted, so that two equal payments of one day stay two. It does not
/// depend on the place in the file, on the version or on the statement, so an entry of the daily statement is known again in
/// the monthly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 32]);

/// What banks write where they have no reference.
const NO_REFERENCE: [&str; 3] = ["NONREF", "NOTPROVIDED", "NOTAVAILABLE"];

/// Gives each entry of one statement its fingerprint.
pub(super) fn name_all(account: &Account, entries: &mut [Entry]) {
    let mut alike: BTreeMap<String, Vec<(String, &mut Entry)>> = BTreeMap::new();
    for entry in entries {
        let words = words(entry);
        alike.entry(name(account, entry, &words)).or_default().push((words, entry));
    }
    for (name, mut alike) in alike {
        // Banks give one reference to several entries; then their words decide which is which, not their order.
        alike.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (count, (_, entry)) in alike.into_iter().enumerate() {
            entry.fingerprint = Fingerprint(Sha256::digest(format!("ecot/entry/1\n{name}\n{count}")).into());
        }
    }
}

fn name(account: &Account, entry: &Entry, words: &str) -> String {
    let account = match account {
        Account::Iban(iban) => iban.as_str(),
        Account::Other(number) => number,
    };
    let reversal = if entry.reversal { "reversal" } else { "" };
    let reference = entry.servicer_reference.as_deref().filter(|text| !NO_REFERENCE.contains(text));
    let fields = [account, &entry.booked.to_string(), &entry.amount.to_string(), reversal, reference.unwrap_or(words)];
    fields.into_iter().map(spelt).collect()
}

/// All that the bank and the payer say.
fn words(entry: &Entry) -> String {
    let text = |field: &Option<String>| spelt(field.as_deref().unwrap_or_default());
    let of_one = |one: &Transaction| {
        let references: String = one.references.iter().map(|reference| spelt(reference.as_str())).collect();
        let own =
            [spelt(&one.amount.to_string()), text(&one.end_to_end), text(&one.servicer_reference), spelt(&references)];
        let other = [spelt(&one.remittance), spelt(&one.counterparty.name), text(&one.counterparty.account)];
        own.concat() + &other.concat() + &text(&one.returned)
    };
    let transactions: String = entry.booking.transactions().iter().map(of_one).collect();
    let kind = match &entry.booking {
        Booking::Itemised(_) => String::new(),
        Booking::Whole { batch, .. } => spelt("whole") + &text(batch),
    };
    spelt(&entry.text) + &transactions + &kind
}

/// With its length, so that no two lists of fields are spelt alike.
fn spelt(field: &str) -> String {
    format!("{}:{field},", field.len())
}
