//! Files of transfers against the published schema.

use books::bank::{CreditTransfer, Holder, MAX_TRANSFERS, pain_001};
use jiff::ToSpan;
use proptest::prelude::*;
use purse::money::Money;

use crate::given::{AUBEPINE, BRUYERE, CHARDON, GAERTNER, holder, order, transfer};
use crate::order_rules::settlement;
use crate::tool::validate;

#[test]
fn the_file_of_a_settlement_is_valid_by_the_published_schema() {
    validate("pain.001.001.09", pain_001(&settlement()).unwrap().xml.as_bytes());
}

#[test]
fn a_file_that_is_not_valid_would_be_noticed() {
    let xml = pain_001(&settlement()).unwrap().xml.replace("<ChrgBr>SLEV</ChrgBr>", "<ChrgBr>NONE</ChrgBr>");
    assert!(std::panic::catch_unwind(|| validate("pain.001.001.09", xml.as_bytes())).is_err());
}

#[test]
fn the_largest_file_is_valid_too() {
    let one = |place: usize| CreditTransfer {
        amount: Money::from_minor(99_999_999_999).unwrap(),
        ..transfer(&format!("C{place}"), holder("Bruyère", BRUYERE), "1.00")
    };
    let file = pain_001(&order((0..MAX_TRANSFERS).map(one).collect())).unwrap();
    assert_eq!(file.sum.to_string(), "999999999990.00");
    validate("pain.001.001.09", file.xml.as_bytes());
}

fn any_holder() -> impl Strategy<Value = Holder> {
    let accounts = prop::sample::select(vec![AUBEPINE, BRUYERE, CHARDON, GAERTNER]);
    ("[a-z]\\PC{0,90}", accounts).prop_map(|(name, account)| holder(&name, account))
}

proptest! {
    // Each case starts xmllint once.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_order_of_any_names_becomes_a_valid_file(
        parties in prop::collection::vec((any_holder(), any_holder(), 1_i64..10_000_000, 0_i64..3), 1..12),
    ) {
        let transfers = parties.into_iter().enumerate().map(|(place, (debtor, creditor, cents, days))| {
            let plain = transfer(&format!("N{place}"), creditor, "1.00");
            let execution = plain.execution.saturating_add(days.days());
            CreditTransfer { debtor, amount: Money::from_minor(cents).unwrap(), execution, ..plain }
        });
        let transfers: Vec<_> = transfers.filter(|t| t.debtor.iban != t.creditor.iban).collect();
        prop_assume!(!transfers.is_empty());
        let count = transfers.len();
        let file = pain_001(&order(transfers)).unwrap();
        validate("pain.001.001.09", file.xml.as_bytes());
        prop_assert_eq!(file.xml.matches("<CdtTrfTxInf>").count(), count);
    }
}
