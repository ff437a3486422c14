//! A federation of many members, made at once: founded, each admitted by more than half of those before it.

use std::sync::Arc;

use exchange::{Founding, Office, ask_to_join};
use federation::Hash;
use federation::charter::DEFAULT;
use federation::entry::{Entry, Side, Usage, UsageRow};
use federation::facts::LogId;
use federation::roll::{Act, Ballot, Request, Resolution, Seat};
use federation::rounds::Voice;
use federation::signed::{Signable, Signed, SigningKey};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use peers::Identity;
use purse::id::MemberId;
use purse::usage::{Hour, Unit};
use seams::Clock;
use sha2::{Digest, Sha256};
use store::{EveryCommit, LogKey, LogNote, NewLeaves, Store};
use tempfile::TempDir;
use testkit::{SeededEntropy, VirtualClock};
use tlog::checkpoint::{Checkpoint, SignedCheckpoint};
use tlog::merkle::{Edge, leaf_hash};
use tlog::note::{Algorithm, SignerKey};
use tlog::origin::cosigner_name;

const FOUNDED: Date = date(2026, 11, 1);
/// Others that have cosigned a checkpoint before it arrives.
const COSIGNED: u16 = 3;
/// Members of whose use a member says something in an hour.
const PARTNERS: u16 = 9;

/// One member's log.
struct Log {
    leaves: Vec<Vec<u8>>,
    edge: Edge,
}

/// All members, their logs, and the hour.
pub struct Crowd {
    founding: Resolution,
    keys: Vec<SigningKey>,
    logs: Vec<Log>,
    hour: i64,
    clock: Arc<VirtualClock>,
    folders: TempDir,
}

fn key(number: u16) -> SigningKey {
    SigningKey::from_bytes(&Sha256::digest(number.to_be_bytes()).into())
}

fn member(key: &SigningKey) -> MemberId {
    MemberId::from_bytes(Sha256::digest(key.verifying_key().as_bytes()).into())
}

fn seat(number: u16) -> Seat {
    let key = key(number);
    Seat {
        member: member(&key),
        key: key.verifying_key().to_bytes(),
        address: format!("https://m{number}.example"),
        card: None,
        means: "6000".parse().unwrap(),
        adherents: 10,
        from: FOUNDED,
    }
}

impl Crowd {
    /// Members 1 to `members`; 1 and 2 are opened by [`Crowd::open`], what the others say is made here.
    pub fn founded(members: u16) -> Self {
        let charter = federation::charter::hash(DEFAULT);
        let act = Act::Found { charter, founder: seat(1) };
        let founding = Resolution { number: 0, previous: Hash::ZERO, act, minutes: None };
        let clock = Arc::new(VirtualClock::new("2026-11-05T12:00:00Z".parse::<Timestamp>().unwrap()));
        let hour: Hour = "2026-11-05T12:00:00Z".parse().unwrap();
        let keys = (1..=members).map(key).collect();
        let logs = (1..=members).map(|_| Log { leaves: Vec::new(), edge: Edge::default() }).collect();
        let folders = TempDir::new().unwrap();
        let mut crowd = Self { founding, keys, logs, hour: hour.number(), clock, folders };
        crowd.append(1, &Entry::Resolution(crowd.founding.clone()));
        let (mut head, federation) = (crowd.founding.hash(), crowd.founding.hash());
        for number in 2..=members {
            let request = Signed::sign(Request { federation, charter, seat: seat(number) }, &key(number));
            let place = u64::from(number) - 1;
            let resolution = Resolution { number: place, previous: head, act: Act::Admit(request), minutes: None };
            head = resolution.hash();
            crowd.append(1, &Entry::Resolution(resolution));
            for voter in 1..=number / 2 + 1 {
                if voter < number {
                    let ballot = Ballot {
                        federation,
                        number: place,
                        round: 0,
                        member: crowd.member(voter),
                        voice: Voice::For(head),
                    };
                    let signed = Signed::sign(ballot, crowd.key(voter));
                    crowd.append(voter, &Entry::Ballot(signed));
                }
            }
        }
        crowd
    }

    fn key(&self, number: u16) -> &SigningKey {
        &self.keys[usize::from(number) - 1]
    }

    pub fn member(&self, number: u16) -> MemberId {
        member(self.key(number))
    }

