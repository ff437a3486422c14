//! A network line that is slow, gives its bytes in crumbs and breaks off, as its seed decides.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use seams::Clock;
use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf, duplex};

/// Bytes that are on the way at once.
const WINDOW: usize = 4 << 10;

/// Most bytes that a read gives.
const CRUMB_BYTES: u64 = 700;

/// Of so many reads one waits for a while first.
const WAITS_ONE_IN: u64 = 12;

/// What a faulty line has done so far; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    waiting: Arc<AtomicU64>,
    waits: Arc<AtomicU64>,
    breaks: Arc<AtomicU64>,
}

impl Seen {
    /// Whether an end of a line waits for time to pass.
    #[must_use]
    pub fn waiting(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }

    /// How often a read had to wait.
    #[must_use]
    pub fn waits(&self) -> u64 {
        self.waits.load(Ordering::Relaxed)
    }

    /// How many lines broke off.
    #[must_use]
    pub fn breaks(&self) -> u64 {
        self.breaks.load(Ordering::Relaxed)
    }
}

/// The server's end of a line, which reads badly. What it writes arrives until the line breaks off.
pub struct FaultyLine {
    stream: DuplexStream,
    clock: Arc<dyn Clock>,
    chance: ChaCha20Rng,
    /// Bytes that still come before it breaks off.
    left: u64,
    pause: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    broken: bool,
    seen: Seen,
}

/// Both ends of a line that carries at most `most` bytes to the server: the client's, and the server's. `seed` decides
/// after how many it breaks off, and all else.
#[must_use]
pub fn line(seed: u64, clock: Arc<dyn Clock>, most: u64, seen: &Seen) -> (DuplexStream, FaultyLine) {
    let (client, stream) = duplex(WINDOW);
    let mut chance = ChaCha20Rng::seed_from_u64(seed);
    let left = 1 + chance.next_u64() % most.max(1);
    let line = FaultyLine { stream, clock, chance, left, pause: None, broken: false, seen: seen.clone() };
    (client, line)
}

impl FaultyLine {
    fn break_off(&mut self) -> io::Error {
        if !self.broken {
            self.broken = true;
            self.seen.breaks.fetch_add(1, Ordering::Relaxed);
        }
        io::ErrorKind::ConnectionReset.into()
    }

    /// Begins a pause now and then.
    fn perhaps_pause(&mut self) {
        if self.pause.is_none() && self.chance.next_u64().is_multiple_of(WAITS_ONE_IN) {
            let (clock, duration) = (Arc::clone(&self.clock), Duration::from_millis(self.chance.next_u64() % 3_000));
            self.seen.waits.fetch_add(1, Ordering::Relaxed);
            self.seen.waiting.fetch_add(1, Ordering::Relaxed);
            self.pause = Some(Box::pin(async move { clock.sleep(duration).await }));
        }
    }
}

impl Drop for FaultyLine {
    fn drop(&mut self) {
        if self.pause.take().is_some() {
            self.seen.waiting.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl AsyncRead for FaultyLine {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.left == 0 {
            return Poll::Ready(Err(self.break_off()));
        }
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(context));
            self.pause = None;
            self.seen.waiting.fetch_sub(1, Ordering::Relaxed);
        }
        let crumb = 1 + self.chance.next_u64() % CRUMB_BYTES;
        let room = u64::try_from(out.remaining()).unwrap_or(u64::MAX);
        let most = usize::try_from(crumb.min(self.left).min(room)).expect("a crumb is small");
        let mut crumb = vec![0; most];
        let mut part = ReadBuf::new(&mut crumb);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut part))?;
        let read = part.filled();
        self.left -= u64::try_from(read.len()).expect("a crumb is small");
        out.put_slice(read);
        self.perhaps_pause();
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for FaultyLine {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, data: &[u8]) -> Poll<io::Result<usize>> {
        if self.broken {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        Pin::new(&mut self.stream).poll_write(context, data)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
