//! The member: one process that wires the parts together and serves.
//!
//! What it is: configuration, the command line, the HTTP server, mail, logs, and the work that a
//! member does without being asked. What it is not: rules. Those are in the pure crates; what a
//! page says is in `web`.
//!
//! What it keeps true: the process is ready only when everything that it needs was opened and
//! proven, it stops without cutting what it accepted, and nothing that it logs names a person,
//! an address or a video.

pub mod backing;
pub mod backup;
pub mod check;
pub mod cli;
pub mod client;
pub mod config;
#[cfg(feature = "demo")]
pub mod demo;
pub mod export;
pub mod health;
pub mod keys;
pub mod logs;
pub mod mail;
pub mod member;
pub mod own_machine;
pub mod publish;
pub mod restore;
pub mod server;
pub mod tls;
pub mod workers;
