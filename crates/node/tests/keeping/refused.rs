//! A backup that is damaged, or a place where nothing may be restored: refused, and nothing is left behind.

use std::fs;
use std::path::{Path, PathBuf};

use node::backup::inventory::{SealedFile, What};
use node::backup::{OpenError, Opened};
use node::restore::{RestoreError, RestoreRefusal};
use testkit::{VirtualClock, transcoder};

use crate::member::{BEGIN, Kept, seams_on};
use crate::plant::alter;
use crate::vault::Vault;

/// A member with a video, an original and an upload under way, backed up.
async fn backed_up(vault: &Vault) {
    let data = tempfile::tempdir().unwrap();
    let kept = Kept::new(data.path()).await;
    kept.upload(&transcoder::source(1, 5_000), true).await;
    kept.work().await;
    kept.begin_upload(&transcoder::source(3, 5_000), 3_000, false).await;
    vault.back_up(data.path()).await.unwrap();
    kept.stop().await;
}

/// Does something to a file.
type Harm = fn(&Path);

fn now() -> VirtualClock {
    VirtualClock::new(BEGIN.parse().unwrap())
}

fn place(folder: &Path, file: SealedFile) -> PathBuf {
    let hex = file.hash.to_string();
    folder.join("sealed").join(&hex[..2]).join(&hex)
}

/// One file of each kind: rows, key, configuration, upload, object.
fn of_each_kind(opened: &Opened) -> Vec<(What, SealedFile)> {
    let mut kinds: Vec<(What, SealedFile)> = Vec::new();
    for entry in &opened.inventory.entries {
        let kind = std::mem::discriminant(&entry.what);
        if kinds.iter().all(|(what, _)| std::mem::discriminant(what) != kind) {
            kinds.push((entry.what, entry.sealed.unwrap()));
        }
    }
    assert_eq!(kinds.len(), 5);
    kinds
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().next().is_none()
}

#[tokio::test]
async fn a_phrase_of_another_backup_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::new(folder.path());
    assert!(matches!(vault.open(None).await.err(), Some(OpenError::Destination(_))), "nothing is there yet");
    backed_up(&vault).await;
    let other = Vault { phrase: Vault::phrase(78), ..Vault::new(folder.path()) };
    assert!(matches!(other.open(None).await.err(), Some(OpenError::WrongPhrase)));
    assert!(matches!(vault.open(Some(7)).await.err(), Some(OpenError::Destination(_))));
}

#[tokio::test]
async fn a_file_that_is_missing_cut_or_altered_is_named_and_nothing_is_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::new(folder.path());
    backed_up(&vault).await;
    let kinds = of_each_kind(&vault.open(None).await.unwrap());
    for (what, file) in kinds {
        let path = place(folder.path(), file);
        let whole = fs::read(&path).unwrap();
        let harms: [(&str, Harm); 3] = [
            ("missing", |path| fs::remove_file(path).unwrap()),
            ("cut", |path| fs::write(path, &fs::read(path).unwrap()[1..]).unwrap()),
            ("altered", alter),
        ];
        for (how, harm) in harms {
            harm(&path);
            let data = tempfile::tempdir().unwrap();
            let refused = vault.restore(data.path(), &now()).await.err();
            match (&refused, what) {
                (Some(RestoreError::Open(OpenError::Missing(named) | OpenError::Altered(named))), What::Key) => {
                    assert_eq!(*named, file, "{how}");
                }
                (
                    Some(RestoreError::Refused(RestoreRefusal::Damaged(named) | RestoreRefusal::DamagedCore(named))),
                    _,
                ) => assert_eq!(*named, what, "{how}"),
                other => panic!("{what} {how}: {other:?}"),
            }
            assert!(is_empty(data.path()), "{what} {how}: something is left behind");
            fs::write(&path, &whole).unwrap();
        }
    }
    let data = tempfile::tempdir().unwrap();
    assert!(vault.restore(data.path(), &now()).await.unwrap().check.is_clean(), "whole again, it is restored");
}

