//! The machine is lost, and the member is made of its backup again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use carry::manifest::{Body, Manifest};
use http::StatusCode;
use node::backup::Made;
use purse::usage::Pool;
use store::{ManifestStep, NewCapacity, NewExpense, PlacedManifest};
use testkit::transcoder;

use crate::member::{AT_ONCE, Kept, check};
use crate::person::VIDEO_HEADER;
use crate::vault::{CONFIGURATION, Vault};

/// How many of the backups that were made beside the member are restored; each takes a second.
const RESTORED: usize = 6;

const VISIBILITIES: [&str; 4] = ["public", "unlisted", "password", "private"];

/// What a visitor and an author see of a member.
#[derive(Debug, PartialEq)]
struct Seen {
    /// The manifests in their order.
    manifests: Vec<PlacedManifest>,
    /// The bytes of every object that the last manifest of a video names.
    objects: BTreeMap<String, Bytes>,
    /// What its author is told of each video, costs included.
    videos: BTreeMap<String, serde_json::Value>,
    /// The public video's page has a title and a cost.
    page: bool,
}

async fn seen(kept: &Kept, ids: &[String]) -> Seen {
    let store = &kept.member.store;
    let manifests = store.manifests(0, 1_000).await.unwrap();
    let mut objects = BTreeMap::new();
    for id in store.video_ids(None, 1_000).await.unwrap() {
        let Some(latest) = store.latest_manifest(id).await.unwrap() else { continue };
        let Body::Published(published) = Manifest::from_cbor(&latest.bytes).unwrap().body else { continue };
        let named = published.renditions.iter().map(|one| one.object).chain(published.thumbnail.map(|one| one.object));
        for object in named {
            let answer = kept.get(&format!("/o/{object}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{object}");
            objects.insert(object.to_string(), answer.body);
        }
    }
    let mut videos = BTreeMap::new();
    for id in ids {
        let answer = kept.call(http::Method::GET, &format!("/api/v1/videos/{id}"), &[], Vec::new()).await;
        videos.insert(id.clone(), answer.json());
    }
    let page = kept.get(&format!("/v/{}", ids[0])).await;
    let page = page.status == StatusCode::OK && page.text().contains("A clip");
    Seen { manifests, objects, videos, page }
}

/// Watches the public video, so that there is usage, and pays for it.
async fn use_and_pay(kept: &Kept, public: &str) {
    for object in kept.member.store.video_objects(public.parse().unwrap()).await.unwrap() {
        assert_eq!(kept.get(&format!("/o/{}", object.object)).await.status, StatusCode::OK);
    }
    let account = kept.member.store.account_by_name(crate::member::NAME).await.unwrap().unwrap();
    let (from, until) = ("2026-11-01T00:00:00Z".parse().unwrap(), "2026-12-01T00:00:00Z".parse().unwrap());
    let line = NewExpense {
        pool: Pool::Delivery,
        label: "The line".to_owned(),
        amount_minor: 15_000,
        common_minor: 15_000,
        from,
        until,
        capacities: vec![NewCapacity { unit: "GB".to_owned(), quantity: 1, from, until }],
        entered_by: account.id,
        entry_key: None,
    };
    kept.member.store.add_expense(&line, kept.now()).await.unwrap().unwrap();
    kept.member.tick_usage().await.unwrap();
    kept.pass(2).await;
    kept.member.tick_usage().await.unwrap();
}

#[tokio::test]
async fn a_member_whose_machine_is_lost_is_the_same_member_on_a_new_one() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (data, vault) = (home.path().join("data"), Vault::new(folder.path()));
    let kept = Kept::new(&data).await;
    let mut ids = Vec::new();
    for (n, visibility) in (1..).zip(VISIBILITIES) {
        ids.push(kept.publish(&transcoder::source(n, 5_000), visibility).await);
    }
    let gone = kept.publish(&transcoder::source(8, 5_000), "public").await;
    kept.delete(&gone).await;
    let original = transcoder::source(9, 5_000);
    ids.push(kept.upload(&original, true).await);
    kept.work().await;
    use_and_pay(&kept, &ids[0]).await;
    let unfinished = transcoder::source(10, 5_000);
    let upload = kept.begin_upload(&unfinished, 3_000, false).await;
    let before = seen(&kept, &ids).await;
    assert!(before.videos[&ids[0]]["cost_this_month"].is_string(), "{:?}", before.videos[&ids[0]]);

    vault.back_up(&data).await.unwrap();
    let (token, clock) = (kept.token.clone(), kept.clock.clone());
    kept.stop().await;
    fs::remove_dir_all(&data).unwrap();

    fs::create_dir(&data).unwrap();
    let restored = vault.restore(&data, &clock).await.unwrap();
    assert!(restored.check.is_clean(), "{}", restored.check);
    assert_eq!((restored.objects, restored.uploads, restored.without.len()), (20, 2, 0));
    let former = fs::read_to_string(data.join(node::restore::FORMER_CONFIGURATION)).unwrap();
    assert_eq!(former, CONFIGURATION);

    let mut kept = Kept::start(&data, clock, 2).await;
    assert!(kept.signs_in().await, "the old password opens the account");
    kept.token = token;
    let refused = kept.call(http::Method::GET, &format!("/api/v1/videos/{}", ids[0]), &[], Vec::new()).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "tokens are made anew");
    kept.make_token().await;
    assert_eq!(seen(&kept, &ids).await, before);
    let tombstone = kept.member.store.latest_manifest(gone.parse().unwrap()).await.unwrap().unwrap();
    assert!(tombstone.tombstone);
    assert_ne!(kept.get(&format!("/v/{gone}")).await.status, StatusCode::OK);

    // The original is the author's file, and the upload goes on where it was.
    let source = kept.member.store.video(ids[4].parse().unwrap()).await.unwrap().unwrap().source.unwrap();
    let file = kept.seams.disk.read(&web::uploads::file_path(source.upload), 0..9_999).await.unwrap();
    assert!(file[..] == original[..], "the original is another file");
    assert_eq!(kept.offset(&upload).await, 3_000);
    let answer = kept.send_bytes(&upload, 3_000, unfinished[3_000..].to_vec()).await;
    let late = answer.headers[VIDEO_HEADER].to_str().unwrap().to_owned();
    kept.work().await;
    assert_eq!(kept.get(&format!("/v/{late}/master.m3u8")).await.status, StatusCode::OK);
    kept.keep_house().await;
    kept.stop().await;
    let report = check(&data, AT_ONCE).await;
    assert!(report.is_clean(), "{report}");
    assert_eq!(vault.back_up(&data).await.unwrap().new_files, 3 + 4, "and its backups go on where they were");
}

