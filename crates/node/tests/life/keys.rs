//! A member's key is changed on a disk that fails and forgets.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use carry::manifest::SigningKey;
use exchange::KeyKeeper;
use node::keys::{KEY_FILE, KeyFile, MemberKeys, NEXT_FILE};
use seams::Disk;
use testkit::{FaultPlan, SeededEntropy, SimDisk};

const SEEDS: u64 = 16;

async fn open(disk: &SimDisk) -> KeyFile {
    let keys = Arc::new(MemberKeys::open(disk, &SeededEntropy::new(1)).await.unwrap());
    KeyFile { disk: Arc::new(disk.clone()), keys }
}

fn next() -> SigningKey {
    SigningKey::from_bytes(&[22; 32])
}

/// Changes the key; the database's transaction is what sets `committed`.
async fn change(file: &KeyFile, committed: &AtomicBool) {
    if file.prepare(&next()).await.is_ok() {
        committed.store(true, Ordering::SeqCst);
        let _ = file.adopt().await;
    }
}

#[tokio::test]
async fn whatever_is_cut_off_the_key_that_the_database_says_signs_is_there() {
    for seed in 0..SEEDS {
        let mut kill_at = 1;
        loop {
            let begin = SimDisk::new(FaultPlan::calm(seed), &[]).unwrap();
            let first = open(&begin).await;
            let (id, old) = (first.keys.id, first.keys.signing());
            let disk = begin.crash(FaultPlan::kill(seed, kill_at)).unwrap();
            let file = open(&disk).await;
            let committed = AtomicBool::new(false);
            let died = tokio::select! {
                () = disk.died() => true,
                () = change(&file, &committed) => false,
            };
            let current = if committed.load(Ordering::SeqCst) { next() } else { old.clone() };
            let left = disk.crash(FaultPlan::calm(seed)).unwrap();
            for _start in 0..2 {
                let file = open(&left).await;
                assert!(file.settle(&current.verifying_key().to_bytes()).await.unwrap(), "seed {seed}, {kill_at}");
                assert_eq!((file.keys.id, file.keys.signing()), (id, current.clone()), "seed {seed}, {kill_at}");
                assert_eq!(left.len(NEXT_FILE).await.unwrap(), None);
            }
            if !died {
                break;
            }
            kill_at += 1;
        }
        assert!(kill_at > 2, "there are steps to die at");
    }
}

#[tokio::test]
async fn a_key_whose_file_could_not_take_its_place_is_not_lost_by_another_change() {
    let begin = SimDisk::new(FaultPlan::calm(1), &[]).unwrap();
    open(&begin).await;
    // The second writing fails: that of the file that takes the other one's place.
    let disk = begin.crash(FaultPlan { fail_at: Some(2), ..FaultPlan::calm(1) }).unwrap();
    let file = open(&disk).await;
    file.prepare(&next()).await.unwrap();
    file.adopt().await.unwrap_err();
    assert_eq!(file.keys.signing(), next(), "it signs all the same");
    file.prepare(&SigningKey::from_bytes(&[33; 32])).await.unwrap();
    let left = disk.crash(FaultPlan::calm(1)).unwrap();
    let file = open(&left).await;
    assert!(file.settle(&next().verifying_key().to_bytes()).await.unwrap());
    assert_eq!(file.keys.signing(), next());
}

#[tokio::test]
async fn a_changed_key_has_the_bytes_that_the_page_of_formats_shows() {
    const GOLDEN: &str = include_str!("../golden/changed.key");
    let disk = SimDisk::new(FaultPlan::calm(1), &[]).unwrap();
    disk.replace(KEY_FILE, include_str!("../golden/member.key").into()).await.unwrap();
    let file = open(&disk).await;
    let id = file.keys.id;
    file.prepare(&SigningKey::from_bytes(&[8; 32])).await.unwrap();
    file.adopt().await.unwrap();
    assert_eq!(disk.read(KEY_FILE, 0..256).await.unwrap(), GOLDEN);
    let read = MemberKeys::parse(GOLDEN.as_bytes()).unwrap();
    assert_eq!((read.id, read.signing(), read.before()), (id, file.keys.signing(), file.keys.before()));
    for damaged in [GOLDEN.trim_end(), &GOLDEN[..100], &GOLDEN.replace(' ', "  "), &GOLDEN.replace("-2", "-3")] {
        assert!(MemberKeys::parse(damaged.as_bytes()).is_err(), "{damaged}");
    }
}
