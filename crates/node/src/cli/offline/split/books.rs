//! The tables from which a period is split.

use std::collections::BTreeMap;

use jiff::civil::Date;
use purse::cost::{Capacity, CapacityUnit, Expense};
use purse::money::Money;
use purse::split::{Bill, Member, Rules, Used};
use purse::usage::{Hour, Pool, Unit};

use super::Split;
use crate::cli::offline::refusal::RowRefusal;
use crate::cli::offline::table::{Row, TableError, read};

pub struct Tables {
    pub members: BTreeMap<String, Member>,
    pub bills: Vec<Bill<String>>,
    pub used: Used<String>,
}

impl Tables {
    pub fn read(of: &Split, rules: &Rules) -> Result<Self, TableError> {
        let members = members(of)?;
        let bills = bills(of, rules, &members)?;
        let used = used(of, rules, &members)?;
        Ok(Self { members, bills, used })
    }
}

fn members(of: &Split) -> Result<BTreeMap<String, Member>, TableError> {
    let mut members = BTreeMap::new();
    read(&of.members, &["member", "means", "adherents", "from", "to"], |row: &Row<'_>| {
        let to = if row.text("to").is_empty() { Date::MAX } else { row.parse("to")? };
        let (means, adherents, from): (Money, u32, Date) =
            (row.parse("means")?, row.parse("adherents")?, row.parse("from")?);
        if from >= to {
            return Err(RowRefusal::EndsBefore);
        }
        if means < Money::ZERO {
            return Err(RowRefusal::NegativeMeans);
        }
        match members.insert(row.name("member")?, Member { means, adherents, from, to }) {
            Some(_) => Err(RowRefusal::Twice(row.text("member").to_owned())),
            None => Ok(()),
        }
    })?;
    Ok(members)
}

/// A member that is in the list.
fn known(row: &Row<'_>, column: &'static str, members: &BTreeMap<String, Member>) -> Result<String, RowRefusal> {
    let name = row.name(column)?;
    if members.contains_key(&name) { Ok(name) } else { Err(RowRefusal::NoMember { column, name }) }
}

fn bills(of: &Split, rules: &Rules, members: &BTreeMap<String, Member>) -> Result<Vec<Bill<String>>, TableError> {
    const COLUMNS: [&str; 10] =
        ["member", "pool", "amount", "currency", "common_part", "capacity", "unit", "from", "to", "label"];
    let mut bills = Vec::new();
    let mut currency: Option<String> = None;
    read(&of.expenses, &COLUMNS, |row: &Row<'_>| {
        let carrier = known(row, "member", members)?;
        let paid_in = row.name("currency")?;
        if let Some(other) = currency.replace(paid_in.clone()).filter(|other| *other != paid_in) {
            return Err(RowRefusal::SecondCurrency(paid_in, other));
        }
        let expense = expense(row, rules)?;
        bills.extend(Bill::of(carrier, &expense, &of.period)?);
        Ok(())
    })?;
    Ok(bills)
}

fn expense(row: &Row<'_>, rules: &Rules) -> Result<Expense, RowRefusal> {
    let pool: Pool = row.parse("pool")?;
    let capacity = match row.text("capacity") {
        "" => None,
        _ => Some(Capacity { amount: row.parse("capacity")?, unit: row.parse::<CapacityUnit>("unit")? }),
    };
    if let Some(Capacity { unit: CapacityUnit::Own(name), .. }) = &capacity
        && rules.own_units.get(name) != Some(&pool)
    {
        return Err(RowRefusal::UnitOfAnotherPool(name.clone(), pool));
    }
    let (amount, common_part) = (row.parse("amount")?, row.parse("common_part")?);
    // Refusals name an expense by its number; here that is its line.
    let id = i64::try_from(row.line()).unwrap_or(i64::MAX);
    Ok(Expense { id, pool, amount, common_part, from: row.parse("from")?, to: row.parse("to")?, capacity })
}

fn used(of: &Split, rules: &Rules, members: &BTreeMap<String, Member>) -> Result<Used<String>, TableError> {
    let mut used = Used::default();
    let (first, end) = (of.period.first_hour(), of.period.end_hour());
    read(&of.usage, &["hour", "home", "carrier", "service", "unit", "quantity"], |row: &Row<'_>| {
        let (home, carrier) = (known(row, "home", members)?, known(row, "carrier", members)?);
        row.name("service")?;
        let (hour, unit, quantity): (Hour, Unit, u64) =
            (row.parse("hour")?, row.parse("unit")?, row.parse("quantity")?);
        if rules.pool_of(&unit).is_none() {
            return Err(RowRefusal::UnknownUnit(unit));
        }
        if !(first..end).contains(&hour) {
            return Err(RowRefusal::HourOutside(hour));
        }
        used.add(&home, &carrier, &unit, hour, quantity);
        Ok(())
    })?;
    Ok(used)
}
