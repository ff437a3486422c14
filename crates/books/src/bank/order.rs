//! Transfers out: pain.001.001.09, as the EPC's guidelines for SEPA credit transfers have it (EPC132-08).

mod refusal;

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use purse::money::Money;
use sepa::pain001::{CreditTransferEntry, CreditTransferGroup, Pain001Builder};
use sepa::validate::CharsetPolicy;
use sepa::{BuildError, IsoDate, IsoDateTime};

use super::account::{Bic, Iban};
use super::identifier::Identifier;
use super::reference::CreditorReference;
use super::text::{Fitted, MAX_NAME_CHARS, fit};

pub use refusal::OrderRefusal;

/// The most transfers in one file. Banks take more; a federation of a thousand members needs no more, and the sum of as many
/// of the largest transfers is still an amount.
pub const MAX_TRANSFERS: usize = 1_000;

/// The largest amount of one transfer, in cents (EPC132-08).
const MAX_TRANSFER: i64 = sepa::validate::MAX_AMOUNT_CT;

/// Who holds an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// As the holder writes it; [`pain_001`] rewrites it for banks.
    pub name: String,
    pub iban: Iban,
}

/// One transfer to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditTransfer {
    pub debtor: Holder,
    pub creditor: Holder,
    pub creditor_bic: Option<Bic>,
    /// More than 0, at most 999,999,999.99.
    pub amount: Money,
    /// What the creditor knows the payment by.
    pub reference: CreditorReference,
    /// What comes back on both statements; another one for each transfer of an order.
    pub end_to_end: Identifier,
    pub execution: Date,
}

/// One file of transfers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Another one for each file that is ever sent: a bank ignores or refuses the second file of one name.
    pub message: Identifier,
    /// When the file is written, in UTC.
    pub created: DateTime,
    /// Who hands the file in.
    pub initiator: String,
    pub transfers: Vec<CreditTransfer>,
}

/// A party of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    Initiator,
    Debtor,
    Creditor,
}

/// A name that is not in the file as it was given. To be shown before the file is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// The transfer's place in the order, from 0; none for the initiator.
    pub transfer: Option<usize>,
    pub side: Side,
    pub given: String,
    pub fitted: Fitted,
}

/// Transfers of one debtor on one day: one group of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// By which a bank that books the group in one line names it in the statement (`PmtInfId`): the message's own, and from
    /// two groups on with a number behind it.
    pub id: Identifier,
    /// Their places in the order.
    pub transfers: Vec<usize>,
}

/// What [`pain_001`] wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFile {
    /// UTF-8.
    pub xml: String,
    pub transfers: usize,
    pub sum: Money,
    pub rewritten: Vec<Rewritten>,
    pub batches: Vec<Batch>,
}

/// Writes the file. Transfers of one debtor on one day stand in one group, which the bank is asked to book one by one, so
/// that each comes back in the statement by itself. The same order gives the same bytes.
///
/// # Errors
/// The first [`OrderRefusal`] that applies.
pub fn pain_001(order: &Order) -> Result<OrderFile, OrderRefusal> {
    refusal::check(order)?;
    let mut rewritten = Vec::new();
    let initiator = written(None, Side::Initiator, &order.initiator, &mut rewritten);
    let mut groups: BTreeMap<(&Holder, Date), Vec<usize>> = BTreeMap::new();
    let mut debtors = BTreeMap::new();
    let mut entries = Vec::new();
    for (place, transfer) in order.transfers.iter().enumerate() {
        let debtor = &transfer.debtor;
        // Once for each debtor, as a file mostly has one.
        debtors.entry(debtor).or_insert_with(|| written(Some(place), Side::Debtor, &debtor.name, &mut rewritten));
        groups.entry((debtor, transfer.execution)).or_default().push(place);
        entries.push(entry(transfer, written(Some(place), Side::Creditor, &transfer.creditor.name, &mut rewritten)));
    }
    let mut builder = Pain001Builder::new(initiator, order.message.as_str())
        .created_at(moment(order.created).ok_or(OrderRefusal::Year)?)
        .charset(CharsetPolicy::Strict);
    let (mut batches, several) = (Vec::new(), groups.len() > 1);
    for ((debtor, execution), transfers) in groups {
        let id = if several { order.message.numbered(batches.len() + 1) } else { order.message.clone() };
        let group = CreditTransferGroup::new(
            debtors.get(debtor).cloned().unwrap_or_default(),
            debtor.iban.inner(),
            day(execution).ok_or(OrderRefusal::Year)?,
        );
        let of_group = transfers.iter().filter_map(|place| entries.get(*place).cloned());
        builder = builder.add_group(group.payment_info_id(id.as_str()).batch_booking(false).add_entries(of_group));
        batches.push(Batch { id, transfers });
    }
    let xml = builder.build().unwrap_or_else(|error| refused_unseen(&error));
    let sum = Money::sum(order.transfers.iter().map(|transfer| transfer.amount)).map_err(|_| OrderRefusal::TooMany)?;
    Ok(OrderFile { xml, transfers: order.transfers.len(), sum, rewritten, batches })
}

/// What the library would refuse was refused before; otherwise one of the two is wrong, and no file is better than that.
fn refused_unseen(error: &BuildError) -> String {
    unreachable!("the order was checked, and yet: {error}")
}

fn entry(transfer: &CreditTransfer, creditor: String) -> CreditTransferEntry {
    let iban = transfer.creditor.iban.inner().clone();
    let entry = CreditTransferEntry::new(creditor, iban, transfer.amount.minor(), transfer.end_to_end.as_str())
        .with_reference(transfer.reference.inner().clone());
    match &transfer.creditor_bic {
        Some(bic) => entry.with_bic(bic.inner().clone()),
        None => entry,
    }
}

fn written(transfer: Option<usize>, side: Side, given: &str, rewritten: &mut Vec<Rewritten>) -> String {
    let fitted = fit(given, MAX_NAME_CHARS);
    let text = fitted.text.clone();
    if fitted.replaced || fitted.cut {
        rewritten.push(Rewritten { transfer, side, given: given.to_owned(), fitted });
    }
    text
}

/// `None` outside of the years 1 to 9999, which are those of the file.
fn day(date: Date) -> Option<IsoDate> {
    let month = u8::try_from(date.month()).ok()?;
    IsoDate::new(u16::try_from(date.year()).ok()?, month, u8::try_from(date.day()).ok()?).ok()
}

fn moment(time: DateTime) -> Option<IsoDateTime> {
    let part = |value: i8| u8::try_from(value).ok();
    let moment = IsoDateTime::new(day(time.date())?, part(time.hour())?, part(time.minute())?, part(time.second())?);
    Some(moment.ok()?.in_utc())
}
