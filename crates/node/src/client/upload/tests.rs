#![allow(clippy::disallowed_methods, reason = "a server of the test's own")]

use std::sync::atomic::AtomicUsize;

use axum::Router;
use axum::body::Bytes;
use axum::routing::{get, head, post};
use seams::real::RealClock;
use testkit::VirtualClock;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::*;
use crate::client::Exchange;

/// A server that takes a file and answers when it is let.
struct Slow {
    files: AtomicUsize,
    taken: Semaphore,
    answers: Semaphore,
}

impl Slow {
    /// Its address too.
    async fn started() -> (Arc<Self>, String) {
        let slow = Arc::new(Self { files: AtomicUsize::new(0), taken: Semaphore::new(0), answers: Semaphore::new(0) });
        let patched = {
            let slow = Arc::clone(&slow);
            move |_file: Bytes| async move {
                slow.files.fetch_add(1, Ordering::Relaxed);
                slow.taken.add_permits(1);
                slow.answers.acquire().await.unwrap().forget();
                (StatusCode::NO_CONTENT, [("ecot-video", "abc")])
            }
        };
        let pages = Router::new()
            .route("/tus/", post(|| async { (StatusCode::CREATED, [(LOCATION, "/tus/1")]) }))
            .route("/tus/1", head(|| async { [("upload-offset", "0")] }).patch(patched))
            .route("/never", get(std::future::pending::<StatusCode>));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, pages).await });
        (slow, address)
    }
}

#[tokio::test]
async fn a_file_may_take_longer_than_the_longest_silence() {
    let (slow, address) = Slow::started().await;
    let silence = Duration::from_millis(500);
    let client = Client {
        exchange: Exchange::built(|http| http.read_timeout(silence), &address).unwrap(),
        sending: Exchange::for_long_bodies(&address).unwrap(),
        token: "token".into(),
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("video.mp4");
    std::fs::write(&file, "a video").unwrap();
    let resume = Resume::of(Some(folder.path()), client.server(), &file).unwrap();
    let wishes = Wishes::default();
    let upload = Upload { client: &client, clock: &RealClock, file: &file, wishes: &wishes, resume: &resume };
    let sent = Arc::new(AtomicU64::new(0));
    let longer = async {
        slow.taken.acquire().await.unwrap().forget();
        // Asked after the file was, so that the file has waited for longer when this is given up.
        let asked = client.request(Method::GET, "/never").unwrap();
        assert!(matches!(client.send(asked).await, Err(ClientError::Unreachable { .. })));
        slow.answers.add_permits(1);
    };
    let (video, ()) = tokio::join!(upload.send(&sent), longer);
    assert_eq!((video.unwrap().as_str(), slow.files.load(Ordering::Relaxed)), ("abc", 1));
}

#[tokio::test]
async fn a_file_of_which_nothing_leaves_for_long_is_given_up() {
    let clock = VirtualClock::new("2026-11-25T10:00:00Z".parse().unwrap());
    let sent = Arc::new(AtomicU64::new(0));
    let given_up = tokio::spawn({
        let (clock, sent) = (clock.clone(), Arc::clone(&sent));
        async move { stands_still(&clock, &sent).await }
    });
    while clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    for _ in 0..3 {
        sent.fetch_add(1, Ordering::Relaxed);
        clock.advance(STILL_LIMIT).await;
        assert!(!given_up.is_finished(), "bytes leave");
    }
    clock.advance(STILL_LIMIT).await;
    given_up.await.unwrap();
}
