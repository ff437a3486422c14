//! Backups that an earlier version of the program made: every later one restores them.
//!
//! Until the first release, a change of the first migration changes the schema under its number, and the golden backups
//! are made again: `cargo test -p node --test keeping golden -- --ignored`. After it, never.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use carry::id::ObjectHash;
use exchange::Carrier;
use futures::StreamExt;
use http::StatusCode;
use node::backup::inventory::What;
use node::check::{FindingKind, Patience};
use peers::BaseUrl;
use peers::client::{Answer, Cause, Failure, Fetch, OpenTransport, Pieces, Request, Transport};
use purse::id::MemberId;
use testkit::{VirtualClock, transcoder};

use crate::check_damage::copy;
use crate::federated::Street;
use crate::member::{BEGIN, Kept, check};
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

/// The golden backup of format 2, the second of a member of three, whose videos the others carry; and what these have of them.
async fn make_carried(folder: &Path, carried: &Path) {
    let street = Street::sealed_to(&WORDS.parse().unwrap()).await;
    street.back_up().await;
    let objects = street.home().office().carried_by_others().await.unwrap();
    street.back_up().await;
    // Without the key of the machine's own trials, which is no part of it.
    for part in ["backups", "sealed"] {
        copy(&street.folders[0].path().join("backup").join(part), &folder.join(part));
    }
    std::fs::create_dir_all(carried).unwrap();
    let disk = &street.neighbours[1].kept.member.app.objects;
    for hash in objects {
        let pieces = disk.bytes(hash).await.unwrap().unwrap();
        let pieces: Vec<_> = pieces.map(Result::unwrap).collect().await;
        std::fs::write(carried.join(hash.to_string()), pieces.concat()).unwrap();
    }
}

#[tokio::test]
#[ignore = "makes the golden backup; only for a new version of the format, under a new name"]
async fn a_golden_backup_that_names_what_others_carry_is_made() {
    for name in ["backup-2", "backup-2-carried"] {
        let _ = std::fs::remove_dir_all(golden(name));
    }
    make_carried(&golden("backup-2"), &golden("backup-2-carried")).await;
}

/// The members that carry what the golden backup only names, as far as a fetch can tell.
struct Cellars(PathBuf);

#[async_trait]
impl Fetch for Cellars {
    async fn fetch(&self, from: &MemberId, path: &str, range: Range<u64>) -> Result<Pieces, Failure> {
        let name = path.strip_prefix("/o/").unwrap().strip_suffix(".mp4").unwrap();
        let failed = |_| Failure::new(from, &Request::get(path, ""), Cause::NotServed(StatusCode::NOT_FOUND));
        let bytes = std::fs::read(self.0.join(name)).map_err(failed)?;
        let [first, end] = [range.start, range.end].map(|at| usize::try_from(at).unwrap());
        Ok(futures::stream::iter([Ok(bytes[first..end].to_vec().into())]).boxed())
    }
}

#[async_trait]
impl Transport for Cellars {
    async fn send(&self, to: &MemberId, request: &Request) -> Result<Answer, Failure> {
        Err(Failure::new(to, request, Cause::Silent))
    }
}

#[async_trait]
impl OpenTransport for Cellars {
    async fn send(&self, _: &BaseUrl, _: &Request) -> Result<Answer, Cause> {
        Err(Cause::Silent)
    }
}

#[tokio::test]
async fn a_backup_of_format_2_is_restored_and_what_it_only_names_is_fetched_from_who_carries_it() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy(&golden("backup-2"), folder.path());
    let clock = VirtualClock::new(BEGIN.parse().unwrap());
    clock.advance(Duration::from_secs(30 * 86_400)).await;
    let restore = vault(folder.path()).restore_into(data.path(), &clock).await.unwrap();
    let named = restore.backup.inventory.entries.iter().filter_map(|entry| match entry.what {
        What::Carried(object) => Some(object),
        _ => None,
    });
    let named: BTreeSet<ObjectHash> = named.collect();
    assert!(!named.is_empty());
    let restored = restore.run(&|_| {}).await.unwrap();
    assert_eq!((restored.number, restored.uploads), (2, 2));
    // Nobody was asked yet: these objects are missing, and nothing else is wrong.
    let kinds: Vec<FindingKind> = restored.check.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, vec![FindingKind::ObjectMissing; named.len()], "{}", restored.check);

    let kept = Kept::start(data.path(), clock, 3).await;
    assert!(kept.signs_in().await);
    let (cellars, objects) = (Cellars(golden("backup-2-carried")), &kept.member.app.objects);
    let (transport, fetch, open) = (&cellars, &cellars, &cellars);
    let with = Carrier { transport, fetch, open, objects, disk: &kept.seams.disk, reserve_bytes: 0 };
    let back = kept.member.app.membership.office().unwrap().fetch_back(&with).await.unwrap();
    assert_eq!((back.fetched, back.missing.len()), (named.len(), 0));
    kept.stop().await;
    let report = check(data.path(), Patience { looks: 0, pause: Duration::ZERO }).await;
    assert!(report.is_clean(), "{report}");
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
