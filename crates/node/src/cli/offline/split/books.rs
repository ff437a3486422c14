//! The tables from which a period is split.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use purse::cost::{Capacity, CapacityUnit, Expense};
use purse::expense::RecordRefusal;
use purse::money::Money;
use purse::split::{Bill, Member, Rules, Used};
use purse::usage::{Hour, Pool, Unit};

use super::Split;
use super::accepted::{Accepted, Cut};
use crate::cli::offline::refusal::RowRefusal;
use crate::cli::offline::table::{Row, TableError, read};

pub struct Tables {
    pub members: BTreeMap<String, Member>,
    pub bills: Vec<Bill<String>>,
    pub used: Used<String>,
    /// What of the bills is above what was accepted.
    pub cuts: Vec<Cut>,
}

impl Tables {
    pub fn read(of: &Split, rules: &Rules) -> Result<Self, TableError> {
        let members = members(of)?;
        let (bills, cuts) = bills(of, rules, &members)?;
        let used = used(of, rules, &members)?;
        Ok(Self { members, bills, used, cuts })
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

/// Bills and gifts, each at what counts of it.
fn bills(
    of: &Split,
    rules: &Rules,
    members: &BTreeMap<String, Member>,
) -> Result<(Vec<Bill<String>>, Vec<Cut>), TableError> {
    const COLUMNS: [&str; 10] =
        ["member", "pool", "amount", "currency", "common_part", "capacity", "unit", "from", "to", "label"];
    let mut currency: Option<String> = None;
    let mut accepted = match &of.estimates {
        Some(file) => Some(estimates(file, rules, members, &mut currency)?),
        None => None,
    };
    let mut bills = Vec::new();
    let mut last = 0;
    read(&of.expenses, &COLUMNS, |row: &Row<'_>| {
        last = row.line();
        let carrier = known(row, "member", members)?;
        one_currency(row, &mut currency)?;
        let expense = expense(row, rules, row.parse("amount")?)?;
        match &mut accepted {
            Some(accepted) => accepted.bill(row.line(), carrier, expense)?,
            None => bills.extend(Bill::of(carrier, &expense, &of.period)?),
        }
        Ok(())
    })?;
    let Some(accepted) = accepted else { return Ok((bills, Vec::new())) };
    let at_end = |refusal: RecordRefusal| TableError::Row {
        file: of.expenses.clone(),
        line: last,
        refusal: RowRefusal::Entry(refusal),
    };
    accepted.counts(&of.period).map_err(at_end)
}

fn estimates(
    file: &Path,
    rules: &Rules,
    members: &BTreeMap<String, Member>,
    currency: &mut Option<String>,
) -> Result<Accepted, TableError> {
    const COLUMNS: [&str; 9] = ["member", "pool", "currency", "common_part", "capacity", "unit", "from", "to", "label"];
    let mut accepted = Accepted::default();
    read(file, &COLUMNS, |row: &Row<'_>| {
        let member = known(row, "member", members)?;
        one_currency(row, currency)?;
        Ok(accepted.estimate(row.line(), member, expense(row, rules, row.parse("common_part")?)?)?)
    })?;
    Ok(accepted)
}

/// All rows of all tables are in one currency.
fn one_currency(row: &Row<'_>, currency: &mut Option<String>) -> Result<(), RowRefusal> {
    let paid_in = row.name("currency")?;
    match currency.replace(paid_in.clone()).filter(|other| *other != paid_in) {
        Some(other) => Err(RowRefusal::SecondCurrency(paid_in, other)),
        None => Ok(()),
    }
}

fn expense(row: &Row<'_>, rules: &Rules, amount: Money) -> Result<Expense, RowRefusal> {
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
    let common_part = row.parse("common_part")?;
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
