//! Capacities as the forms of the page of expenses have them: in the units of the charter.

use std::collections::BTreeMap;

use exchange::Office;
use federation::entry::Offered;
use jiff::civil::Date;
use purse::cost::CapacityUnit;
use purse::usage::Pool;

use super::days;

use crate::i18n::Lang;
use crate::pages::pools::shown_pool;
use crate::pages::stop::Stop;
use crate::view::Complaint;
use crate::view::cost;
use crate::view::purse::PurseComplaint;
use crate::view::purse::capacity::TypedUnit;
use crate::view::purse::expenses::EntryForm;

/// The units of a charter, and the language in which numbers are typed.
pub(super) struct Units {
    lang: Lang,
    own: BTreeMap<String, Pool>,
}

impl Units {
    /// Those of the charter of a day; of the running month where there is none.
    pub(super) async fn of(office: &Office, lang: Lang, day: Option<Date>) -> Result<Self, Stop> {
        let running = office.spans().await.last().and_then(|span| span.period()).map(|period| period.first_day());
        let desk = office.desk().await;
        let roll = &desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?.roll;
        let charter = day.or(running).and_then(|day| desk.charters().get(&roll.charter_on(day)));
        Ok(Self { lang, own: charter.map(|charter| charter.rules.own_units.clone()).unwrap_or_default() })
    }

    /// The units of each pool that has any.
    pub(super) fn groups(&self) -> Vec<(cost::Pool, Vec<TypedUnit>)> {
        let groups = cost::Pool::ALL.map(|pool| (pool, TypedUnit::of_pool(pool, self.own.iter())));
        groups.into_iter().filter(|(_, units)| !units.is_empty()).collect()
    }

    /// What is given, of a unit that the pool has; none if nothing was typed.
    pub(super) fn capacity(&self, form: &EntryForm, pool: Pool) -> Result<Option<Offered>, Complaint> {
        if form.capacity.is_empty() {
            return Ok(None);
        }
        let shown = shown_pool(pool);
        let units = TypedUnit::of_pool(shown, self.own.iter());
        let typed = TypedUnit::from_code(&form.unit).filter(|unit| units.contains(unit));
        let typed = typed.ok_or(Complaint::Purse(PurseComplaint::CapacityUnit(shown, units)))?;
        self.read(&typed, form).map(Some)
    }

    /// What a bill gives: what the estimate says, or what was typed, in the unit in which the estimate is shown or in
    /// another one of its kind.
    pub(super) fn like(
        &self,
        form: &EntryForm,
        pool: Pool,
        estimated: Option<&Offered>,
    ) -> Result<Option<Offered>, Complaint> {
        let Some(estimated) = estimated else {
            // A bill that gives what its estimate does not would belong to none.
            let none = Complaint::Purse(PurseComplaint::CapacityUnit(shown_pool(pool), Vec::new()));
            return if form.capacity.is_empty() { Ok(None) } else { Err(none) };
        };
        if form.capacity.is_empty() {
            return Ok(Some(fitting(estimated.clone(), form)));
        }
        let like_it = TypedUnit::shown(estimated.amount, &estimated.unit);
        let typed = if form.unit.is_empty() { Some(like_it) } else { TypedUnit::from_code(&form.unit) };
        let used = estimated.unit.used_as(pool);
        let units = TypedUnit::of_pool(shown_pool(pool), self.own.iter());
        let wrong = Complaint::Purse(PurseComplaint::CapacityUnit(shown_pool(pool), units));
        let Some(typed) = typed else { return Err(wrong) };
        let offered = self.read(&typed, form)?;
        if offered.unit.used_as(pool) == used { Ok(Some(offered)) } else { Err(wrong) }
    }

    fn read(&self, typed: &TypedUnit, form: &EntryForm) -> Result<Offered, Complaint> {
        let (amount, unit) = typed.read(self.lang, &form.capacity).map_err(Complaint::Purse)?;
        Ok(fitting(Offered { amount, unit }, form))
    }
}

