//! Each kind of damage, planted alone, is found and named; a whole member has no finding.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use carry::manifest::{Body, Manifest};
use node::check::FindingKind::{self, SegmentHash};
use node::cli::Exit;
use node::keys::MemberKeys;
use store::Store;
use testkit::{VirtualClock, transcoder};

use crate::check_cases::{CASES, Files, Several, Sql, remove_object};
use crate::member::{AT_ONCE, BEGIN, Kept, check, database, seams_on};
use crate::plant::{objects, sql};

/// A stopped member with a public video that was changed, an unlisted and a deleted one, a kept
/// original and an upload under way. The change stands at place 3.
async fn whole(folder: &Path) {
    let kept = Kept::new(folder).await;
    let public = kept.publish(&transcoder::source(1, 5_000), "public").await;
    kept.publish(&transcoder::source(2, 5_000), "unlisted").await;
    let gone = kept.publish(&transcoder::source(3, 5_000), "public").await;
    kept.upload(&transcoder::source(4, 5_000), true).await;
    kept.begin_upload(&transcoder::source(5, 5_000), 3_000, false).await;
    kept.change(&public, &serde_json::json!({ "title": "Changed" })).await;
    kept.delete(&gone).await;
    kept.work().await;
    kept.stop().await;
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[tokio::test]
async fn a_whole_member_has_no_finding_and_everything_was_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    whole(folder.path()).await;
    let report = check(folder.path(), AT_ONCE).await;
    assert!(report.is_clean(), "{report}");
    let counts = report.counts;
    assert_eq!((counts.manifests, counts.videos, counts.uploads), (6, 3, 2));
    // Three videos of three renditions and a thumbnail stand, and the objects of the deleted one.
    assert_eq!((counts.references, counts.objects, counts.expected_objects), (12, 16, 16));
    let read: u64 = objects(folder.path()).iter().map(|file| fs::metadata(file).unwrap().len()).sum();
    assert_eq!(counts.object_bytes, read);
    assert!(report.to_string().contains("Nothing is wrong."), "{report}");
}

#[tokio::test]
async fn a_check_changes_no_file_of_a_stopped_member() {
    let folder = tempfile::tempdir().unwrap();
    whole(folder.path()).await;
    let before = listing(folder.path());
    check(folder.path(), AT_ONCE).await;
    assert_eq!(listing(folder.path()), before);
}

/// Every file with its bytes' length and time of change, those apart that SQLite keeps beside an open database.
fn listing(folder: &Path) -> Vec<(String, u64, std::time::SystemTime)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let (path, facts) = (entry.path(), entry.metadata().unwrap());
        let name = path.display().to_string();
        if facts.is_dir() {
            all.extend(listing(&path));
        } else if !name.ends_with("-shm") && !name.ends_with("-wal") {
            all.push((name, facts.len(), facts.modified().unwrap()));
        }
    }
    all.sort();
    all
}

#[tokio::test]
async fn each_kind_of_damage_is_found_and_nothing_else_is() {
    let origin = tempfile::tempdir().unwrap();
    whole(origin.path()).await;
    for case in CASES {
        let folder = tempfile::tempdir().unwrap();
        copy(origin.path(), folder.path());
        match case.plant {
            Sql(statement) => sql(folder.path(), statement).await,
            Several(statements) => {
                for statement in statements {
                    sql(folder.path(), statement).await;
                }
            }
            Files(plant) => plant(folder.path()),
        }
        let report = check(folder.path(), AT_ONCE).await;
        let mut kinds: Vec<_> = report.findings.iter().map(|finding| finding.kind).collect();
        kinds.sort();
        kinds.dedup();
        let mut expected = case.found.to_vec();
        expected.sort();
        assert_eq!(kinds, expected, "{}: {report}", case.what);
        let json: serde_json::Value = serde_json::from_str(&report.to_json().unwrap()).unwrap();
        assert_eq!(json["clean"], false);
        assert_eq!(json["findings"][0]["kind"], report.findings[0].kind.code());
    }
    let planted: BTreeSet<_> = CASES.iter().flat_map(|case| case.found).copied().chain([SegmentHash]).collect();
    assert_eq!(planted.into_iter().collect::<Vec<_>>(), FindingKind::ALL, "no case plants the others");
}

#[tokio::test]
async fn a_segment_whose_signed_hash_is_not_its_bytes_is_found() {
    let folder = tempfile::tempdir().unwrap();
    whole(folder.path()).await;
    let seams = seams_on(folder.path(), &VirtualClock::new(BEGIN.parse().unwrap()), 9);
    let keys = MemberKeys::read(seams.disk.as_ref()).await.unwrap().unwrap();
    let url = format!("sqlite:{}", database(folder.path()).display());
    let store = Store::open_read_only(&url).await.unwrap();
    let row = store.manifests(1, 1).await.unwrap().remove(0);
    store.close().await;
    let mut manifest = Manifest::from_cbor(&row.bytes.unwrap()).unwrap();
    let Body::Published(published) = &mut manifest.body else { panic!("a tombstone") };
    published.renditions[1].segments[2].sha256 = [7; 32];
    let start = published.renditions[1].segments[2].start;
    let signed = manifest.sign(&keys.signing()).unwrap();
    let hex = |bytes: &[u8]| data_encoding::HEXUPPER.encode(bytes);
    let (bytes, hash, signature) = (hex(&signed.bytes), hex(&signed.hash()), hex(&signed.signature));
    let statement = format!("UPDATE manifest SET bytes = X'{bytes}', hash = X'{hash}', signature = X'{signature}'");
    sql(folder.path(), &format!("{statement} WHERE place = 1")).await;

    let report = check(folder.path(), AT_ONCE).await;
    let [finding] = &report.findings[..] else { panic!("{report}") };
    assert_eq!(finding.kind, SegmentHash, "{report}");
    assert!(finding.detail.contains(&format!("begins at byte {start} ")), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_answers_by_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let (data, config) = (folder.path().join("data"), folder.path().join("ecot.toml"));
    fs::write(&config, "").unwrap();
    let run = |more: &[&str]| {
        let arguments = ["ecot", "check", "--config", config.to_str().unwrap()];
        node::cli::run(arguments.iter().chain(more).map(|text| OsString::from(*text)))
    };
    let run = |more: &'static [&str]| tokio::task::block_in_place(|| run(more));
    assert_eq!(run(&[]), Exit::Data, "there is no data folder");
    assert!(!data.exists());
    whole(&data).await;
    assert_eq!(run(&[]), Exit::Done);
    remove_object(&data);
    assert_eq!(run(&["--stopped", "--json"]), Exit::Damage);
}
