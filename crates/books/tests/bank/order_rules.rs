//! What a file of transfers is refused for, and what it looks like.

use books::bank::{MAX_TRANSFERS, Order, OrderRefusal, Side, pain_001};
use jiff::civil::date;
use purse::money::Money;

use crate::given::{AUBEPINE, BRUYERE, FEDERATION, GAERTNER, holder, money, order, transfer};

/// A settlement with what makes names difficult.
pub fn settlement() -> Order {
    let mut gaertner = transfer("2026-11-C01", holder("Gärtner & Söhne gGmbH", GAERTNER), "220.10");
    gaertner.creditor_bic = Some("BYLADEM1001".parse().unwrap());
    let long = "Association pour l’hébergement associatif, coopératif et solidaire en Bruyère et alentours";
    let later = transfer("2026-11-C03", holder("Aubépine", AUBEPINE), "0.01");
    order(vec![
        gaertner,
        transfer("2026-11-C02", holder(long, BRUYERE), "999999999.99"),
        books::bank::CreditTransfer { execution: date(2026, 12, 15), ..later },
    ])
}

#[test]
fn the_file_of_a_settlement_is_the_golden_one() {
    let file = pain_001(&settlement()).unwrap();
    let golden = include_str!("../golden/pain-001-1.xml");
    assert_eq!(file.xml, golden.trim_end(), "the file changed: a bank may refuse what it took before");
    let batches: Vec<_> = file.batches.iter().map(|batch| (batch.id.as_str(), batch.transfers.as_slice())).collect();
    assert_eq!(batches, [("ECOT-2026-11-HUB-1", &[0, 1][..]), ("ECOT-2026-11-HUB-2", &[2][..])]);
    assert_eq!((file.transfers, file.sum), (3, money("1000000220.10")));
}

#[test]
fn a_long_name_of_a_file_leaves_room_for_the_numbers_of_its_groups() {
    let mut order = settlement();
    order.message = "12345678901234567890123456789012345".parse().unwrap();
    let ids: Vec<_> = pain_001(&order).unwrap().batches.into_iter().map(|batch| batch.id.to_string()).collect();
    assert_eq!(ids, ["123456789012345678901234567890123-1", "123456789012345678901234567890123-2"]);
    order.transfers.truncate(1);
    assert_eq!(pain_001(&order).unwrap().batches[0].id, order.message);
}

#[test]
fn every_name_that_banks_get_otherwise_is_shown() {
    let file = pain_001(&settlement()).unwrap();
    let shown: Vec<_> =
        file.rewritten.iter().map(|r| (r.transfer, r.side, r.fitted.text.as_str(), r.fitted.cut)).collect();
    let cut = "Association pour l'hebergement associatif, cooperatif et solidaire en";
    assert_eq!(
        shown,
        [
            (None, Side::Initiator, "Federation des hebergeurs", false),
            (Some(0), Side::Debtor, "Federation des hebergeurs", false),
            (Some(0), Side::Creditor, "Gartner + Sohne gGmbH", false),
            (Some(1), Side::Creditor, cut, true),
            (Some(2), Side::Creditor, "Aubepine", false),
        ]
    );
}

#[test]
fn a_name_that_banks_carry_is_not_mentioned() {
    let mut plain = order(vec![transfer("1", holder("Bruyere", BRUYERE), "1.00")]);
    plain.initiator = "Federation".to_owned();
    plain.transfers[0].debtor.name = "Federation".to_owned();
    assert_eq!(pain_001(&plain).unwrap().rewritten, []);
}

/// What is done to a good order, and what it is then refused for.
type Row<'a> = (&'a dyn Fn(&mut Order), OrderRefusal);

#[test]
fn each_refusal_of_an_order_has_an_order_that_meets_it() {
    let changed = |change: &dyn Fn(&mut Order)| {
        let mut order = settlement();
        change(&mut order);
        pain_001(&order).map(|file| file.transfers)
    };
    let rows: [Row<'_>; 13] = [
        (&|order| order.transfers.clear(), OrderRefusal::Empty),
        (&|order| order.transfers = vec![order.transfers[0].clone(); MAX_TRANSFERS + 1], OrderRefusal::TooMany),
        (&|order| order.initiator = " \u{3000}".to_owned(), OrderRefusal::Initiator),
        (&|order| order.transfers[0].execution = date(-1, 1, 1), OrderRefusal::Year),
        (&|order| order.created = date(0, 1, 1).at(0, 0, 0, 0), OrderRefusal::Year),
        (&|order| order.transfers[0].debtor.name.clear(), OrderRefusal::Debtor(0)),
        (&|order| order.transfers[1].creditor.name = "北京".to_owned(), OrderRefusal::Creditor(1)),
        (&|order| order.transfers[1].amount = Money::ZERO, OrderRefusal::Amount(1)),
        (&|order| order.transfers[2].amount = money("1000000000.00"), OrderRefusal::Amount(2)),
        (
            &|order| order.transfers[2].creditor.iban = "TR330006100519786457841326".parse().unwrap(),
            OrderRefusal::OutsideSepa(2),
        ),
        (&|order| order.transfers[0].creditor.iban = FEDERATION.parse().unwrap(), OrderRefusal::SameAccount(0)),
        (&|order| order.transfers[0].execution = date(2026, 12, 6), OrderRefusal::Past(0)),
        (&|order| order.transfers[2].end_to_end = order.transfers[0].end_to_end.clone(), OrderRefusal::SameEndToEnd(2)),
    ];
    for (change, refusal) in rows {
        assert_eq!(changed(change), Err(refusal));
    }
}
