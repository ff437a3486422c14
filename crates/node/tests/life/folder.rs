//! Where a member keeps its files and rows.

use std::path::Path;

use tempfile::TempDir;
use testkit::postgres::Database;

pub struct Folder {
    files: TempDir,
    /// None: the rows are among the files.
    database: Option<Database>,
}

impl Folder {
    pub fn new() -> Self {
        Self { files: tempfile::tempdir().unwrap(), database: crate::database() }
    }

    pub fn path(&self) -> &Path {
        self.files.path()
    }

    /// The address of the rows.
    pub fn url(&self) -> String {
        let in_folder = || format!("sqlite:{}", self.path().join("ecot.sqlite").display());
        self.database.as_ref().map_or_else(in_folder, Database::url)
    }
}
