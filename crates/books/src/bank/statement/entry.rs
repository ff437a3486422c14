//! Entries and the transactions within them.

use jiff::civil::Date;
use purse::money::Money;

use super::fingerprint::Fingerprint;
use super::read::{date, euros, is_euro, signed};
use super::refusal::StatementRefusal;
use super::tree::Element;
use super::{Account, CreditorReference};

/// One line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub fingerprint: Fingerprint,
    /// The bank's own reference.
    pub servicer_reference: Option<String>,
    /// Credits are positive, debits negative.
    pub amount: Money,
    /// The day of booking; where the bank gives none, that of value, or the statement's last.
    pub booked: Date,
    pub value: Option<Date>,
    /// It takes back an earlier entry.
    pub reversal: bool,
    /// What the bank says in words.
    pub text: String,
    pub booking: Booking,
}

/// What an entry is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Booking {
    /// One transaction, or several whose amounts add up to the entry's.
    Itemised(Vec<Transaction>),
    /// Several payments in one sum that the bank does not take apart, or not to the cent.
    Whole {
        /// One transaction of the whole sum with what is known, so that a person can look.
        sum: Transaction,
        /// The group of an order (`PmtInfId`), or the message, that the bank says it booked.
        batch: Option<String>,
    },
}

impl Booking {
    #[must_use]
    pub fn transactions(&self) -> &[Transaction] {
        match self {
            Self::Itemised(transactions) => transactions,
            Self::Whole { sum, .. } => std::slice::from_ref(sum),
        }
    }
}

/// The other side of a transaction, as far as the bank says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counterparty {
    /// May be empty.
    pub name: String,
    /// Its IBAN as it was written; not checked.
    pub account: Option<String>,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Signed like the entry's.
    pub amount: Money,
    pub servicer_reference: Option<String>,
    /// None where the bank says NOTPROVIDED.
    pub end_to_end: Option<String>,
    /// From the field that is made for them; only right ones.
    pub references: Vec<CreditorReference>,
    /// What the payer wrote, lines joined by spaces; of an entry without details, the bank's text.
    pub remittance: String,
    pub counterparty: Counterparty,
    /// The reason code, such as AC04, if this is a payment that came back; empty if the bank does not say why.
    pub returned: Option<String>,
}

/// `last_day` stands in for missing days.
pub(super) fn read_entry(
    found: Element<'_>,
    own: &Account,
    last_day: Option<Date>,
    place: usize,
) -> Result<Entry, StatementRefusal> {
    let size = found.child("Amt").ok_or(StatementRefusal::Amount(place))?;
    if !is_euro(size) {
        return Err(StatementRefusal::Currency);
    }
    let size = euros(size).ok_or(StatementRefusal::Amount(place))?;
    let amount = signed(found, size).ok_or(StatementRefusal::Direction(place))?;
    let value = date(found, "ValDt");
    let booked = date(found, "BookgDt").or(value).or(last_day).ok_or(StatementRefusal::NoDate(place))?;
    let text = found.text_at(&["AddtlNtryInf"]).unwrap_or_default();
    Ok(Entry {
        fingerprint: Fingerprint([0; 32]),
        servicer_reference: found.text_at(&["AcctSvcrRef"]),
        amount,
        booked,
        value,
        reversal: found.text_at(&["RvslInd"]).is_some_and(|flag| flag == "true" || flag == "1"),
        booking: booking(found, own, amount, &text),
        text,
    })
}

fn booking(entry: Element<'_>, own: &Account, amount: Money, text: &str) -> Booking {
    let details: Vec<Element<'_>> = entry.children("NtryDtls").flat_map(|list| list.children("TxDtls")).collect();
    let returned = is_return(entry).then(String::new);
    let batches = || entry.children("NtryDtls").filter_map(|list| list.child("Btch"));
    // The bank's own count: it may name fewer payments than it booked together.
    let counts = batches().map(|batch| batch.text_at(&["NbOfTxs"]).and_then(|count| count.parse::<usize>().ok()));
    let counted = counts.map(|count| count.unwrap_or_default()).reduce(usize::saturating_add);
    let together = counted.is_some_and(|count| count != details.len().max(1));
    let batch = || batches().find_map(|batch| batch.text_at(&["PmtInfId"]).or_else(|| batch.text_at(&["MsgId"])));
    let bare = |remittance: &str| Transaction {
        amount,
        servicer_reference: None,
        end_to_end: None,
        references: Vec::new(),
        remittance: remittance.to_owned(),
        counterparty: Counterparty::default(),
        returned: returned.clone(),
    };
    match details.as_slice() {
        [] if together => Booking::Whole { sum: bare(text), batch: batch() },
        [] => Booking::Itemised(vec![bare(text)]),
        [only] if !together => {
            // Its own amount may be in another currency, or before the bank's fee; what was booked counts.
            let mut transaction = transaction(entry, *only, own, amount);
            if transaction.remittance.is_empty() && transaction.references.is_empty() {
                // Some banks repeat the payer's words there and nowhere else.
                text.clone_into(&mut transaction.remittance);
            }
            Booking::Itemised(vec![transaction])
        }
        several => {
            let read = |detail: &Element<'_>| Some(transaction(entry, *detail, own, detail_amount(entry, *detail)?));
            let parts = several.iter().map(read).collect::<Option<Vec<_>>>().unwrap_or_default();
            let sum = Money::sum(parts.iter().map(|part| part.amount));
            if !together && sum == Ok(amount) {
                return Booking::Itemised(parts);
            }
            let words = several.iter().map(|detail| remittance(*detail).1).filter(|words| !words.is_empty());
            let all: Vec<String> = std::iter::once(text.to_owned()).chain(words).collect();
            Booking::Whole { sum: bare(all.join(" ").trim()), batch: batch() }
        }
    }
}

