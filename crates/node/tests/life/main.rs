//! A member's life without its server: what is uploaded is published, changed, deleted.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod deleting;
mod dying;
mod failing;
mod housekeeping;
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
