//! The words and numbers of a usage row: what was written once is read for ever, and written alike.

use std::collections::BTreeSet;
use std::fmt::Write;

use purse::id::{MemberId, ObjectHash};
use purse::usage::{Hour, Unit, UsageRow, VIDEO_SERVICE, close_hour, encoded_pixel_ms, stored_byte_hours};

const GOLDEN: &str = include_str!("../golden/usage-1.txt");

fn hour(text: &str) -> Hour {
    text.parse().expect("an hour")
}

fn row(unit: Unit, at: Hour, quantity: u64) -> UsageRow {
    let (object, member) = (ObjectHash::from_bytes([10; 32]), MemberId::from_bytes([1; 32]));
    let service = VIDEO_SERVICE.to_owned();
    UsageRow { object, home: member, carrier: member, service, unit, hour: at, quantity, merged: false }
}

/// The examples of docs/formats/usage.md, as the crate computes them.
fn expected() -> Vec<UsageRow> {
    let mut rows = Vec::new();
    let mut carried = None;
    for (at, delivered, viewers) in [(12, 900, 4), (13, 100, 5), (22, 10, 1), (23, 5, 1)] {
        let closed = close_hour(carried, hour(&format!("2026-11-01T{at}:00:00Z")), delivered, viewers);
        rows.extend(closed.row.map(|r| UsageRow { merged: r.merged, ..row(Unit::Byte, r.hour, r.quantity) }));
        carried = closed.carried;
    }
    let noon = hour("2026-11-01T12:00:00Z");
    let homes: BTreeSet<MemberId> = (0..4).map(|mark| MemberId::from_bytes([mark; 32])).collect();
    for (home, quantity) in stored_byte_hours(11, &homes) {
        let object = ObjectHash::from_bytes([11; 32]);
        rows.push(UsageRow { object, home, ..row(Unit::ByteHour, noon, quantity) });
    }
    rows.push(row(Unit::PixelMs, noon, encoded_pixel_ms(1_920, 1_080, 60_000).expect("a row")));
    let edits = row("edits".parse().expect("a unit"), noon, 7);
    rows.push(UsageRow { service: "pads".to_owned(), ..edits });
    rows
}

fn written(rows: &[UsageRow]) -> String {
    let mut text = "ecot-usage 1\n".to_owned();
    for UsageRow { object, home, carrier, service, unit, hour, quantity, merged } in rows {
        let merged = if *merged { "yes" } else { "no" };
        writeln!(text, "{object} {home} {carrier} {service} {unit} {hour} {quantity} {merged}").expect("a text");
    }
    text
}

fn read(line: &str) -> UsageRow {
    let fields: Vec<&str> = line.split(' ').collect();
    let [object, home, carrier, service, unit, hour, quantity, merged] = fields[..] else {
        panic!("eight fields: {line}");
    };
    UsageRow {
        object: object.parse().expect("an object"),
        home: home.parse().expect("a home"),
        carrier: carrier.parse().expect("a carrier"),
        service: service.to_owned(),
        unit: unit.parse().expect("a unit"),
        hour: hour.parse().expect("an hour"),
        quantity: quantity.parse().expect("a quantity"),
        merged: merged == "yes",
    }
}

#[test]
fn the_rows_that_were_written_first_are_counted_written_and_read_alike() {
    assert_eq!(written(&expected()), GOLDEN);
    let rows: Vec<UsageRow> = GOLDEN.lines().skip(1).map(read).collect();
    assert_eq!(rows, expected());
}
