//! How long an auditor needs of 100 members with 5 million entries, for `make bench TABLES=audit`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use federation::Hash;
use federation::audit::{Audit, Files};
use federation::charter::DEFAULT;
use federation::closing::{Cut, Proposal, RULES_VERSION, Statement, proposer};
use federation::desk::Signers;
use federation::entry::{Entry, Side, Usage, UsageRow};
use federation::export::{self, File, LogWriter};
use federation::facts::{Facts, LogId, Place};
use federation::roll::{Act, Chain, read};
use federation::rounds::Voice;
use federation::signed::Signed;
use purse::usage::{Hour, Unit};
use tlog::checkpoint::{Checkpoint, SignedCheckpoint};
use tlog::merkle::Tree;
use tlog::note::{Algorithm, SignerKey};
use tlog::origin::cosigner_name;

use crate::exported::report_of;
use crate::town::{FOUNDED, NOVEMBER, Town, key, member, november_bill};

const MEMBERS: u8 = 100;
const HOURS: i64 = 720;
/// Entries of each member in each hour.
const EACH_HOUR: usize = 70;
/// Rows of each entry.
const ROWS: u8 = 2;

/// An export on disk.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Files for Folder {
    type Failure = std::io::Error;

    fn read(&mut self, path: &str, _: usize) -> Result<Option<Vec<u8>>, std::io::Error> {
        match fs::read(self.0.join(path)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            bytes => bytes.map(Some),
        }
    }
}

