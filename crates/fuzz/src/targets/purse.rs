use purse::cost::CapacityUnit;
use purse::id::{MemberId, ObjectHash};
use purse::money::Money;
use purse::usage::{Hour, Pool, Unit};

use super::{outcome, refused, taken};

pub(super) const WORDS: &[&str] = &[
    "byte",
    "byte_hour",
    "pixel_ms",
    "2026-11-01T00:00:00Z",
    "2026-11-01 23:00:00",
    "-009999-01-01T00:00:00Z",
    "GB_month",
];

/// The fields of a written row: object, home, carrier, service, unit, hour, quantity, merged.
pub(super) fn usage(input: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(input) else { return "NotText".to_owned() };
    let fields: Vec<&str> = text.trim_end_matches('\n').split(' ').collect();
    let [object, home, carrier, _service, unit, hour, _quantity, _merged] = fields[..] else {
        return words(text);
    };
    match object.parse::<ObjectHash>() {
        Ok(id) => assert_eq!(id.to_string(), object),
        Err(refusal) => return refused(&refusal),
    }
    for member in [home, carrier] {
        match member.parse::<MemberId>() {
            Ok(id) => assert_eq!(id.to_string(), member),
            Err(refusal) => return format!("Member{}", refused(&refusal)),
        }
    }
    match unit.parse::<Unit>() {
        Ok(read) => assert_eq!(read.to_string(), unit),
        Err(refusal) => return format!("Unit{}", refused(&refusal)),
    }
    outcome(hour.parse::<Hour>(), |read| assert_eq!(read.to_string().parse(), Ok(read)))
}

/// Words of tables, one alone.
fn words(text: &str) -> String {
    if let Ok(hour) = text.parse::<Hour>() {
        assert_eq!(hour.to_string().parse(), Ok(hour));
        return "takenHour".to_owned();
    }
    if let Ok(unit) = text.parse::<CapacityUnit>() {
        assert_eq!(unit.to_string(), text);
        return "takenCapacity".to_owned();
    }
    if let Ok(pool) = text.parse::<Pool>() {
        assert_eq!(pool.to_string(), text);
        return "takenPool".to_owned();
    }
    "NotEightFields".to_owned()
}

pub(super) fn money(input: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(input) else { return "NotText".to_owned() };
    match text.parse::<Money>() {
        Ok(amount) => {
            assert_eq!(amount.to_string().parse(), Ok(amount));
            taken()
        }
        Err(refusal) => refused(&refusal),
    }
}
