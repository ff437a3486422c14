use federation::closing::{Cut, Proposal, ProposalRefusal, Statement};
use federation::entry::*;
use federation::roll::{Act, ActRefusal, Ballot, Resolution};
use federation::rounds::Voice;
use federation::signed::Signed;
use federation::{CborRefusal, Hash};
use jiff::civil::date;
use proptest::prelude::*;
use purse::cost::{CapacityUnit, CostRefusal};
use purse::usage::{Hour, Pool, Unit};

use crate::carried_entries::{allowances, backup, placement};
use crate::town::{FOUNDED, NOVEMBER, key, member, money, november_bill, seat};

const GOLDEN: &str = include_str!("../golden/entries.txt");

/// One of each kind, in the order of their numbers.
fn one_of_each() -> Vec<Entry> {
    let span = Span { from: date(2026, 11, 1), to: date(2026, 12, 1) };
    let capacity = Some(Offered { amount: 1, unit: CapacityUnit::Tb });
    let nonce = [7; 16];
    let some = Hash([9; 32]);
    let row = UsageRow { other: member(2), service: "video".into(), unit: Unit::Byte, quantity: 5 };
    let lines = vec![CorrectionLine { member: member(1), amount: money("0") }];
    let cut = Cut { member: member(1), log: 1, size: 3, root: some };
    let change = KeyChange { member: member(1), log: 1, public: key(2).verifying_key().to_bytes() };
    let ballot = Ballot { federation: some, number: 1, round: 0, member: member(1), voice: Voice::For(some) };
    let statement = Statement { federation: some, span: NOVEMBER, round: 0, member: member(1), voice: Voice::Abandon };
    let (kind, amount, day) = (ContributionKind::Fund, money("12.50"), date(2026, 11, 5));
    vec![
        Entry::Manifest(some),
        Entry::Key(Signed::sign(change, &key(1))),
        Entry::Resolution(Resolution {
            number: 0,
            previous: Hash::ZERO,
            act: Act::Found { charter: some, founder: seat(1, "1000.00", FOUNDED) },
            minutes: Some(some),
        }),
        Entry::Ballot(Signed::sign(ballot, &key(1))),
        Entry::Declaration(Declaration { means: money("1500.00"), adherents: 37, from: date(2026, 12, 1) }),
        Entry::Estimate(Estimate {
            nonce,
            pool: Pool::Delivery,
            common_part: money("150"),
            capacity: capacity.clone(),
            span,
        }),
        Entry::Approval(Approval { of: some, yes: true }),
        Entry::Expense(Expense {
            foreign: Some(Foreign { currency: "USD".into(), minor: 16_500 }),
            evidence: Some(some),
            ..november_bill(7)
        }),
        Entry::Reversal(Reversal { of: some, on: date(2026, 11, 20) }),
        Entry::Gift(Gift { nonce, pool: Pool::Storage, value: money("40"), capacity: None, span, evidence: None }),
        Entry::Contribution(Contribution { nonce, kind, amount, day }),
        Entry::Usage(Usage { side: Side::Claim, hour: Hour::from_number(500_000).unwrap(), rows: vec![row] }),
        Entry::Proposal(Proposal {
            federation: some,
            span: NOVEMBER,
            round: 0,
            rules_version: 1,
            previous: None,
            cuts: vec![cut],
        }),
        Entry::Statement(Signed::sign(statement, &key(1))),
        Entry::Payment(Payment {
            nonce,
            report: some,
            from: member(2),
            amount: money("24.66"),
            day: date(2026, 12, 20),
        }),
        Entry::Correction(Correction { nonce, report: some, counts_in: date(2026, 12, 1), lines }),
        Entry::Dispute(Dispute {
            nonce,
            report: some,
            amount: money("3.20"),
            reason: DisputeReason::Usage,
            evidence: Some(some),
        }),
        Entry::Card(some),
    ]
    .into_iter()
    .chain(crate::carried_entries::one_of_each())
    .collect()
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

#[test]
fn every_kind_of_entry_has_the_bytes_that_it_always_had() {
    let written: Vec<String> = one_of_each().iter().map(|entry| hex(&entry.to_leaf().unwrap())).collect();
    let kept: Vec<&str> = GOLDEN.lines().collect();
    assert_eq!(written, kept);
    for (entry, line) in one_of_each().iter().zip(kept) {
        let bytes = data_encoding::HEXLOWER.decode(line.as_bytes()).unwrap();
        assert_eq!(Entry::from_leaf(&bytes).as_ref(), Ok(entry));
    }
}

#[test]
#[ignore = "writes the golden file, once for each version"]
fn write_the_golden_entries() {
    let lines: String = one_of_each().iter().map(|entry| hex(&entry.to_leaf().unwrap()) + "\n").collect();
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/entries.txt"), lines).unwrap();
}

#[test]
fn each_refusal_of_an_entry_has_one_that_meets_it() {
    let bytes = Entry::Manifest(Hash::ZERO).to_leaf().unwrap();
    let mut other_version = bytes.clone();
    other_version[1] = 2;
    let mut trailing = bytes.clone();
    trailing.push(0);
    let read = |bytes: &[u8]| Entry::from_leaf(bytes).err();
    assert_eq!(read(&vec![0; MAX_BYTES + 1]), Some(EntryRefusal::Cbor(CborRefusal::TooLong)));
    assert_eq!(read(&bytes[1..]), Some(EntryRefusal::Cbor(CborRefusal::Malformed)));
    assert_eq!(read(&trailing), Some(EntryRefusal::Cbor(CborRefusal::NotDeterministic)));
    assert_eq!(read(&other_version), Some(EntryRefusal::Version));
    let row = |number, service: &str| UsageRow {
        other: member(number),
        service: service.into(),
        unit: Unit::Byte,
        quantity: 1,
    };
    let usage = |rows| Entry::Usage(Usage { side: Side::Claim, hour: Hour::from_number(1).unwrap(), rows });
    let bill = |change: fn(&mut Expense)| {
        let mut bill = november_bill(1);
        change(&mut bill);
        Entry::Expense(bill)
    };
    let foreign = |currency: &str| {
        Entry::Expense(Expense { foreign: Some(Foreign { currency: currency.into(), minor: 1 }), ..november_bill(1) })
    };
    let lines = vec![CorrectionLine { member: member(1), amount: money("1") }];
    let correction = Correction { nonce: [0; 16], report: Hash::ZERO, counts_in: FOUNDED, lines };
    let act = Act::Amend { charter: Hash::ZERO, from: date(2026, 12, 2) };
    let proposal = Proposal {
        federation: Hash::ZERO,
        span: NOVEMBER,
        round: 0,
        rules_version: 1,
        previous: None,
        cuts: Vec::new(),
    };
    let resolution = Resolution { number: 1, previous: Hash::ZERO, act, minutes: None };
    let dispute = |amount: &str, reason| {
        let (nonce, report, amount) = ([0; 16], Hash::ZERO, money(amount));
        Entry::Dispute(Dispute { nonce, report, amount, reason, evidence: None })
    };
    let means = Declaration { means: money("-1"), adherents: 0, from: FOUNDED };
    for (entry, expected) in [
        (bill(|bill| bill.amount = money("0")), EntryRefusal::Amount),
        (Entry::Declaration(means), EntryRefusal::Amount),
        (bill(|bill| bill.common_part = money("150.01")), EntryRefusal::Cost(CostRefusal::CommonPart { expense: 0 })),
        (bill(|bill| bill.span.to = bill.span.from), EntryRefusal::Cost(CostRefusal::NoDays { expense: 0 })),
        (bill(|bill| bill.on = date(2026, 10, 31)), EntryRefusal::Early),
        (Entry::Correction(correction), EntryRefusal::Lines),
        (dispute("0", DisputeReason::Paid), EntryRefusal::Amount),
        (foreign("eur"), EntryRefusal::Currency),
        (foreign("EURO"), EntryRefusal::Currency),
        (dispute("1", DisputeReason::Other), EntryRefusal::Unsaid),
        (usage(Vec::new()), EntryRefusal::Rows),
        (usage(vec![row(1, "video"), row(1, "video")]), EntryRefusal::Rows),
        (usage(vec![row(1, "Video")]), EntryRefusal::Service),
        (usage(vec![row(1, "")]), EntryRefusal::Service),
        (Entry::Placement(placement(&[2, 2])), EntryRefusal::Carriers),
        (Entry::Placement(placement(&(1..=17).collect::<Vec<_>>())), EntryRefusal::Carriers),
        (Entry::Allowances(allowances(&[3, 2])), EntryRefusal::Carriers),
        (Entry::Backup(backup(1, &[3, 2])), EntryRefusal::Carriers),
        (Entry::Backup(backup(0, &[2, 3])), EntryRefusal::Number),
        (Entry::Resolution(resolution), EntryRefusal::Act(ActRefusal::NotTheFirst)),
        (Entry::Proposal(proposal), EntryRefusal::Proposal(ProposalRefusal::Cuts)),
        (long_proposal(), EntryRefusal::TooLong),
    ] {
        assert_eq!(entry.to_leaf().err(), Some(expected), "{entry:?}");
    }
}

/// A thousand logs in one proposal are more than a leaf can hold.
fn long_proposal() -> Entry {
    let cut = |log| Cut { member: member(1), log, size: u64::MAX, root: Hash::ZERO };
    Entry::Proposal(Proposal {
        federation: Hash::ZERO,
        span: NOVEMBER,
        round: 0,
        rules_version: 1,
        previous: None,
        cuts: (1..=1_000).map(cut).collect(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_altered_byte_of_an_entry_is_refused_or_another_entry(kind in 0_usize..30, at in any::<prop::sample::Index>(), flip in 1_u8..) {
        let entry = &one_of_each()[kind];
        let mut bytes = entry.to_leaf().unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(other) = Entry::from_leaf(&bytes) {
            prop_assert_ne!(&other, entry);
            prop_assert_eq!(other.to_leaf(), Ok(bytes));
        }
    }

    #[test]
    fn no_bytes_make_the_reader_of_entries_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(entry) = Entry::from_leaf(&bytes) {
            prop_assert_eq!(entry.to_leaf(), Ok(bytes));
        }
    }
}
