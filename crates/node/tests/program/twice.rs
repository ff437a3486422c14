//! The same member started twice: the second one is told so, and does nothing.

use std::fs;
use std::path::Path;

use rustix::process::Signal;
use sqlx::{Connection, PgConnection};
use testkit::postgres::{Database, Postgres};

use crate::{ANY_PORT, Place, Served};

/// The data folder or the database cannot be used.
const CODE: i32 = 5;
/// The lock of the one process that is the member, in its database.
const LOCK: i64 = 0x6563_6f74_0000_0001;

/// A member on PostgreSQL, and another data folder with its key, as if it had been put on a second machine.
fn two_machines(database: &Database) -> (Place, Served, Place) {
    let settings = format!("{ANY_PORT}[database]\nurl = {:?}\n", database.url());
    let (one, other) = (Place::with(&settings), Place::with(&settings));
    let first = Served::start(&one);
    let key = |place: &Place| place.0.path().join("data/keys/member.key");
    fs::create_dir_all(key(&other).parent().unwrap()).unwrap();
    fs::copy(key(&one), key(&other)).unwrap();
    (one, first, other)
}

fn database() -> Database {
    Postgres::shared(Path::new(env!("CARGO_TARGET_TMPDIR"))).database()
}

#[test]
fn a_second_process_on_the_data_folder_is_refused() {
    let place = Place::with(ANY_PORT);
    let first = Served::start(&place);
    let (code, words) = place.answers("serve", &[]);
    assert!(code == CODE && words.contains("another ecot is running on the data folder"), "{code}: {words}");
    assert_eq!(first.ended_by(Signal::TERM).0, 0);
}

#[test]
fn a_second_machine_on_the_database_is_refused_and_starts_when_the_first_is_gone() {
    let database = database();
    let (one, first, other) = two_machines(&database);
    let (code, words) = one.answers("serve", &[]);
    assert!(code == CODE && words.contains("another ecot is running on the data folder"), "{code}: {words}");
    let (code, words) = other.answers("serve", &[]);
    assert!(code == CODE && words.contains("another ecot is running on the database"), "{code}: {words}");
    let (code, words) = first.ended_by(Signal::TERM);
    assert_eq!(code, 0, "{words}");
    assert_eq!(Served::start(&other).ended_by(Signal::TERM).0, 0);
}

#[test]
fn a_member_whose_place_was_taken_stops_and_says_so() {
    let database = database();
    let (_one, first, _other) = two_machines(&database);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut another = runtime.block_on(PgConnection::connect(&database.url())).unwrap();
    let taking = runtime.spawn(async move {
        sqlx::query("SELECT pg_advisory_lock($1)").bind(LOCK).execute(&mut another).await.unwrap();
        another
    });
    let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted \
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while database.ask(locks) == "0" {}
    let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
         WHERE application_name = 'ecot alone' AND datname = current_database()";
    assert_eq!(database.ask(end), "1");
    // The server gives the lock to who waits, before the member has looked.
    let _another = runtime.block_on(taking).unwrap();
    let (code, words) = first.ends();
    assert!(code == CODE && words.contains("another ecot is running on the database"), "{code}: {words}");
}
