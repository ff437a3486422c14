//! A process that can do no more than read one file and write into one folder.
//!
//! The member starts its own binary again (`ecot sandboxed-exec`), which restricts itself and then
//! becomes ffmpeg or ffprobe. Nothing of the member's environment, files or network is left to it:
//!
//! | what | by |
//! | --- | --- |
//! | files: read the source, the libraries and the program; write the job folder | Landlock |
//! | no sockets, no new processes, no ptrace, mounts, keys, kernel interfaces | seccomp, an allow-list |
//! | no network, were a socket to be had | an empty network namespace |
//! | memory, CPU time, size of a file, threads, open files, no core dumps | rlimits |
//! | no privileges gained by a program | no_new_privs, all capabilities dropped |
//! | ends with the member | death signal of the parent, its own process group |
//!
//! Landlock and namespaces depend on the kernel; [`self_test`] says what is in force, and what it
//! has found is then demanded of every later start.

mod check;
mod confinement;
mod enter;
mod filter;
mod process;

pub use check::{Refused, SandboxReport, self_test};
pub use confinement::{Bounds, Confinement, Mechanisms};
pub use enter::enter_and_exec;
pub use process::Launcher;

pub(crate) use process::{Output, Run, run};

/// The subcommand under which a binary that serves as launcher calls [`enter_and_exec`].
pub const SUBCOMMAND: &str = "sandboxed-exec";
