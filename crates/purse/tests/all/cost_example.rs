//! The worked example and the vectors of docs/RULES.md, computed and found on the page.

use std::collections::BTreeMap;

use purse::cost::{CapacityUnit, CostReport, Expense, Period, UseCost};
use purse::id::ObjectHash;
use purse::money::shown;
use purse::usage::{Pool, Unit};

use crate::cost_samples::{GB, bill, day, minor, november, object, objects, report, used};

const PAGE: &str = include_str!("../../../../docs/RULES.md");

fn example() -> (CostReport, BTreeMap<ObjectHash, UseCost>) {
    let disks = bill(1, Pool::Storage, 12_000, Some((2, CapacityUnit::Tb)));
    let expenses = [
        Expense { from: day("2026-01-01"), to: day("2027-01-01"), ..disks },
        bill(2, Pool::Delivery, 3_000, Some((1, CapacityUnit::Tb))),
        bill(3, Pool::Encoding, 500, Some((4_000_000_000, CapacityUnit::PixelS))),
        bill(4, Pool::Plant, 1_000, None),
    ];
    let uses = [
        used(1, Unit::Byte, 400 * GB),
        used(1, Unit::ByteHour, 500 * GB * 720),
        used(1, Unit::PixelMs, 1_000_000_000_000),
        used(2, Unit::Byte, 800 * GB),
        used(2, Unit::ByteHour, 100 * GB * 360),
        used(2, Unit::PixelMs, 500_000_000_000),
    ];
    let report = report(&november(), &expenses, &uses).expect("a report");
    let costs = objects(&report, &uses);
    (report, costs)
}

#[test]
fn the_worked_example_of_the_page_is_what_the_code_computes() {
    let (report, costs) = example();
    let cost = |mark: u8, unit: &Unit| costs[&object(mark)].kinds[unit].cost.clone();
    let mut rows: Vec<String> = Vec::new();
    for (unit, line) in &report.units {
        let (e, c, u) = (line.expenses.minor(), line.capacity, line.quantity);
        let (a, b, idle) = (cost(1, unit), cost(2, unit), &line.idle);
        rows.push(format!("| `{unit}` | {e} | {c} | {u} | {a} | {b} | {idle} |"));
    }
    let plant = report.without_capacity[&Pool::Plant].minor();
    rows.push(format!("| none (plant) | {plant} | | | | | {plant} |"));
    let (a, b) = (costs[&object(1)].total(), costs[&object(2)].total());
    let (all, idle) = (report.expenses.minor(), report.idle());
    rows.push(format!("| all | {all} | | | {a} | {b} | {idle} |"));
    for row in rows {
        assert!(PAGE.contains(&row), "not on the page: {row}");
    }
}

#[test]
fn the_example_shows_its_overuse_and_its_cents() {
    let (report, costs) = example();
    let over = |mark: u8| costs[&object(mark)].kinds[&Unit::Byte].overuse.to_string();
    assert_eq!(report.units[&Unit::Byte].overuse, 200 * GB);
    assert_eq!((over(1).as_str(), over(2).as_str()), ("200000000000/3", "400000000000/3"));
    let rounded = report.rounded(&costs);
    let shown_cents = |mark: u8| rounded.objects[&object(mark)].to_string();
    assert_eq!((shown_cents(1).as_str(), shown_cents(2).as_str()), ("13.72", "20.87"));
    assert_eq!((rounded.idle.to_string().as_str(), report.expenses), ("20.27", minor(5_486)));
    assert_eq!(shown(&costs[&object(2)].kinds[&Unit::ByteHour].cost), "0.247");
}

#[test]
fn the_vectors_of_the_page_are_what_the_code_computes() {
    let mut seen = 0;
    for row in PAGE.split("## Vectors").nth(1).expect("vectors").lines() {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [common, from, to, month, part] = cells[..] else {
            continue;
        };
        let Ok(common) = common.parse() else { continue };
        let (year, month) = month.split_once('-').expect("a month");
        let period = Period::months(year.parse().unwrap(), month.parse().unwrap(), 1).unwrap();
        let (from, to) = (day(from), day(to));
        let bill = bill(1, Pool::Commons, 0, None);
        let bill = Expense { amount: common, common_part: common, from, to, ..bill };
        let report = report(&period, &[bill], &[]).expect("a report");
        assert_eq!(report.expenses.to_string(), part, "{row}");
        seen += 1;
    }
    assert_eq!(seen, 8, "rows of the table");
}
