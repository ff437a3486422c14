//! Any valid input closes, adds up, and does not depend on the order of members and entries.

use std::collections::BTreeMap;

use federation::entry::{Entry, Side, Usage, UsageRow};
use federation::signed::Signable;
use proptest::prelude::*;
use purse::usage::Unit;

use crate::closing::november;
use crate::town::{NOVEMBER, Town, member, november_bill};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the members claim and observe, the period closes, adds up, and is the same whoever's log is read first and
    /// in whatever order the hours of a log were written down.
    #[test]
    fn any_use_closes_adds_up_and_has_one_hash_in_any_order(
        rows in prop::collection::vec((1_u8..=4, 1_u8..=4, 0_i64..720, any::<u64>(), any::<bool>()), 1..60),
        cut in 0_usize..60,
    ) {
        let first_hour = NOVEMBER.period().unwrap().first_hour().number();
        let town = |order: &[(u8, u8, i64, u64, bool)]| {
            let mut town = Town::of(&["1500", "6000", "12000", "20000"]);
            town.bill(2, november_bill(2), 3);
            town.bill(3, november_bill(3), 3);
            let mut known = std::collections::BTreeSet::new();
            for (author, other, hour, quantity, claims) in order {
                let side = if *claims { Side::Claim } else { Side::Observation };
                if known.insert((author, other, hour, claims)) {
                    let hour = purse::usage::Hour::from_number(first_hour + hour).unwrap();
                    let row = UsageRow { other: member(*other), service: "video".into(), unit: Unit::Byte, quantity: *quantity };
                    town.append(*author, Entry::Usage(Usage { side, hour, rows: vec![row] }));
                }
            }
            town
        };
        let mut unique = BTreeMap::new();
        for (author, other, hour, quantity, claims) in rows {
            unique.insert((author, other, hour, claims), quantity);
        }
        let rows: Vec<_> = unique.into_iter().map(|((a, o, h, c), q)| (a, o, h, q, c)).collect();
        let mut turned = rows.clone();
        turned.rotate_left(cut % rows.len());
        let one = november(&town(&rows)).report;
        let other = november(&town(&turned)).report;
        prop_assert_eq!(one.hash(), other.hash());
        let nets: i64 = one.lines.iter().map(|line| line.net.minor()).sum();
        prop_assert_eq!(nets, one.fund.minor() + one.deficit.minor());
    }
}
