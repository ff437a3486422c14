use federation::Hash;
use federation::closing::{Closing, Ground, Report, WhyAside, recompute};
use federation::entry::{
    Approval, Contribution, ContributionKind, Correction, CorrectionLine, Declaration, Entry, Expense, Offered,
};
use federation::entry::{Reversal, Side, Usage, UsageRow};
use federation::roll::{Act, Leave};
use federation::signed::{Signable, Signed};
use jiff::civil::date;
use purse::cost::CapacityUnit;
use purse::expense::RecordRefusal;
use purse::id::EntryId;
use purse::usage::{Pool, Unit};

use crate::town::{DECEMBER, JANUARY, NOVEMBER, Town, key, member, money, november_bill};

/// The five of docs/RULES.md: a video of member 1 became popular overnight.
pub fn overnight() -> Town {
    let mut town = Town::of(&["1500", "6000", "12000", "20000", "40000"]);
    for number in 2..=5 {
        town.bill(number, november_bill(number), 3);
        town.deliver(1, number, "2026-11-03T20:00:00Z", 500);
    }
    for (home, carrier) in [(2, 3), (3, 4), (4, 5), (5, 2)] {
        town.deliver(home, carrier, "2026-11-10T10:00:00Z", 500);
    }
    town
}

pub fn november(town: &Town) -> Closing {
    town.close(NOVEMBER, None).unwrap()
}

pub fn nets(report: &Report) -> Vec<String> {
    (1..=5).map(|number| report.line(&member(number)).unwrap().net.to_string()).collect()
}

#[test]
fn from_entries_of_five_logs_comes_the_split_of_the_rules() {
    let closing = november(&overnight());
    assert_eq!(nets(&closing.report), ["-24.66", "79.78", "47.06", "3.44", "-105.62"]);
    assert_eq!((closing.report.total, closing.report.deficit), (money("600.00"), money("0")));
    assert_eq!(closing.report.usage.len(), 8);
    assert!(closing.aside.is_empty());
}

#[test]
fn a_report_is_read_back_from_its_bytes_and_has_one_hash() {
    let report = november(&overnight()).report;
    let bytes = report.to_cbor();
    assert_eq!(Report::from_cbor(&bytes), Ok(report.clone()));
    assert_eq!(report.hash(), november(&overnight()).report.hash());
}

#[test]
fn a_bill_counts_up_to_its_estimate_and_whole_when_the_members_say_so() {
    let mut town = overnight();
    let above = Expense { amount: money("200.00"), ..november_bill(9) };
    town.bill(2, above.clone(), 3);
    let estimate = match town.logs[&member(2)].last() {
        Some(Entry::Expense(expense)) => expense.estimate,
        other => panic!("it was just appended: {other:?}"),
    };
    let more = Expense { nonce: [10; 16], common_part: money("50.00"), estimate, ..above };
    let more = town.append(2, Entry::Expense(more));
    let aside: Vec<_> = november(&town).aside.iter().map(|entry| (entry.name, entry.why)).collect();
    assert_eq!(aside, [(more, WhyAside::Above(money("50.00")))]);
    for number in 1..=3 {
        town.append(number, Entry::Approval(Approval { of: more, yes: true }));
    }
    assert!(november(&town).aside.is_empty());
}

#[test]
fn a_bill_that_was_wrong_is_taken_back_in_the_period_of_its_reversal() {
    let mut town = overnight();
    let wrong = town.bill(2, Expense { capacity: None, ..november_bill(30) }, 3);
    let with = november(&town).report;
    assert_eq!(with.total, money("750.00"));
    let back = Reversal { of: wrong, on: date(2026, 12, 4) };
    town.append(2, Entry::Reversal(back));
    // Nobody takes back what another one wrote.
    town.append(3, Entry::Reversal(Reversal { of: wrong, on: date(2026, 11, 4) }));
    assert_eq!(november(&town).report.total, with.total);
    let december = town.close(DECEMBER, Some(&with)).unwrap().report;
    assert_eq!(december.line(&member(2)).unwrap().credit, money("-150.00"));
}

