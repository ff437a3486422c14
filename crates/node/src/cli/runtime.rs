use tokio::runtime::Runtime;

use crate::cli::{Exit, Failure};

/// The threads on which a command works.
pub fn runtime() -> Result<Runtime, Failure> {
    Runtime::new().map_err(|error| Failure::new(Exit::Failed, format!("no threads to be had: {error}")))
}
