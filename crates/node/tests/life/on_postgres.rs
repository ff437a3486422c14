//! The same life, with the member's rows on PostgreSQL. Which words its files hold is the server's business.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::path::Path;

use testkit::postgres::{Database, Postgres};

mod deleting;
mod dying;
mod failing;
mod folder;
mod housekeeping;
#[path = "../whole/logged.rs"]
mod logged;
mod member;
mod publishing;
mod revising;
mod site;
mod transcoders;
mod watching;

fn database() -> Option<Database> {
    Some(Postgres::shared(Path::new(env!("CARGO_TARGET_TMPDIR"))).database())
}
