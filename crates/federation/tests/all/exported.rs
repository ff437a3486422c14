//! What members export, after months that they closed.

use std::collections::BTreeMap;

use federation::Hash;
use federation::charter::{Charter, DEFAULT};
use federation::closing::{Below, Ground, Proposal, Report, Span, recompute};
use federation::desk::{Duty, Now, Signers};
use federation::entry::{Approval, Entry, Estimate, Expense, Side, Usage, UsageRow};
use federation::export::{self, File, LogWriter};
use federation::facts::{Facts, LogId};
use federation::rounds::Voice;
use federation::signed::Signable;
use purse::usage::{Hour, Unit};

use crate::nodes::{Node, contribution, founding, talk, three};
use crate::town::{NOVEMBER, key, member, november_bill};

/// Files by path.
pub type Export = BTreeMap<String, Vec<u8>>;

/// Hours of use that each of two members tells of: with a bundle that is full.
const HOURS: i64 = 150;

/// Three members with a bill, use and a contribution in November, and nothing closed.
pub fn november() -> Vec<Node> {
    let mut nodes = three();
    let bill = november_bill(1);
    let estimate = Estimate {
        nonce: bill.nonce,
        pool: bill.pool,
        common_part: bill.common_part,
        capacity: bill.capacity.clone(),
        span: bill.span,
    };
    let estimate = named(&mut nodes[1], &Entry::Estimate(estimate));
    nodes[0].append(&Entry::Approval(Approval { of: estimate, yes: true }));
    nodes[2].append(&Entry::Approval(Approval { of: estimate, yes: true }));
    nodes[1].append(&Entry::Expense(Expense { estimate, ..bill }));
    nodes[0].append(&contribution(1));
    let first: Hour = "2026-11-02T00:00:00Z".parse().unwrap();
    for hour in 0..HOURS {
        let hour = Hour::from_number(first.number() + hour).unwrap();
        for (author, side, other) in [(2_u8, Side::Claim, 1), (2, Side::Claim, 3), (1, Side::Observation, 2)] {
            let row = UsageRow {
                other: member(other),
                service: "video".to_owned(),
                unit: Unit::Byte,
                quantity: 1_000_000_000,
            };
            nodes[usize::from(author) - 1].append(&Entry::Usage(Usage { side, hour, rows: vec![row] }));
        }
    }
    nodes[2].append(&Entry::Manifest(Hash([9; 32])));
    talk(&mut nodes);
    nodes
}

fn named(node: &mut Node, entry: &Entry) -> Hash {
    node.append(entry);
    Hash::of_entry(&member(node.number), &entry.to_leaf().unwrap())
}

/// The member whose turn it is proposes; all know it then.
pub fn propose(nodes: &mut [Node], span: Span, at: &str, previous: Option<&Report>) -> Proposal {
    let now = Now { at: at.parse().unwrap(), span, previous, approved: true };
    let duties = nodes.iter().map(|node| node.desk.duty(&now));
    let (place, proposal) = (0..)
        .zip(duties)
        .find_map(|(place, duty)| match duty {
            Duty::Propose(proposal) => Some((place, proposal)),
            _ => None,
        })
        .unwrap();
    nodes[place].append(&Entry::Proposal(proposal.clone()));
    talk(nodes);
    proposal
}

pub fn report(node: &Node, proposal: &Proposal, previous: Option<&Report>) -> Report {
    let mut below = Below::new(proposal).unwrap();
    for (log, leaves) in &node.leaves {
        leaves.iter().for_each(|leaf| below.add(*log, leaf).unwrap());
    }
    let facts = below.finish().unwrap();
    recompute(&Ground { proposal, facts: &facts, charters: node.desk.charters(), previous }).unwrap().report
}

/// The hash of the report that these facts lead to.
pub fn report_of(
    proposal: &Proposal,
    facts: &Facts,
    charters: &BTreeMap<Hash, Charter>,
    previous: Option<&Report>,
) -> Hash {
    recompute(&Ground { proposal, facts, charters, previous }).unwrap().report.hash()
}

/// Says a hash for a period.
pub fn state(node: &mut Node, proposal: &Proposal, hash: Hash) {
    let statement = node.desk.state(proposal.span, proposal.round, Voice::For(hash), &key(node.number));
    node.append(&Entry::Statement(statement));
}

/// All propose, compute and state.
pub fn close(nodes: &mut [Node], span: Span, at: &str, previous: Option<&Report>) -> Report {
    let proposal = propose(nodes, span, at, previous);
    let closed = report(&nodes[0], &proposal, previous);
    for node in nodes.iter_mut() {
        state(node, &proposal, closed.hash());
    }
    talk(nodes);
    closed
}

/// November, closed by all three.
pub fn closed_november() -> (Vec<Node>, Report) {
    let mut nodes = november();
    let report = close(&mut nodes, NOVEMBER, "2026-12-03T00:00:00Z", None);
    (nodes, report)
}

/// All logs that a member has a copy of.
pub fn export(node: &Node) -> Export {
    let roll = node.desk.chain().unwrap().roll.clone();
    let signers = Signers { roll: &roll, keys: &node.desk.facts().keys };
    let mut files = vec![export::founding(&founding()), export::charter(DEFAULT)];
    for (log, leaves) in &node.leaves {
        let Some(note) = node.desk.copy(log).and_then(|copy| copy.last()) else { continue };
        let mut writer = LogWriter::new(*log);
        let size = usize::try_from(note.checkpoint().tree().size).unwrap();
        for leaf in &leaves[..size] {
            files.extend(writer.append(leaf).unwrap());
        }
        files.extend(writer.finish(note, &signers).unwrap());
    }
    let cuts = node.desk.facts().proposals.values().flat_map(|proposal| &proposal.fact.cuts);
    for cut in cuts {
        let note = node.desk.copy(&cut.log_id()).and_then(|copy| copy.at(cut.size));
        files.extend(note.map(|note| export::cosigned(cut.log_id(), note, &signers)));
    }
    files.into_iter().map(|File { path, bytes }| (path, bytes)).collect()
}

/// Without all files of a log.
pub fn without(export: &Export, log: LogId) -> Export {
    let folder = export::log_path(log) + "/";
    export
        .iter()
        .filter(|(path, _)| !path.starts_with(&folder))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}
