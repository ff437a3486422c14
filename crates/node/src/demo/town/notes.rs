//! What the town remembers from one run to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::TownError;
use crate::demo::folder::{self, FolderError};

/// The notes' file in the town's folder.
const FILE: &str = "town.json";

/// The notes, kept.
pub struct Notes {
    path: PathBuf,
    kept: Kept,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// Of each house, in their order: their addresses stand in the federation's logs.
    ports: Vec<u16>,
    /// Of the federation's name, which stands in its charter.
    name_port: u16,
    /// The first day of the month that is lived through.
    first_day: Date,
    /// What was done.
    done: BTreeSet<String>,
    /// The names of estimates, by what they are for.
    estimates: BTreeMap<String, String>,
}

impl Notes {
    /// Reads the notes of a folder, or begins them: houses at this port and those after it, or at free ones if it is 0.
    ///
    /// # Errors
    /// [`TownError`].
    pub fn open(folder: &Path, port: u16, houses: usize, first_day: Date) -> Result<Self, TownError> {
        std::fs::create_dir_all(folder).map_err(folder::failed("make the folder", folder))?;
        let path = folder.join(FILE);
        if let Some(text) = folder::contents(&path)? {
            let kept: Kept = serde_json::from_slice(&text).map_err(|_| FolderError::Damaged(path.clone()))?;
            let first = kept.ports.first().copied().unwrap_or_default();
            if kept.ports.len() != houses || (port != 0 && port != first) {
                return Err(TownError::OtherTown { houses: kept.ports.len(), port: first });
            }
            return Ok(Self { path, kept });
        }
        let mut ports = ports(port, houses + 1)?;
        let name_port = ports.pop().ok_or(TownError::NoPort)?;
        let kept = Kept { ports, name_port, first_day, done: BTreeSet::new(), estimates: BTreeMap::new() };
        let notes = Self { path, kept };
        notes.write()?;
        Ok(notes)
    }

    pub fn ports(&self) -> &[u16] {
        &self.kept.ports
    }

    /// Of the federation's name.
    pub const fn name_port(&self) -> u16 {
        self.kept.name_port
    }

    pub const fn first_day(&self) -> Date {
        self.kept.first_day
    }

    /// Whether something was done in this run or a former one.
    pub fn is_done(&self, what: &str) -> bool {
        self.kept.done.contains(what)
    }

    /// Remembers that something was done.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn note_done(&mut self, what: &str) -> Result<(), FolderError> {
        self.kept.done.insert(what.to_owned());
        self.write()
    }

    /// The name of an estimate that was made before.
    pub fn estimate(&self, what: &str) -> Option<&str> {
        self.kept.estimates.get(what).map(String::as_str)
    }

    /// Remembers an estimate.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn note_estimate(&mut self, what: &str, name: &str) -> Result<(), FolderError> {
        self.kept.estimates.insert(what.to_owned(), name.to_owned());
        self.write()
    }

    fn write(&self) -> Result<(), FolderError> {
        let failed = folder::failed("write", &self.path);
        let text = serde_json::to_vec_pretty(&self.kept).map_err(std::io::Error::from);
        text.and_then(|text| folder::replace(&self.path, &text)).map_err(failed)
    }
}

/// So many ports from one on, or free ones.
fn ports(first: u16, count: usize) -> Result<Vec<u16>, TownError> {
    if first != 0 {
        let ports: Vec<u16> = (first..=u16::MAX).take(count).collect();
        return if ports.len() == count { Ok(ports) } else { Err(TownError::NoPort) };
    }
    // Held together until all are known, so that none is found twice.
    #[expect(clippy::disallowed_methods, reason = "the demonstration looks which ports of this machine are free")]
    let held: Result<Vec<TcpListener>, _> = (0..count).map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).collect();
    let ports = held.and_then(|held| held.iter().map(|one| Ok(one.local_addr()?.port())).collect());
    ports.map_err(|_| TownError::NoPort)
}
