//! The operations of the disk: what each does to the live files and to the model, and what it
//! leaves when the plan lets it fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use object_store::ObjectStore;
use seams::{Disk, DiskFile};

use super::crash::up_to;
use super::file::SimFile;
use super::model::{FileId, NameChange, folder_of};
use super::objects::SimObjects;
use super::plan::{Kind, Verdict};
use super::{SimDisk, hang, remove_real};

impl SimDisk {
    /// Carries out one operation as the plan decides. `act` has the whole effect; `fail` has the
    /// effect of the failed operation.
    pub(super) async fn operate<T>(
        &self,
        kind: Kind,
        path: &str,
        act: impl FnOnce() -> io::Result<T> + Send,
        fail: impl FnOnce() -> io::Result<()> + Send,
    ) -> io::Result<T>
    where
        T: Send,
    {
        match self.next(kind, path).await {
            Verdict::GoOn => act(),
            Verdict::Fail(failure) => {
                fail()?;
                Err(failure.into())
            }
            Verdict::Kill { done } => {
                if done {
                    let _unacknowledged = act();
                }
                hang().await;
                Err(io::ErrorKind::Other.into())
            }
        }
    }

    /// Lets another program append to `file`, which is somewhere below the data folder. Of a write that fails, a part
    /// is there.
    pub(crate) async fn append_foreign(&self, file: &Path, data: &[u8]) -> io::Result<()> {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let open = || OpenOptions::new().create(true).append(true).open(file);
        let act = || open()?.write_all(data);
        let fail = || self.write_part(&open()?, data);
        self.operate(Kind::Foreign, &name, act, fail).await
    }

    /// Opens `path` and cuts it to `offset`.
    pub(super) fn open_now(&self, path: &str, offset: u64) -> io::Result<(File, FileId)> {
        let at = self.shared.at(path);
        if let Some(folder) = at.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        let mut file = options.create(true).read(true).write(true).truncate(false).open(&at)?;
        let mut state = self.shared.state();
        let id = state.model.file_at(path);
        if offset > file.metadata()?.len() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        file.set_len(offset)?;
        file.seek(SeekFrom::Start(offset))?;
        state.model.cut(id, usize::try_from(offset).map_err(io::Error::other)?);
        Ok((file, id))
    }

    /// A failed write leaves a part of it.
    pub(super) fn write_part(&self, mut file: &File, data: &[u8]) -> io::Result<()> {
        let part = {
            let state = self.shared.state();
            let number = u64::try_from(state.trace.len()).map_err(io::Error::other)?;
            up_to(data.len(), &mut state.plan.chance(number))
        };
        file.write_all(&data[..part])
    }

    pub(super) fn sync_now(&self, id: FileId, path: &str, contents: Vec<u8>) {
        let mut state = self.shared.state();
        state.model.sync_contents(id, contents);
        state.model.sync_folder(folder_of(path));
    }

    /// Renames `from` to `to`; `durable` syncs the folder of `to`.
    pub(super) fn rename_now(&self, from: &str, to: &str, durable: bool) -> io::Result<()> {
        let target = self.shared.at(to);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(self.shared.at(from), target)?;
        let mut state = self.shared.state();
        let file = state.model.file_at(from);
        state.model.change(NameChange::Rename { from: from.to_owned(), to: to.to_owned(), file });
        if durable {
            state.model.sync_folder(folder_of(to));
        }
        Ok(())
    }

    pub(super) fn remove_now(&self, path: &str, durable: bool) -> io::Result<()> {
        remove_real(&self.shared.at(path))?;
        let mut state = self.shared.state();
        state.model.unlink(path);
        if durable {
            state.model.sync_folder(folder_of(path));
        }
        Ok(())
    }

    fn replace_now(&self, path: &str, contents: &[u8]) -> io::Result<()> {
        let staged = format!("{path}.replacing");
        let (mut file, id) = self.open_now(&staged, 0)?;
        file.write_all(contents)?;
        self.sync_now(id, &staged, contents.to_vec());
        self.rename_now(&staged, path, true)
    }
}

/// The same paths as the real disk accepts.
fn check(path: &str) -> io::Result<()> {
    let bad_part = |part: &str| part.is_empty() || part == "." || part == "..";
    if path.split('/').any(bad_part) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    Ok(())
}

#[async_trait]
impl Disk for SimDisk {
    async fn write_from(&self, path: &str, offset: u64) -> io::Result<Box<dyn DiskFile>> {
        check(path)?;
        let act = || self.open_now(path, offset);
        let (file, id) = self.operate(Kind::Open, path, act, || Ok(())).await?;
        Ok(Box::new(SimFile::new(self.clone(), path.to_owned(), file, id)))
    }

    async fn read(&self, path: &str, range: Range<u64>) -> io::Result<Bytes> {
        check(path)?;
        self.if_alive().await;
        let contents = Bytes::from(fs::read(self.shared.at(path))?);
        let end = usize::try_from(range.end).map_err(io::Error::other)?.min(contents.len());
        let start = usize::try_from(range.start).map_err(io::Error::other)?.min(end);
        Ok(contents.slice(start..end))
    }

    async fn len(&self, path: &str) -> io::Result<Option<u64>> {
        check(path)?;
        self.if_alive().await;
        match fs::metadata(self.shared.at(path)) {
            Ok(found) => Ok(found.is_file().then_some(found.len())),
            Err(failure) if failure.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    async fn replace(&self, path: &str, contents: Bytes) -> io::Result<()> {
        check(path)?;
        let act = || self.replace_now(path, &contents);
        self.operate(Kind::Replace, path, act, || Ok(())).await
    }

    async fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        check(from)?;
        check(to)?;
        self.operate(Kind::Rename, to, || self.rename_now(from, to, true), || Ok(())).await
    }

    async fn make_folder(&self, dir: &str) -> io::Result<()> {
        check(dir)?;
        let act = || fs::create_dir_all(self.shared.at(dir));
        self.operate(Kind::Folder, dir, act, || Ok(())).await
    }

    async fn remove(&self, path: &str) -> io::Result<()> {
        check(path)?;
        self.operate(Kind::Remove, path, || self.remove_now(path, false), || Ok(())).await
    }

    async fn list(&self, dir: &str) -> io::Result<Vec<String>> {
        check(dir)?;
        let act = || {
            let mut names = Vec::new();
            match fs::read_dir(self.shared.at(dir)) {
                Ok(entries) => {
                    for entry in entries {
                        let name = entry?.file_name();
                        names.push(name.into_string().map_err(|_| io::ErrorKind::InvalidData)?);
                    }
                }
                Err(failure) if failure.kind() == io::ErrorKind::NotFound => {}
                Err(failure) => return Err(failure),
            }
            names.retain(|name| !name.ends_with(".replacing"));
            names.sort_unstable();
            Ok(names)
        };
        self.operate(Kind::List, dir, act, || Ok(())).await
    }

    async fn free_bytes(&self) -> io::Result<u64> {
        self.if_alive().await;
        Ok(self.shared.state().free_bytes)
    }

    fn host_path(&self, path: &str) -> PathBuf {
        self.shared.at(path)
    }

    fn objects(&self, dir: &str, fsync: bool) -> io::Result<Arc<dyn ObjectStore>> {
        check(dir)?;
        Ok(Arc::new(SimObjects::open(self.clone(), dir, fsync)?))
    }
}