/// What a detail says of its own amount in euros, with its own direction or the entry's.
fn detail_amount(entry: Element<'_>, detail: Element<'_>) -> Option<Money> {
    let named = [detail.child("Amt"), detail.at(&["AmtDtls", "TxAmt", "Amt"])];
    let size = named.into_iter().flatten().filter(|amount| is_euro(*amount)).find_map(euros)?;
    signed(if detail.child("CdtDbtInd").is_some() { detail } else { entry }, size)
}

fn transaction(entry: Element<'_>, detail: Element<'_>, own: &Account, amount: Money) -> Transaction {
    let reason =
        detail.at(&["RtrInf", "Rsn"]).map(|reason| reason.text_at(&["Cd"]).or_else(|| reason.text_at(&["Prtry"])));
    let returned = match reason {
        Some(code) => Some(code.unwrap_or_default()),
        None => (detail.child("RtrInf").is_some() || is_return(detail) || is_return(entry)).then(String::new),
    };
    let (references, remittance) = remittance(detail);
    Transaction {
        amount,
        servicer_reference: detail.text_at(&["Refs", "AcctSvcrRef"]),
        end_to_end: detail.text_at(&["Refs", "EndToEndId"]).filter(|id| id != "NOTPROVIDED"),
        references,
        remittance,
        counterparty: counterparty(detail, own, amount),
        returned,
    }
}

/// References that are right, and all other words of the payer.
fn remittance(detail: Element<'_>) -> (Vec<CreditorReference>, String) {
    let information = || detail.children("RmtInf");
    let mut words: Vec<String> = information().flat_map(|info| info.children("Ustrd")).map(Element::text).collect();
    let mut references = Vec::new();
    for block in information().flat_map(|info| info.children("Strd")) {
        let written = block.text_at(&["CdtrRefInf", "Ref"]);
        match written.as_deref().map(str::parse) {
            Some(Ok(reference)) => references.push(reference),
            _ => words.extend(written),
        }
        words.extend(block.children("AddtlRmtInf").map(Element::text));
    }
    words.retain(|line| !line.is_empty());
    if words.is_empty() && references.is_empty() {
        words.extend(detail.text_at(&["AddtlTxInf"]));
    }
    (references, words.join(" "))
}

/// `RRTN`: reimbursement of a credit transfer that came back.
fn is_return(element: Element<'_>) -> bool {
    element.text_at(&["BkTxCd", "Domn", "Fmly", "SubFmlyCd"]).is_some_and(|code| code == "RRTN")
}

/// Who is debtor and who creditor stays as it was when a payment comes back, so the account decides first: the other side is
/// the one that is not this account. Otherwise a credit comes from a debtor, and a debit goes to a creditor.
fn counterparty(detail: Element<'_>, own: &Account, amount: Money) -> Counterparty {
    let Some(parties) = detail.child("RltdPties") else { return Counterparty::default() };
    let side = |party: &'static str, account: &'static str| Counterparty {
        // .08 has a layer more.
        name: parties.text_at(&[party, "Nm"]).or_else(|| parties.text_at(&[party, "Pty", "Nm"])).unwrap_or_default(),
        account: parties.text_at(&[account, "Id", "IBAN"]),
    };
    let (debtor, creditor) = (side("Dbtr", "DbtrAcct"), side("Cdtr", "CdtrAcct"));
    let is_own = |party: &Counterparty| {
        let written = party.account.as_ref().and_then(|text| text.parse().ok());
        written.is_some_and(|iban| Account::Iban(iban) == *own)
    };
    let (first, second) = if amount < Money::ZERO { (creditor, debtor) } else { (debtor, creditor) };
    if is_own(&first) { second } else { first }
}
