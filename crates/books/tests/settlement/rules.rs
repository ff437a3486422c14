//! Notes, carry-over, payments, disputes, leaving, transfers between members.

use books::settlement::{Moved, Party, Way, WhyUnplaced};
use purse::money::Money;

use crate::case::{Case, Rest, amounts, day, member, money, note, told};

#[test]
fn every_member_that_owes_or_is_owed_enough_has_one_note_and_numbers_have_no_gap() {
    let mut case = Case::of(4);
    case.close(&[(1, "-10"), (2, "-3"), (3, "23"), (4, "-10")], Rest::default());
    let settlement = case.on("2026-12-10");
    assert_eq!(
        told(&settlement),
        ["2026-11-001 m1 -10.00 open 10.00", "2026-11-002 m3 23.00 open 23.00", "2026-11-003 m4 -10.00 open 10.00"]
    );
    let due = note(&settlement, 0, 4);
    assert_eq!((due.way(), due.issued, due.due), (Way::Pays, day("2026-12-11"), day("2027-01-10")));
    assert_eq!(due.written_down, day("2027-03-12"));
    assert_eq!(amounts(&settlement.carried()), [(2, "-3.00".to_owned())]);
}

#[test]
fn what_is_too_small_waits_for_the_next_period_and_is_a_part_of_that_note() {
    let mut case = Case::of(2);
    case.close(&[(1, "3"), (2, "-3")], Rest::default());
    case.close(&[(1, "2"), (2, "-2")], Rest::default());
    let settlement = case.on("2027-01-15");
    assert_eq!(told(&settlement), ["2026-12-001 m1 5.00 open 5.00", "2026-12-002 m2 -5.00 open 5.00"]);
    assert_eq!(note(&settlement, 1, 2).carried, money("-3"));
    let moved: Vec<&Moved> = settlement.movements().iter().map(|movement| &movement.moved).collect();
    let waited = Moved::TakenUp { period: 1, member: member(2), amount: money("-3") };
    assert!(moved.contains(&&waited), "{moved:?}");
    assert!(settlement.carried().is_empty());
}

#[test]
fn who_leaves_settles_to_zero_however_little_it_is() {
    let mut case = Case::of(2);
    case.close(&[(1, "3"), (2, "-3")], Rest::default());
    case.leaves(2, "2026-12-20");
    case.close(&[(1, "0"), (2, "0")], Rest::default());
    let settlement = case.on("2027-01-15");
    assert_eq!(told(&settlement), ["2026-12-001 m2 -3.00 open 3.00"]);
    assert_eq!(amounts(&settlement.carried()), [(1, "3.00".to_owned())]);
}

#[test]
fn who_left_still_gets_a_note_of_what_comes_up_later() {
    let mut case = Case::of(2);
    case.close(&[(1, "20"), (2, "-20")], Rest::default());
    case.leaves(2, "2026-12-01");
    case.paid(2, 1, 0, "20.40", "2026-12-15");
    case.close(&[(1, "0")], Rest::default());
    assert_eq!(
        told(&case.on("2027-01-15")),
        ["2026-11-001 m1 20.00 open 20.00", "2026-11-002 m2 -20.00 open 0.00", "2026-12-001 m2 0.40 open 0.40"]
    );
}

#[test]
fn parts_are_paid_as_they_come_and_what_is_beyond_counts_for_the_next_note() {
    let mut case = Case::of(2);
    case.close(&[(1, "20"), (2, "-20")], Rest::default());
    case.paid(2, 1, 0, "8", "2026-12-15");
    let settlement = case.on("2027-01-11");
    let due = note(&settlement, 0, 2);
    assert_eq!((due.paid, due.open()), (money("8"), money("12")));
    assert!(due.is_overdue(day("2027-01-11")) && !due.is_overdue(day("2027-01-10")));
    case.paid(2, 1, 0, "14.50", "2027-01-05");
    let settlement = case.on("2027-01-09");
    assert_eq!((note(&settlement, 0, 2).open(), note(&settlement, 0, 2).beyond), (Money::ZERO, money("2.50")));
    assert_eq!(amounts(&settlement.carried()), [(2, "2.50".to_owned())]);
    assert_eq!(settlement.cash(), money("22.50"));
}

#[test]
fn the_holder_pays_its_own_note_and_pays_creditors_from_the_funds_account() {
    let mut case = Case::of(3);
    case.close(&[(1, "-15"), (2, "-5"), (3, "20")], Rest::default());
    case.paid(1, 1, 0, "15", "2026-12-12");
    case.paid(2, 1, 0, "5", "2026-12-13");
    assert_eq!(case.on("2026-12-14").cash(), money("20"));
    case.paid(1, 3, 0, "20", "2026-12-14");
    let settlement = case.on("2026-12-15");
    assert!(settlement.notes().iter().all(|due| due.open() == Money::ZERO));
    assert_eq!((settlement.cash(), settlement.fund()), (Money::ZERO, Money::ZERO));
}

#[test]
fn an_entry_that_comes_late_changes_no_note_that_was_issued() {
    let mut case = Case::of(2);
    case.close(&[(1, "20"), (2, "-20")], Rest::default());
    case.close(&[(1, "6"), (2, "-6")], Rest::default());
    let before = told(&case.on("2027-01-11"))[2..].to_vec();
    // It arrived before December was closed, and its entry came after.
    case.paid(2, 1, 0, "23", "2026-12-20");
    let after = case.on("2027-01-12");
    assert_eq!(told(&after)[2..], before);
    assert_eq!(amounts(&after.carried()), [(2, "3.00".to_owned())]);
}

