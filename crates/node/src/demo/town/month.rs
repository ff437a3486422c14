//! The month that the town lives through: made-up bills, and the shape of real traffic.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::demo::acts::{Cost, Counted};

/// Bytes served an hour in October 2023 by a public content delivery network, by country; MIT licence, in full beside the
/// file. A country stands for a member's viewers.
const TRAFFIC: &str = include_str!("../../../../purse/tests/data/saturn-2023-10-20-members.csv");
/// The viewers of a small provider are so many times fewer.
const SMALLER: u64 = 100;
/// Of a member's viewers, these parts of a hundred are served by the member itself; the others share the rest.
const OWN_PARTS: u64 = 40;

/// A house's means in a year, and its adherents.
pub const PEOPLE: [(&str, u32); 5] =
    [("1500.00", 40), ("12000.00", 310), ("6000.00", 120), ("20000.00", 600), ("40000.00", 1_500)];

/// Accounts that are examples of their banks' own documents.
const IBANS: [&str; 3] = ["FR7630006000011234567890189", "FR1420041010050500013M02606", "DE89370400440532013000"];

/// A house's card, made up.
pub fn card(house: usize, name: &str) -> String {
    let (mail, name) = (name, super::proper(name));
    let iban = IBANS[house % IBANS.len()];
    format!(
        "format = \"ecot/card/1\"\nname = \"{name}\"\nlegal_name = \"Association {name}\"\n\
         address = [\"1 rue des Haies\", \"75000 Paris\"]\nmail = \"treasurer@{mail}.example\"\niban = \"{iban}\"\n"
    )
}

/// What a house spends in the month: amounts differ, so that there is something to settle.
pub fn costs(house: usize, from: Date, to: Date) -> Vec<Cost> {
    let cost = |pool: &str, amount: &str, common: &str, capacity: Option<(u64, &str)>| Cost {
        pool: pool.to_owned(),
        amount: amount.to_owned(),
        common: common.to_owned(),
        capacity: capacity.map(|(amount, unit)| (amount, unit.to_owned())),
        from,
        to,
    };
    match house % 3 {
        0 => vec![cost("delivery", "48.00", "40.00", Some((400, "GB")))],
        1 => vec![cost("delivery", "150.00", "150.00", Some((1_000, "GB"))), cost("commons", "24.00", "24.00", None)],
        _ => vec![cost("delivery", "90.00", "90.00", Some((700, "GB")))],
    }
}

/// What every house's viewers took of every house, an hour a row: by home, then carrier.
pub fn traffic(members: &[String], from: Date, to: Date) -> BTreeMap<(usize, usize), Vec<(Timestamp, u64)>> {
    let mut hours: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for line in TRAFFIC.lines().skip(1) {
        let mut fields = line.split(',').skip(1);
        if let (Some(country), Some(Ok(bytes))) = (fields.next(), fields.next().map(str::parse)) {
            hours.entry(country).or_default().push(bytes);
        }
    }
    let mut taken: BTreeMap<(usize, usize), Vec<(Timestamp, u64)>> = BTreeMap::new();
    let start = |day: Date| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).map_or(0, Timestamp::as_second);
    for (home, country) in (0..members.len()).zip(hours.values()) {
        for (hour, bytes) in (start(from)..start(to)).step_by(3_600).zip(country.iter().cycle()) {
            let Ok(hour) = Timestamp::from_second(hour) else { continue };
            for carrier in 0..members.len() {
                let part = part(members.len(), home == carrier);
                let sum = bytes / SMALLER * part / 10_000;
                taken.entry((home, carrier)).or_default().push((hour, sum));
            }
        }
    }
    taken
}

/// Ten-thousandths of a home's traffic that one carrier serves.
fn part(members: usize, own: bool) -> u64 {
    let others = u64::try_from(members.saturating_sub(1)).unwrap_or(1).max(1);
    if own { OWN_PARTS * 100 } else { (100 - OWN_PARTS) * 100 / others }
}

/// The rows of one house's log: what it carried for each home, or what its own viewers saw of each carrier.
pub fn rows(
    traffic: &BTreeMap<(usize, usize), Vec<(Timestamp, u64)>>,
    members: &[String],
    of: impl Fn(usize, usize) -> Option<usize>,
) -> Vec<Counted> {
    let mut rows = Vec::new();
    for ((home, carrier), hours) in traffic {
        let Some(other) = of(*home, *carrier).and_then(|other| members.get(other)) else { continue };
        rows.extend(hours.iter().map(|(hour, bytes)| Counted { hour: *hour, other: other.clone(), bytes: *bytes }));
    }
    rows
}

#[cfg(test)]
mod tests {
    use federation::card::Card;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_house_has_a_card_that_can_be_read() {
        for (house, name) in super::super::NAMES.iter().enumerate() {
            let card = Card::parse(&card(house, name)).unwrap();
            assert!(card.legal_name.starts_with("Association ") && card.iban.is_some());
        }
    }

    #[test]
    fn a_month_of_traffic_has_every_hour_of_every_home_and_carrier() {
        let members = ["a", "b", "c"].map(str::to_owned);
        let traffic = traffic(&members, date(2026, 11, 1), date(2026, 12, 1));
        assert_eq!(traffic.len(), 9);
        assert!(traffic.values().all(|hours| hours.len() == 720));
        let sum = |home, carrier| traffic[&(home, carrier)].iter().map(|(_, bytes)| bytes).sum::<u64>();
        assert!(sum(0, 0) > sum(0, 1) && sum(0, 1) == sum(0, 2), "most is served at home");
    }
}