fn write(folder: &Path, files: impl IntoIterator<Item = File>) {
    for File { path, bytes } in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The leaves of what a member counted in an hour.
fn counted(author: u8, hour: Hour) -> impl Iterator<Item = Vec<u8>> {
    (0..EACH_HOUR).map(move |number| {
        let side = if number % 2 == 0 { Side::Claim } else { Side::Observation };
        let row = |shift: u8| {
            let step = u8::try_from(number / 2).unwrap() * ROWS + shift + 1;
            let other = (author - 1 + if side == Side::Claim { step } else { MEMBERS - step }) % MEMBERS + 1;
            let quantity = 1_000_000 * u64::from(step);
            UsageRow { other: member(other), service: "video".to_owned(), unit: Unit::Byte, quantity }
        };
        let mut rows: Vec<UsageRow> = (0..ROWS).map(row).collect();
        rows.sort_by_key(|row| row.other);
        Entry::Usage(Usage { side, hour, rows }).to_leaf().unwrap()
    })
}

/// Signed by its log and cosigned by two others.
fn signed(author: u8, tree: Tree) -> SignedCheckpoint {
    let name = LogId { member: member(author), log: 1 }.origin().unwrap().name();
    let signer = SignerKey::new(name.clone(), Algorithm::Ed25519, key(author)).unwrap();
    let note = SignedCheckpoint::sign(Checkpoint::new(name, tree).unwrap(), &signer).unwrap();
    (1..=2).fold(note, |note, step| {
        let other = (author - 1 + step) % MEMBERS + 1;
        let signer =
            SignerKey::new(cosigner_name(member(other).as_bytes()), Algorithm::Cosignature, key(other)).unwrap();
        let line = note.cosignature(&signer, 1_790_000_000).unwrap();
        note.with(line).unwrap()
    })
}

fn chain(town: &Town) -> Chain {
    read(&town.federation, &town.facts(NOVEMBER), &town.charters).unwrap()
}

/// All members, each with a bill.
fn town() -> Town {
    let mut town = Town::founded("6000");
    for number in 2..=MEMBERS {
        // A majority of those that there are.
        let voters: Vec<u8> = (1..number).take(usize::from(number) / 2 + 1).collect();
        town.resolve(Act::Admit(town.request(number, "6000", FOUNDED)), &voters);
        town.logs.entry(member(number)).or_default();
    }
    for carrier in 1..=MEMBERS {
        town.bill(carrier, november_bill(carrier), MEMBERS / 2 + 2);
    }
    town
}

/// A month of a large federation, closed, as one export.
fn large(folder: &Path) -> u64 {
    let town = town();
    let chain = chain(&town);
    assert_eq!(chain.roll.members.len(), usize::from(MEMBERS));
    let first = NOVEMBER.period().unwrap().first_hour().number();
    let leaves = |author: u8| {
        let own = town.logs[&member(author)].iter().map(|entry| entry.to_leaf().unwrap()).collect::<Vec<_>>();
        own.into_iter()
            .chain((0..HOURS).flat_map(move |hour| counted(author, Hour::from_number(first + hour).unwrap())))
    };
    let (mut facts, mut cuts, mut entries) = (Facts::of(NOVEMBER.period().unwrap()), Vec::new(), 0);
    let mut writers = BTreeMap::new();
    let signers_facts = town.facts(NOVEMBER);
    let signers = Signers { roll: &chain.roll, keys: &signers_facts.keys };
    for author in 1..=MEMBERS {
        let log = LogId { member: member(author), log: 1 };
        let mut writer = LogWriter::new(log);
        for (place, leaf) in (0..).zip(leaves(author)) {
            facts.add(
                Place { author: log.member, log: 1, place },
                Hash::of_entry(&log.member, &leaf),
                Entry::from_leaf(&leaf).unwrap(),
            );
            write(folder, writer.append(&leaf).unwrap());
            entries += 1;
        }
        let note = signed(author, writer.tree());
        write(folder, [export::cosigned(log, &note, &signers)]);
        let Tree { size, root } = writer.tree();
        cuts.push(Cut { member: log.member, log: 1, size, root: Hash(*root.as_bytes()) });
        writers.insert(log.member, (author, writer));
    }
    cuts.sort_unstable();
    let proposal = Proposal {
        federation: town.federation,
        span: NOVEMBER,
        round: 0,
        rules_version: RULES_VERSION,
        previous: None,
        cuts,
    };
    let hash = report_of(&proposal, &facts, &town.charters, None);
    let proposes = proposer(&chain.roll.roster(&NOVEMBER.period().unwrap()), 0).unwrap();
    for (own, (author, mut writer)) in writers {
        let mut said = Vec::new();
        if own == proposes {
            said.push(Entry::Proposal(proposal.clone()));
        }
        let statement =
            Statement { federation: town.federation, span: NOVEMBER, round: 0, member: own, voice: Voice::For(hash) };
        said.push(Entry::Statement(Signed::sign(statement, &key(author))));
        for entry in said {
            write(folder, writer.append(&entry.to_leaf().unwrap()).unwrap());
            entries += 1;
        }
        let note = signed(author, writer.tree());
        write(folder, writer.finish(&note, &signers).unwrap());
    }
    write(folder, [export::founding(&chain.adopted[0].resolution), export::charter(DEFAULT)]);
    entries
}

#[test]
#[ignore = "minutes, and gigabytes of disk; for the figures"]
#[expect(clippy::disallowed_methods, reason = "it measures real time")]
fn large_federations_are_verified_and_recomputed_in_a_minute() {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large");
    let marker = kept.join("entries");
    let made = !marker.exists();
    if made {
        let _ = fs::remove_dir_all(&kept);
        let entries = large(&kept);
        fs::write(&marker, entries.to_string()).unwrap();
    }
    let entries = fs::read_to_string(&marker).unwrap();
    let begin = Instant::now();
    let mut audit = Audit::read(vec![Folder(kept)]).unwrap();
    let verified = begin.elapsed();
    let closed = audit.closed(NOVEMBER).unwrap();
    assert_eq!(closed.len(), 1);
    let (verified, all) = (verified.as_millis(), begin.elapsed().as_millis());
    println!(
        "{{\"entries\":{entries},\"members\":{MEMBERS},\"made\":{made},\"verified_ms\":{verified},\"all_ms\":{all},\
         \"peak_kb\":{}}}",
        peak_kb()
    );
}

/// Of this process, in kB, at most since it began.
fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
