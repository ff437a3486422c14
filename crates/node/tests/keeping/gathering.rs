//! The pieces of a backup are gathered from carriers of which one alters, one is silent, and on a disk that is killed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use carry::id::{MemberId, ObjectHash};
use exchange::backing::{PIECE_PATH, Piece, PieceList};
use federation::Hash;
use federation::entry::Backup;
use futures::{StreamExt, TryStreamExt};
use http::StatusCode;
use node::backing::{GatherError, gather};
use node::backup::{Destination, Opened};
use peers::client::{Cause, Failure, Fetch, Pieces, Request};
use purse::usage::Hour;
use seams::{Disk, Seams};
use sha2::{Digest, Sha256};
use testkit::{FaultPlan, SeededEntropy, SimDisk, transcoder};

use crate::member::Kept;
use crate::vault::Vault;

const ONE: MemberId = MemberId::from_bytes([1; 32]);
const TWO: MemberId = MemberId::from_bytes([2; 32]);

/// Members that hold a backup, each in its way.
#[derive(Default)]
struct Holders {
    pieces: BTreeMap<ObjectHash, Bytes>,
    altering: BTreeSet<MemberId>,
    silent: BTreeSet<MemberId>,
    /// Pieces after which everybody is silent.
    left: Mutex<Option<usize>>,
}

#[async_trait]
impl Fetch for Holders {
    async fn fetch(&self, from: &MemberId, path: &str, range: Range<u64>) -> Result<Pieces, Failure> {
        let failed = |cause| Failure::new(from, &Request::get(path, ""), cause);
        if self.silent.contains(from) {
            return Err(failed(Cause::Silent));
        }
        if let Some(left) = &mut *self.left.lock().unwrap() {
            *left = left.checked_sub(1).ok_or_else(|| failed(Cause::Silent))?;
        }
        let hash: ObjectHash = path.strip_prefix(PIECE_PATH).unwrap().parse().unwrap();
        let found = self.pieces.get(&hash).cloned();
        let mut bytes = found.ok_or_else(|| failed(Cause::NotServed(StatusCode::NOT_FOUND)))?.to_vec();
        assert_eq!(range, 0..u64::try_from(bytes.len()).unwrap());
        if self.altering.contains(from) {
            bytes[0] ^= 1;
        }
        Ok(futures::stream::iter([Ok(bytes.into())]).boxed())
    }
}

/// A backup in a vault, as members hold it, and what the log says of it.
async fn backed_up(vault: &Vault) -> (Holders, Backup) {
    let data = tempfile::tempdir().unwrap();
    let kept = Kept::new(data.path()).await;
    kept.publish(&transcoder::source(1, 2_000), "public").await;
    kept.stop().await;
    vault.back_up(data.path()).await.unwrap();
    let from = vault.open(None).await.unwrap().from;
    let record = from.record(1).await.unwrap();
    let mut pieces = BTreeMap::new();
    let mut known = Vec::new();
    for line in from.files(1).await.unwrap().into_iter().filter(|line| line.file.hash != record.list.hash) {
        let bytes = from.sealed().bytes(line.file.hash).await.unwrap().unwrap();
        let bytes: Vec<u8> = bytes.map_ok(|piece| piece.to_vec()).try_concat().await.unwrap();
        known.push(Piece { hash: line.file.hash, bytes: line.file.bytes });
        pieces.insert(line.file.hash, Bytes::from(bytes));
    }
    let known = PieceList::new(known);
    let text = Bytes::from(known.text());
    let list = ObjectHash::from_bytes(Sha256::digest(&text).into());
    let list_bytes = u64::try_from(text.len()).unwrap();
    pieces.insert(list, text);
    let backup = Backup {
        number: 1,
        taken: Hour::from_number(500_000).unwrap(),
        inventory: Hash(*record.inventory.hash.as_bytes()),
        inventory_bytes: record.inventory.bytes,
        list: Hash(*list.as_bytes()),
        list_bytes,
        bytes: known.bytes() + list_bytes,
        recipient: [0; 32],
        carriers: Vec::new(),
    };
    (Holders { pieces, ..Holders::default() }, backup)
}

