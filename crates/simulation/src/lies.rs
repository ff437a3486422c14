//! What liars do, with their own keys and on their own logs.

use federation::Hash;
use federation::closing::{Cut, Proposal};
use federation::entry::{Approval, Entry, Side};
use federation::roll::Ballot;
use federation::rounds::Voice;
use federation::signed::Signed;
use purse::id::MemberId;
use tlog::note::{Algorithm, SignerKey};
use tlog::origin::cosigner_name;

use crate::clock::{Minute, span, timestamp};
use crate::dice::Dice;
use crate::disk::Write;
use crate::entries::{self, Told};
use crate::member::{Member, Scene};
use crate::message::Part;
use crate::plan::{LIES_FROM, Lie};
use crate::truth::SERVICES;

/// Entries that a flood has, and how many at once.
const FLOOD: u64 = 3_000;
const FLOOD_AT_ONCE: u64 = 250;

/// Logs that a huge proposal names.
const FLOOD_CUTS: u64 = 600;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Falsehoods {
    lie: Lie,
    /// It has begun.
    pub told: bool,
    flooded: u64,
    /// Months of which it said other things afterwards.
    unsaid: Vec<usize>,
}

impl Falsehoods {
    #[must_use]
    pub const fn new(lie: Lie) -> Self {
        Self { lie, told: false, flooded: 0, unsaid: Vec::new() }
    }

    #[must_use]
    pub fn are(&self, lie: Lie) -> bool {
        self.lie == lie
    }
}

impl Member {
    pub(crate) fn lies_now(&self, lie: Lie) -> bool {
        self.lies.as_ref().is_some_and(|lies| lies.told && lies.are(lie))
    }

    /// What it does beside what an honest member does.
    pub(crate) fn lie(&mut self, scene: &Scene<'_>, dice: &mut Dice) {
        let Some(lies) = &mut self.lies else { return };
        lies.told = scene.at >= LIES_FROM;
        if !lies.told {
            return;
        }
        match lies.lie {
            Lie::Replay if dice.one_in(4) => self.say_again(scene, dice),
            Lie::Doubles => self.unsay(dice),
            Lie::Flood => self.flood(scene, dice),
            _ => {}
        }
    }

    /// Another's entry, or one of its own, once more in its own log.
    fn say_again(&mut self, scene: &Scene<'_>, dice: &mut Dice) {
        let logs: Vec<Vec<Vec<u8>>> = self.disk.content().values().map(|stored| stored.leaves.clone()).collect();
        for _ in 0..4 {
            let Some(leaves) = logs.get(dice.place(logs.len())) else { return };
            let Some(leaf) = leaves.get(dice.place(leaves.len())) else { continue };
            let Ok(entry) = Entry::from_leaf(leaf) else { continue };
            let told = meaning(scene, &entry);
            self.append(&entry, told);
        }
    }

    /// When a month is closed it says other things of its rounds, whatever anybody else has said there.
    fn unsay(&mut self, dice: &mut Dice) {
        let closed: Vec<usize> = self.reports.keys().copied().collect();
        for month in closed {
            let unsaid = self.lies.as_ref().is_some_and(|lies| lies.unsaid.contains(&month));
            let Ok(chain) = self.desk.chain() else { return };
            if unsaid {
                continue;
            }
            let said = self.desk.facts().statements(&chain.roll, span(month));
            let mut voices: Vec<(u32, Voice)> = said.map(|statement| (statement.round, statement.voice)).collect();
            let last = voices.iter().map(|(round, _)| *round).max().unwrap_or(0);
            voices.extend((0..=last).flat_map(|round| [(round, Voice::Abandon), (round, Voice::For(chance(dice)))]));
            for (round, voice) in voices {
                let statement = self.desk.state(span(month), round, voice, &self.key);
                self.append(&Entry::Statement(statement), Told::Nothing);
            }
            if let Some(lies) = &mut self.lies {
                lies.unsaid.push(month);
            }
        }
    }

    /// With each statement one that says something else, and a second ballot.
    pub(crate) fn contradict(&mut self, month: usize, round: u32, voice: Voice) {
        if !self.lies_now(Lie::Doubles) {
            return;
        }
        let other = if voice == Voice::Abandon { Voice::For(Hash([9; 32])) } else { Voice::Abandon };
        let statement = self.desk.state(span(month), round, other, &self.key);
        self.append(&Entry::Statement(statement), Told::Nothing);
        let Ok(number) = self.desk.chain().map(|chain| chain.roll.number) else { return };
        let federation = self.desk.federation();
        let member = self.desk.me().member;
        for voice in [Voice::Abandon, Voice::For(Hash([8; 32]))] {
            let ballot = Ballot { federation, number, round: 0, member, voice };
            self.append(&Entry::Ballot(Signed::sign(ballot, &self.key)), Told::Nothing);
        }
    }

