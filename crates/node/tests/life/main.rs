//! A member's life without its server: what is uploaded is published, changed, deleted.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

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
mod words;

/// The rows are in the member's own folder. The file on_postgres.rs beside this tells the same with another answer.
fn database() -> Option<testkit::postgres::Database> {
    None
}
