//! What a confined process may do, as data handed from the member to the launcher.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What a confined process may do. Passed as JSON, so paths must be UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confinement {
    /// The program to become; absolute.
    pub program: PathBuf,
    /// Files and folders that it may read, and programs and libraries that it may execute from.
    pub readable: Vec<PathBuf>,
    /// The only folder that it may write into, and its temporary folder.
    pub writable: Option<PathBuf>,
    pub bounds: Bounds,
    /// What is put in force.
    pub apply: Mechanisms,
    /// What must be in force, or the program is not started.
    pub demand: Mechanisms,
}

/// Resource limits of a confined process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// Bytes of address space.
    pub address_space: u64,
    /// Seconds of CPU time, all threads together.
    pub cpu_seconds: u64,
    /// Bytes of the largest file written.
    pub file_bytes: u64,
    /// Threads and processes of the user that the kernel still lets it add to.
    pub processes: u64,
    pub open_files: u64,
    /// Added to the priority number: higher is more modest.
    pub nice: i32,
}

/// The parts of the sandbox that depend on the kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mechanisms {
    /// Resource limits and seccomp: every kernel that runs this program has them. False only for
    /// an operator who has asked by name to run without a sandbox.
    pub always: bool,
    pub landlock: bool,
    pub network_namespace: bool,
}

impl Mechanisms {
    pub const ALL: Mechanisms = Mechanisms { always: true, landlock: true, network_namespace: true };
    pub const NONE: Mechanisms = Mechanisms { always: false, landlock: false, network_namespace: false };
    /// What every kernel has.
    pub const LEAST: Mechanisms = Mechanisms { always: true, landlock: false, network_namespace: false };
}