    fn flood(&mut self, scene: &Scene<'_>, dice: &mut Dice) {
        let Some(lies) = self.lies.as_mut().filter(|lies| lies.flooded < FLOOD) else { return };
        lies.flooded += FLOOD_AT_ONCE;
        let huge = lies.flooded.is_multiple_of(1_000);
        for _ in 0..FLOOD_AT_ONCE {
            self.append(&Entry::Manifest(chance(dice)), Told::Nothing);
        }
        if huge {
            let mut cuts: Vec<Cut> = (0..FLOOD_CUTS)
                .map(|_| Cut { member: MemberId::from_bytes(chance(dice).0), log: 1, size: 1, root: chance(dice) })
                .collect();
            cuts.sort();
            let proposal = self.nonsense(scene, cuts);
            self.append(&Entry::Proposal(proposal), Told::Nothing);
        }
    }

    fn nonsense(&self, scene: &Scene<'_>, cuts: Vec<Cut>) -> Proposal {
        let month = usize::from(scene.plan.months > 1 && scene.at > crate::clock::begin(1));
        Proposal {
            federation: self.desk.federation(),
            span: span(month),
            round: 0,
            rules_version: 1,
            previous: None,
            cuts,
        }
    }

    /// What a lying proposer proposes in the place of what it should; nothing, if it is silent.
    pub(crate) fn twist(&self, scene: &Scene<'_>, mut proposal: Proposal, dice: &mut Dice) -> Option<Proposal> {
        if !self.lies_now(Lie::Proposer) {
            return Some(proposal);
        }
        let place = dice.place(proposal.cuts.len());
        let cut = &mut proposal.cuts[place];
        match (scene.plan.seed / 7 + u64::from(proposal.round)) % 7 {
            0 => return None,
            1 => (cut.size, cut.root) = (0, Hash::ZERO),
            2 => cut.root = chance(dice),
            3 => cut.size += 1_000,
            4 => {
                proposal.cuts.remove(place);
            }
            5 => proposal.previous = Some(chance(dice)),
            _ => proposal.rules_version = 9,
        }
        Some(proposal)
    }

    /// Cosigns whatever comes, and keeps nothing of it but the checkpoint.
    pub(crate) fn cosign_unseen(&mut self, scene: &Scene<'_>, parts: &[Part]) {
        let name = cosigner_name(self.desk.me().member.as_bytes());
        let Ok(signer) = SignerKey::new(name, Algorithm::Cosignature, self.key.clone()) else { return };
        let now_s = u64::try_from(timestamp(scene.at).as_second()).unwrap_or(0);
        for part in parts.iter().filter(|part| part.log != self.desk.me()) {
            for note in &part.notes {
                let Ok(signature) = note.cosignature(&signer, now_s) else { continue };
                if let Ok(note) = note.clone().with(signature) {
                    self.disk.write(Write::Note(part.log, note));
                }
            }
        }
        self.disk.sync();
    }
}

fn chance(dice: &mut Dice) -> Hash {
    let mut bytes = [0; 32];
    for chunk in bytes.chunks_mut(8) {
        chunk.copy_from_slice(&dice.below(u64::MAX).to_be_bytes());
    }
    Hash(bytes)
}

/// What an entry says when it stands in the log of another: rows and approvals are those of whose log it is; bills are
/// nobody's but their author's.
fn meaning(scene: &Scene<'_>, entry: &Entry) -> Told {
    let crew = scene.crew;
    match entry {
        Entry::Usage(usage) => {
            let seconds = usage.hour.number() * 3_600 - timestamp(0).as_second();
            let at: Minute = u64::try_from(seconds / 60).unwrap_or(0);
            let row = |row: &federation::entry::UsageRow| {
                let service = SERVICES.iter().position(|(name, _)| *name == row.service)?;
                Some((crew.number(&row.other)?, at, service, row.quantity))
            };
            let rows = usage.rows.iter().filter_map(row).collect();
            match usage.side {
                Side::Claim => Told::Claims(rows),
                Side::Observation => Told::Sights(rows),
            }
        }
        Entry::Approval(Approval { of, yes: true }) => {
            let truth = &scene.plan.truth;
            let named = |place: &usize| {
                entries::name(crew, truth.bills[*place].carrier, &entries::estimate(truth, *place)) == *of
            };
            (0..truth.bills.len()).find(named).map_or(Told::Nothing, Told::Approval)
        }
        Entry::Declaration(_) => Told::Declared,
        _ => Told::Nothing,
    }
}
