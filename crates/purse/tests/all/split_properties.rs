//! What holds for every split.

use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use purse::money::Money;
use purse::split::{Bill, Key, Member, Mix, by_pool};
use purse::usage::{Pool, Unit};

use crate::split_samples::{Month, member};

const IDS: [&str; 5] = ["m1", "m2", "m3", "m4", "m5"];

fn id() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&IDS[..])
}

fn bill() -> impl Strategy<Value = Bill<&'static str>> {
    let given = prop_oneof![
        (1_u128..9_000_000_000_000).prop_map(|bytes| (Pool::Delivery, Some((Unit::Byte, bytes)))),
        (1_u128..9_000_000_000_000).prop_map(|bytes| (Pool::Storage, Some((Unit::ByteHour, bytes)))),
        Just((Pool::Commons, None)),
        Just((Pool::Plant, None)),
    ];
    (id(), given, 0_i64..1_000_000).prop_map(|(carrier, (pool, capacity), minor)| Bill {
        carrier,
        pool,
        common_part: Money::from_minor(minor).expect("an amount"),
        capacity,
    })
}

fn joined() -> impl Strategy<Value = Member> {
    (0_i64..10_000_000, 0_u32..500, 1_i8..=30).prop_map(|(means, adherents, day)| Member {
        means: Money::from_minor(means).expect("an amount"),
        adherents,
        from: date(2026, 11, day),
        ..member("0")
    })
}

pub fn month() -> impl Strategy<Value = Month> {
    let uses = vec((id(), id(), 0_usize..100, 0_u64..3_000), 0..25);
    let key = prop::sample::select(&Key::ALL[..]);
    (vec(joined(), 4), vec(bill(), 0..12), uses, key, 0_i64..500_000).prop_map(|(others, bills, uses, key, fund)| {
        // One was there from the start.
        let mut month = Month::of(&[(IDS[0], "8000")]);
        month.members.extend(IDS[1..].iter().copied().zip(others));
        month.rules.pools.insert(Pool::Delivery, Mix::of(key));
        month.fund = Money::from_minor(fund).expect("an amount");
        month.bills = bills;
        for (home, carrier, hour, gb) in uses {
            month.uses(home, carrier, hour, gb);
        }
        month
    })
}

fn spent(month: &Month, carrier: &str) -> i64 {
    month.bills.iter().filter(|bill| bill.carrier == carrier).map(|bill| bill.common_part.minor()).sum()
}

proptest! {
    #[test]
    fn a_split_sums_to_the_cent_and_nobody_is_credited_more_than_it_spent(month in month()) {
        let split = month.split().expect("it is split");
        let lines = || split.lines.values();
        let credits: i64 = lines().map(|line| line.credit.minor()).sum();
        let charges: i64 = lines().map(|line| line.charge.minor()).sum();
        prop_assert_eq!(credits, split.total.minor());
        prop_assert_eq!(charges + split.fund.minor() + split.deficit.minor(), credits);
        prop_assert_eq!(lines().map(|line| line.net.minor()).sum::<i64>(), split.fund.minor() + split.deficit.minor());
        for (id, line) in &split.lines {
            prop_assert!(line.credit.minor() <= spent(&month, id), "{} got {}", id, line.credit);
        }
    }

    #[test]
    fn the_pools_of_a_member_add_up_to_its_line(month in month()) {
        let (split, by_pool) = (month.split().expect("it is split"), by_pool(&month.books()).expect("it is split"));
        prop_assert_eq!(split.lines.len(), by_pool.len());
        for (id, line) in &split.lines {
            let of = &by_pool[id];
            prop_assert_eq!(Money::sum(of.credits.values().copied()), Ok(line.credit));
            prop_assert_eq!(Money::sum(of.charges.values().copied().chain([of.solidarity])), Ok(line.charge));
        }
    }

    #[test]
    fn nobody_pays_more_than_its_cap_or_less_than_its_floor(month in month()) {
        let split = month.split().expect("it is split");
        for (id, line) in &split.lines {
            let member = &month.members[id];
            let days = i128::from(month.period.days_of(member.from, member.to));
            // In thousandths of 365ths of a cent; rounding moves a charge by less than a cent.
            let means = i128::from(member.means.minor()) * days;
            let charge = i128::from(line.charge.minor());
            prop_assert!((charge - 1) * 365_000 < means * 200, "{} pays {}", id, line.charge);
            prop_assert!((charge + 1) * 365_000 > means * 5, "{} pays {}", id, line.charge);
        }
    }

    #[test]
    fn the_fund_keeps_its_minimum_and_a_deficit_is_there_only_when_it_is_empty(month in month()) {
        let split = month.split().expect("it is split");
        prop_assert!(split.fund <= month.fund);
        prop_assert!(split.deficit >= Money::ZERO);
        prop_assert!(split.deficit == Money::ZERO || split.fund.minor() >= month.fund.minor() - 1);
    }

    #[test]
    fn the_order_of_bills_changes_nothing(month in month(), turn in 0_usize..12) {
        let before = month.split();
        let mut month = month;
        let by = turn.min(month.bills.len());
        month.bills.rotate_left(by);
        prop_assert_eq!(before, month.split());
    }

    // Of the pool alone. Where idle capacity is paid from the commons, use takes from that sum, to everybody's good; and
    // who uses a little of an expensive carrier while others use much of one that spent nothing may gain by it.
    #[test]
    fn more_use_of_others_never_makes_a_pool_shared_by_use_cheaper(month in month(), gb in 1_u64..500) {
        let mut month = month;
        month.rules.pools.insert(Pool::Delivery, Mix::of(Key::Use));
        month.rules.idle_reserve_per_mille = 0;
        (month.rules.cap_per_mille, month.rules.floor_per_mille) = (1_000, 0);
        for member in month.members.values_mut() {
            member.means = Money::from_minor(1_000_000_000).expect("an amount");
        }
        let before = month.split().expect("it is split").lines["m1"].charge;
        month.uses("m1", "m2", 3, gb);
        let after = month.split().expect("it is split").lines["m1"].charge;
        prop_assert!(after.minor() >= before.minor() - 1, "{} became {}", before, after);
    }
}
