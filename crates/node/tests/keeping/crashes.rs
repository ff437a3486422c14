//! A backup and a restore that are killed at every operation of the disk, or whose disk fails there.

use std::path::Path;
use std::sync::Arc;

use futures::TryStreamExt;
use jiff::SignedDuration;
use node::check::{Check, Report};
use node::restore::{Restore, RestoreError, Restored};
use objects::Objects;
use seams::Disk;
use store::Store;
use testkit::{FaultPlan, SimDisk, VirtualClock, World, transcoder};

use crate::check_damage::copy;
use crate::member::{AT_ONCE, BEGIN, Kept};
use crate::vault::Vault;

/// SQLite syncs by itself.
const TRUSTED: [&str; 1] = ["database/"];

fn now() -> VirtualClock {
    VirtualClock::new(BEGIN.parse().unwrap())
}

fn vault_on(disk: &SimDisk) -> Vault {
    Vault { keep: 1, ..Vault::on(Arc::new(disk.clone())) }
}

/// The data of a member on two days.
struct Days {
    folder: tempfile::TempDir,
}

impl Days {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let days = Self { folder };
        let kept = Kept::new(&days.second()).await;
        let gone = kept.publish(&transcoder::source(1, 2_000), "public").await;
        let clock = kept.clock.clone();
        kept.stop().await;
        copy(&days.second(), &days.first());
        let mut kept = Kept::start(&days.second(), clock, 2).await;
        kept.make_token().await;
        kept.publish(&transcoder::source(2, 2_000), "private").await;
        kept.begin_upload(&transcoder::source(3, 2_000), 1_000, false).await;
        kept.delete(&gone).await;
        kept.work().await;
        kept.stop().await;
        days
    }

    fn first(&self) -> std::path::PathBuf {
        self.folder.path().join("first")
    }

    fn second(&self) -> std::path::PathBuf {
        self.folder.path().join("second")
    }
}

/// A disk with the backup of the first day, and how many operations the backup of the second takes on it.
async fn measured(days: &Days) -> u64 {
    let disk = SimDisk::new(FaultPlan::calm(0), &[]).unwrap();
    vault_on(&disk).back_up(&days.first()).await.unwrap();
    let begun = disk.operations();
    vault_on(&disk).back_up(&days.second()).await.unwrap();
    disk.operations() - begun
}

/// The newest backup is whole, every file of it opens to its end; answers its number.
async fn whole(vault: &Vault, run: &str) -> u64 {
    let opened = vault.open(None).await.unwrap_or_else(|error| panic!("{run}: {error}"));
    for entry in &opened.inventory.entries {
        let pieces = opened.bytes(entry.sealed.unwrap()).await.unwrap_or_else(|error| panic!("{run}: {error}"));
        let bytes = pieces.try_fold(0, async |sum, piece| Ok(sum + piece.len())).await;
        assert_eq!(u64::try_from(bytes.unwrap()).unwrap(), entry.bytes, "{run}: {}", entry.what);
    }
    opened.inventory.number
}

/// The backup of the second day goes on and is made.
async fn goes_on(disk: &SimDisk, days: &Days, run: &str) {
    let vault = vault_on(disk);
    let made = vault.back_up(&days.second()).await.unwrap_or_else(|error| panic!("{run}: {error}"));
    assert_eq!(made.damaged, [], "{run}");
    let opened = vault.open(None).await.unwrap();
    assert_eq!(opened.inventory.number, made.number, "{run}");
    assert!(opened.first_missing().await.unwrap().is_none(), "{run}");
    let left = disk.files().unwrap();
    let sealed = left.iter().filter(|(path, _)| path.starts_with("sealed/")).count();
    assert_eq!(sealed, opened.inventory.entries.len() + 2, "{run}: what no backup has is still there");
}

#[tokio::test]
async fn wherever_a_backup_is_killed_a_whole_one_is_there_and_the_next_goes_on() {
    let days = Days::new().await;
    let operations = measured(&days).await;
    for kill_at in 1..=operations {
        let run = format!("killed at {kill_at} of {operations}");
        let disk = SimDisk::new(FaultPlan::calm(kill_at), &[]).unwrap();
        vault_on(&disk).back_up(&days.first()).await.unwrap();
        disk.set_plan(FaultPlan::kill(kill_at, disk.operations() + kill_at));
        let second = days.second();
        let vault = vault_on(&disk);
        tokio::select! {
            biased;
            () = disk.died() => {}
            made = vault.back_up(&second) => panic!("{run}: {made:?}"),
        }
        let left = disk.crash(FaultPlan::calm(kill_at)).unwrap();
        whole(&vault_on(&left), &run).await;
        goes_on(&left, &days, &run).await;
    }
}

