//! The split by hand-made months, each worked out on paper.

use std::collections::BTreeMap;

use jiff::civil::date;
use purse::money::Fraction;
use purse::split::{Bill, Key, Mix, SplitRefusal, airport, by_plain_use};
use purse::usage::{Pool, Unit};

use crate::split_samples::{Month, euros, member};

#[test]
fn a_small_member_with_a_popular_video_pays_its_cap_and_the_others_bear_the_rest_by_means() {
    let month = Month::popular_video();
    assert_eq!(
        month.told(),
        [
            "m1 0.00 24.66",
            "m2 150.00 70.22",
            "m3 150.00 102.94",
            "m4 150.00 146.56",
            "m5 150.00 255.62",
            "fund 0.00",
            "deficit 0.00"
        ]
    );
    let by_use = by_plain_use(&month.books()).expect("it is split");
    assert_eq!(by_use["m1"], euros("300.00").fraction());
}

#[test]
fn the_fund_pays_before_the_others_do_and_keeps_its_minimum() {
    let mut month = Month::popular_video();
    (month.fund, month.rules.fund_minimum) = (euros("150.00"), euros("50.00"));
    let split = month.split().expect("it is split");
    assert_eq!(split.fund, euros("100.00"));
    // Left over: 155.66 - 24.66 = 131.00, of which m5 bears 40/78 of what the fund does not: 15.90.
    assert_eq!(split.lines["m5"].charge, euros("204.34"));
}

#[test]
fn what_nobody_can_bear_is_a_deficit_with_a_name() {
    let mut month = Month::of(&[("m1", "100"), ("m2", "100")]);
    month.delivers("m1", "500.00", 1);
    month.uses("m2", "m1", 0, 1);
    // Each pays at most 100 x 20 % x 30 / 365 = 1.6438, and the cent that is left over goes to the largest rest.
    assert_eq!(month.told(), ["m1 500.00 1.65", "m2 0.00 1.64", "fund 0.00", "deficit 496.71"]);
}

#[test]
fn what_floors_bring_beyond_what_caps_leave_over_goes_to_the_fund() {
    let month = Month::of(&[("m1", "3650"), ("m2", "7300")]);
    // 3,650 x 0.5 % x 30 / 365 = 1.50, and twice that; nothing was spent.
    assert_eq!(month.told(), ["m1 0.00 1.50", "m2 0.00 3.00", "fund -4.50", "deficit 0.00"]);
}

#[test]
fn own_use_and_idle_beyond_the_reserve_stay_with_the_carrier_and_the_reserve_is_everybodys() {
    let mut month = Month::of(&[("m1", "10000"), ("m2", "10000")]);
    month.delivers("m1", "100.00", 100);
    month.uses("m1", "m1", 0, 10);
    month.uses("m2", "m1", 1, 20);
    // At 1.00 a GB: 20 for m2's use, and of 70 idle ones 30 for the reserve, which the commons share equally.
    // Delivery's 20: half by use, all of it m2's; half by means, alike.
    assert_eq!(month.told(), ["m1 50.00 20.00", "m2 0.00 30.00", "fund 0.00", "deficit 0.00"]);
}

#[test]
fn use_beyond_the_capacity_is_not_credited_and_a_gift_lowers_the_rate() {
    let mut month = Month::of(&[("m1", "10000"), ("m2", "10000")]);
    month.delivers("m1", "60.00", 10);
    month.delivers("m1", "0.00", 20);
    month.uses("m2", "m1", 0, 300);
    assert_eq!(month.split().expect("it is split").lines["m1"].credit, euros("60.00"));
    month.delivers("m1", "0.00", 270);
    assert_eq!(month.split().expect("it is split").lines["m1"].credit, euros("60.00"));
    month.delivers("m1", "0.00", 700);
    // 1,000 GB for 60.00: 300 used and 300 in reserve.
    assert_eq!(month.split().expect("it is split").lines["m1"].credit, euros("36.00"));
}

#[test]
fn who_joins_in_the_period_pays_its_days() {
    let mut month = Month::of(&[("m1", "36500"), ("m2", "36500")]);
    month.members.insert("m3", purse::split::Member { from: date(2026, 11, 16), ..member("36500") });
    month.bills.push(Bill { carrier: "m1", pool: Pool::Commons, common_part: euros("100.00"), capacity: None });
    // 30 + 30 + 15 days; the floor is 15.00 for 30 days and 7.50 for 15.
    assert_eq!(month.told(), ["m1 100.00 40.00", "m2 0.00 40.00", "m3 0.00 20.00", "fund 0.00", "deficit 0.00"]);
}

