//! A proposal, or a ground, for each reason not to close a period; and what a member that got another hash is told.

use std::collections::BTreeMap;

use federation::Hash;
use federation::closing::{
    ClosingRefusal, Difference, Ground, Proposal, ProposalRefusal, RULES_VERSION, Report, Span, first_difference,
    recompute,
};
use federation::entry::{Contribution, ContributionKind, Entry};
use federation::roll::{Halt, RollRefusal};
use jiff::civil::date;
use purse::split::SplitRefusal;

use crate::closing::{november, overnight};
use crate::town::{DECEMBER, JANUARY, NOVEMBER, money};

#[test]
fn each_refusal_of_a_proposal_has_one_that_meets_it() {
    let town = overnight();
    let proposal = town.proposal(NOVEMBER, None);
    let with = |change: fn(&mut Proposal)| {
        let mut proposal = proposal.clone();
        change(&mut proposal);
        proposal
    };
    assert_eq!(with(|p| p.span.month = 13).check(), Err(ProposalRefusal::Period));
    assert_eq!(with(|p| p.span.months = 13).check(), Err(ProposalRefusal::Period));
    assert_eq!(with(|p| p.cuts.clear()).check(), Err(ProposalRefusal::Cuts));
    assert_eq!(with(|p| p.cuts.reverse()).check(), Err(ProposalRefusal::Cuts));
    assert_eq!(proposal.check(), Ok(()));
}

#[test]
fn each_refusal_of_a_closing_has_a_ground_that_meets_it() {
    let town = overnight();
    let first = november(&town).report;
    let refusal = |change: &dyn Fn(&mut Proposal), previous: Option<&Report>| {
        let mut proposal = town.proposal(DECEMBER, previous);
        change(&mut proposal);
        let facts = town.facts(DECEMBER);
        recompute(&Ground { proposal: &proposal, facts: &facts, charters: &town.charters, previous }).err()
    };
    let no_charter = || {
        let (proposal, facts, charters) = (town.proposal(NOVEMBER, None), town.facts(NOVEMBER), BTreeMap::new());
        recompute(&Ground { proposal: &proposal, facts: &facts, charters: &charters, previous: None }).err()
    };
    let version = RULES_VERSION + 1;
    let october = Span { year: 2026, month: 10, months: 1 };
    let empty = |p: &mut Proposal| {
        p.span = october;
        p.cuts.clear();
    };
    let founding = Halt::Founding(RollRefusal::NoCharter);
    for (found, expected) in [
        (refusal(&|_| (), Some(&first)), None),
        (refusal(&|p| p.rules_version = version, Some(&first)), Some(ClosingRefusal::RulesVersion(version))),
        (refusal(&|p| p.federation = Hash::ZERO, Some(&first)), Some(ClosingRefusal::Halt(Halt::NoFounding))),
        (no_charter(), Some(ClosingRefusal::Halt(founding))),
        (refusal(&|p| p.span.months = 0, Some(&first)), Some(ClosingRefusal::Period)),
        (refusal(&|p| p.previous = None, Some(&first)), Some(ClosingRefusal::NotNext)),
        (refusal(&|p| p.span = JANUARY, Some(&first)), Some(ClosingRefusal::NotNext)),
        (refusal(&|p| p.cuts.truncate(1), Some(&first)), Some(ClosingRefusal::Logs)),
        (refusal(&empty, None), Some(ClosingRefusal::Split(SplitRefusal::EmptyRoster))),
        (too_much(), Some(ClosingRefusal::TooLarge)),
    ] {
        assert_eq!(found, expected);
    }
}

/// The holder says that it received more than there is.
fn too_much() -> Option<ClosingRefusal> {
    let mut town = overnight();
    let amount = money("9999999999999.00");
    for mark in 1..=2 {
        let (kind, day) = (ContributionKind::Fund, date(2026, 11, 5));
        town.append(1, Entry::Contribution(Contribution { nonce: [mark; 16], kind, amount, day }));
    }
    town.close(NOVEMBER, None).err()
}

#[test]
fn a_member_that_got_another_hash_is_told_the_first_thing_that_differs() {
    let report = november(&overnight()).report;
    let differs = |change: fn(&mut Report)| {
        let mut other = report.clone();
        change(&mut other);
        first_difference(&report, &other)
    };
    assert_eq!(differs(|_| ()), None);
    assert_eq!(differs(|r| r.rules_version = 2), Some(Difference::Frame));
    assert!(
        matches!(differs(|r| r.cuts[1].size = 1), Some(Difference::Log { ours: Some(_), theirs: Some(cut) }) if cut.size == 1)
    );
    assert!(matches!(differs(|r| r.usage[2].charged = 1), Some(Difference::Usage { .. })));
    assert!(matches!(differs(|r| r.usage.truncate(1)), Some(Difference::Usage { .. })));
    assert_eq!(differs(|r| r.contributions = money("1.00")), Some(Difference::Fund));
    assert!(matches!(differs(|r| r.lines[3].credit = money("1.00")), Some(Difference::Line(_))));
    assert_eq!(differs(|r| r.deficit = money("1.00")), Some(Difference::Sums));
}