/// Backups that are made while the member publishes, changes and deletes.
async fn back_up_beside(vault: &Vault, data: &Path, done: &AtomicBool) -> Vec<Made> {
    let mut made = Vec::new();
    while !done.load(Ordering::SeqCst) {
        made.push(vault.back_up(data).await.unwrap());
    }
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_made_while_the_member_is_at_work_is_of_one_moment() {
    let (data, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let vault = Vault { keep: 1_000, ..Vault::new(folder.path()) };
    let kept = Arc::new(Kept::new(data.path()).await);
    let stays = kept.publish(&transcoder::source(1, 5_000), "public").await;
    let done = Arc::new(AtomicBool::new(false));
    let busy = tokio::spawn({
        let (kept, done) = (Arc::clone(&kept), Arc::clone(&done));
        async move {
            for round in 0..10 {
                let id = kept.publish(&transcoder::source(round + 2, 5_000), "public").await;
                kept.change(&id, &serde_json::json!({ "visibility": "private" })).await;
                kept.upload(&transcoder::source(round + 200, 5_000), false).await;
                kept.work().await;
                kept.delete(&id).await;
                kept.work().await;
                // The grace is over at once: what the rows of a moment name may be gone the next.
                kept.pass(25).await;
                kept.keep_house().await;
            }
            done.store(true, Ordering::SeqCst);
        }
    });
    let made = back_up_beside(&vault, data.path(), &done).await;
    busy.await.unwrap();
    assert!(made.len() > 2, "the member was through before it was backed up");
    for Made { number, damaged, .. } in &made {
        assert_eq!(*damaged, [], "backup {number}");
    }
    // Some of them, from the first to the last.
    for Made { number, .. } in made.iter().step_by(made.len().div_ceil(RESTORED)) {
        let number = *number;
        let target = tempfile::tempdir().unwrap();
        let mut restore = vault.restore_into(target.path(), &kept.clock).await.unwrap();
        restore.backup = vault.open(Some(number)).await.unwrap();
        let restored = restore.run(&|_| {}).await.unwrap();
        assert!(restored.check.is_clean(), "backup {number}: {}", restored.check);
        let again = Kept::start(target.path(), kept.clock.clone(), number).await;
        assert!(again.signs_in().await);
        assert_eq!(again.get(&format!("/v/{stays}/master.m3u8")).await.status, StatusCode::OK);
        // What was being encoded, changed or deleted at that moment comes to its end.
        again.pass(1).await;
        again.work().await;
        let counts = again.member.store.video_counts().await.unwrap();
        assert_eq!((counts.processing, counts.failed, counts.deleting), (0, 0, 0), "backup {number}");
        again.keep_house().await;
        again.stop().await;
        let report = check(target.path(), AT_ONCE).await;
        assert!(report.is_clean(), "backup {number}: {report}");
    }
}

#[tokio::test]
async fn after_a_restore_a_member_never_contradicts_what_it_signed_after_the_backup() {
    let (data, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let vault = Vault::new(folder.path());
    let kept = Kept::new(data.path()).await;
    let video = kept.publish(&transcoder::source(1, 5_000), "public").await;
    vault.back_up(data.path()).await.unwrap();
    // After the backup much is signed within one second of the clock, so that sequences run ahead of it.
    for n in 0..5 {
        kept.change(&video, &serde_json::json!({ "title": format!("Lost {n}") })).await;
        kept.work().await;
    }
    let lost = kept.member.store.manifests(0, 100).await.unwrap();
    let clock = kept.clock.clone();
    kept.stop().await;

    // The new machine comes up in the same second.
    let fresh = tempfile::tempdir().unwrap();
    let restored = vault.restore(fresh.path(), &clock).await.unwrap();
    let mut kept = Kept::start(fresh.path(), clock, 2).await;
    kept.make_token().await;
    for n in 0..5 {
        kept.change(&video, &serde_json::json!({ "title": format!("New {n}") })).await;
        kept.work().await;
    }
    kept.delete(&video).await;
    kept.work().await;
    let now = kept.member.store.manifests(0, 100).await.unwrap();
    // But for its bytes: they went with the video.
    let signed = |row: &store::PlacedManifest| (row.place, row.video, row.sequence, row.hash, row.signature);
    assert_eq!(signed(&now[0]), signed(&lost[0]), "what was signed before the backup stays");
    assert_eq!(now.len(), 7);
    let highest = lost.iter().map(|manifest| manifest.sequence).max().unwrap();
    for manifest in &now[1..] {
        assert!(manifest.sequence > highest && manifest.sequence >= restored.sequence_floor);
        let same = lost.iter().find(|other| (other.video, other.sequence) == (manifest.video, manifest.sequence));
        assert!(same.is_none(), "sequence {} was signed with other bytes", manifest.sequence);
    }
    let last = now.last().unwrap();
    let before = kept.member.store.manifest_before(last.video, last.sequence).await.unwrap();
    assert!(matches!(before, Some(ManifestStep { tombstone: false, .. })) && last.tombstone);
}
