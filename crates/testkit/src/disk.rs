//! A disk that fails and forgets.
//!
//! Every operation that changes something, and every listing, has a number. A [`FaultPlan`] says at
//! which numbers the member dies or the operation fails. After a death every operation hangs, as
//! for a process that is no more; [`SimDisk::crash`] then gives the disk that the next life finds:
//! what was synced is there, what was not is lost, kept or torn as the seed decides.

mod crash;
mod file;
mod model;
mod objects;
mod operations;
mod plan;
mod upload;

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;
use tokio::sync::watch;

use model::Model;
use plan::Verdict;

pub use plan::{FaultPlan, Kind};

/// A disk in a temporary folder. Clones are the same disk.
#[derive(Debug, Clone)]
pub struct SimDisk {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    root: TempDir,
    trusted: Vec<String>,
    state: Mutex<State>,
    dead: watch::Sender<bool>,
    object_reads: AtomicU64,
}

#[derive(Debug)]
struct State {
    plan: FaultPlan,
    model: Model,
    trace: Vec<String>,
    free_bytes: u64,
}

/// What a simulated disk says is free until it is told otherwise, bytes.
const FREE_BYTES: u64 = 1 << 40;

/// Where Linux keeps files in memory. What reaches a platter is the model's business: syncing for real, as SQLite does,
/// would only cost time.
const MEMORY: &str = "/dev/shm";

impl SimDisk {
    /// An empty disk. Paths that begin with one of `trusted` belong to a program that opens them by
    /// [`seams::Disk::host_path`] and syncs by itself (SQLite): a crash leaves them as they are.
    ///
    /// # Errors
    /// When no temporary folder can be made.
    pub fn new(plan: FaultPlan, trusted: &[&str]) -> io::Result<Self> {
        let trusted = trusted.iter().map(|&prefix| prefix.to_owned()).collect();
        Self::with(plan, trusted, &crash::Survivors::new())
    }

    fn with(plan: FaultPlan, trusted: Vec<String>, files: &crash::Survivors) -> io::Result<Self> {
        let memory = Path::new(MEMORY);
        let root = if memory.is_dir() { tempfile::tempdir_in(memory)? } else { tempfile::tempdir()? };
        let mut model = Model::default();
        for (path, contents) in files {
            let at = root.path().join(path);
            fs::create_dir_all(at.parent().unwrap_or(root.path()))?;
            fs::write(at, contents)?;
            model.found(path, contents.clone());
        }
        let state = Mutex::new(State { plan, model, trace: Vec::new(), free_bytes: FREE_BYTES });
        let (dead, _) = watch::channel(false);
        Ok(Self { shared: Arc::new(Shared { root, trusted, state, dead, object_reads: AtomicU64::new(0) }) })
    }

    /// The disk as the next life finds it, with its own plan. This one is dead from now on. Files
    /// of the next one are in another folder: what still runs of this life cannot reach them.
    ///
    /// # Errors
    /// When the machine's own disk fails.
    pub fn crash(&self, plan: FaultPlan) -> io::Result<Self> {
        self.shared.dead.send_replace(true);
        let left = {
            let state = self.shared.state();
            let mut chance = state.plan.chance(0);
            let root = self.shared.root.path();
            crash::survivors(&state.model, root, &self.shared.trusted, &mut chance)?
        };
        Self::with(plan, self.shared.trusted.clone(), &left)
    }

    /// A numbered place that is no disk operation (before or after a database commit): the member
    /// may die here, or what it does here may fail. Says whether it goes on; a dead member never does.
    #[must_use]
    pub fn point(&self, label: &str) -> bool {
        !self.is_dead() && matches!(self.count(Kind::Point, label), Verdict::GoOn)
    }

    /// Returns once the plan has killed the member.
    pub async fn died(&self) {
        let mut dead = self.shared.dead.subscribe();
        // The sender lives as long as this disk.
        let _dead = dead.wait_for(|dead| *dead).await;
    }

    /// Whether the member is dead.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        *self.shared.dead.borrow()
    }

    /// So many bytes are free from now on. The disk only says so: it takes what is written all the same.
    pub fn set_free_bytes(&self, free_bytes: u64) {
        self.shared.state().free_bytes = free_bytes;
    }

    /// From the next operation on, this plan decides. Numbers go on.
    pub fn set_plan(&self, plan: FaultPlan) {
        self.shared.state().plan = plan;
    }

    /// The operations so far, in order; the first has number 1.
    #[must_use]
    pub fn trace(&self) -> Vec<String> {
        self.shared.state().trace.clone()
    }

    /// How many operations there were.
    #[must_use]
    pub fn operations(&self) -> u64 {
        u64::try_from(self.shared.state().trace.len()).expect("a count fits 64 bits")
    }

    /// How often bytes of an object were read. Reading changes nothing, so it has no number.
    #[must_use]
    pub fn object_reads(&self) -> u64 {
        self.shared.object_reads.load(Ordering::Relaxed)
    }

    /// Every file that the member sees, by path, with its length in bytes.
    ///
    /// # Errors
    /// When the machine's own disk fails.
    pub fn files(&self) -> io::Result<Vec<(String, usize)>> {
        let all = crash::read_all(self.shared.root.path())?;
        Ok(all.into_iter().map(|(path, contents)| (path, contents.len())).collect())
    }

    /// Counts an operation and says what becomes of it. Never returns to the dead.
    async fn next(&self, kind: Kind, path: &str) -> Verdict {
        self.if_alive().await;
        self.count(kind, path)
    }

    fn count(&self, kind: Kind, path: &str) -> Verdict {
        let verdict = {
            let mut state = self.shared.state();
            state.trace.push(format!("{kind:?} {path}"));
            let number = u64::try_from(state.trace.len()).expect("a count fits 64 bits");
            state.plan.verdict(number, kind)
        };
        if let Verdict::Kill { .. } = verdict {
            self.shared.dead.send_replace(true);
        }
        verdict
    }

    async fn if_alive(&self) {
        if self.is_dead() {
            hang().await;
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.root.path().join(path)
    }
}

/// What a dead process does.
async fn hang() {
    std::future::pending::<()>().await;
}

/// Removes the file or folder; absent is success.
fn remove_real(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(failure) if failure.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