    pub fn members(&self) -> u16 {
        u16::try_from(self.keys.len()).unwrap()
    }

    fn append(&mut self, number: u16, entry: &Entry) {
        let (leaf, log) = (entry.to_leaf().unwrap(), &mut self.logs[usize::from(number) - 1]);
        log.edge.append(leaf_hash(&leaf));
        log.leaves.push(leaf);
    }

    /// The member's office, with everything that was said until now in its database.
    pub async fn open(&self, number: u16) -> Office {
        let file = self.folders.path().join(format!("{number}.db"));
        let store = Store::open(&format!("sqlite:{}", file.display()), Arc::new(EveryCommit)).await.unwrap();
        if number == 1 {
            Founding { charter: DEFAULT, founder: seat(1) }.keep(&store, self.clock.now()).await.unwrap();
        } else {
            ask_to_join(&store, &self.founding, DEFAULT, self.clock.now()).await.unwrap();
        }
        for other in 1..=self.members() {
            let leaves = self.logs[usize::from(other) - 1].leaves.clone();
            if leaves.is_empty() {
                continue;
            }
            let note = (other != number)
                .then(|| self.note(other))
                .map(|note| LogNote { size: note.checkpoint().tree().size, note: note.to_bytes() });
            let log = LogKey { member: self.member(other), log: 1 };
            let new = NewLeaves { log, from: 0, leaves, note };
            store.add_leaves(&new).await.unwrap().unwrap();
        }
        let identity = Arc::new(Identity { member: self.member(number), key: self.key(number).clone() });
        let clock: Arc<dyn Clock> = self.clock.clone();
        let entropy = Arc::new(SeededEntropy::new(u64::from(number)));
        Office::open(store, clock, entropy, identity).await.unwrap().unwrap()
    }

    /// A member's log as it stands, signed, and cosigned by some others.
    pub fn note(&self, number: u16) -> SignedCheckpoint {
        let name = LogId { member: self.member(number), log: 1 }.origin().unwrap().name();
        let signer = SignerKey::new(name.clone(), Algorithm::Ed25519, self.key(number).clone()).unwrap();
        let tree = self.logs[usize::from(number) - 1].edge.tree();
        let note = SignedCheckpoint::sign(Checkpoint::new(name, tree).unwrap(), &signer).unwrap();
        (1..=COSIGNED.min(self.members() - 1)).fold(note, |note, step| {
            let other = (number - 1 + step) % self.members() + 1;
            let name = cosigner_name(self.member(other).as_bytes());
            let signer = SignerKey::new(name, Algorithm::Cosignature, self.key(other).clone()).unwrap();
            let time = u64::try_from(self.clock.now().as_second()).unwrap();
            let line = note.cosignature(&signer, time).unwrap();
            note.with(line).unwrap()
        })
    }

    /// Entries of a log from a place on.
    pub fn leaves(&self, number: u16, from: usize) -> &[Vec<u8>] {
        self.logs[usize::from(number) - 1].leaves.get(from..).unwrap_or_default()
    }

    /// An hour later; all but members 1 and 2 have said what was used.
    pub async fn next_hour(&mut self) {
        self.clock.advance(std::time::Duration::from_secs(3_600)).await;
        self.hour += 1;
        for number in 3..=self.members() {
            for entry in self.counted(number) {
                self.append(number, &entry);
            }
        }
    }

    /// What a member counted in the last hour: what it carried for some, and what some carried for it.
    pub fn counted(&self, number: u16) -> Vec<Entry> {
        let partners = PARTNERS.min(self.members() - 1);
        let mut rows: Vec<UsageRow> = (1..=partners)
            .map(|step| UsageRow {
                other: self.member((number - 1 + step) % self.members() + 1),
                service: "video".to_owned(),
                unit: Unit::Byte,
                quantity: u64::from(step) * 1_000_000_007,
            })
            .collect();
        rows.sort_by_key(|row| row.other);
        let hour = Hour::from_number(self.hour - 1).unwrap();
        let usage = |side| Entry::Usage(Usage { side, hour, rows: rows.clone() });
        vec![usage(Side::Claim), usage(Side::Observation)]
    }

    /// All entries of all logs that are made here.
    pub fn entries(&self) -> usize {
        self.logs.iter().map(|log| log.leaves.len()).sum()
    }
}
