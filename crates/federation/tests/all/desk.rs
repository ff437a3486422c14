//! Members copy each other's logs, cosign, close a month, and catch who signs two trees.

use std::collections::BTreeMap;

use federation::Hash;
use federation::charter::{Charter, DEFAULT};
use federation::closing::Report;
use federation::desk::{AppendRefusal, Desk, Duty, Now, Seen, TakeRefusal, Waiting};
use federation::entry::{Contribution, ContributionKind, Entry};
use federation::rounds::Voice;
use federation::signed::Signable;

use crate::nodes::{Node, contribution, founding, log, now, pair, talk, three};
use crate::town::{FOUNDED, NOVEMBER, charter_hash, key, member, money};

#[test]
fn three_members_copy_cosign_propose_recompute_and_close() {
    let mut nodes = three();
    nodes[0].append(&contribution(1));
    for node in &mut nodes {
        // Everybody has something to sign for.
        node.append(&Entry::Manifest(Hash([9; 32])));
    }
    talk(&mut nodes);
    assert_eq!(nodes[0].desk.duty(&now("2026-12-02T23:59:59Z")), Duty::Wait(Waiting::Period));
    let at = now("2026-12-03T00:00:00Z");
    let first = (1..=3).min_by_key(|number| member(*number)).unwrap();
    let proposer = usize::from(first) - 1;
    let Duty::Propose(proposal) = nodes[proposer].desk.duty(&at) else { panic!("it is its turn") };
    nodes[proposer].append(&Entry::Proposal(proposal));
    let other = (proposer + 1) % 3;
    assert_eq!(nodes[other].desk.duty(&at), Duty::Wait(Waiting::Proposal(member(first))));
    talk(&mut nodes);
    let unseen = Now { approved: false, ..at };
    assert!(matches!(nodes[other].desk.duty(&unseen), Duty::Wait(Waiting::Treasurer(_))));
    let mut hashes = Vec::new();
    for node in &mut nodes {
        let Duty::Recompute(proposal) = node.desk.duty(&at) else { panic!("{:?}", node.desk.duty(&at)) };
        let hash = node.recompute(&proposal).hash();
        let statement = node.desk.state(NOVEMBER, proposal.round, Voice::For(hash), &key(node.number));
        node.append(&Entry::Statement(statement));
        hashes.push(hash);
    }
    assert!(matches!(nodes[0].desk.duty(&at), Duty::Wait(Waiting::Others(_))));
    talk(&mut nodes);
    for node in &nodes {
        assert_eq!(node.desk.duty(&at), Duty::Closed { hash: hashes[0] });
    }
    assert_eq!(nodes[0].recompute_first().contributions, money("10.00"));
}

impl Node {
    fn recompute_first(&self) -> Report {
        let first = (1..=3).map(member).min().unwrap();
        self.recompute(self.desk.facts().proposal(NOVEMBER, 0, &first).unwrap())
    }
}

