//! A backup of a member on SQLite, restored to PostgreSQL and back.

use std::path::Path;
use std::sync::Arc;

use node::config::Config;
use node::member::Member;
use node::restore::{RestoreError, RestoreRefusal};
use store::{EveryCommit, Store};
use testkit::postgres::Postgres;
use testkit::{VirtualClock, transcoder};

use crate::member::{BEGIN, Kept, parts, seams_on};
use crate::vault::Vault;

async fn backed_up(vault: &Vault) -> String {
    let data = tempfile::tempdir().unwrap();
    let kept = Kept::new(data.path()).await;
    let id = kept.publish(&transcoder::source(1, 2_000), "public").await;
    vault.back_up(data.path()).await.unwrap();
    kept.stop().await;
    id
}

#[tokio::test]
async fn a_member_moves_to_postgresql_by_a_backup() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let vault = Vault::new(folder.path());
    let id = backed_up(&vault).await;
    let database = Postgres::shared(Path::new(env!("CARGO_TARGET_TMPDIR"))).database();
    let clock = VirtualClock::new(BEGIN.parse().unwrap());
    let mut restore = vault.restore_into(data.path(), &clock).await.unwrap();
    restore.database = database.url();
    let restored = restore.run(&|_| {}).await.unwrap();
    assert!(restored.check.is_clean(), "{}", restored.check);

    let text = format!("[member]\ndata = {:?}\n[database]\nurl = {:?}\n", data.path(), database.url());
    let config = Config::parse(&text, []).unwrap();
    let seams = seams_on(data.path(), &clock, 4);
    let member = Member::start_with(&config, parts(seams)).await.unwrap();
    assert_eq!(member.store.video(id.parse().unwrap()).await.unwrap().unwrap().sequence, 1_795_514_400);
    member.finish().await.unwrap();
    // And back, by a backup of the member that has PostgreSQL.
    let made = vault.back_up_with(data.path(), &database.url()).await.unwrap();
    assert_eq!((made.number, made.new_files, made.damaged.len()), (2, 3, 0));
    let home = tempfile::tempdir().unwrap();
    let restored = vault.restore(home.path(), &clock).await.unwrap();
    assert!(restored.check.is_clean(), "{}", restored.check);
    let kept = Kept::start(home.path(), clock.clone(), 5).await;
    assert!(kept.signs_in().await);
    kept.stop().await;

    // Somebody's database is not restored into.
    let other = tempfile::tempdir().unwrap();
    let mut restore = vault.restore_into(other.path(), &clock).await.unwrap();
    restore.database = database.url();
    let refused = restore.run(&|_| {}).await.err();
    assert!(matches!(refused, Some(RestoreError::Refused(RestoreRefusal::DatabaseNotNew))), "{refused:?}");
}

#[tokio::test]
async fn a_restore_that_was_interrupted_behind_its_rows_goes_on_in_the_same_database() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let vault = Vault::new(folder.path());
    backed_up(&vault).await;
    let database = Postgres::shared(Path::new(env!("CARGO_TARGET_TMPDIR"))).database();
    let clock = VirtualClock::new(BEGIN.parse().unwrap());
    let mut restore = vault.restore_into(data.path(), &clock).await.unwrap();
    restore.database = database.url();
    let first = restore.run(&|_| {}).await.unwrap();
    // As a crash just before the end leaves it.
    let marker = format!("ecot-restore 1\nbackup 1 {}\n", restore.backup.file.hash);
    std::fs::write(data.path().join(node::restore::MARKER), marker).unwrap();
    let again = restore.run(&|_| {}).await.unwrap();
    assert!(again.check.is_clean(), "{}", again.check);
    assert!(again.sequence_floor >= first.sequence_floor);
    let store = Store::open(&database.url(), Arc::new(EveryCommit)).await.unwrap();
    assert_eq!(store.manifest_count().await.unwrap(), 1);
    store.close().await;
}
