//! What members say that is not so, and what an auditor makes of it.

use std::collections::BTreeSet;

use federation::Hash;
use federation::audit::{Audit, CopyFault, Fault, MAX_LOG_ENTRIES, NotAudited, PeriodFault};
use federation::closing::{ClosingRefusal, Difference, Proposal};
use federation::desk::Signers;
use federation::entry::Entry;
use federation::export::{self, LogWriter, OtherTree};
use federation::facts::LogId;
use federation::signed::Signable;
use tlog::checkpoint::{Checkpoint, SignedCheckpoint};
use tlog::merkle::{Tree, leaf_hash};
use tlog::note::{Algorithm, SignerKey};
use tlog::tile::parse_bundle;

use crate::audit::{GOOD, Memory, closings, named, period_fault, verified};
use crate::exported::{close, closed_november, export, november, propose, report, state, without};
use crate::nodes::{Node, contribution, log, talk};
use crate::town::{DECEMBER, NOVEMBER, key, member};

#[test]
fn who_states_two_things_in_a_round_is_named() {
    let (mut nodes, _) = closed_november();
    let proposal = nodes[0].desk.facts().proposals.values().next().unwrap().fact.clone();
    state(&mut nodes[2], &proposal, Hash([7; 32]));
    talk(&mut nodes);
    let fault = period_fault(&[&export(&nodes[0])], NOVEMBER);
    assert_eq!(fault, PeriodFault::Doubled { member: member(3), round: 0 });
}

#[test]
fn a_period_without_a_majority_names_who_is_missing() {
    let mut nodes = november();
    let proposal = propose(&mut nodes, NOVEMBER, "2026-12-03T00:00:00Z", None);
    let hash = report(&nodes[0], &proposal, None).hash();
    state(&mut nodes[0], &proposal, hash);
    talk(&mut nodes);
    let export = export(&nodes[0]);
    let PeriodFault::Undecided { round: 0, heard, unheard } = period_fault(&[&export], NOVEMBER) else { panic!() };
    assert_eq!(heard, [(member(1), Some(hash))]);
    assert_eq!(unheard.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([member(2), member(3)]));
    assert!(matches!(period_fault(&[&export], DECEMBER), PeriodFault::Undecided { .. }));
}

#[test]
fn a_member_that_computed_otherwise_is_told_of_and_a_majority_that_did_is_refused() {
    let mut nodes = november();
    let proposal = propose(&mut nodes, NOVEMBER, "2026-12-03T00:00:00Z", None);
    let right = report(&nodes[0], &proposal, None);
    let mut wrong = right.clone();
    wrong.lines[1].charge = crate::town::money("1.00");
    let one_wrong = |wrongs: usize| {
        let mut nodes = nodes.clone();
        for (place, node) in nodes.iter_mut().enumerate() {
            state(node, &proposal, if place < wrongs { wrong.hash() } else { right.hash() });
        }
        talk(&mut nodes);
        export(&nodes[0])
    };
    let closed = closings(&[&one_wrong(1)], NOVEMBER).unwrap();
    assert_eq!(closed[0].otherwise.keys().copied().collect::<Vec<_>>(), [member(1)]);
    let mut majority = one_wrong(2);
    let of = |difference| PeriodFault::OtherReport { stated: wrong.hash(), computed: right.hash(), difference };
    assert_eq!(period_fault(&[&majority], NOVEMBER), of(None));
    let file = export::report(&wrong);
    majority.insert(file.path, file.bytes);
    let difference = Some(Box::new(Difference::Line(wrong.lines[1].member)));
    assert_eq!(period_fault(&[&majority], NOVEMBER), of(difference));
}

#[test]
fn a_member_that_signed_two_histories_is_named_whichever_of_them_is_there() {
    let mut nodes = november();
    let mut liar = Node { number: 3, desk: nodes[2].desk.clone(), leaves: nodes[2].leaves.clone() };
    nodes[2].append(&contribution(2));
    liar.append(&contribution(3));
    liar.append(&contribution(4));
    liar.desk.checkpoint(&key(3));
    talk(&mut nodes);
    let lie = export(&liar);
    let one_of_each = verified(&[&export(&nodes[0]), &lie]).unwrap_err();
    assert!(matches!(one_of_each, Fault::Log { log: of, fault: CopyFault::Forked { .. } } if of == log(3)));
    close(&mut nodes, NOVEMBER, "2026-12-03T00:00:00Z", None);
    let whole = export(&nodes[0]);
    // Only the other history is there, and long enough.
    for mark in 5..30 {
        liar.append(&contribution(mark));
    }
    liar.desk.checkpoint(&key(3));
    let folder = export::log_path(log(3)) + "/";
    let mut mixed = without(&whole, log(3));
    mixed.extend(export(&liar).into_iter().filter(|(path, _)| path.starts_with(&folder)));
    let cosigned = named(&whole, log(3));
    mixed.insert(cosigned.clone(), whole[&cosigned].clone());
    let fault = period_fault(&[&mixed], NOVEMBER);
    assert!(matches!(fault, PeriodFault::Forked { log: of, .. } if of == log(3)), "{fault}");
}

