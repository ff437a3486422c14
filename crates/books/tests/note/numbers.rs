//! Numbers of notes.

use std::collections::BTreeSet;

use books::note::{MAX_SEQUENCE, Number, NumberRefusal};
use proptest::prelude::*;
use purse::cost::Period;

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

fn october() -> Period {
    Period::months(2026, 10, 1).unwrap()
}

#[test]
fn the_next_number_follows_the_last_of_its_month() {
    let issued = BTreeSet::from(["2026-09-001", "2026-10-001", "2026-10-002", "2026-11-001"].map(number));
    assert_eq!(Number::next(&issued, &october()).unwrap().to_string(), "2026-10-003");
    assert_eq!(Number::next(&BTreeSet::new(), &october()).unwrap().to_string(), "2026-10-001");
    let quarter = Period::months(2026, 10, 3).unwrap();
    assert_eq!(Number::next(&issued, &quarter).unwrap().to_string(), "2026-12-001");
}

#[test]
fn each_refusal_of_a_number_has_a_case_that_meets_it() {
    for (text, refusal) in [
        ("2026-10", NumberRefusal::Spelling),
        ("2026-10-3", NumberRefusal::Spelling),
        ("2026-10-0003", NumberRefusal::Spelling),
        ("26-10-003", NumberRefusal::Spelling),
        ("2026-1-003", NumberRefusal::Spelling),
        ("2026-10-+03", NumberRefusal::Spelling),
        ("2026-13-001", NumberRefusal::Range),
        ("2026-00-001", NumberRefusal::Range),
        ("2026-10-000", NumberRefusal::Range),
        ("1999-10-001", NumberRefusal::Range),
    ] {
        assert_eq!(text.parse::<Number>(), Err(refusal), "{text}");
    }
    let gap = BTreeSet::from(["2026-10-001", "2026-10-003"].map(number));
    assert_eq!(Number::next(&gap, &october()), Err(NumberRefusal::Gap(number("2026-10-002"))));
    let full = (1..=MAX_SEQUENCE).map(|place| number(&format!("2026-10-{place:03}"))).collect();
    assert_eq!(Number::next(&full, &october()), Err(NumberRefusal::Full));
}

proptest! {
    #[test]
    fn a_series_that_is_made_one_by_one_has_no_gap_and_reads_back(count in 1_u16..1_200) {
        let mut issued = BTreeSet::new();
        for place in 1..=count.min(60) {
            let next = Number::next(&issued, &october()).unwrap();
            prop_assert_eq!(next.to_string(), format!("2026-10-{place:03}"));
            prop_assert!(issued.insert(next));
        }
        let text = format!("2026-10-{count:03}");
        prop_assert_eq!(number(&text).to_string(), text);
    }
}