fn seams_of(disk: &SimDisk, vault: &Vault) -> Seams {
    Seams {
        clock: Arc::new(vault.clock.clone()),
        entropy: Arc::new(SeededEntropy::new(3)),
        disk: Arc::new(disk.clone()),
        mailer: Arc::new(seams::real::NoMailer),
    }
}

fn calm() -> SimDisk {
    SimDisk::new(FaultPlan::calm(0), &[]).unwrap()
}

async fn opens(into: Destination, vault: &Vault) {
    let opened = Opened::open(into, Some(1), &vault.phrase).await.unwrap();
    assert!(opened.first_missing().await.unwrap().is_none());
}

#[tokio::test]
async fn what_one_carrier_alters_or_does_not_hand_out_comes_from_another() {
    let vault = Vault::on(Arc::new(calm()));
    let (mut holders, backup) = backed_up(&vault).await;
    let count = holders.pieces.len();
    holders.altering.insert(ONE);
    let disk = calm();
    let into = Destination::within(&seams_of(&disk, &vault), "arriving/").unwrap();
    let told = gather(&holders, &backup, &[ONE, TWO], &into, &|_, _| {}).await.unwrap();
    assert_eq!((told.pieces, told.altered.len()), (count - 1, count));
    assert_eq!(told.from, BTreeMap::from([(TWO, count)]));
    opens(into, &vault).await;

    holders.altering.clear();
    holders.silent.insert(ONE);
    let disk = calm();
    let into = Destination::within(&seams_of(&disk, &vault), "arriving/").unwrap();
    let told = gather(&holders, &backup, &[ONE, TWO], &into, &|_, _| {}).await.unwrap();
    assert_eq!((told.from, told.altered), (BTreeMap::from([(TWO, count)]), Vec::new()));
    opens(into, &vault).await;

    holders.altering.insert(TWO);
    let disk = calm();
    let into = Destination::within(&seams_of(&disk, &vault), "arriving/").unwrap();
    let refused = gather(&holders, &backup, &[ONE, TWO], &into, &|_, _| {}).await.unwrap_err();
    assert!(matches!(refused, GatherError::Piece { .. }), "{refused}");
    assert!(into.numbers().await.unwrap().is_empty(), "there is no backup of it");
}

#[tokio::test]
async fn a_gathering_that_breaks_off_anywhere_goes_on_without_what_is_here() {
    let vault = Vault::on(Arc::new(calm()));
    let (mut holders, backup) = backed_up(&vault).await;
    let count = holders.pieces.len();
    for pieces in 0..count {
        let disk = calm();
        let into = Destination::within(&seams_of(&disk, &vault), "arriving/").unwrap();
        holders.left = Mutex::new(Some(pieces));
        gather(&holders, &backup, &[ONE, TWO], &into, &|_, _| {}).await.unwrap_err();
        holders.left = Mutex::new(Some(count - pieces));
        gather(&holders, &backup, &[TWO], &into, &|_, _| {}).await.unwrap();
        opens(into, &vault).await;
    }
}

#[tokio::test]
async fn wherever_a_gathering_is_killed_the_next_one_ends_it() {
    let vault = Vault::on(Arc::new(calm()));
    let (holders, backup) = backed_up(&vault).await;
    let measured = calm();
    let into = Destination::within(&seams_of(&measured, &vault), "arriving/").unwrap();
    gather(&holders, &backup, &[ONE], &into, &|_, _| {}).await.unwrap();
    for kill_at in 1..=measured.operations() {
        let disk = SimDisk::new(FaultPlan::kill(kill_at, kill_at), &[]).unwrap();
        tokio::select! {
            biased;
            () = disk.died() => {}
            () = async {
                let into = Destination::within(&seams_of(&disk, &vault), "arriving/").unwrap();
                gather(&holders, &backup, &[ONE], &into, &|_, _| {}).await.unwrap();
            } => panic!("not killed at {kill_at}"),
        }
        let left = disk.crash(FaultPlan::calm(kill_at)).unwrap();
        let into = Destination::within(&seams_of(&left, &vault), "arriving/").unwrap();
        gather(&holders, &backup, &[ONE], &into, &|_, _| {}).await.unwrap();
        assert_eq!(left.list("arriving/backups").await.unwrap().len(), 1, "killed at {kill_at}");
        opens(into, &vault).await;
    }
}