#[test]
fn two_decided_reports_name_all_who_said_two_things() {
    let (mut nodes, _) = closed_november();
    let proposal = nodes[0].desk.facts().proposals.values().next().unwrap().fact.clone();
    for node in &mut nodes[1..] {
        state(node, &proposal, Hash([7; 32]));
    }
    talk(&mut nodes);
    let by = BTreeSet::from([member(2), member(3)]);
    assert_eq!(period_fault(&[&export(&nodes[0])], NOVEMBER), PeriodFault::Contradicted { by });
}

#[test]
fn a_majority_for_what_nobody_proposed_or_what_no_rules_know_is_refused() {
    let mut nodes = november();
    let proposal = propose(&mut nodes.clone(), NOVEMBER, "2026-12-03T00:00:00Z", None);
    for node in &mut nodes {
        state(node, &proposal, Hash([7; 32]));
    }
    let proposer = (1..=3).min_by_key(|number| member(*number)).unwrap();
    talk(&mut nodes);
    let none = PeriodFault::NoProposal { round: 0, proposer: member(proposer) };
    assert_eq!(period_fault(&[&export(&nodes[0])], NOVEMBER), none);
    // Its proposal stands behind the statements, and names a version that this program does not have.
    let other = Proposal { rules_version: 99, ..proposal };
    nodes[usize::from(proposer) - 1].append(&Entry::Proposal(other));
    talk(&mut nodes);
    let rules = PeriodFault::Rules(ClosingRefusal::RulesVersion(99));
    assert_eq!(period_fault(&[&export(&nodes[0])], NOVEMBER), rules);
}

#[test]
fn a_log_that_says_it_is_endless_or_says_nonsense_is_refused() {
    let good = GOOD.clone();
    let of = log(2);
    let mut endless = good.clone();
    let tree = Tree { size: MAX_LOG_ENTRIES + 1, root: leaf_hash(b"") };
    endless.insert(export::checkpoint_path(of), signed(2, tree).to_bytes());
    let fault = |fault| Fault::Log { log: of, fault };
    assert_eq!(verified(&[&endless]).unwrap_err(), fault(CopyFault::TooLarge(MAX_LOG_ENTRIES + 1)));
    // The entries of the good log, and one that is none.
    let bundle = |number| &good[&format!("{}/tile/entries/{number}", export::log_path(of))];
    let rest = good.keys().find(|path| path.contains("entries/001.p/") && path.starts_with(&of.member.to_string()));
    let width = rest.unwrap().rsplit_once('/').unwrap().1.parse().unwrap();
    let leaves =
        [parse_bundle(bundle("000"), 256).unwrap(), parse_bundle(&good[rest.unwrap()], width).unwrap()].concat();
    let mut writer = LogWriter::new(of);
    let mut nonsense = good.clone();
    for leaf in leaves.into_iter().chain([&b"nonsense"[..]]) {
        nonsense.extend(writer.append(leaf).unwrap().into_iter().map(|file| (file.path, file.bytes)));
    }
    let note = signed(2, writer.tree());
    let nodes = november();
    let roll = nodes[0].desk.chain().unwrap().roll.clone();
    let signers = Signers { roll: &roll, keys: &nodes[0].desk.facts().keys };
    assert_eq!(writer.clone().finish(&signed(2, Tree::EMPTY), &signers), Err(OtherTree));
    nonsense.extend(writer.finish(&note, &signers).unwrap().into_iter().map(|file| (file.path, file.bytes)));
    let refused = verified(&[&nonsense]).unwrap_err();
    assert!(matches!(refused, Fault::Log { fault: CopyFault::Entry { place: 304, .. }, .. }), "{refused}");
    // It says nothing to a closing, which goes on.
    assert!(closings(&[&nonsense], NOVEMBER).is_ok());
}

#[test]
fn a_log_that_the_roll_does_not_know_is_told() {
    let stranger = LogId { member: member(9), log: 1 };
    let one = Audit::verify_one(vec![Memory(GOOD.clone())], stranger);
    assert!(matches!(one, Err(NotAudited::Fault(Fault::Unknown(log))) if log == stranger));
    // The others may be missing, as long as they do not make the roll.
    let alone = without(&GOOD, log(3));
    assert!(Audit::verify_one(vec![Memory(alone)], log(2)).is_ok());
}

fn signed(number: u8, tree: Tree) -> SignedCheckpoint {
    let name = log(number).origin().unwrap().name();
    let signer = SignerKey::new(name.clone(), Algorithm::Ed25519, key(number)).unwrap();
    SignedCheckpoint::sign(Checkpoint::new(name, tree).unwrap(), &signer).unwrap()
}
