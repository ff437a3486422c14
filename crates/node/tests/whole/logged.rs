//! What is logged while a test runs.

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::Once;

use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

static INSTALLED: Once = Once::new();

thread_local! {
    static LINES: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Everything logged on this thread since it was made, at every level; one at a time. For tests on one thread.
pub struct Logged(());

impl Logged {
    /// Listens until dropped. One subscriber serves all tests of the process, because what a thread without one logs
    /// first is from then on logged to none.
    pub fn listen() -> Self {
        INSTALLED.call_once(|| {
            let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(|| ToThread);
            let listening = dynamic_filter_fn(|_, _| LINES.with_borrow(Option::is_some));
            tracing_subscriber::registry().with(lines.with_filter(listening)).init();
        });
        LINES.set(Some(Vec::new()));
        Self(())
    }

    pub fn text(&self) -> String {
        LINES.with_borrow(|lines| String::from_utf8_lossy(lines.as_deref().unwrap_or_default()).into_owned())
    }
}

impl Drop for Logged {
    fn drop(&mut self) {
        LINES.set(None);
    }
}

struct ToThread;

impl Write for ToThread {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.as_mut().map(|lines| lines.extend_from_slice(bytes)));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