#[test]
fn a_proposer_that_is_silent_is_given_up_after_its_time_and_one_dead_cosigner_is_named() {
    let mut nodes = three();
    let first = (1..=3).min_by_key(|number| member(*number)).unwrap();
    let alive: Vec<usize> = (0..3).filter(|place| *place + 1 != usize::from(first)).collect();
    for place in &alive {
        assert_eq!(nodes[*place].desk.duty(&now("2026-12-03T23:00:00Z")), Duty::Wait(Waiting::Proposal(member(first))));
        let Duty::Abandon { round } = nodes[*place].desk.duty(&now("2026-12-04T00:00:00Z")) else { panic!("silent") };
        let node = &mut nodes[*place];
        let statement = node.desk.state(NOVEMBER, round, Voice::Abandon, &key(node.number));
        node.append(&Entry::Statement(statement));
    }
    // The two that live know each other's word; the third cosigns nothing any more.
    let (one, other) = (alive[0], alive[1]);
    for node in &mut nodes {
        node.desk.checkpoint(&key(node.number));
    }
    for _ in 0..3 {
        let (asking, asked) = pair(&mut nodes, one, other);
        asking.poll(asked);
        let (asking, asked) = pair(&mut nodes, other, one);
        asking.poll(asked);
    }
    let duties: Vec<Duty> = alive.iter().map(|place| nodes[*place].desk.duty(&now("2026-12-04T00:00:00Z"))).collect();
    // What was cosigned before is enough to propose on: the last words of the two are in no closing yet.
    assert!(duties.iter().any(|duty| matches!(duty, Duty::Propose(proposal) if proposal.round == 1)), "{duties:?}");
    // The second proposer has two days more, and would be given up after them.
    let waits =
        alive.iter().find(|place| !matches!(nodes[**place].desk.duty(&now("2026-12-04T00:00:00Z")), Duty::Propose(_)));
    let waiting = &nodes[*waits.unwrap()].desk;
    assert!(matches!(waiting.duty(&now("2026-12-05T23:59:59Z")), Duty::Wait(Waiting::Proposal(_))));
    assert_eq!(waiting.duty(&now("2026-12-06T00:00:00Z")), Duty::Abandon { round: 1 });
}

#[test]
fn a_proposal_that_another_copied_stays_that_of_who_proposes() {
    let mut nodes = three();
    talk(&mut nodes);
    let at = now("2026-12-03T00:00:00Z");
    let first = usize::from((1..=3).min_by_key(|number| member(*number)).unwrap()) - 1;
    let (copier, other) = ((first + 1) % 3, (first + 2) % 3);
    let Duty::Propose(proposal) = nodes[first].desk.duty(&at) else { panic!("it is its turn") };
    nodes[first].append(&Entry::Proposal(proposal.clone()));
    nodes[copier].append(&Entry::Proposal(proposal.clone()));
    // The copy comes first.
    for from in [copier, first] {
        let number = nodes[from].number;
        nodes[from].desk.checkpoint(&key(number));
        let (asking, asked) = pair(&mut nodes, other, from);
        asking.poll(asked);
    }
    assert_eq!(nodes[other].desk.facts().proposal(NOVEMBER, 0, &member(nodes[first].number)), Some(&proposal));
}

#[test]
fn a_log_that_signed_two_trees_is_frozen_with_the_proof() {
    let mut nodes = three();
    let mut liar = Node { number: 3, desk: nodes[2].desk.clone(), leaves: nodes[2].leaves.clone() };
    nodes[2].append(&contribution(1));
    liar.append(&contribution(2));
    for node in [&mut nodes[2], &mut liar] {
        node.desk.checkpoint(&key(3));
    }
    let (one, third) = pair(&mut nodes, 0, 2);
    one.poll(third);
    let seen = one.poll(&liar);
    assert!(seen.iter().any(|seen| matches!(seen, Seen::Contradicted(log, _) if log.member == member(3))));
    assert!(nodes[0].desk.copy(&log(3)).unwrap().frozen().is_some());
    // And of another size, from all entries below the newer one.
    liar.append(&contribution(3));
    liar.desk.checkpoint(&key(3));
    let note = liar.desk.copy(&log(3)).unwrap().last().unwrap().clone();
    let (two, third) = pair(&mut nodes, 1, 2);
    two.poll(third);
    let Seen::Fetch { from, .. } = two.desk.see(&note) else { panic!("there is more of it") };
    let leaves = &liar.leaves[&log(3)];
    let more = &leaves[usize::try_from(from).unwrap()..];
    assert_eq!(two.desk.take(&note, more), Err(TakeRefusal::Root));
    assert!(matches!(two.desk.compare(&note, leaves), Seen::Contradicted(..)));
    assert_eq!(two.desk.take(&note, more), Err(TakeRefusal::Frozen));
}

