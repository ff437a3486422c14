//! An expense as the treasurer types it, turned into one that counts.

use jiff::ToSpan;
use jiff::civil::Date;
use purse::money::Money;
use sha2::{Digest, Sha256};
use store::{ExpenseRefusal, NewCapacity, NewExpense, UserId};

use crate::costs::midnight;
use crate::pages::{months::read_month, pools};
use crate::view::cost::Pool;
use crate::view::treasurer::{CapacityUnit, ExpenseForm};
use crate::view::{Complaint, Complaints};

/// Longest label, in characters.
const LABEL_MAX_CHARS: usize = 200;
/// Largest bill in minor units, a thousand million euros: the sum of all that a member enters stays an amount.
const AMOUNT_MAX_MINOR: u64 = 100_000_000_000;
/// Most months that one bill covers.
const MONTHS_MAX: i32 = 120;

/// Reads the form, or says everything that is wrong with it.
pub(crate) fn read(form: &ExpenseForm, entered_by: UserId) -> Result<NewExpense, Complaints> {
    let label = Some(form.label.clone())
        .filter(|label| (1..=LABEL_MAX_CHARS).contains(&label.chars().count()))
        .ok_or(Complaint::ExpenseLabelShape);
    let pool = Pool::from_code(&form.pool).ok_or(Complaint::CapacityShape);
    let amount =
        amount(&form.amount).filter(|minor| (1..=AMOUNT_MAX_MINOR).contains(minor)).ok_or(Complaint::AmountShape);
    let common = if form.common.is_empty() {
        // All of the bill. A wrong amount is complained about once, beside the amount.
        Ok(*amount.as_ref().unwrap_or(&0))
    } else {
        let most = amount.clone().unwrap_or(u64::MAX);
        self::amount(&form.common).filter(|minor| *minor <= most).ok_or(Complaint::CommonPartShape)
    };
    let days = days(form);
    let capacity = pool.clone().and_then(|pool| capacity(form, pool));
    match (label, pool, amount, common, days, capacity) {
        (Ok(label), Ok(pool), Ok(amount_minor), Ok(common_minor), Ok((from, until)), Ok(capacity)) => Ok(NewExpense {
            pool: pools::counted_pool(pool),
            label,
            amount_minor,
            common_minor,
            from: midnight(from),
            until: midnight(until),
            capacities: capacity
                .map(|(quantity, unit)| NewCapacity {
                    unit: unit.code().to_owned(),
                    quantity,
                    from: midnight(from),
                    until: midnight(until),
                })
                .into_iter()
                .collect(),
            entered_by,
            entry_key: entry_key(form),
        }),
        (label, _, amount, common, days, capacity) => {
            let all = [label.err(), amount.err(), common.err(), days.err(), capacity.err()];
            Err(Complaints(all.into_iter().flatten().collect()))
        }
    }
}

/// Marks what was typed into one form: the same text sent again from it is the same entry, another text or another form
/// is another one.
fn entry_key(form: &ExpenseForm) -> Option<[u8; 32]> {
    let ExpenseForm { entry, pool, label, amount, common, first_month, last_month, capacity, unit } = form;
    if entry.is_empty() {
        return None;
    }
    let mut hash = Sha256::new();
    for text in [entry, pool, label, amount, common, first_month, last_month, capacity, unit] {
        hash.update(Sha256::digest(text));
    }
    Some(hash.finalize().into())
}

/// Why the store refused it, in the page's words.
pub(crate) fn complaint(refusal: ExpenseRefusal) -> Complaints {
    Complaints(vec![match refusal {
        ExpenseRefusal::CommonPart => Complaint::CommonPartShape,
        ExpenseRefusal::Interval => Complaint::MonthsOrder,
        ExpenseRefusal::TooManyCapacities => Complaint::CapacityShape,
    }])
}

/// `12.40` or `12,40`, with or without `€` before or behind it, in minor units; a space may group the thousands.
pub(crate) fn amount(text: &str) -> Option<u64> {
    let plain: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let plain = plain.strip_prefix('€').or(plain.strip_suffix('€')).unwrap_or(&plain);
    let money: Money = plain.replace(',', ".").parse().ok()?;
    u64::try_from(money.minor()).ok()
}

