//! The same command again adds what is new, and old backups go with what only they had.

use std::collections::BTreeSet;

use node::backup::inventory::What;
use testkit::transcoder;

use crate::member::Kept;
use crate::plant;
use crate::vault::{Vault, sealed_files};

/// Rows, key and configuration are sealed anew each time.
const ALWAYS: u64 = 3;
/// Renditions and thumbnail of a canned video.
const PER_VIDEO: u64 = 4;

#[tokio::test]
async fn a_second_backup_seals_only_what_is_new() {
    let (data, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let vault = Vault::new(folder.path());
    let kept = Kept::new(data.path()).await;
    kept.publish(&transcoder::source(1, 5_000), "public").await;
    kept.upload(&transcoder::source(2, 5_000), true).await;
    kept.work().await;
    kept.begin_upload(&transcoder::source(3, 5_000), 3_000, false).await;

    let first = vault.back_up(data.path()).await.unwrap();
    // Two videos, an original and an upload under way.
    assert_eq!((first.number, first.files), (1, ALWAYS + 2 * PER_VIDEO + 2));
    assert_eq!(first.new_files, first.files);
    // Beside them the list and the inventory.
    assert_eq!(sealed_files(folder.path()).len(), usize::try_from(first.files).unwrap() + 2);

    let before: BTreeSet<_> = sealed_files(folder.path()).into_iter().collect();
    let second = vault.back_up(data.path()).await.unwrap();
    assert_eq!((second.number, second.files, second.new_files), (2, first.files, ALWAYS));
    let after: BTreeSet<_> = sealed_files(folder.path()).into_iter().collect();
    assert!(after.is_superset(&before), "the first backup is still there");
    assert_eq!(after.len() - before.len(), usize::try_from(ALWAYS).unwrap() + 2);

    kept.publish(&transcoder::source(4, 5_000), "private").await;
    let third = vault.back_up(data.path()).await.unwrap();
    assert_eq!((third.files, third.new_files), (first.files + PER_VIDEO, ALWAYS + PER_VIDEO));
    assert_eq!(third.damaged, []);
}

#[tokio::test]
async fn a_deleted_video_leaves_the_folder_with_the_last_backup_that_had_it() {
    let (data, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let vault = Vault { keep: 2, ..Vault::new(folder.path()) };
    let kept = Kept::new(data.path()).await;
    kept.publish(&transcoder::source(1, 5_000), "public").await;
    let gone = kept.publish(&transcoder::source(2, 5_000), "public").await;
    vault.back_up(data.path()).await.unwrap();
    kept.delete(&gone).await;
    kept.work().await;

    let mut sizes = Vec::new();
    for _ in 0..3 {
        let made = vault.back_up(data.path()).await.unwrap();
        sizes.push((made.files, sealed_files(folder.path()).len()));
    }
    let of = |backups: u64, videos: u64| usize::try_from(backups * (ALWAYS + 2) + videos * PER_VIDEO).unwrap();
    let files = ALWAYS + PER_VIDEO;
    // The first backup, which has both videos, is kept beside the second, and gone with the third.
    assert_eq!(sizes, [(files, of(2, 2)), (files, of(2, 1)), (files, of(2, 1))]);
    assert!(matches!(vault.open(Some(1)).await, Err(node::backup::OpenError::Destination(_))));
    vault.open(Some(3)).await.unwrap();
}

#[tokio::test]
async fn what_was_sealed_for_another_phrase_is_sealed_again() {
    let (data, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let kept = Kept::new(data.path()).await;
    kept.publish(&transcoder::source(1, 5_000), "public").await;
    let first = Vault::new(folder.path()).back_up(data.path()).await.unwrap();
    let other = Vault { phrase: Vault::phrase(78), ..Vault::new(folder.path()) };
    let second = other.back_up(data.path()).await.unwrap();
    assert_eq!(second.new_files, first.files);
    assert_eq!(other.open(None).await.unwrap().inventory.number, 2);
}

#[tokio::test]
async fn a_member_that_lost_an_object_is_still_backed_up_and_told_so() {
    let (data, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let vault = Vault::new(folder.path());
    let kept = Kept::new(data.path()).await;
    kept.publish(&transcoder::source(1, 5_000), "public").await;
    let files = plant::objects(data.path());
    plant::alter(&files[0]);
    std::fs::remove_file(&files[1]).unwrap();
    let made = vault.back_up(data.path()).await.unwrap();
    let lost = |file: &std::path::Path| What::Object(file.file_name().unwrap().to_str().unwrap().parse().unwrap());
    assert_eq!(made.damaged, [lost(&files[0]), lost(&files[1])]);
    assert_eq!((made.files, made.new_files), (ALWAYS + PER_VIDEO, ALWAYS + PER_VIDEO - 2));

    // What an earlier backup has of it is used.
    let whole = tempfile::tempdir().unwrap();
    let vault = Vault::new(whole.path());
    let kept = Kept::new(&data.path().join("other")).await;
    kept.publish(&transcoder::source(1, 5_000), "public").await;
    vault.back_up(&data.path().join("other")).await.unwrap();
    plant::alter(&plant::objects(&data.path().join("other"))[0]);
    let again = vault.back_up(&data.path().join("other")).await.unwrap();
    assert_eq!((again.new_files, again.damaged), (ALWAYS, Vec::new()));
}

#[tokio::test]
async fn what_rotted_in_the_folder_is_sealed_anew_when_it_is_read() {
    let (data, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut vault = Vault::new(folder.path());
    let kept = Kept::new(data.path()).await;
    kept.publish(&transcoder::source(1, 5_000), "public").await;
    vault.back_up(data.path()).await.unwrap();
    let opened = vault.open(None).await.unwrap();
    let object = opened.inventory.entries.iter().find(|entry| matches!(entry.what, What::Object(_))).unwrap();
    let hex = object.sealed.unwrap().hash.to_string();
    plant::alter(&folder.path().join("sealed").join(&hex[..2]).join(&hex));
    assert_eq!(vault.back_up(data.path()).await.unwrap().new_files, ALWAYS, "nobody has looked");
    vault.verify = true;
    assert_eq!(vault.back_up(data.path()).await.unwrap().new_files, ALWAYS + 1);
    let target = tempfile::tempdir().unwrap();
    assert!(vault.restore(target.path(), &kept.clock).await.unwrap().check.is_clean());
}

#[tokio::test]
async fn the_folder_shows_sizes_and_hashes_and_nothing_else() {
    let (data, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let vault = Vault::new(folder.path());
    let kept = Kept::new(data.path()).await;
    let id = kept.publish(&transcoder::source(1, 5_000), "public").await;
    vault.back_up(data.path()).await.unwrap();
    let mut shown = Vec::new();
    for file in walk(folder.path()) {
        shown.extend_from_slice(file.to_str().unwrap().as_bytes());
        shown.extend(std::fs::read(file).unwrap());
    }
    let text = String::from_utf8_lossy(&shown);
    let hashes: Vec<_> = plant::objects(data.path()).iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    assert!(!hashes.is_empty());
    for hidden in hashes.iter().map(|hash| hash.to_str().unwrap()).chain([id.as_str(), "amira", "A clip", "vidéos"]) {
        assert!(!text.contains(hidden), "{hidden} is shown");
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
