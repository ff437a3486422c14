//! A file being written on the simulated disk.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use async_trait::async_trait;
use bytes::Bytes;
use seams::DiskFile;

use super::SimDisk;
use super::model::FileId;
use super::plan::Kind;

pub(super) struct SimFile {
    disk: SimDisk,
    path: String,
    file: File,
    id: FileId,
    /// Set by the first failure, as the real file does.
    broken: bool,
}

impl SimFile {
    pub(super) fn new(disk: SimDisk, path: String, file: File, id: FileId) -> Self {
        Self { disk, path, file, id, broken: false }
    }

    /// All that is in the file, through this handle: its name may be gone.
    fn contents(&self) -> io::Result<Vec<u8>> {
        let mut file = &self.file;
        let at = file.stream_position()?;
        let mut contents = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut contents)?;
        file.seek(SeekFrom::Start(at))?;
        Ok(contents)
    }

    fn refuse_if_broken(&self) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("an earlier operation on this file failed"));
        }
        Ok(())
    }

    pub(super) async fn append(&mut self, data: &[u8]) -> io::Result<()> {
        self.refuse_if_broken()?;
        self.broken = true;
        let act = || (&self.file).write_all(data);
        let fail = || self.disk.write_part(&self.file, data);
        self.disk.operate(Kind::Write, &self.path, act, fail).await?;
        self.broken = false;
        Ok(())
    }

    pub(super) async fn make_durable(&mut self) -> io::Result<()> {
        self.refuse_if_broken()?;
        self.broken = true;
        let act = || {
            self.disk.sync_now(self.id, &self.path, self.contents()?);
            Ok(())
        };
        let fail = || {
            let length = self.contents()?.len();
            self.disk.shared.state().model.drop_unsynced(self.id, length);
            Ok(())
        };
        self.disk.operate(Kind::Sync, &self.path, act, fail).await?;
        self.broken = false;
        Ok(())
    }
}

#[async_trait]
impl DiskFile for SimFile {
    async fn write(&mut self, data: Bytes) -> io::Result<()> {
        self.append(&data).await
    }

    async fn sync(&mut self) -> io::Result<()> {
        self.make_durable().await
    }
}
