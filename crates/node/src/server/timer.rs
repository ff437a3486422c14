//! hyper's timers on the member's clock, so that a test which moves the clock moves them too.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use hyper::rt::{Sleep, Timer};
use jiff::Timestamp;
use seams::Clock;

/// hyper counts in instants, which only the machine makes: the first one is a place to count from, and the clock says
/// how far we are from it.
#[derive(Clone)]
pub struct ClockTimer {
    clock: Arc<dyn Clock>,
    origin: Instant,
    began: Timestamp,
}

impl ClockTimer {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        #[expect(clippy::disallowed_methods, reason = "only differences to it are ever looked at")]
        let origin = Instant::now();
        let began = clock.now();
        Self { clock, origin, began }
    }
}

impl Timer for ClockTimer {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        let clock = Arc::clone(&self.clock);
        Box::pin(Waiting(Mutex::new(Box::pin(async move { clock.sleep(duration).await }))))
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        self.sleep(deadline.saturating_duration_since(self.now()))
    }

    fn now(&self) -> Instant {
        let passed = Duration::try_from(self.clock.now().duration_since(self.began)).unwrap_or_default();
        self.origin.checked_add(passed).unwrap_or(self.origin)
    }
}

/// hyper asks for what several threads may look at; only one ever polls.
struct Waiting(Mutex<Pin<Box<dyn Future<Output = ()> + Send>>>);

impl Sleep for Waiting {}

impl Future for Waiting {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let waiting = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        waiting.as_mut().poll(context)
    }
}