#[test]
fn each_key_shares_by_its_own_weights() {
    let mut month = Month::of(&[("m1", "100000"), ("m2", "300000"), ("m3", "100000")]);
    month.rules.floor_per_mille = 0;
    month.members.get_mut("m2").expect("m2").adherents = 70;
    month.delivers("m3", "100.00", 100);
    // m1 is even, m2 comes in one hour, and that is the busiest.
    for hour in 0..60 {
        month.uses("m1", "m3", hour, 1);
    }
    month.uses("m2", "m3", 2, 40);
    let mut charges = |key| {
        month.rules.pools.insert(Pool::Delivery, Mix::of(key));
        let split = month.split().expect("it is split");
        split.lines.values().map(|line| line.charge.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(charges(Key::Use), ["60.00", "40.00", "0.00"]);
    // 36 of 720 hours, of which m1 used 1 GB in each.
    assert_eq!(charges(Key::CoincidentPeak), ["47.37", "52.63", "0.00"]);
    // The 37th largest hour: 1 GB for m1, nothing for m2.
    assert_eq!(charges(Key::OwnP95), ["100.00", "0.00", "0.00"]);
    assert_eq!(charges(Key::Equal), ["33.34", "33.33", "33.33"]);
    assert_eq!(charges(Key::Adherents), ["11.11", "77.78", "11.11"]);
    assert_eq!(charges(Key::Means), ["20.00", "60.00", "20.00"]);
    // Needs 1, 40 and 0: both share the first, m2 has the other 39 alone.
    assert_eq!(charges(Key::Airport), ["1.25", "98.75", "0.00"]);
}

#[test]
fn the_airport_game_has_its_published_values() {
    let values = |needs: &[u128]| {
        let needs: BTreeMap<usize, u128> = needs.iter().copied().enumerate().collect();
        airport(&needs).into_values().map(|value| (value * num_bigint::BigInt::from(6)).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(values(&[8, 11, 13, 18]), ["12", "18", "24", "54"]);
    assert_eq!(values(&[1_500, 2_200, 3_000]), ["3000", "5100", "9900"]);
    assert_eq!(values(&[40, 50, 60, 70, 80, 90]), ["40", "52", "67", "87", "117", "177"]);
    assert_eq!(airport(&BTreeMap::<u8, u128>::new()), BTreeMap::<u8, Fraction>::new());
}

#[test]
fn each_refusal_of_a_split_has_a_month_that_meets_it() {
    type Spoil = fn(&mut Month);
    let rows: [(Spoil, SplitRefusal); 11] = [
        (|month| month.members.clear(), SplitRefusal::EmptyRoster),
        (|month| month.members.get_mut("m1").expect("m1").means = euros("-1"), SplitRefusal::NegativeMeans),
        (|month| month.rules.floor_per_mille = 201, SplitRefusal::ImpossibleRules),
        (|month| month.rules.fund_minimum = euros("-1"), SplitRefusal::ImpossibleRules),
        (
            |month| {
                month.rules.pools.insert(Pool::Plant, Mix::of(Key::Airport));
            },
            SplitRefusal::UseOfSeveralUnits,
        ),
        (|month| month.delivers("m9", "1.00", 1), SplitRefusal::UnknownCarrier),
        (|month| month.bills[0].pool = Pool::Storage, SplitRefusal::UnitOfAnotherPool),
        (|month| month.uses("m1", "m9", 0, 1), SplitRefusal::UnknownUser),
        (
            |month| month.used.add(&"m1", &"m2", &Unit::Own("pad".to_owned()), month.period.first_hour(), 1),
            SplitRefusal::UnknownUnit,
        ),
        (|month| month.uses("m1", "m2", 720, 1), SplitRefusal::HourOutside),
        (
            |month| {
                for _ in 0..2 {
                    month.delivers("m1", "10000000000000.00", 1);
                }
                month.uses("m2", "m1", 0, 2);
            },
            SplitRefusal::TooLarge,
        ),
    ];
    let mut met = Vec::new();
    for (spoil, refusal) in rows {
        let mut month = Month::popular_video();
        spoil(&mut month);
        assert_eq!(month.split(), Err(refusal));
        met.push(refusal);
    }
    assert!(met.is_sorted(), "the rows have the order of the refusals");
}

#[test]
fn a_mix_is_the_whole_of_keys_that_count() {
    let mix = |parts: &[(Key, u16)]| Mix::new(parts.iter().copied().collect());
    assert!(mix(&[(Key::Use, 605), (Key::Means, 395)]).is_some());
    assert!(mix(&[(Key::Use, 605), (Key::Means, 396)]).is_none());
    assert!(mix(&[(Key::Use, 1_000), (Key::Means, 0)]).is_none());
    assert!(mix(&[]).is_none());
    for key in Key::ALL {
        assert_eq!(key.to_string().parse(), Ok(key));
    }
    assert!("fair".parse::<Key>().is_err());
}
