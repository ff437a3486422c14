//! What stands in front of a server of a test: it writes down which objects are asked for, and can break off, alter, refuse or
//! hold back their bytes, or turn everybody away.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::{Stream, StreamExt, stream};
use http_body_util::BodyExt;
use tokio::sync::Notify;

/// Bytes of what has one part, such as a thumbnail: of it nothing would be left.
const ONE_PART: usize = 1_000;
/// Every object goes through.
const ALL: usize = usize::MAX;

pub struct Line {
    asked: Mutex<Vec<(String, u64)>>,
    breaks: AtomicBool,
    alters: AtomicBool,
    /// An object that cannot be read.
    unreadable: Mutex<Option<String>>,
    /// Nothing is answered.
    away: AtomicBool,
    /// It goes away with the first break.
    breaks_down: AtomicBool,
    /// So many requests for objects are answered; the next ones wait for ever.
    passes: AtomicUsize,
    pub held: Notify,
    /// Somebody was turned away.
    pub turned_away: Notify,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            asked: Mutex::default(),
            breaks: AtomicBool::new(false),
            alters: AtomicBool::new(false),
            unreadable: Mutex::default(),
            away: AtomicBool::new(false),
            breaks_down: AtomicBool::new(false),
            passes: AtomicUsize::new(ALL),
            held: Notify::new(),
            turned_away: Notify::new(),
        }
    }
}

impl Line {
    /// Sends the first three quarters of each object of several parts from now on.
    pub fn break_off_each(&self) {
        self.breaks.store(true, Ordering::SeqCst);
    }

    /// Breaks off in the middle of the next object of several parts, and answers nothing after that.
    pub fn break_down(&self) {
        self.breaks_down.store(true, Ordering::SeqCst);
        self.break_off_each();
    }

    /// Cannot read the object of this path from now on.
    pub fn lose(&self, path: String) {
        *self.unreadable.lock().unwrap() = Some(path);
    }

    /// Changes a bit of each answer from now on.
    pub fn alter_each(&self) {
        self.alters.store(true, Ordering::SeqCst);
    }

    pub fn heal(&self) {
        self.breaks.store(false, Ordering::SeqCst);
        self.alters.store(false, Ordering::SeqCst);
        self.breaks_down.store(false, Ordering::SeqCst);
        self.away.store(false, Ordering::SeqCst);
        *self.unreadable.lock().unwrap() = None;
        self.passes.store(ALL, Ordering::SeqCst);
    }

    pub fn let_pass(&self, requests: usize) {
        self.passes.store(requests, Ordering::SeqCst);
    }

    pub fn forget(&self) {
        self.asked.lock().unwrap().clear();
    }

    /// Which objects were asked for, and from which byte on.
    pub fn ranges(&self) -> Vec<(String, u64)> {
        self.asked.lock().unwrap().clone()
    }
}

/// The middleware.
pub async fn through(State(line): State<Arc<Line>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if line.away.load(Ordering::SeqCst) {
        line.turned_away.notify_one();
        return StatusCode::BAD_GATEWAY.into_response();
    }
    if !path.starts_with("/o/") {
        return next.run(request).await;
    }
    let range = request.headers().get("range").and_then(|range| range.to_str().ok()).unwrap_or_default();
    let from = range.strip_prefix("bytes=").and_then(|range| range.split('-').next()?.parse().ok()).unwrap_or(0);
    line.asked.lock().unwrap().push((path.clone(), from));
    if line.unreadable.lock().unwrap().as_ref() == Some(&path) {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let took = |passes: usize| if passes == ALL { Some(ALL) } else { passes.checked_sub(1) };
    if line.passes.fetch_update(Ordering::SeqCst, Ordering::SeqCst, took).is_err() {
        line.held.notify_one();
        std::future::pending::<()>().await;
    }
    let (parts, body) = next.run(request).await.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    if line.breaks.load(Ordering::SeqCst) && bytes.len() > ONE_PART {
        line.away.store(line.breaks_down.load(Ordering::SeqCst), Ordering::SeqCst);
        let some = bytes.slice(..bytes.len() * 3 / 4);
        return Response::from_parts(parts, Body::from_stream(stream::once(async { Ok(some) }).chain(broken())));
    }
    let mut bytes = bytes.to_vec();
    if line.alters.load(Ordering::SeqCst)
        && let Some(last) = bytes.last_mut()
    {
        *last ^= 1;
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// The end of a line that breaks off, once what came before it is on its way.
fn broken() -> impl Stream<Item = std::io::Result<Bytes>> {
    stream::once(async {
        tokio::task::yield_now().await;
        Err(std::io::Error::other("the line broke off"))
    })
}
