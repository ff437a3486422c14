use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use tokio::sync::Notify;

use crate::running::{Running, settings, start};

/// A site whose answer waits until the test lets it go.
fn held(stop_seconds: u64) -> (Running, Arc<Notify>, Arc<Notify>) {
    let [asked, go] = [(); 2].map(|()| Arc::new(Notify::new()));
    let handler = {
        let (asked, go) = (Arc::clone(&asked), Arc::clone(&go));
        move || async move {
            asked.notify_one();
            go.notified().await;
            "whole"
        }
    };
    let mut settings = settings();
    settings.stop_seconds = stop_seconds;
    (start(&settings, None, Router::new().route("/", get(handler))), asked, go)
}

fn ask(running: &Running) -> tokio::task::JoinHandle<reqwest::Result<String>> {
    let url = running.url("http", "/");
    tokio::spawn(async move {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        client.get(url).send().await?.text().await
    })
}

#[tokio::test]
async fn a_request_under_way_is_finished_and_new_connections_are_refused() {
    let (running, asked, go) = held(60);
    let request = ask(&running);
    asked.notified().await;
    running.stop.cancel();
    // The socket is closed by the task that accepts; it has ended once connecting fails.
    while tokio::net::TcpStream::connect(running.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    go.notify_one();
    assert_eq!(request.await.unwrap().unwrap(), "whole");
    running.ended.await.unwrap();
}

#[tokio::test]
async fn a_request_that_does_not_end_is_cut_at_the_limit() {
    let (running, asked, _go) = held(0);
    let request = ask(&running);
    asked.notified().await;
    running.stop.cancel();
    running.ended.await.unwrap();
    assert!(request.await.unwrap().is_err());
}

#[tokio::test]
async fn idle_connections_do_not_delay_the_stop() {
    let (running, asked, go) = held(60);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    go.notify_one();
    client.get(running.url("http", "/")).send().await.unwrap().text().await.unwrap();
    asked.notified().await;
    running.stop.cancel();
    running.ended.await.unwrap();
}