/// What is kept for months is counted for whole ones only; for days within them the same is written without the month.
fn fitting(offered: Offered, form: &EntryForm) -> Offered {
    let whole = days::span(form).is_ok_and(|span| span.from.day() == 1 && span.to.day() == 1);
    let unit = match offered.unit {
        CapacityUnit::GbMonth if !whole => CapacityUnit::Gb,
        CapacityUnit::TbMonth if !whole => CapacityUnit::Tb,
        unit => unit,
    };
    Offered { unit, ..offered }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(capacity: &str, unit: &str) -> EntryForm {
        EntryForm { capacity: capacity.to_owned(), unit: unit.to_owned(), ..EntryForm::default() }
    }

    fn units() -> Units {
        Units { lang: Lang::En, own: BTreeMap::from([("mbit_s".to_owned(), Pool::Plant)]) }
    }

    #[test]
    fn a_capacity_is_typed_in_a_unit_of_its_pool_and_the_charters_own_are_among_them() {
        let read = |form: EntryForm, pool| units().capacity(&form, pool);
        let offered = |amount, unit| Ok(Some(Offered { amount, unit }));
        assert_eq!(read(form("", "TB"), Pool::Plant), Ok(None));
        assert_eq!(read(form("1.5", "TB"), Pool::Delivery), offered(1_500, CapacityUnit::Gb));
        assert_eq!(read(form("300", "own:mbit_s"), Pool::Plant), offered(300, CapacityUnit::Own("mbit_s".to_owned())));
        for (form, pool) in [
            (form("1", "TB"), Pool::Storage),
            (form("1", "own:mbit_s"), Pool::Delivery),
            (form("1", "own:other"), Pool::Plant),
            (form("1", ""), Pool::Delivery),
        ] {
            let refused = read(form, pool).unwrap_err();
            assert!(matches!(refused, Complaint::Purse(PurseComplaint::CapacityUnit(..))), "{refused:?}");
        }
        let groups: Vec<cost::Pool> = units().groups().into_iter().map(|(pool, _)| pool).collect();
        assert_eq!(groups, [cost::Pool::Delivery, cost::Pool::Storage, cost::Pool::Encoding, cost::Pool::Plant]);
    }

    #[test]
    fn what_is_stored_from_a_day_within_a_month_on_is_counted_all_the_same() {
        let bought = EntryForm {
            spread: "equipment".to_owned(),
            serves_from: "2026-11-15".to_owned(),
            serves_months: "36".to_owned(),
            ..form("2", "TB_month")
        };
        let offered = units().capacity(&bought, Pool::Storage);
        assert_eq!(offered, Ok(Some(Offered { amount: 2, unit: CapacityUnit::Tb })));
        let first = EntryForm { serves_from: "2026-11-01".to_owned(), ..bought };
        let offered = units().capacity(&first, Pool::Storage);
        assert_eq!(offered, Ok(Some(Offered { amount: 2, unit: CapacityUnit::TbMonth })));
    }

    #[test]
    fn a_bill_gives_what_its_estimate_says_or_as_much_of_its_kind_as_was_typed() {
        let estimated = Offered { amount: 1_500, unit: CapacityUnit::Gb };
        let like = |form: EntryForm| units().like(&form, Pool::Delivery, Some(&estimated));
        assert_eq!(like(form("", "")), Ok(Some(estimated.clone())));
        // The estimate is shown as 1.5 TB.
        assert_eq!(like(form("1.2", "")), Ok(Some(Offered { amount: 1_200, unit: CapacityUnit::Gb })));
        assert_eq!(like(form("900", "GB")), Ok(Some(Offered { amount: 900, unit: CapacityUnit::Gb })));
        assert!(like(form("1", "HD_hour")).is_err());
        assert!(like(form("1", "wrong")).is_err());
        assert_eq!(units().like(&form("", ""), Pool::Commons, None), Ok(None));
        assert!(units().like(&form("1", "GB"), Pool::Commons, None).is_err());
    }
}
