//! The same life, with the member's rows on PostgreSQL. Which words its files hold is the server's business.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::path::Path;

use testkit::postgres::{Database, Postgres};

mod carrying;
mod deleting;
mod dying;
mod failing;
mod folder;
mod housekeeping;
mod keys;
mod listing;
#[path = "../whole/logged.rs"]
mod logged;
mod member;
mod originals;
mod publishing;
mod revising;
mod site;
mod transcoders;
mod watching;

fn database() -> Option<Database> {
    Some(Postgres::shared(Path::new(env!("CARGO_TARGET_TMPDIR"))).database())
}

/// The modules that a file declares.
fn modules(file: &str) -> Vec<&str> {
    file.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect()
}

#[test]
fn every_story_but_that_of_the_files_is_told_on_postgresql_too() {
    let mut told = modules(include_str!("main.rs"));
    told.retain(|module| *module != "words");
    assert_eq!(modules(include_str!("on_postgres.rs")), told);
}
