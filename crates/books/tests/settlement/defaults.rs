//! What is not paid when the days of grace are over.

use books::settlement::{Claim, Moved, Party};
use federation::Hash;
use purse::money::Money;

use crate::case::{Case, Rest, amounts, member, money, note};

/// Member 2 owes 30.00 to 3 (20.00) and 4 (10.00); the fund has so much.
fn owing(fund: &str) -> Case {
    let mut case = Case::of(4);
    let contributions = Rest { contributions: money(fund), ..Rest::default() };
    case.close(&[(1, "0"), (2, "-30"), (3, "20"), (4, "10")], contributions);
    case
}

fn claims(case: &Case, today: &str) -> Vec<(Party, String)> {
    let told = |claim: Claim| (claim.of, claim.amount.to_string());
    case.on(today).claims().into_iter().map(told).collect()
}

fn of(number: u8, amount: &str) -> (Party, String) {
    (Party::Member(member(number)), amount.to_owned())
}

fn fund(amount: &str) -> (Party, String) {
    (Party::Fund, amount.to_owned())
}

#[test]
fn nothing_falls_on_others_before_the_days_of_grace_are_over() {
    let case = owing("100");
    assert!(claims(&case, "2027-03-11").is_empty());
    assert_eq!(claims(&case, "2027-03-12"), [fund("30.00")]);
    assert_eq!(case.on("2027-03-12").fund(), money("70"));
}

#[test]
fn the_fund_bears_first_and_creditors_the_rest_as_they_are_owed() {
    let case = owing("9.99");
    assert_eq!(claims(&case, "2027-03-12"), [of(3, "13.34"), of(4, "6.67"), fund("9.99")]);
    let settlement = case.on("2027-03-12");
    assert_eq!((settlement.fund(), note(&settlement, 0, 3).open()), (Money::ZERO, money("6.66")));
    assert_eq!(note(&settlement, 0, 2).open(), money("30"), "the debtor still owes it");
}

#[test]
fn a_later_payment_gives_back_to_creditors_and_then_to_the_fund() {
    let mut case = owing("9.99");
    case.paid(2, 1, 0, "10", "2027-04-01");
    assert_eq!(claims(&case, "2027-04-01"), [of(3, "6.67"), of(4, "3.34"), fund("9.99")]);
    case.paid(2, 1, 0, "15", "2027-04-02");
    assert_eq!(claims(&case, "2027-04-02"), [fund("5.00")]);
    case.paid(2, 1, 0, "5", "2027-04-03");
    let settlement = case.on("2027-04-03");
    assert!(settlement.claims().is_empty());
    assert_eq!((settlement.fund(), note(&settlement, 0, 2).open()), (money("9.99"), Money::ZERO));
    assert_eq!(note(&settlement, 0, 3).open(), money("20"));
}

#[test]
fn a_creditor_that_was_paid_already_bears_it_in_its_next_period() {
    let mut case = owing("0");
    case.paid(1, 3, 0, "20", "2026-12-20");
    let settlement = case.on("2027-03-12");
    assert_eq!(amounts(&settlement.carried()), [(3, "-20.00".to_owned())]);
    case.paid(2, 1, 0, "3", "2027-03-13");
    let settlement = case.on("2027-03-13");
    assert_eq!(amounts(&settlement.carried()), [(3, "-18.00".to_owned())]);
    assert_eq!(note(&settlement, 0, 4).open(), money("1"));
}

#[test]
fn what_is_disputed_falls_on_nobody() {
    let mut case = owing("0");
    case.disputes(2, 0, "12");
    assert_eq!(claims(&case, "2027-03-12"), [of(3, "12.00"), of(4, "6.00")]);
    let settlement = case.on("2027-03-12");
    assert_eq!(note(&settlement, 0, 2).disputed(), money("12"));
}

#[test]
fn a_report_that_spends_what_the_fund_bears_moves_it_to_that_periods_creditors() {
    let mut case = owing("40");
    for _ in 0..3 {
        case.close(&[], Rest::default());
    }
    assert_eq!(claims(&case, "2027-04-09"), [fund("30.00")]);
    // The report of March does not know that 30.00 of the fund wait for member 2.
    case.close(&[(3, "25")], Rest { fund: money("25"), ..Rest::default() });
    assert_eq!(claims(&case, "2027-04-10"), [of(3, "15.00"), fund("15.00")]);
    let settlement = case.on("2027-04-10");
    assert_eq!((settlement.fund(), note(&settlement, 4, 3).open()), (Money::ZERO, money("10")));
}

#[test]
fn what_no_other_can_bear_is_kept_back_from_what_the_debtor_itself_is_owed() {
    let mut case = owing("40");
    for _ in 0..3 {
        case.close(&[], Rest::default());
    }
    case.close(&[(2, "25")], Rest { fund: money("25"), ..Rest::default() });
    let settlement = case.on("2027-04-10");
    assert_eq!((settlement.fund(), note(&settlement, 4, 2).open()), (Money::ZERO, money("10")));
    assert_eq!(claims(&case, "2027-04-10"), [of(2, "15.00"), fund("15.00")]);
}

#[test]
fn a_default_and_what_comes_back_are_told_in_order() {
    let mut case = owing("9.99");
    case.paid(2, 1, 0, "30", "2027-04-01");
    let settlement = case.on("2027-04-01");
    let told: Vec<String> =
        settlement.movements().iter().map(|movement| format!("{} {}", movement.day, kind(&movement.moved))).collect();
    assert_eq!(
        told,
        [
            "2026-12-11 closed",
            "2027-03-12 fund 9.99, creditors 2",
            "2027-04-01 paid 30.00, rest 0.00",
            "2027-04-01 back 9.99, 2"
        ]
    );
}

fn kind(moved: &Moved) -> String {
    match moved {
        Moved::Closed { .. } => "closed".to_owned(),
        Moved::WrittenDown { fund, creditors, .. } => format!("fund {fund}, creditors {}", creditors.len()),
        Moved::GivenBack { fund, creditors, .. } => format!("back {fund}, {}", creditors.len()),
        Moved::Paid { entry, amount, rest, .. } => {
            assert_ne!(*entry, Hash::ZERO);
            format!("paid {amount}, rest {rest}")
        }
        other => format!("{other:?}"),
    }
}