/// The first day of the bill and the day after its last.
fn days(form: &ExpenseForm) -> Result<(Date, Date), Complaint> {
    let first = read_month(&form.first_month).ok_or(Complaint::MonthShape)?.first_day();
    let last = read_month(&form.last_month).ok_or(Complaint::MonthShape)?.end_day();
    let most = first.checked_add(MONTHS_MAX.months()).map_err(|_| Complaint::MonthShape)?;
    if last <= first || last > most { Err(Complaint::MonthsOrder) } else { Ok((first, last)) }
}

/// What the bill buys; nothing if the field is empty. The unit must be one of the pool's.
fn capacity(form: &ExpenseForm, pool: Pool) -> Result<Option<(u64, CapacityUnit)>, Complaint> {
    if form.capacity.is_empty() {
        return Ok(None);
    }
    let digits: String = form.capacity.chars().filter(|character| !character.is_whitespace()).collect();
    let quantity: u64 = digits.parse().map_err(|_| Complaint::CapacityShape)?;
    let unit = CapacityUnit::from_code(&form.unit).ok_or(Complaint::CapacityShape)?;
    let fits = match pool {
        Pool::Delivery => unit == CapacityUnit::Gb,
        Pool::Storage => matches!(unit, CapacityUnit::GbMonth | CapacityUnit::TbMonth),
        Pool::Encoding => unit == CapacityUnit::PixelSecond,
        Pool::Plant | Pool::Commons => false,
    };
    let counted = (1..=purse::cost::MAX_CAPACITY).contains(&quantity);
    if fits && counted { Ok(Some((quantity, unit))) } else { Err(Complaint::CapacityShape) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bill() -> ExpenseForm {
        ExpenseForm {
            entry: "a1".to_owned(),
            pool: "storage".to_owned(),
            label: "Disks".to_owned(),
            amount: "1 234,50".to_owned(),
            common: String::new(),
            first_month: "2026-11".to_owned(),
            last_month: "2027-01".to_owned(),
            capacity: "2".to_owned(),
            unit: "TB_month".to_owned(),
        }
    }

    fn entered(form: &ExpenseForm) -> Result<NewExpense, Complaints> {
        read(form, UserId::from_bytes([1; 16]))
    }

    #[test]
    fn a_bill_typed_as_people_do_is_read() {
        let new = entered(&bill()).unwrap();
        assert_eq!((new.amount_minor, new.common_minor), (123_450, 123_450));
        assert_eq!(
            (new.from.to_string(), new.until.to_string()),
            ("2026-11-01T00:00:00Z".to_owned(), "2027-02-01T00:00:00Z".to_owned())
        );
        assert_eq!(new.capacities.len(), 1);
    }

    #[test]
    fn the_same_text_of_one_form_is_one_entry_and_any_other_another() {
        let key = |change: fn(&mut ExpenseForm)| {
            let mut form = bill();
            change(&mut form);
            entered(&form).unwrap().entry_key
        };
        let first = key(|_| ());
        assert_eq!(key(|_| ()), first);
        assert_ne!(key(|form| form.entry = "a2".to_owned()), first);
        assert_ne!(key(|form| form.amount = "12".to_owned()), first);
        assert_eq!(key(|form| form.entry = String::new()), None);
    }

    #[test]
    fn each_wrong_field_has_its_complaint() {
        type Spoil = fn(&mut ExpenseForm);
        let rows: [(Spoil, Complaint); 10] = [
            (|form| form.label = String::new(), Complaint::ExpenseLabelShape),
            (|form| form.label = "x".repeat(201), Complaint::ExpenseLabelShape),
            (|form| form.amount = "0".to_owned(), Complaint::AmountShape),
            (|form| form.amount = "1e3".to_owned(), Complaint::AmountShape),
            (|form| form.amount = "1000000000.01".to_owned(), Complaint::AmountShape),
            (|form| form.common = "1234.51".to_owned(), Complaint::CommonPartShape),
            (|form| form.first_month = "november".to_owned(), Complaint::MonthShape),
            (|form| form.last_month = "2026-10".to_owned(), Complaint::MonthsOrder),
            (|form| form.capacity = "-1".to_owned(), Complaint::CapacityShape),
            (|form| form.unit = "GB".to_owned(), Complaint::CapacityShape),
        ];
        for (spoil, complaint) in rows {
            let mut form = bill();
            spoil(&mut form);
            assert_eq!(entered(&form).map(|_| ()), Err(Complaints(vec![complaint])), "{form:?}");
        }
    }
}
