//! An export in a folder: docs/formats/export.md.

use std::fs;
use std::io;
use std::path::PathBuf;

use exchange::Shelf;
use federation::export::File;

/// Writes the files of an export below a folder.
pub struct ExportFolder(pub PathBuf);

impl Shelf for ExportFolder {
    fn put(&mut self, file: File) -> io::Result<()> {
        // Its parts are ids, hashes and numbers, so it stays below the folder.
        let path = self.0.join(&file.path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, file.bytes)
    }
}