#[test]
fn each_reason_to_set_an_entry_aside_has_an_entry_that_meets_it() {
    let mut town = overnight();
    let mut unknown = november_bill(21);
    unknown.pool = Pool::Commons;
    unknown.capacity = Some(Offered { amount: 1, unit: CapacityUnit::Own("mailbox_day".into()) });
    let unknown = town.bill(3, unknown, 3);
    let alone = town.append(4, Entry::Expense(november_bill(22)));
    let late = town.bill(5, Expense { on: date(2026, 11, 2), ..november_bill(26) }, 3);
    let unloved = town.bill(5, november_bill(23), 2);
    // Approved by 1 and 2, and its author: 3 of 5. Of member 1 the same would be 2 of 5.
    let two = town.bill(1, november_bill(24), 2);
    let twice = town.bill(2, november_bill(27), 3);
    for _ in 0..2 {
        town.append(2, Entry::Reversal(Reversal { of: twice, on: date(2026, 10, 1) }));
    }
    let stranger = Hash::of_entry(&member(9), &Entry::Expense(november_bill(25)).to_leaf().unwrap());
    town.logs.insert(member(9), vec![Entry::Expense(november_bill(25))]);
    let facts = town.facts(NOVEMBER);
    let proposal = without_strangers(&town).proposal(NOVEMBER, None);
    let ground = Ground { proposal: &proposal, facts: &facts, charters: &town.charters, previous: None };
    let aside: Vec<_> = recompute(&ground).unwrap().aside.iter().map(|entry| (entry.name, entry.why)).collect();
    let why = |name: Hash| aside.iter().find(|(of, _)| *of == name).map(|(_, why)| *why);
    assert_eq!(why(stranger), Some(WhyAside::NoMember));
    assert_eq!(why(unknown), Some(WhyAside::Unit));
    assert_eq!(why(late), Some(WhyAside::NotApproved));
    assert_eq!(why(alone), Some(WhyAside::Record(RecordRefusal::NoEstimate(EntryId::from_bytes([0; 32])))));
    assert_eq!(why(unloved), None);
    assert!(matches!(why(two), Some(WhyAside::Record(RecordRefusal::NoEstimate(_)))));
    let early = |why: &WhyAside| matches!(why, WhyAside::Record(RecordRefusal::BeforeItsEntry(_)));
    assert!(aside.iter().any(|(_, why)| early(why)));
}

/// The same town without the logs of strangers, which no proposal names.
fn without_strangers(town: &Town) -> Town {
    let mut town = town.clone();
    town.logs.remove(&member(9));
    town
}

#[test]
fn who_copies_the_bills_of_others_is_credited_nothing_and_takes_nothing_from_them() {
    let mut town = overnight();
    let before = november(&town).report;
    let copied: Vec<Entry> = (2..=5).flat_map(|number| town.logs[&member(number)].clone()).collect();
    for entry in copied.into_iter().filter(|entry| matches!(entry, Entry::Estimate(_) | Entry::Expense(_))) {
        town.append(1, entry);
    }
    assert_eq!(nets(&november(&town).report), nets(&before));
}

#[test]
fn a_claim_beyond_what_was_observed_is_disputed_and_not_paid() {
    let mut town = overnight();
    let honest = november(&town).report;
    // Member 3 claims ten times as much in another hour of the day, and member 2 saw nothing of it.
    let row = UsageRow { other: member(2), service: "video".into(), unit: Unit::Byte, quantity: 5_000_000_000_000 };
    let hour = "2026-11-10T11:00:00Z".parse().unwrap();
    town.append(3, Entry::Usage(Usage { side: Side::Claim, hour, rows: vec![row] }));
    let report = november(&town).report;
    let line = report.usage.iter().find(|line| line.home == member(2) && line.carrier == member(3)).unwrap();
    // 500 GB observed, a quarter tolerated.
    assert_eq!(line.charged, 666_666_666_666);
    assert_eq!(line.charged + line.disputed, 5_500_000_000_000);
    assert!(report.line(&member(3)).unwrap().credit <= honest.line(&member(3)).unwrap().credit);
}

