//! What the treasurer typed into the forms of the page of expenses, as values.

use federation::entry::Foreign;
use jiff::civil::Date;
use purse::expense::Currency;
use purse::money::Money;
use purse::usage::Pool;

use super::evidence::MAX_FILE_BYTES;
use crate::pages::fields::Fields;
use crate::pages::pools::counted_pool;
use crate::view::Complaint;
use crate::view::purse::expenses::EntryForm;

/// Largest amount that is entered, in cents: a thousand million euros.
const MAX_AMOUNT_MINOR: i64 = 100_000_000_000;

/// Characters of a supplier's name or a label, at most.
const MAX_TEXT_CHARS: usize = 200;

/// The fields of a form, as typed.
pub(super) fn typed(fields: &Fields) -> EntryForm {
    EntryForm {
        nonce: fields.trimmed("nonce"),
        estimate: fields.trimmed("estimate"),
        pool: fields.trimmed("pool"),
        supplier: fields.trimmed("supplier"),
        label: fields.trimmed("label"),
        amount: fields.trimmed("amount"),
        common: fields.trimmed("common"),
        first_month: fields.trimmed("first_month"),
        last_month: fields.trimmed("last_month"),
        spread: fields.trimmed("spread"),
        serves_from: fields.trimmed("serves_from"),
        serves_months: fields.trimmed("serves_months"),
        capacity: fields.trimmed("capacity"),
        unit: fields.trimmed("unit"),
        currency: fields.trimmed("currency"),
        foreign: fields.trimmed("foreign"),
        kind: fields.trimmed("kind"),
        day: fields.trimmed("day"),
    }
}

/// `12.40` or `12,40`, with or without `€` before or behind it; spaces may group the thousands. Not negative.
pub(super) fn money(text: &str) -> Option<Money> {
    let plain: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let plain = plain.strip_prefix('€').or(plain.strip_suffix('€')).unwrap_or(&plain);
    let money: Money = plain.replace(',', ".").parse().ok()?;
    (0..=MAX_AMOUNT_MINOR).contains(&money.minor()).then_some(money)
}

/// The same with a sign before it: `-12.40`, `−12,40 €`.
pub(super) fn signed_money(text: &str) -> Option<Money> {
    let text = text.trim();
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => Money::ZERO.minus(money(rest)?).ok(),
        None => money(text.strip_prefix('+').unwrap_or(text)),
    }
}

/// An amount above nothing.
pub(super) fn amount(form: &EntryForm) -> Result<Money, Complaint> {
    money(&form.amount).filter(|amount| *amount > Money::ZERO).ok_or(Complaint::AmountShape)
}

/// What of an amount is shared; all of it if nothing was typed.
pub(super) fn common_part(form: &EntryForm, amount: Money) -> Result<Money, Complaint> {
    if form.common.is_empty() {
        return Ok(amount);
    }
    money(&form.common).filter(|common| *common <= amount).ok_or(Complaint::CommonPartShape)
}

/// The random text of a form, by which a second click is known.
pub(super) fn nonce(form: &EntryForm) -> Option<[u8; 16]> {
    nonce_of(&form.nonce)
}

/// The same of a form that is none of the page of expenses.
pub(super) fn nonce_of(text: &str) -> Option<[u8; 16]> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}

pub(super) fn pool(form: &EntryForm) -> Result<Pool, Complaint> {
    crate::view::cost::Pool::from_code(&form.pool).map(counted_pool).ok_or(Complaint::CapacityShape)
}

/// The amount in the bill's own currency; none if nothing was typed.
pub(super) fn foreign(form: &EntryForm) -> Result<Option<Foreign>, Complaint> {
    if form.foreign.is_empty() && form.currency.is_empty() {
        return Ok(None);
    }
    let code = form.currency.to_ascii_uppercase();
    let currency: Currency = code.parse().map_err(|_| Complaint::ForeignShape)?;
    let plain: String = form.foreign.chars().filter(|character| !character.is_whitespace()).collect();
    let plain = plain.replace(',', ".");
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = usize::try_from(currency.exponent()).unwrap_or(0);
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || rest.len() > digits || !plain(whole) || !plain(rest) {
        return Err(Complaint::ForeignShape);
    }
    let minor = format!("{whole}{rest:0<digits$}").parse().map_err(|_| Complaint::ForeignShape)?;
    Ok(Some(Foreign { currency: code, minor }))
}

pub(super) fn supplier(form: &EntryForm) -> Result<String, Complaint> {
    short(&form.supplier).ok_or(Complaint::SupplierShape)
}

pub(super) fn label(form: &EntryForm) -> Result<String, Complaint> {
    short(&form.label).ok_or(Complaint::ExpenseLabelShape)
}

fn short(text: &str) -> Option<String> {
    (1..=MAX_TEXT_CHARS).contains(&text.chars().count()).then(|| text.to_owned())
}

pub(super) fn day(form: &EntryForm) -> Result<Date, Complaint> {
    form.day.parse().map_err(|_| Complaint::DayShape)
}

/// Megabytes of a bill's file, at most, as the complaint says it.
pub(super) fn most_megabytes() -> u64 {
    u64::try_from(MAX_FILE_BYTES / 1_000_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(change: fn(&mut EntryForm)) -> EntryForm {
        let mut form = EntryForm { pool: "storage".to_owned(), amount: "1 234,50".to_owned(), ..EntryForm::default() };
        change(&mut form);
        form
    }

    #[test]
    fn amounts_months_and_foreign_amounts_are_read_as_people_type_them() {
        let good = form(|form| (form.foreign, form.currency) = ("1 250,5".to_owned(), "usd".to_owned()));
        assert_eq!(amount(&good).map(Money::minor), Ok(123_450));
        for signed in ["12,40 €", "€12.40", "12.40€", "12,40\u{a0}€"] {
            assert_eq!(money(signed).map(Money::minor), Some(1_240), "{signed}");
        }
        assert_eq!((money("€"), money("€12€")), (None, None));
        assert_eq!(foreign(&good), Ok(Some(Foreign { currency: "USD".to_owned(), minor: 125_050 })));
    }

    #[test]
    fn each_wrong_field_of_an_entry_has_its_complaint() {
        let amount_of = |change| amount(&form(change)).unwrap_err();
        assert_eq!(amount_of(|form| form.amount = "0".to_owned()), Complaint::AmountShape);
        assert_eq!(amount_of(|form| form.amount = "-1".to_owned()), Complaint::AmountShape);
        let common = form(|form| form.common = "1234.51".to_owned());
        assert_eq!(common_part(&common, amount(&common).unwrap()), Err(Complaint::CommonPartShape));
        assert_eq!(foreign(&form(|form| form.currency = "usd".to_owned())), Err(Complaint::ForeignShape));
        assert_eq!(supplier(&form(|_| ())), Err(Complaint::SupplierShape));
        assert_eq!(label(&form(|form| form.label = "x".repeat(201))), Err(Complaint::ExpenseLabelShape));
        assert_eq!(day(&form(|form| form.day = "today".to_owned())), Err(Complaint::DayShape));
        assert_eq!(pool(&form(|form| form.pool = String::new())), Err(Complaint::CapacityShape));
    }
}
