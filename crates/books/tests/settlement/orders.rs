//! What the fund's account can pay now.

use std::collections::BTreeMap;

use books::bank::pain_001;
use books::settlement::{Face, OrderFault, order};
use federation::card::Card;
use jiff::civil::date;

use crate::case::{Case, Rest, member};

pub fn card(number: u8, iban: Option<&str>) -> Card {
    Card {
        name: format!("Member {number}"),
        legal_name: format!("Association {number}"),
        address: vec!["1 rue des Haies".to_owned(), "35000 Rennes".to_owned()],
        mail: format!("tresor@m{number}.example"),
        iban: iban.map(str::to_owned),
        bic: None,
    }
}

fn ready(case: &Case, today: &str) -> Vec<(u8, String)> {
    let all = case.on(today).ready().unwrap();
    all.iter().map(|ready| (ready.member.as_bytes()[0], ready.amount.to_string())).collect()
}

#[test]
fn creditors_get_what_came_in_as_they_are_owed_and_the_funds_money_stays() {
    let mut case = Case::of(4);
    let rest = Rest { contributions: "100".parse().unwrap(), ..Rest::default() };
    case.close(&[(1, "-15"), (2, "-15"), (3, "20"), (4, "10")], rest);
    assert!(ready(&case, "2026-12-12").is_empty());
    case.paid(2, 1, 0, "15", "2026-12-12");
    assert_eq!(ready(&case, "2026-12-12"), [(3, "10.00".to_owned()), (4, "5.00".to_owned())]);
    case.paid(1, 3, 0, "10", "2026-12-13");
    case.paid(1, 4, 0, "5", "2026-12-13");
    case.paid(1, 1, 0, "15", "2026-12-14");
    assert_eq!(ready(&case, "2026-12-14"), [(3, "10.00".to_owned()), (4, "5.00".to_owned())]);
}

#[test]
fn the_fund_lends_what_is_too_small_to_be_asked_for() {
    let mut case = Case::of(3);
    let rest = Rest { contributions: "100".parse().unwrap(), ..Rest::default() };
    case.close(&[(1, "-15"), (2, "-3"), (3, "18")], rest);
    case.paid(1, 1, 0, "15", "2026-12-12");
    assert_eq!(ready(&case, "2026-12-12"), [(3, "18.00".to_owned())]);
}

#[test]
fn what_a_default_leaves_of_a_credit_is_paid_out_with_the_funds_part() {
    let mut case = Case::of(3);
    let rest = Rest { contributions: "5".parse().unwrap(), ..Rest::default() };
    case.close(&[(1, "0"), (2, "-20"), (3, "20")], rest);
    assert_eq!(ready(&case, "2027-03-12"), [(3, "5.00".to_owned())]);
}

#[test]
fn the_bank_file_has_the_transfers_whose_accounts_are_known_and_names_the_others() {
    let mut case = Case::of(4);
    case.close(&[(1, "-15"), (2, "-15"), (3, "20"), (4, "10")], Rest::default());
    case.paid(2, 1, 0, "15", "2026-12-12");
    case.paid(1, 1, 0, "15", "2026-12-12");
    let face = |number: u8, iban| (member(number), Face { host: String::new(), card: Some(card(number, iban)) });
    let faces = BTreeMap::from([
        face(1, Some("FR7630006000011234567890189")),
        face(3, Some("DE89370400440532013000")),
        face(4, None),
    ]);
    let all = case.on("2026-12-12").ready().unwrap();
    let days = (date(2026, 12, 12).at(9, 0, 0, 0), date(2026, 12, 13));
    let (file, faults) = order(&all, &member(1), &faces, "ECOT-1".parse().unwrap(), days).unwrap();
    assert_eq!(faults, [OrderFault::NoCreditor(member(4))]);
    let written = pain_001(&file).unwrap();
    assert_eq!((written.transfers, written.sum.to_string().as_str()), (1, "20.00"));
    assert!(written.xml.contains("DE89370400440532013000") && written.xml.contains("2026-11-003"), "{}", written.xml);
    let own = [books::settlement::Ready { member: member(1), ..all[0] }];
    let (file, faults) = order(&own, &member(1), &faces, "ECOT-1".parse().unwrap(), days).unwrap();
    assert!(file.transfers.is_empty() && faults == [OrderFault::SameAccount(member(1))]);
    let nobody = order(&all, &member(4), &faces, "ECOT-1".parse().unwrap(), days);
    assert_eq!(nobody, Err(OrderFault::NoAccount));
}
