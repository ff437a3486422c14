//! A backup that an earlier version of the program made: every later one restores it.
//!
//! Until the first release, a change of the first migration changes the schema under its number, and the golden backup
//! is made again: `cargo test -p node --test keeping golden -- --ignored`. After it, never.

use std::path::{Path, PathBuf};

use http::StatusCode;
use testkit::{VirtualClock, transcoder};

use crate::check_damage::copy;
use crate::member::{BEGIN, Kept};
use crate::person::VIDEO_HEADER;
use crate::vault::Vault;

/// Opens the golden backups; their secrets are those of a sample.
const WORDS: &str = "absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid \
                     letter advice cage absurd amount doctor acoustic avoid letter advice comic";

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn vault(folder: &Path) -> Vault {
    Vault { phrase: WORDS.parse().unwrap(), ..Vault::new(folder) }
}

/// The golden backup of format 1: two videos, one of them not public, a deleted one, an original, an upload under way.
async fn make(folder: &Path) {
    let data = tempfile::tempdir().unwrap();
    let kept = Kept::new(data.path()).await;
    kept.publish(&transcoder::source(1, 500), "public").await;
    kept.publish(&transcoder::source(2, 500), "unlisted").await;
    let gone = kept.publish(&transcoder::source(3, 500), "public").await;
    kept.delete(&gone).await;
    kept.upload(&transcoder::source(4, 500), true).await;
    kept.work().await;
    kept.begin_upload(&transcoder::source(5, 500), 300, false).await;
    vault(folder).back_up(data.path()).await.unwrap();
    kept.stop().await;
}

#[tokio::test]
#[ignore = "makes the golden backup; only for a new version of the format, under a new name"]
async fn a_golden_backup_is_made_for_a_new_format() {
    let _ = std::fs::remove_dir_all(golden("backup-1"));
    make(&golden("backup-1")).await;
}

#[tokio::test]
async fn a_backup_of_format_1_is_restored_and_its_member_goes_on() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy(&golden("backup-1"), folder.path());
    let clock = VirtualClock::new(BEGIN.parse().unwrap());
    let restored = vault(folder.path()).restore(data.path(), &clock).await.unwrap();
    assert!(restored.check.is_clean(), "{}", restored.check);
    assert_eq!((restored.number, restored.objects, restored.uploads), (1, 12, 2));
    let mut kept = Kept::start(data.path(), clock, 3).await;
    assert!(kept.signs_in().await);
    kept.make_token().await;
    let upload = kept.member.store.uploads_with_file(None, 10).await.unwrap();
    let source = transcoder::source(5, 500);
    let mut published = 0;
    for id in upload {
        let at = format!("/tus/{id}");
        if kept.member.store.upload(id).await.unwrap().unwrap().video.is_none() {
            assert_eq!(kept.offset(&at).await, 300);
            let answer = kept.send_bytes(&at, 300, source[300..].to_vec()).await;
            let video = answer.headers[VIDEO_HEADER].to_str().unwrap().to_owned();
            kept.work().await;
            assert_eq!(kept.get(&format!("/v/{video}/master.m3u8")).await.status, StatusCode::OK);
            published += 1;
        }
    }
    assert_eq!(published, 1);
    kept.stop().await;
}
