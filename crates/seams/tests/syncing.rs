//! What the real disk makes durable, and when: the order that docs/crashes.md gives each write.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use seams::Disk;
use seams::real::{Kernel, RealDisk, Syncs};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Notes each sync as `file NAME` or `folder NAME`, with the files that stand there at that moment, and then syncs.
#[derive(Debug, Default)]
struct Noted {
    root: Mutex<PathBuf>,
    notes: Mutex<Vec<String>>,
    /// Syncs of files that are still to fail.
    fails: Mutex<u32>,
}

impl Noted {
    fn note(&self, kind: &str, path: &Path) {
        let root = self.root.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let name = path.strip_prefix(&root).unwrap_or(path).display().to_string();
        let name = if name.is_empty() { "." } else { name.as_str() };
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{kind} {name}"));
    }

    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Syncs for Noted {
    fn file(&self, path: &Path, file: &File) -> io::Result<()> {
        self.note("file", path);
        let mut fails = self.fails.lock().unwrap_or_else(PoisonError::into_inner);
        if *fails > 0 {
            *fails -= 1;
            return Err(io::Error::other("the disk is worn out"));
        }
        Kernel.file(path, file)
    }

    fn folder(&self, path: &Path) -> io::Result<()> {
        self.note("folder", path);
        Kernel.folder(path)
    }
}

fn noted() -> Result<(tempfile::TempDir, RealDisk, Arc<Noted>), io::Error> {
    let folder = tempfile::tempdir()?;
    let notes = Arc::new(Noted::default());
    *notes.root.lock().unwrap_or_else(PoisonError::into_inner) = folder.path().canonicalize()?;
    let disk = RealDisk::open_with(folder.path(), notes.clone())?;
    Ok((folder, disk, notes))
}

#[tokio::test]
async fn a_file_is_acknowledged_when_its_bytes_and_its_name_are_durable_up_to_the_data_folder() -> Outcome {
    let (_folder, disk, notes) = noted()?;
    let mut file = disk.write_from("uploads/deep/one", 0).await?;
    file.write(Bytes::from_static(b"some bytes")).await?;
    assert_eq!(notes.taken(), Vec::<String>::new(), "nothing is durable before it is asked for");
    file.sync().await?;
    assert_eq!(notes.taken(), ["file uploads/deep/one", "folder uploads/deep", "folder uploads", "folder ."]);
    file.write(Bytes::from_static(b"more")).await?;
    file.sync().await?;
    assert_eq!(notes.taken(), ["file uploads/deep/one"], "the name is durable already");
    let mut second = disk.write_from("uploads/deep/two", 0).await?;
    second.write(Bytes::from_static(b"x")).await?;
    second.sync().await?;
    assert_eq!(notes.taken(), ["file uploads/deep/two", "folder uploads/deep"], "the folders above are durable");
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_moved_is_durable_where_it_then_stands() -> Outcome {
    let (folder, disk, notes) = noted()?;
    for name in ["one", "two", "three"] {
        disk.replace(&format!("incoming/{name}"), Bytes::from_static(b"whole")).await?;
    }
    notes.taken();
    disk.rename("incoming/one", "objects/ab/one").await?;
    assert_eq!(notes.taken(), ["folder objects/ab", "folder objects", "folder ."]);
    disk.rename("incoming/two", "objects/ab/two").await?;
    assert_eq!(notes.taken(), ["folder objects/ab"], "the folders above are durable");
    assert_eq!(disk.list("objects/ab").await?, ["one", "two"]);
    // Somebody else removes the folder when it is empty.
    fs::remove_dir_all(folder.path().join("objects/ab"))?;
    disk.rename("incoming/three", "objects/ab/three").await?;
    assert_eq!(notes.taken(), ["folder objects/ab", "folder objects"], "a folder that is made anew is not durable yet");
    assert!(disk.rename("incoming/absent", "objects/ab/absent").await.is_err());
    Ok(())
}

#[tokio::test]
async fn a_file_is_replaced_by_what_is_durable_under_another_name_and_then_its_name_is() -> Outcome {
    let (folder, disk, notes) = noted()?;
    disk.replace("keys/member", Bytes::from_static(b"first")).await?;
    assert_eq!(notes.taken(), ["file keys/member.replacing", "folder keys", "folder ."]);
    disk.replace("keys/member", Bytes::from_static(b"second")).await?;
    assert_eq!(notes.taken(), ["file keys/member.replacing", "folder keys"]);
    // What could not be synced takes nobody's place.
    *notes.fails.lock().unwrap_or_else(PoisonError::into_inner) = 1;
    assert!(disk.replace("keys/member", Bytes::from_static(b"third")).await.is_err());
    assert_eq!(notes.taken(), ["file keys/member.replacing"]);
    assert_eq!(fs::read(folder.path().join("keys/member"))?, b"second");
    Ok(())
}

#[tokio::test]
async fn a_file_whose_sync_failed_once_is_never_called_durable_again() -> Outcome {
    let (_folder, disk, notes) = noted()?;
    let mut file = disk.write_from("uploads/one", 0).await?;
    file.write(Bytes::from_static(b"some bytes")).await?;
    *notes.fails.lock().unwrap_or_else(PoisonError::into_inner) = 1;
    assert!(file.sync().await.is_err());
    assert!(file.sync().await.is_err(), "the kernel may have dropped the bytes, and says no more of it");
    assert!(file.write(Bytes::from_static(b"more")).await.is_err());
    assert_eq!(notes.taken(), ["file uploads/one"], "nobody is asked again");
    Ok(())
}

#[tokio::test]
async fn a_sync_that_ran_beside_the_writes_and_failed_is_told_once_and_for_all() -> Outcome {
    let (_folder, disk, notes) = noted()?;
    let mut file = disk.write_from("uploads/one", 0).await?;
    *notes.fails.lock().unwrap_or_else(PoisonError::into_inner) = 1;
    let frame = Bytes::from(vec![0; 1 << 20]);
    let mut told = None;
    // More than is brought to the disk unasked, and less than twice as much.
    for _ in 0..20 {
        told = told.or(file.write(frame.clone()).await.err());
    }
    let told = match told {
        Some(told) => told,
        None => file.sync().await.err().ok_or("bytes that the disk refused are called durable")?,
    };
    assert_eq!(told.to_string(), "the disk is worn out");
    assert!(file.write(frame).await.is_err() && file.sync().await.is_err());
    assert_eq!(notes.taken(), ["file uploads/one"], "nobody is asked again");
    Ok(())
}

#[tokio::test]
async fn a_folder_is_made_with_every_name_on_the_way_to_it_and_what_was_removed_is_made_anew() -> Outcome {
    let (_folder, disk, notes) = noted()?;
    disk.make_folder("database").await?;
    assert_eq!(notes.taken(), ["folder ."], "its own name stands in the data folder");
    disk.make_folder("scratch/one").await?;
    assert_eq!(notes.taken(), ["folder scratch", "folder ."]);
    disk.remove("scratch").await?;
    disk.make_folder("scratch/two").await?;
    assert_eq!(notes.taken(), ["folder scratch", "folder ."], "what was known of a folder that is gone counts no more");
    Ok(())
}
