use std::io::{IsTerminal, Write};
use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use seams::Clock;
use seams::real::RealClock;

/// How often the line is written anew.
const SHOW_EVERY: SignedDuration = SignedDuration::from_millis(200);

/// A line of progress on standard error, when that is a terminal; elsewhere nobody watches it.
pub struct Line {
    shown: Option<Mutex<Timestamp>>,
}

impl Line {
    pub fn new() -> Self {
        let watched = std::io::stderr().is_terminal();
        Self { shown: watched.then(|| Mutex::new(Timestamp::UNIX_EPOCH)) }
    }

    /// Shows what `text` says, unless the last one is fresh. If it cannot be shown, the work goes on.
    pub fn show(&self, text: impl FnOnce() -> String) {
        let Some(Ok(mut shown)) = self.shown.as_ref().map(Mutex::lock) else { return };
        let now = RealClock.now();
        if now.duration_since(*shown) >= SHOW_EVERY {
            *shown = now;
            let _ = write!(std::io::stderr(), "\r\x1b[K{}", text());
        }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if self.shown.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
