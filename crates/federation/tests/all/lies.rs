//! What members say that is not so, and what an auditor makes of it.

use std::collections::BTreeSet;

use federation::Hash;
use federation::audit::{CopyFault, Fault, PeriodFault};
use federation::closing::Difference;
use federation::export;
use federation::signed::Signable;

use crate::audit::{closings, named, period_fault, verified};
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
        let mut nodes: Vec<Node> = nodes
            .iter()
            .map(|node| Node { number: node.number, desk: node.desk.clone(), leaves: node.leaves.clone() })
            .collect();
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
