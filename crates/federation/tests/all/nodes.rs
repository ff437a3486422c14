//! Three desks that copy each other's logs, with what a disk would keep.

use std::collections::BTreeMap;

use federation::Hash;
use federation::charter::{Charter, DEFAULT};
use federation::closing::{Below, Ground, Report, recompute};
use federation::desk::{Desk, Now, Seen};
use federation::entry::{Contribution, ContributionKind, Entry};
use federation::facts::LogId;
use federation::roll::{Act, Request, Resolution};
use federation::rounds::Voice;
use federation::signed::{Signable, Signed};
use jiff::Timestamp;
use jiff::civil::date;
use tlog::checkpoint::SignedCheckpoint;

use crate::town::{FOUNDED, NOVEMBER, charter_hash, key, member, money, seat};

#[derive(Clone)]
pub struct Node {
    pub number: u8,
    pub desk: Desk,
    /// What a disk would keep.
    pub leaves: BTreeMap<LogId, Vec<Vec<u8>>>,
}

pub fn log(number: u8) -> LogId {
    LogId { member: member(number), log: 1 }
}

pub fn founding() -> Resolution {
    let charter = charter_hash(DEFAULT);
    let act = Act::Found { charter, founder: seat(1, "1500", FOUNDED) };
    Resolution { number: 0, previous: Hash::ZERO, act, minutes: None }
}

impl Node {
    pub fn new(number: u8) -> Self {
        let charters = BTreeMap::from([(charter_hash(DEFAULT), Charter::parse(DEFAULT).unwrap())]);
        let mut desk = Desk::new(log(number), founding(), charters);
        desk.let_append();
        Self { number, desk, leaves: BTreeMap::new() }
    }

    pub fn append(&mut self, entry: &Entry) {
        let leaf = self.desk.append(entry).unwrap();
        self.leaves.entry(log(self.number)).or_default().push(leaf);
    }

    pub fn ballot(&mut self, voice: Voice) {
        let number = self.desk.chain().unwrap().roll.number + 1;
        let federation = self.desk.federation();
        let ballot = federation::roll::Ballot { federation, number, round: 0, member: member(self.number), voice };
        self.append(&Entry::Ballot(Signed::sign(ballot, &key(self.number))));
    }

    /// Takes from another whatever it has of all logs, and cosigns it.
    pub fn poll(&mut self, other: &Self) -> Vec<Seen> {
        let mut seen = Vec::new();
        for theirs in other.leaves.keys() {
            let notes: Vec<SignedCheckpoint> = other
                .desk
                .copy(theirs)
                .into_iter()
                .flat_map(|copy| copy.notes().chain(copy.named()))
                .cloned()
                .collect();
            for note in notes {
                let what = self.desk.see(&note);
                if let Seen::Fetch { log, from, to } = what {
                    let range = usize::try_from(from).unwrap()..usize::try_from(to).unwrap();
                    let leaves = other.leaves[&log][range].to_vec();
                    self.desk.take(&note, &leaves).unwrap();
                    self.leaves.entry(log).or_default().extend(leaves);
                }
                seen.push(what);
            }
            self.desk.cosign(*theirs, &key(self.number), 1_790_000_000);
        }
        seen
    }

    pub fn recompute(&self, proposal: &federation::closing::Proposal) -> Report {
        let mut below = Below::new(proposal).unwrap();
        for (log, leaves) in &self.leaves {
            leaves.iter().for_each(|leaf| below.add(*log, leaf).unwrap());
        }
        let facts = below.finish().unwrap();
        recompute(&Ground { proposal, facts: &facts, charters: self.desk.charters(), previous: None }).unwrap().report
    }
}

/// Everybody signs its own log, and takes what the others have, often enough for all to know all.
pub fn talk(nodes: &mut [Node]) {
    for _ in 0..4 {
        for node in &mut *nodes {
            node.desk.checkpoint(&key(node.number));
        }
        for asking in 0..nodes.len() {
            for asked in 0..nodes.len() {
                if asking != asked {
                    let (one, other) = pair(nodes, asking, asked);
                    one.poll(other);
                }
            }
        }
    }
}

pub fn pair(nodes: &mut [Node], one: usize, other: usize) -> (&mut Node, &Node) {
    let (low, high) = nodes.split_at_mut(one.max(other));
    if one < other { (&mut low[one], &high[0]) } else { (&mut high[0], &low[other]) }
}

/// Founded by 1; 2 and 3 admitted.
pub fn three() -> Vec<Node> {
    let mut nodes: Vec<Node> = (1..=3).map(Node::new).collect();
    nodes[0].append(&Entry::Resolution(founding()));
    for number in 2..=3 {
        let request = Request {
            federation: nodes[0].desk.federation(),
            charter: charter_hash(DEFAULT),
            seat: seat(number, "6000", FOUNDED),
        };
        let roll = nodes[0].desk.chain().unwrap().roll.clone();
        let act = Act::Admit(Signed::sign(request, &key(number)));
        let resolution = Resolution { number: roll.number + 1, previous: roll.head, act, minutes: None };
        let hash = resolution.hash();
        nodes[0].append(&Entry::Resolution(resolution));
        talk(&mut nodes[..usize::from(number) - 1]);
        for node in &mut nodes[..usize::from(number) - 1] {
            node.ballot(Voice::For(hash));
        }
        talk(&mut nodes);
        assert_eq!(nodes[2].desk.chain().unwrap().roll.number, u64::from(number) - 1);
    }
    nodes
}

pub fn contribution(mark: u8) -> Entry {
    let (kind, amount, day) = (ContributionKind::Fund, money("10.00"), date(2026, 11, 5));
    Entry::Contribution(Contribution { nonce: [mark; 16], kind, amount, day })
}

pub fn now(at: &str) -> Now<'static> {
    Now { at: at.parse::<Timestamp>().unwrap(), span: NOVEMBER, previous: None, approved: true }
}
