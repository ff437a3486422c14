//! The checkpoints that a proposal names are there for as long as people may take to look at it.

use federation::desk::{Duty, KEPT_NOTES, Now};
use federation::entry::Entry;
use federation::facts::LogId;

use crate::nodes::{Node, contribution, log, now, pair, talk, three};
use crate::town::{key, member};

/// The proposal is made, and one of the others sees it; then so much happens that no checkpoint of that time is a last one.
fn long_after_the_proposal() -> (Vec<Node>, usize) {
    let mut nodes = three();
    for node in &mut nodes {
        let mark = node.number;
        node.append(&contribution(mark));
    }
    talk(&mut nodes);
    let first = (1..=3).min_by_key(|number| member(*number)).unwrap();
    let proposer = usize::from(first) - 1;
    let Duty::Propose(proposal) = nodes[proposer].desk.duty(&now("2026-12-03T00:00:00Z")) else { panic!("its turn") };
    nodes[proposer].append(&Entry::Proposal(proposal));
    let other = (proposer + 1) % 3;
    for round in 0..=KEPT_NOTES {
        let mark = u8::try_from(100 + round).unwrap();
        for place in [proposer, other] {
            let number = nodes[place].number;
            nodes[place].append(&contribution(mark));
            nodes[place].desk.checkpoint(&key(number));
        }
        for (one, two) in [(proposer, other), (other, proposer)] {
            let (asking, asked) = pair(&mut nodes, one, two);
            asking.poll(asked);
        }
    }
    (nodes, proposer)
}

#[test]
fn a_treasurer_who_looks_late_still_agrees_to_what_the_proposal_names() {
    let (nodes, proposer) = long_after_the_proposal();
    let other = &nodes[(proposer + 1) % 3].desk;
    let own: LogId = log(nodes[proposer].number);
    let cut =
        other.facts().proposals.values().next().unwrap().fact.cuts.iter().find(|cut| cut.log_id() == own).unwrap();
    let copy = other.copy(&own).unwrap();
    assert!(copy.notes().all(|note| note.checkpoint().tree().size > cut.size), "it is no last one any more");
    let duty = other.duty(&Now { approved: true, ..now("2026-12-09T00:00:00Z") });
    assert!(matches!(duty, Duty::Recompute(_)), "{duty:?}");
}

#[test]
fn who_was_away_is_given_the_checkpoints_that_the_proposal_names() {
    let (mut nodes, proposer) = long_after_the_proposal();
    let away = (proposer + 2) % 3;
    for asked in [proposer, (proposer + 1) % 3] {
        // Once for the proposal, and again for the checkpoints that it names.
        for _ in 0..2 {
            let (asking, asked) = pair(&mut nodes, away, asked);
            asking.poll(asked);
        }
    }
    let duty = nodes[away].desk.duty(&now("2026-12-09T00:00:00Z"));
    assert!(matches!(duty, Duty::Recompute(_)), "{duty:?}");
}