#[test]
fn means_declared_when_the_bill_is_on_the_table_count_from_the_next_period() {
    let mut town = overnight();
    let first = november(&town).report;
    let poor = Declaration { means: money("1.00"), adherents: 1, from: date(2026, 12, 1) };
    town.append(5, Entry::Declaration(poor));
    let late = town.close(DECEMBER, Some(&first)).unwrap();
    assert_eq!(late.members[&member(5)].means, money("40000"));
    let next = town.close(JANUARY, Some(&late.report)).unwrap();
    assert_eq!((next.members[&member(5)].means, next.members[&member(5)].adherents), (money("1.00"), 1));
}

#[test]
fn who_joins_or_leaves_within_a_period_bears_its_days_and_is_not_asked_to_close_it() {
    let mut town = overnight();
    town.admit(6, "3650", date(2026, 11, 21));
    let leave = Leave { federation: town.federation, member: member(4), to: date(2026, 11, 11) };
    town.resolve(Act::Leave(Signed::sign(leave, &key(4))), &[1, 2, 3, 5]);
    let closing = november(&town);
    let period = NOVEMBER.period().unwrap();
    let roster = closing.chain.roll.roster(&period);
    assert!(roster.contains(&member(4)) && !roster.contains(&member(6)));
    assert_eq!(closing.report.lines.len(), 6);
    // Ten days of 365 at most 20 % and at least 0.5 % of 3,650.
    let joined = closing.report.line(&member(6)).unwrap().charge;
    assert!(joined >= money("0.50") && joined <= money("20.00"), "{joined}");
}

#[test]
fn the_fund_is_what_its_holder_saw_and_goes_from_report_to_report() {
    let mut town = overnight();
    let paid = |mark, kind, amount: &str, day| {
        Entry::Contribution(Contribution { nonce: [mark; 16], kind, amount: money(amount), day })
    };
    town.append(1, paid(1, ContributionKind::Fund, "100.00", date(2026, 11, 5)));
    town.append(1, paid(2, ContributionKind::Dues, "70.00", date(2026, 11, 5)));
    town.append(1, paid(3, ContributionKind::Fund, "8.00", date(2026, 12, 1)));
    town.append(2, paid(4, ContributionKind::Fund, "9999.00", date(2026, 11, 5)));
    let november = november(&town).report;
    // It pays of what the cap of member 1 leaves over before the others do.
    assert_eq!((november.contributions, november.fund), (money("100.00"), money("100.00")));
    assert_eq!(november.fund_after, money("0.00"));
    let december = town.close(DECEMBER, Some(&november)).unwrap().report;
    assert_eq!((december.fund_before, december.contributions), (november.fund_after, money("8.00")));
    // Nothing was spent, and the floors bring 0.5 % of 79,500 x 31 / 365.
    assert_eq!((december.fund, december.fund_after), (money("-33.76"), money("41.76")));
}

#[test]
fn a_correction_that_the_members_approved_is_paid_in_a_later_period() {
    let mut town = overnight();
    let first = november(&town).report;
    let lines = [(1, "-3.00"), (2, "3.00")];
    let mut lines = lines.map(|(number, amount)| CorrectionLine { member: member(number), amount: money(amount) });
    lines.sort_by_key(|line| line.member);
    let counts_in = date(2026, 12, 1);
    let correction = Correction { nonce: [1; 16], report: first.hash(), counts_in, lines: lines.to_vec() };
    let name = town.append(3, Entry::Correction(correction));
    let before = town.close(DECEMBER, Some(&first)).unwrap().report;
    assert!(before.lines.iter().all(|line| line.correction == money("0")));
    for number in [1, 2] {
        town.append(number, Entry::Approval(Approval { of: name, yes: true }));
    }
    let after = town.close(DECEMBER, Some(&first)).unwrap().report;
    for (line, was) in after.lines.iter().zip(&before.lines) {
        assert_eq!(line.net, was.net.plus(line.correction).unwrap());
    }
    assert_eq!(after.line(&member(2)).unwrap().correction, money("3.00"));
}
