//! The object store of the simulated disk: a put writes a staged file and renames it, as the real
//! one does; without `fsync` neither contents nor names are durable.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::sync::atomic::Ordering;

use async_trait::async_trait;
use futures::stream::BoxStream;
use futures::{StreamExt, stream};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyMode, CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMode,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, RenameOptions, Result,
};

use super::SimDisk;
use super::file::SimFile;
use super::plan::Kind;
use super::upload::SimUpload;

/// Objects in the folder `dir`.
#[derive(Debug, Clone)]
pub(super) struct SimObjects {
    pub(super) disk: SimDisk,
    dir: String,
    fsync: bool,
    /// Reads what the operations here have written.
    reader: LocalFileSystem,
}

impl SimObjects {
    pub(super) fn open(disk: SimDisk, dir: &str, fsync: bool) -> io::Result<Self> {
        let folder = disk.shared.at(dir);
        std::fs::create_dir_all(&folder)?;
        let reader = LocalFileSystem::new_with_prefix(folder).map_err(io::Error::other)?;
        Ok(Self { disk, dir: dir.to_owned(), fsync, reader })
    }

    fn at(&self, location: &Path) -> String {
        format!("{}/{location}", self.dir)
    }

    async fn begin(&self, location: &Path) -> io::Result<Staged> {
        let to = self.at(location);
        let mut count = 1;
        while self.disk.shared.at(&format!("{to}#{count}")).exists() {
            count += 1;
        }
        let from = format!("{to}#{count}");
        let act = || self.disk.open_now(&from, 0);
        let (file, id): (File, _) = self.disk.operate(Kind::Open, &from, act, || Ok(())).await?;
        let file = SimFile::new(self.disk.clone(), from.clone(), file, id);
        Ok(Staged { file, from, to })
    }

    pub(super) async fn finish(&self, mut staged: Staged) -> io::Result<PutResult> {
        if self.fsync {
            staged.file.make_durable().await?;
        }
        self.rename_path(&staged.from, &staged.to).await?;
        Ok(PutResult { e_tag: None, version: None, extensions: Default::default() })
    }

    async fn rename_path(&self, from: &str, to: &str) -> io::Result<()> {
        let act = || self.disk.rename_now(from, to, self.fsync);
        self.disk.operate(Kind::Rename, to, act, || Ok(())).await
    }

    async fn remove_object(&self, location: &Path) -> Result<()> {
        let path = self.at(location);
        let act = || {
            if !self.disk.shared.at(&path).is_file() {
                return Err(ErrorKind::NotFound.into());
            }
            self.disk.remove_now(&path, self.fsync)
        };
        self.disk.operate(Kind::Remove, &path, act, || Ok(())).await.map_err(|failure| failed(location, failure))
    }
}

/// A put on its way.
pub(super) struct Staged {
    pub(super) file: SimFile,
    pub(super) from: String,
    to: String,
}

pub(super) fn failed(location: &Path, source: io::Error) -> Error {
    let path = location.to_string();
    match source.kind() {
        ErrorKind::NotFound => Error::NotFound { path, source: source.into() },
        _ => Error::Generic { store: "SimDisk", source: source.into() },
    }
}

pub(super) fn unsupported(operation: &str) -> Error {
    Error::NotSupported { source: format!("{operation} is not for objects").into() }
}

impl fmt::Display for SimObjects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SimObjects({})", self.dir)
    }
}

#[async_trait]
impl ObjectStore for SimObjects {
    async fn put_opts(&self, location: &Path, payload: PutPayload, opts: PutOptions) -> Result<PutResult> {
        if opts.mode != PutMode::Overwrite {
            return Err(unsupported("a conditional put"));
        }
        let mut staged = self.begin(location).await.map_err(|f| failed(location, f))?;
        for piece in &payload {
            staged.file.append(piece).await.map_err(|f| failed(location, f))?;
        }
        self.finish(staged).await.map_err(|f| failed(location, f))
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        _opts: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let staged = self.begin(location).await.map_err(|f| failed(location, f))?;
        Ok(Box::new(SimUpload::new(self.clone(), location.clone(), staged)))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.disk.if_alive().await;
        if !options.head {
            self.disk.shared.object_reads.fetch_add(1, Ordering::Relaxed);
        }
        self.reader.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let objects = self.clone();
        locations
            .then(move |location| {
                let objects = objects.clone();
                async move {
                    let location = location?;
                    objects.remove_object(&location).await?;
                    Ok(location)
                }
            })
            .boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let objects = self.clone();
        let prefix = prefix.cloned();
        stream::once(async move {
            let listed = objects.disk.operate(Kind::List, &objects.dir, || Ok(()), || Ok(())).await;
            match listed {
                Ok(()) => objects.reader.list(prefix.as_ref()),
                Err(failure) => {
                    let failure = failed(&prefix.unwrap_or_default(), failure);
                    stream::iter([Err(failure)]).boxed()
                }
            }
        })
        .flatten()
        .boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.disk.if_alive().await;
        self.reader.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        if options.mode != CopyMode::Overwrite {
            return Err(unsupported("a conditional copy"));
        }
        let contents = self.get_opts(from, GetOptions::default()).await?.bytes().await?;
        self.put_opts(to, contents.into(), PutOptions::default()).await.map(|_| ())
    }

    async fn rename_opts(&self, from: &Path, to: &Path, _options: RenameOptions) -> Result<()> {
        self.rename_path(&self.at(from), &self.at(to)).await.map_err(|f| failed(from, f))
    }
}
