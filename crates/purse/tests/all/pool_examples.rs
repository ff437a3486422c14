//! The worked examples of docs/RULES.md, one for each pool, of three members: computed and found on the page.

use purse::cost::{Capacity, CapacityUnit, Expense};
use purse::money::Money;
use purse::split::{Bill, Key, Mix};
use purse::usage::{Hour, Pool, Unit};

use crate::cost_samples::day;
use crate::split_samples::{GB, Month, euros};

const PAGE: &str = include_str!("../../../../docs/RULES.md");

/// a, b and c in November 2026 under the shipped charter.
fn three() -> Month {
    Month::of(&[("a", "2000"), ("b", "10000"), ("c", "20000")])
}

/// A bill for November, all of it common.
fn pays(month: &mut Month, carrier: &'static str, pool: Pool, amount: &str, capacity: Option<(u64, CapacityUnit)>) {
    let expense = Expense {
        id: 1,
        pool,
        amount: euros(amount),
        common_part: euros(amount),
        from: day("2026-11-01"),
        to: day("2026-12-01"),
        capacity: capacity.map(|(amount, unit)| Capacity { amount, unit }),
    };
    month.bills.extend(Bill::of(carrier, &expense, &month.period).expect("a bill"));
}

fn every_hour(month: &Month) -> impl Iterator<Item = Hour> + use<> {
    let (first, end) = (month.period.first_hour().number(), month.period.end_hour().number());
    (first..end).filter_map(Hour::from_number)
}

/// Whether the section of the page has a row for each member, and no other.
fn assert_on_the_page(title: &str, month: &Month) {
    let section = PAGE.split(&format!("\n### {title}\n")).nth(1).unwrap_or_else(|| panic!("no section {title}"));
    let section = section.split("\n#").next().expect("a section");
    let split = month.split().expect("it is split");
    let rows: Vec<String> = split
        .lines
        .iter()
        .map(|(id, line)| format!("| {id} | {} | {} | {} |", line.credit, line.charge, line.net))
        .collect();
    let on_page: Vec<&str> = section.lines().filter(|line| line.starts_with("| ") && line.contains('.')).collect();
    assert_eq!(on_page, rows, "{title}");
    assert_eq!((split.fund, split.deficit), (Money::ZERO, Money::ZERO), "{title}");
}

#[test]
fn the_example_of_delivery_is_what_the_code_computes() {
    let mut month = three();
    pays(&mut month, "b", Pool::Delivery, "100.00", Some((1, CapacityUnit::Tb)));
    month.uses("a", "b", 20, 300);
    month.uses("c", "b", 44, 200);
    month.uses("b", "b", 45, 100);
    assert_on_the_page("Delivery", &month);
}

#[test]
fn the_example_of_storage_is_what_the_code_computes() {
    let mut month = three();
    pays(&mut month, "c", Pool::Storage, "60.00", Some((2, CapacityUnit::TbMonth)));
    for hour in every_hour(&month) {
        month.used.add(&"a", &"c", &Unit::ByteHour, hour, 500 * GB);
        month.used.add(&"b", &"c", &Unit::ByteHour, hour, 250 * GB);
    }
    assert_on_the_page("Storage", &month);
}

#[test]
fn the_example_of_encoding_is_what_the_code_computes() {
    let mut month = three();
    pays(&mut month, "a", Pool::Encoding, "36.00", Some((1_000_000_000, CapacityUnit::PixelS)));
    let hour = month.period.first_hour();
    month.used.add(&"b", &"a", &Unit::PixelMs, hour, 400_000_000_000);
    month.used.add(&"c", &"a", &Unit::PixelMs, hour, 100_000_000_000);
    assert_on_the_page("Encoding", &month);
}

#[test]
fn the_example_of_plant_is_what_the_code_computes() {
    let mut month = three();
    let unit = "mbit_s".to_owned();
    month.rules.own_units.insert(unit.clone(), Pool::Plant);
    month.rules.pools.insert(Pool::Plant, Mix::of(Key::Airport));
    pays(&mut month, "b", Pool::Plant, "90.00", Some((300, CapacityUnit::Own(unit.clone()))));
    pays(&mut month, "c", Pool::Plant, "30.00", Some((100, CapacityUnit::Own(unit.clone()))));
    let (unit, hour) = (Unit::Own(unit), month.period.first_hour());
    month.used.add(&"a", &"b", &unit, hour, 100);
    month.used.add(&"c", &"b", &unit, hour, 200);
    month.used.add(&"b", &"c", &unit, hour, 60);
    assert_on_the_page("Plant", &month);
}

#[test]
fn the_example_of_commons_is_what_the_code_computes() {
    let mut month = three();
    pays(&mut month, "c", Pool::Commons, "36.00", None);
    month.members.get_mut("a").expect("a").from = day("2026-11-16");
    assert_on_the_page("Commons", &month);
}
