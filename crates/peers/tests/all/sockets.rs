//! Real sockets on this machine, and a clock for those who do not wait.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use jiff::Timestamp;
use peers::signature::Fields;
use seams::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::members::{HOST, NOW, at, signed, target};

/// A listener on a free port.
#[expect(clippy::disallowed_methods, reason = "the tests stand in for the server that listens")]
pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Serves `routes` until the test ends.
pub async fn serve(routes: Router) -> SocketAddr {
    let (listener, address) = listen().await;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

#[expect(clippy::disallowed_methods, reason = "the tests stand in for clients of any kind")]
pub async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.unwrap()
}

/// A request as it goes over the wire, with a body of known length.
pub fn message(first: &str, fields: &Fields, body: &[u8]) -> Vec<u8> {
    let mut message = format!("{first} HTTP/1.1\r\nhost: {HOST}\r\nconnection: close\r\n");
    let Fields { content_digest, signature_input, signature } = fields;
    for (name, text) in
        [("content-digest", content_digest), ("signature-input", signature_input), ("signature", signature)]
    {
        if let Some(text) = text {
            message.push_str(&format!("{name}: {text}\r\n"));
        }
    }
    message.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    [message.as_bytes(), body].concat()
}

/// What `mark` sends when it posts `body` to a path of its own choice.
pub fn posted(mark: u8, path: &str, body: &[u8], nonce: u8) -> Vec<u8> {
    let fields = signed(mark, &target("POST", path, ""), body, NOW, nonce);
    message(&format!("POST {path}"), &fields, body)
}

/// An answer, taken apart.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub fields: Fields,
    pub body: String,
}

/// All that comes from the other side.
pub async fn got(stream: &mut TcpStream) -> Got {
    let mut bytes = Vec::new();
    // Who refuses a body that still comes closes early: what was answered counts.
    let _closed = stream.read_to_end(&mut bytes).await;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Got { status, fields: fields_in(head), body: body.to_owned() }
}

pub fn fields_in(head: &str) -> Fields {
    let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
    Fields {
        content_digest: field("content-digest: "),
        signature_input: field("signature-input: "),
        signature: field("signature: "),
    }
}

/// Sends bytes and takes the answer.
pub async fn ask(address: SocketAddr, bytes: &[u8]) -> Got {
    let mut stream = connect(address).await;
    // The other side may answer, and close, before it has read everything.
    let _sent = stream.write_all(bytes).await;
    got(&mut stream).await
}

/// A clock on which short waits are over at once and long ones never.
pub struct Skipping {
    now: Mutex<Timestamp>,
    short: Duration,
}

impl Skipping {
    pub fn below(short: Duration) -> Arc<Self> {
        Arc::new(Self { now: Mutex::new(at(NOW)), short })
    }
}

#[async_trait]
impl Clock for Skipping {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    async fn sleep(&self, duration: Duration) {
        if duration >= self.short {
            std::future::pending::<()>().await;
        }
        let mut now = self.now.lock().unwrap();
        *now = now.checked_add(duration).unwrap();
    }
}

/// Lets others work until `ready`.
pub async fn until(ready: impl Fn() -> bool) {
    while !ready() {
        tokio::task::yield_now().await;
    }
}