#[tokio::test]
async fn the_inventory_the_record_and_who_signed_are_verified_too() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::new(folder.path());
    backed_up(&vault).await;
    let file = vault.open(None).await.unwrap().file;
    let path = place(folder.path(), file);
    let whole = fs::read(&path).unwrap();
    alter(&path);
    assert!(matches!(vault.open(None).await.err(), Some(OpenError::Altered(named)) if named == file));
    fs::write(&path, whole).unwrap();
    let record = folder.path().join("backups/0000000001");
    // An older inventory under a newer number.
    fs::copy(&record, folder.path().join("backups/0000000002")).unwrap();
    assert!(matches!(vault.open(None).await.err(), Some(OpenError::Inventory(_))));
    fs::remove_file(folder.path().join("backups/0000000002")).unwrap();
    fs::write(&record, "ecot-backup 1\n").unwrap();
    assert!(matches!(vault.open(None).await.err(), Some(OpenError::Destination(_))));
}

#[tokio::test]
async fn what_is_damaged_can_be_gone_without_and_the_check_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::new(folder.path());
    backed_up(&vault).await;
    let opened = vault.open(None).await.unwrap();
    let harmed: Vec<_> = of_each_kind(&opened)
        .into_iter()
        .filter(|(what, _)| matches!(what, What::Upload(_) | What::Object(_)))
        .collect();
    let [(upload, _), (object, file)] = harmed[..] else { panic!("{harmed:?}") };
    harmed.iter().for_each(|(_, file)| alter(&place(folder.path(), *file)));
    fs::remove_file(place(folder.path(), file)).unwrap();
    let data = tempfile::tempdir().unwrap();
    let mut restore = vault.restore_into(data.path(), &now()).await.unwrap();
    restore.skip_damaged = true;
    let restored = restore.run(&|_| {}).await.unwrap();
    assert_eq!(restored.without, [upload, object]);
    let named: Vec<_> = restored.check.findings.iter().map(|finding| finding.subject.clone()).collect();
    assert!(named.iter().any(|subject| object.to_string().ends_with(subject)), "{}", restored.check);
    assert!(!restored.check.is_clean());
}

#[tokio::test]
async fn only_an_empty_folder_and_a_clock_that_goes_forward_are_restored_into() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::new(folder.path());
    backed_up(&vault).await;
    let refused = async |data: &Path, clock: &VirtualClock| match vault.restore(data, clock).await {
        Err(RestoreError::Refused(refusal)) => refusal,
        other => panic!("{:?}", other.map(|restored| restored.number)),
    };
    let data = tempfile::tempdir().unwrap();
    let behind = VirtualClock::new("2026-11-24T09:59:59Z".parse().unwrap());
    assert_eq!(refused(data.path(), &behind).await, RestoreRefusal::Clock);
    assert!(is_empty(data.path()));

    fs::write(data.path().join("notes.txt"), "mine").unwrap();
    assert_eq!(refused(data.path(), &now()).await, RestoreRefusal::NotEmpty);
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 1);

    // A member that runs.
    let member = tempfile::tempdir().unwrap();
    let kept = Kept::new(member.path()).await;
    assert_eq!(refused(member.path(), &now()).await, RestoreRefusal::NotEmpty);
    kept.stop().await;

    // A restore of another backup that was interrupted.
    let begun = tempfile::tempdir().unwrap();
    let other = format!("ecot-restore 1\nbackup 9 {}\n", "ab".repeat(32));
    fs::write(begun.path().join(node::restore::MARKER), other).unwrap();
    assert_eq!(refused(begun.path(), &now()).await, RestoreRefusal::Another(9));
    let disk = seams_on(begun.path(), &now(), 1).disk;
    assert!(node::restore::is_unfinished(disk.as_ref()).await.unwrap(), "no member starts there");
}