#[tokio::test]
async fn on_a_disk_that_fails_or_is_full_the_backup_before_is_whole_and_the_next_goes_on() {
    let days = Days::new().await;
    let operations = measured(&days).await;
    for fail_at in 1..=operations {
        let run = format!("failed at {fail_at} of {operations}");
        let disk = SimDisk::new(FaultPlan::calm(fail_at), &[]).unwrap();
        vault_on(&disk).back_up(&days.first()).await.unwrap();
        let plan = FaultPlan { fail_at: Some(disk.operations() + fail_at), ..FaultPlan::calm(fail_at) };
        disk.set_plan(plan);
        // A failure may be seen, or be one that does not matter.
        let made = vault_on(&disk).back_up(&days.second()).await;
        disk.set_plan(FaultPlan::calm(fail_at));
        let number = whole(&vault_on(&disk), &run).await;
        assert!(made.is_err() || number == 2, "{run}: the backup was told to be made, and is not there");
        goes_on(&disk, &days, &run).await;
    }
}

async fn restore_onto(disk: &SimDisk, vault: &Vault) -> Result<Restored, RestoreError> {
    let seams = World::new(5, now(), disk.clone()).seams();
    let database = format!("sqlite:{}", disk.host_path(node::member::DATABASE_FILE).display());
    let backup = vault.open(None).await?;
    let uploads_live = SignedDuration::from_hours(48);
    Restore { backup, seams, database, skip_damaged: false, uploads_live, carriers: None }.run(&|_| {}).await
}

async fn check_on(disk: &SimDisk) -> Report {
    let world = World::new(6, now(), disk.clone());
    let url = format!("sqlite:{}", disk.host_path(node::member::DATABASE_FILE).display());
    let check = Check {
        store: Store::open_read_only(&url).await.unwrap(),
        objects: Objects::open(&world.seams(), node::member::OBJECTS_FOLDER, 0).unwrap(),
        disk: Arc::new(disk.clone()),
        clock: Arc::new(now()),
        patience: AT_ONCE,
    };
    let report = check.run(&|_| {}).await.unwrap();
    check.store.close().await;
    report
}

fn empty() -> SimDisk {
    SimDisk::new(FaultPlan::calm(0), &TRUSTED).unwrap()
}

async fn vault_of(days: &Days, folder: &Path) -> Vault {
    let vault = Vault::new(folder);
    vault.back_up(&days.second()).await.unwrap();
    vault
}

#[tokio::test]
async fn wherever_a_restore_is_killed_no_member_starts_and_the_same_command_goes_on() {
    let (days, folder) = (Days::new().await, tempfile::tempdir().unwrap());
    let vault = vault_of(&days, folder.path()).await;
    let calm = empty();
    restore_onto(&calm, &vault).await.unwrap();
    let operations = calm.operations();
    for kill_at in 1..=operations {
        let run = format!("killed at {kill_at} of {operations}");
        let disk = empty();
        disk.set_plan(FaultPlan::kill(kill_at, kill_at));
        tokio::select! {
            biased;
            () = disk.died() => {}
            restored = restore_onto(&disk, &vault) => panic!("{run}: {:?}", restored.map(|restored| restored.number)),
        }
        let left = disk.crash(FaultPlan::calm(kill_at)).unwrap();
        let files = left.files().unwrap();
        let unfinished = node::restore::is_unfinished(&left).await.unwrap();
        let untouched = files.is_empty();
        let finished = !unfinished && !untouched;
        if finished {
            // Everything is there, and at most the marker that says so.
            let refused = restore_onto(&left, &vault).await.err();
            assert!(matches!(refused, Some(RestoreError::Refused(_))), "{run}: {files:?}");
            assert!(files.iter().any(|(path, _)| path == node::keys::KEY_FILE), "{run}: {files:?}");
            let report = check_on(&left).await;
            assert!(report.is_clean(), "{run}: {report}");
        } else {
            let restored = restore_onto(&left, &vault).await.unwrap_or_else(|error| panic!("{run}: {error}"));
            assert!(restored.check.is_clean(), "{run}: {}", restored.check);
            assert!(!node::restore::is_unfinished(&left).await.unwrap(), "{run}");
        }
    }
}
