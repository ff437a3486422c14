//! Structured logs on standard error.
//!
//! A line never has a person's name, an address or a video's id: a request is logged by the
//! pattern that its path matched. Figures are for /metrics.

mod request;

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{ConfigError, LogFormat, Logs};

pub use request::requests;

/// Sends what the process logs to standard error from now on.
///
/// # Errors
/// When the level is none.
pub fn install(logs: &Logs) -> Result<(), ConfigError> {
    let filter = EnvFilter::builder()
        .parse(&logs.level)
        .map_err(|error| ConfigError::Contradiction { key: "logs.level", why: error.to_string() })?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // Only the first of several members in one process decides; the others share its lines.
    let _ = match logs.format {
        LogFormat::Text => lines.finish().try_init(),
        LogFormat::Json => lines.json().finish().try_init(),
    };
    Ok(())
}