#[test]
fn who_saw_one_tree_of_a_log_and_who_saw_the_other_count_what_both_have() {
    let mut nodes = three();
    let mut liar = Node { number: 3, desk: nodes[2].desk.clone(), leaves: nodes[2].leaves.clone() };
    nodes[2].append(&contribution(1));
    liar.append(&contribution(2));
    for node in [&mut nodes[2], &mut liar] {
        node.desk.checkpoint(&key(3));
    }
    let roll = nodes[0].desk.chain().unwrap().roll.clone();
    let before = nodes[0].desk.counted(&roll, log(3), 1);
    let (one, third) = pair(&mut nodes, 0, 2);
    one.poll(third);
    let (one, two) = pair(&mut nodes, 1, 0);
    one.poll(&liar);
    assert_ne!(one.desk.counted(&roll, log(3), 0), two.desk.counted(&roll, log(3), 0), "each has its own tree");
    let seen = one.poll(two);
    assert!(seen.iter().any(|seen| matches!(seen, Seen::Contradicted(..))));
    let (one, two) = pair(&mut nodes, 0, 1);
    one.poll(two);
    for node in &nodes[..2] {
        assert_eq!(node.desk.counted(&roll, log(3), 1), before);
    }
}

#[test]
fn each_refusal_to_take_entries_has_entries_that_meet_it() {
    let mut nodes = three();
    nodes[0].append(&contribution(1));
    nodes[0].append(&contribution(2));
    let note = nodes[0].desk.checkpoint(&key(1)).unwrap();
    let own = nodes[0].leaves[&log(1)].clone();
    let more = own[own.len() - 2..].to_vec();
    let mut other = more.clone();
    other[0][9] ^= 1;
    let stranger = {
        let mut desk = Desk::new(log(7), founding(), BTreeMap::new());
        desk.let_append();
        desk.append(&contribution(1)).unwrap();
        desk.checkpoint(&key(7)).unwrap()
    };
    // Member 3's key under the name of member 1's log.
    let forged = {
        let mut desk = nodes[0].desk.clone();
        desk.append(&contribution(5)).unwrap();
        desk.checkpoint(&key(3)).unwrap()
    };
    let two = &mut nodes[1].desk;
    assert_eq!(two.take(&stranger, &more), Err(TakeRefusal::Unknown));
    assert_eq!(two.see(&stranger), Seen::Unknown);
    assert_eq!(two.take(&note, &more[1..]), Err(TakeRefusal::Places));
    assert_eq!(two.take(&note, &other), Err(TakeRefusal::Root));
    let mut three_more = more.clone();
    three_more.push(contribution(5).to_leaf().unwrap());
    assert!(matches!(two.take(&forged, &three_more), Err(TakeRefusal::Checkpoint(_))));
    assert!(two.take(&note, &more).is_ok());
}

#[test]
fn a_log_takes_no_entry_before_the_others_were_asked_or_when_it_is_frozen() {
    let charters = BTreeMap::from([(charter_hash(DEFAULT), Charter::parse(DEFAULT).unwrap())]);
    let mut desk = Desk::new(log(1), founding(), charters);
    assert_eq!(desk.append(&contribution(1)), Err(AppendRefusal::NotAsked));
    desk.let_append();
    let nothing = Contribution { nonce: [0; 16], kind: ContributionKind::Fund, amount: money("0"), day: FOUNDED };
    assert!(matches!(desk.append(&Entry::Contribution(nothing)), Err(AppendRefusal::Entry(_))));
    let mut twin = desk.clone();
    desk.append(&contribution(1)).unwrap();
    twin.append(&contribution(2)).unwrap();
    desk.checkpoint(&key(1));
    let other = twin.checkpoint(&key(1)).unwrap();
    assert!(matches!(desk.see(&other), Seen::Contradicted(..)));
    assert_eq!(desk.append(&contribution(3)), Err(AppendRefusal::Frozen));
    assert_eq!(desk.checkpoint(&key(1)), None);
}
