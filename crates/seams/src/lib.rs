//! The places where a member touches the world: clock, randomness, disk, mail.
//!
//! What it is: traits, and the real implementations of them in [`real`]. Everything else in the
//! shell receives these as values, so that a test can run the same code with a clock that it
//! moves, randomness under a seed and a disk that fails.
//!
//! What it is not: a library of file functions. A trait has only the operations that the shell
//! needs, and each says what a crash in the middle leaves behind.
//!
//! What it keeps true: no other crate reads the ambient clock, the operating system's generator
//! or the file system of the data folder (clippy.toml enforces the first two).

pub mod clock;
pub mod disk;
pub mod entropy;
pub mod mail;
pub mod real;

use std::sync::Arc;

pub use clock::Clock;
pub use disk::{Disk, DiskFile};
pub use entropy::Entropy;
pub use mail::{Mail, MailError, Mailer};

/// All seams of one member, cheap to clone.
#[derive(Clone)]
pub struct Seams {
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub disk: Arc<dyn Disk>,
    pub mailer: Arc<dyn Mailer>,
}
