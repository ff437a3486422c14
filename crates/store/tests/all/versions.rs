//! Databases of every released version: today's program opens them and keeps every row.
//!
//! tests/versions has a folder for each schema: `sqlite.sql` and `postgres.sql` are the database of
//! `town::build` as the program of that version left it, `rows.cbor` is its copy. They are written
//! once, by `write_the_files_of_this_schema`, when a schema is new, and never again after its release.

use std::path::{Path, PathBuf};

use store::{Cause, JobState, LinkRefusal, SignUpMode, Store, VideoState};

use crate::copy::{dumped, loaded};
use crate::engines::{Place, on_both};
use crate::samples::*;
use crate::town;

const VERSIONS: [&str; 6] = ["0001", "0002", "0003", "0004", "0005", "0006"];

/// A file of a version.
fn file(version: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/versions").join(version).join(name)
}

/// The database of a version, before today's program sees it.
async fn old(place: &Place, version: &str) {
    match place {
        Place::Sqlite(_) => {
            place.run_script(&std::fs::read_to_string(file(version, "sqlite.sql")).unwrap()).await;
        }
        Place::Postgres(database) => database.run_file(&file(version, "postgres.sql")),
    }
}

#[tokio::test]
async fn a_database_of_an_earlier_version_opens_with_every_row() {
    for version in VERSIONS {
        let copy = std::fs::read(file(version, "rows.cbor")).unwrap();
        let third = Place::sqlite();
        let expected = dumped(&loaded(&third, &copy).await.unwrap().0).await;
        for place in Place::both() {
            println!("version {version} on {}:", place.name());
            old(&place, version).await;
            let store = place.open().await;
            assert!(dumped(&store).await == expected, "every row as the copy of that version has it");
            the_town_is_there(&store).await;
        }
    }
}

/// What `town::build` left, seen through today's operations.
async fn the_town_is_there(store: &Store) {
    let zoe = store.account_by_name("zoe").await.unwrap().unwrap();
    assert_eq!((zoe.id, zoe.password_hash.as_str(), zoe.operator), (user(1), "$argon2id$new", true));
    assert_eq!(store.account(user(2)).await.unwrap().unwrap().quota_bytes, Some(5_000_000));
    assert_eq!(store.recovery_codes_left(user(1)).await.unwrap(), 1);
    assert_eq!(store.password_reset(secret(103), at(4)).await.unwrap(), Ok(user(2)));
    assert_eq!(store.session(secret(104), at(5)).await.unwrap().unwrap().1, zoe);
    assert_eq!(store.api_token(secret(105), at(5)).await.unwrap().unwrap().0.name, "script 105");
    assert_eq!(store.invitations(None, 9).await.unwrap().len(), 2);
    assert_eq!(store.operator_link(secret(110), at(8)).await.unwrap(), Err(LinkRefusal::Unknown));
    assert!(store.operator_link(secret(109), at(8)).await.unwrap().is_ok());
    let settings = store.settings().await.unwrap();
    assert_eq!((settings.sign_up, settings.member_name.as_str()), (SignUpMode::Open, "L'Écot"));
    let states = async |n| store.video(video_id(n)).await.unwrap().map(|video| video.state);
    assert_eq!(states(1).await, Some(VideoState::Published));
    assert_eq!(states(4).await, Some(VideoState::Failed));
    assert_eq!(states(6).await, None);
    let sealed = store.video(video_id(2)).await.unwrap().unwrap();
    assert_eq!((sealed.video_key, sealed.about.wrapped_key.unwrap().iterations), ([26; 32], 600_000));
    assert!(store.may_watch(video_id(2), user(2)).await.unwrap());
    assert_eq!(store.growing_segments(video_id(3), 1, "360p", 0, 9).await.unwrap(), [segment(0)]);
    assert_eq!(store.upload(upload_id(5)).await.unwrap().unwrap().offset_bytes, 123);
    let found = store.search_videos("clip zoe", None, 9).await.unwrap();
    assert_eq!(found.iter().map(|video| video.id).collect::<Vec<_>>(), [video_id(1)]);
    assert_eq!(store.manifest_count().await.unwrap(), 4);
    assert!(store.latest_manifest(video_id(6)).await.unwrap().unwrap().tombstone);
    assert_eq!(store.current_signing_key().await.unwrap().unwrap().public, [23; 32]);
    assert_eq!(store.video_objects(video_id(1)).await.unwrap().len(), 2);
    assert_eq!(store.object_totals().await.unwrap().objects, 5);
    let states: Vec<_> = store.dead_jobs(None, 9).await.unwrap().iter().map(|job| job.state).collect();
    assert_eq!(states, [JobState::Dead]);
    assert_eq!(store.closed_hour().await.unwrap(), Some(hour(0)));
    let hours = store::Hours { from: hour(0), until: hour(2) };
    assert_eq!(store.usage_sums(hours).await.unwrap()[0].quantity, 1_009 + u64::from(u32::MAX));
    let bills: Vec<_> =
        store.expenses(at(0), at(1), None, 9).await.unwrap().iter().map(|one| one.amount_minor).collect();
    assert_eq!(bills, [15_000, 9_900, -15_000]);
}

#[tokio::test]
async fn the_copy_of_a_town_has_the_bytes_that_were_written_first() {
    let newest = VERSIONS[VERSIONS.len() - 1];
    on_both(async |store| {
        town::build(&store).await;
        let copy = std::fs::read(file(newest, "rows.cbor")).unwrap();
        assert!(dumped(&store).await == copy, "rows.cbor of schema {newest} is spelt in another way than before");
    })
    .await;
}

#[tokio::test]
async fn a_schema_of_a_later_version_is_refused_by_its_number() {
    for place in Place::both() {
        println!("on {}:", place.name());
        place.open().await.close().await;
        let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             SELECT 7, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
        place.run_script(later).await;
        let refused = Store::open(&place.url(), std::sync::Arc::new(store::EveryCommit)).await.map(|_| ()).unwrap_err();
        assert!(matches!(refused.cause, Cause::Newer { found: 7, known: 6 }), "{refused}");
        assert_eq!(
            refused.to_string(),
            "database: open: the database has schema 7, and this program knows schemas up to 6: a later version made it"
        );
        assert!(!refused.retry_helps());
    }
}

/// Not a test: `cargo test -p store --test all write_the_files -- --ignored`, when a schema is new.
#[tokio::test]
#[ignore = "writes tests/versions for the newest schema, before its release"]
async fn write_the_files_of_this_schema() {
    let newest = VERSIONS[VERSIONS.len() - 1];
    for place in Place::both() {
        let store = place.open().await;
        town::build(&store).await;
        let copy = dumped(&store).await;
        store.close().await;
        let moment = "UPDATE _sqlx_migrations SET installed_on = '2026-12-01 00:00:00', execution_time = 0";
        place.run_script(moment).await;
        let name = if matches!(place, Place::Sqlite(_)) { "sqlite.sql" } else { "postgres.sql" };
        std::fs::write(file(newest, name), place.script().await).unwrap();
        std::fs::write(file(newest, "rows.cbor"), copy).unwrap();
    }
}