#[test]
fn a_payment_that_was_taken_back_is_open_again() {
    let mut case = Case::of(2);
    case.close(&[(1, "20"), (2, "-20")], Rest::default());
    let payment = case.paid(2, 1, 0, "22", "2026-12-15");
    let mut at_once = case.clone();
    at_once.takes_back(1, payment, "2026-12-16");
    assert_eq!(note(&at_once.on("2026-12-17"), 0, 2).open(), money("20"));
    // A report knows the payment, and carried over what was beyond the note.
    case.close(&[(1, "0"), (2, "0")], Rest::default());
    assert_eq!(amounts(&case.on("2027-01-15").carried()), [(2, "2.00".to_owned())]);
    case.takes_back(1, payment, "2027-01-12");
    let settlement = case.on("2027-01-15");
    assert_eq!(note(&settlement, 0, 2).open(), money("20"));
    assert!(settlement.carried().is_empty());
    assert_eq!(settlement.cash(), Money::ZERO);
}

#[test]
fn the_rest_of_a_disputed_note_is_payable_and_the_dispute_can_be_taken_back() {
    let mut case = Case::of(2);
    case.close(&[(1, "20"), (2, "-20")], Rest::default());
    let dispute = case.disputes(2, 0, "8");
    let settlement = case.on("2027-01-11");
    let due = note(&settlement, 0, 2);
    assert_eq!((due.open(), due.disputed(), due.payable()), (money("20"), money("8"), money("12")));
    assert!(due.is_overdue(day("2027-01-11")));
    case.paid(2, 1, 0, "12", "2027-01-11");
    assert!(!note(&case.on("2027-06-01"), 0, 2).is_overdue(day("2027-06-01")));
    case.close(&[], Rest::default());
    case.takes_back(2, dispute, "2027-02-01");
    let settlement = case.on("2027-02-02");
    assert_eq!(note(&settlement, 0, 2).payable(), money("8"));
}

#[test]
fn a_deficit_is_borne_by_creditors_as_they_are_owed_and_their_notes_are_less() {
    let mut case = Case::of(3);
    let rest = Rest { deficit: money("10"), ..Rest::default() };
    case.close(&[(1, "-20"), (2, "20.01"), (3, "9.99")], rest);
    let settlement = case.on("2026-12-15");
    assert_eq!((note(&settlement, 0, 2).deficit, note(&settlement, 0, 3).deficit), (money("6.67"), money("3.33")));
    assert_eq!(told(&settlement)[1..], ["2026-11-002 m2 13.34 open 13.34", "2026-11-003 m3 6.66 open 6.66"]);
}

#[test]
fn each_reason_for_which_an_entry_counts_nowhere_has_one_that_meets_it() {
    let mut case = Case::of(4);
    case.close(&[(1, "20"), (2, "-20"), (3, "-10"), (4, "10")], Rest::default());
    case.paid(3, 4, 0, "10", "2026-12-15");
    case.paid(4, 1, 0, "1", "2026-12-15");
    case.disputes(4, 0, "1");
    let mut other = Case::of(2);
    other.close(&[(1, "7"), (2, "-7")], Rest::default());
    let stray = other.paid(2, 1, 0, "7", "2026-12-15");
    let entry = other.facts.payments[&stray].fact;
    case.append(1, federation::entry::Entry::Payment(entry));
    let mut why: Vec<WhyUnplaced> = case.on("2026-12-20").unplaced().iter().map(|unplaced| unplaced.why).collect();
    why.sort_unstable();
    assert_eq!(why, [WhyUnplaced::NoReport, WhyUnplaced::NotByFund, WhyUnplaced::NoNote, WhyUnplaced::NoNote]);
}

#[test]
fn with_the_clause_of_assignment_members_pay_each_other_as_seldom_as_possible() {
    let mut case = Case::of(5);
    case.charter.payment.assignment = true;
    let rest = Rest { fund: money("-4"), ..Rest::default() };
    case.close(&[(1, "-20"), (2, "10"), (3, "-14"), (4, "14"), (5, "6")], rest);
    let planned: Vec<(Party, Party, Money)> =
        case.on("2026-12-12").planned().iter().map(|plan| (plan.from, plan.to, plan.amount)).collect();
    let of = |number| Party::Member(member(number));
    assert_eq!(
        planned,
        [
            (of(3), of(4), money("14")),
            (of(1), of(2), money("10")),
            (of(1), of(5), money("6")),
            (of(1), Party::Fund, money("4"))
        ]
    );
    case.paid(3, 4, 0, "14", "2026-12-13");
    case.paid(1, 2, 0, "10", "2026-12-13");
    case.paid(1, 5, 0, "5", "2026-12-14");
    case.paid(1, 1, 0, "4", "2026-12-14");
    let settlement = case.on("2026-12-15");
    assert_eq!((settlement.cash(), settlement.fund()), (money("4"), money("4")));
    let open: Vec<String> = settlement.notes().iter().map(|due| due.open().to_string()).collect();
    assert_eq!(open, ["1.00", "0.00", "0.00", "0.00", "1.00"]);
    assert!(settlement.planned().iter().all(|plan| plan.paid == plan.amount || plan.to == of(5)));
    assert!(settlement.ready().unwrap().is_empty(), "the fund pays nothing for a debtor in time");
}
