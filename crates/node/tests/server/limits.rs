use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use node::server::{Server, ServerError};
use seams::real::RealClock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::running::{settings, start};

fn site() -> Router {
    Router::new().route("/", get(|| async { "here" }))
}

async fn ask(stream: &mut TcpStream) -> String {
    stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    let mut answer = vec![0; 1024];
    let read = stream.read(&mut answer).await.unwrap();
    String::from_utf8(answer[..read].to_vec()).unwrap()
}

#[tokio::test]
async fn a_taken_address_is_named_in_the_error() {
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut settings = settings();
    settings.listen = other.local_addr().unwrap();
    let error = Server::bind(&settings, None, Arc::new(RealClock)).err().unwrap();
    assert!(matches!(error, ServerError::Taken(_)), "{error:?}");
    let text = error.to_string();
    assert!(text.starts_with(&format!("{} is in use", settings.listen)), "{text}");
}

#[tokio::test]
async fn a_head_that_does_not_arrive_in_time_ends_the_connection() {
    let mut settings = settings();
    settings.header_seconds = 1;
    let running = start(&settings, None, site());
    let mut slow = TcpStream::connect(running.address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: ").await.unwrap();
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).await.unwrap();
    let answer = String::from_utf8(rest).unwrap();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
    let mut settings = settings();
    settings.idle_seconds = 1;
    let running = start(&settings, None, site());
    let mut silent = TcpStream::connect(running.address).await.unwrap();
    assert_eq!(silent.read(&mut [0; 8]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_body_that_stalls_ends_the_connection() {
    let mut settings = settings();
    settings.idle_seconds = 1;
    let site =
        Router::new().route("/", axum::routing::post(|body: bytes::Bytes| async move { body.len().to_string() }));
    let running = start(&settings, None, site);
    let mut slow = TcpStream::connect(running.address).await.unwrap();
    slow.write_all(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nabc").await.unwrap();
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).await.unwrap();
    assert!(rest.is_empty(), "{}", String::from_utf8_lossy(&rest));
}

#[tokio::test]
async fn one_address_has_no_more_connections_than_it_may() {
    let mut settings = settings();
    settings.connections_per_address = 2;
    let running = start(&settings, None, site());
    let mut first = TcpStream::connect(running.address).await.unwrap();
    assert!(ask(&mut first).await.contains("here"));
    let mut second = TcpStream::connect(running.address).await.unwrap();
    assert!(ask(&mut second).await.contains("here"));
    let mut third = TcpStream::connect(running.address).await.unwrap();
    // Closed without an answer; whether as an end or as a reset is up to the system.
    assert_eq!(third.read(&mut [0; 8]).await.unwrap_or(0), 0);
    assert!(ask(&mut first).await.contains("here"));
}

#[tokio::test]
async fn trusted_proxies_are_not_limited_by_address() {
    let mut settings = settings();
    settings.connections_per_address = 1;
    settings.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    let running = start(&settings, None, site());
    let mut open = Vec::new();
    for _ in 0..4 {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        assert!(ask(&mut stream).await.contains("here"));
        open.push(stream);
    }
}

#[tokio::test]
async fn connections_above_the_limit_wait_for_a_free_place() {
    let mut settings = settings();
    settings.connections = 1;
    let running = start(&settings, None, site());
    let mut first = TcpStream::connect(running.address).await.unwrap();
    assert!(ask(&mut first).await.contains("here"));
    let mut second = TcpStream::connect(running.address).await.unwrap();
    let waiting = tokio::spawn(async move { ask(&mut second).await });
    assert!(ask(&mut first).await.contains("here"));
    assert!(!waiting.is_finished());
    drop(first);
    assert!(waiting.await.unwrap().contains("here"));
}
