//! The days of an entry as they are typed: whole months together, the same for every month, or those in which equipment serves.

use federation::entry::Span;
use purse::cost::Period;
use purse::expense::{Hardware, MAX_MONTHS as MAX_SERVICE_MONTHS};
use purse::money::Money;
use purse::usage::Pool;

use crate::pages::months::{read_month, write};
use crate::view::Complaint;
use crate::view::purse::PurseComplaint;
use crate::view::purse::expenses::{EntryForm, Spread};

/// Months of one entry, at most: ten years of a machine.
const MAX_MONTHS: i32 = 120;

/// Entries for each month that one form makes, at most: three years.
const MAX_EACH_MONTH: usize = 36;

/// The days of an entry: those of whole months, or those in which equipment serves.
pub(super) fn span(form: &EntryForm) -> Result<Span, Complaint> {
    if Spread::from_code(&form.spread) == Spread::Equipment {
        return serves(form).map_err(Complaint::Purse);
    }
    let from = read_month(&form.first_month).ok_or(Complaint::MonthShape)?.first_day();
    let to = read_month(&form.last_month).ok_or(Complaint::MonthShape)?.end_day();
    let most = from.checked_add(jiff::Span::new().months(MAX_MONTHS)).map_err(|_| Complaint::MonthShape)?;
    if to <= from || to > most { Err(Complaint::MonthsOrder) } else { Ok(Span { from, to }) }
}

/// The days over which bought equipment counts.
fn serves(form: &EntryForm) -> Result<Span, PurseComplaint> {
    let from = form.serves_from.parse().map_err(|_| PurseComplaint::ServesFrom)?;
    let wrong = PurseComplaint::ServesMonths(u64::from(MAX_SERVICE_MONTHS));
    let months = form.serves_months.parse().map_err(|_| wrong.clone())?;
    let (pool, price, common_part) = (Pool::Plant, Money::ZERO, Money::ZERO);
    let bought = Hardware { id: 0, pool, price, common_part, from, months, capacity: None };
    bought.expense().map(|days| Span { from: days.from, to: days.to }).map_err(|_| wrong)
}

/// The days of each entry of a form: one, or the same for every month.
pub(super) fn spans(form: &EntryForm) -> Result<Vec<Span>, Complaint> {
    let whole = span(form)?;
    if Spread::from_code(&form.spread) != Spread::EachMonth {
        return Ok(vec![whole]);
    }
    let mut spans = Vec::new();
    let mut from = whole.from;
    while from < whole.to {
        let month = Period::months(from.year(), from.month(), 1).ok_or(Complaint::MonthShape)?;
        spans.push(Span { from: month.first_day(), to: month.end_day() });
        from = month.end_day();
        if spans.len() > MAX_EACH_MONTH {
            return Err(Complaint::Purse(PurseComplaint::EachMonth(u64::try_from(MAX_EACH_MONTH).unwrap_or(0))));
        }
    }
    Ok(spans)
}

/// The month in which an entry begins, as addresses write it.
pub(super) fn month(form: &EntryForm) -> String {
    span(form).map_or_else(|_| form.first_month.clone(), |span| write(span.from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(change: fn(&mut EntryForm)) -> EntryForm {
        let (first_month, last_month) = ("2026-11".to_owned(), "2027-01".to_owned());
        let mut form = EntryForm { first_month, last_month, ..EntryForm::default() };
        change(&mut form);
        form
    }

    #[test]
    fn the_days_of_whole_months_are_read_and_wrong_months_have_their_complaints() {
        let days = span(&form(|_| ())).map(|span| (span.from.to_string(), span.to.to_string()));
        assert_eq!(days, Ok(("2026-11-01".to_owned(), "2027-02-01".to_owned())));
        assert_eq!(span(&form(|form| form.first_month = "x".to_owned())), Err(Complaint::MonthShape));
        assert_eq!(span(&form(|form| form.last_month = "2026-10".to_owned())), Err(Complaint::MonthsOrder));
    }

    #[test]
    fn equipment_counts_from_its_first_day_on_and_what_comes_each_month_has_an_entry_for_each() {
        let bought = |from: &str, months: &str| EntryForm {
            spread: "equipment".to_owned(),
            serves_from: from.to_owned(),
            serves_months: months.to_owned(),
            ..EntryForm::default()
        };
        let days = span(&bought("2026-11-15", "36")).map(|span| (span.from.to_string(), span.to.to_string()));
        assert_eq!(days, Ok(("2026-11-15".to_owned(), "2029-11-15".to_owned())));
        assert_eq!(month(&bought("2026-11-15", "36")), "2026-11");
        assert_eq!(span(&bought("soon", "36")), Err(Complaint::Purse(PurseComplaint::ServesFrom)));
        for wrong in ["", "0", "361", "three"] {
            let refused = span(&bought("2026-11-15", wrong));
            assert_eq!(refused, Err(Complaint::Purse(PurseComplaint::ServesMonths(360))), "{wrong}");
        }
        let each = |last: &str| {
            let typed = form(|form| form.spread = "each-month".to_owned());
            spans(&EntryForm { last_month: last.to_owned(), ..typed })
        };
        let firsts: Vec<String> = each("2027-01").unwrap().iter().map(|span| span.from.to_string()).collect();
        assert_eq!(firsts, ["2026-11-01", "2026-12-01", "2027-01-01"]);
        assert_eq!(each("2029-11"), Err(Complaint::Purse(PurseComplaint::EachMonth(36))));
        assert_eq!(spans(&form(|_| ())).map(|spans| spans.len()), Ok(1));
    }
}
