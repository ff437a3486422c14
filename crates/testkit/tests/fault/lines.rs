//! An upload over a line that is slow, gives its bytes in crumbs and breaks off anywhere.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use node::config::Config;
use node::server::Connection;
use testkit::line::{Seen, line};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_util::sync::CancellationToken;

use crate::journeys::{Journey, Upload};
use crate::life::{BEGINNING, Life, empty_disk};
use crate::person::Known;

const SEEDS: u64 = 12;

/// Bytes after which a line has broken off at the latest: fewer than the file has.
const LINE_BYTES: u64 = 25_000;

/// Lines after which an upload must have arrived.
const LINES: u64 = 200;

/// How far the clock moves while a line waits.
const STEP: Duration = Duration::from_millis(50);

/// What a client heard before the line broke off: the head of an answer, if it came whole.
struct Heard {
    status: u16,
    head: String,
}

impl Heard {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Sends one request over a line of its own.
async fn over_a_line(life: &Life, seed: u64, seen: &Seen, head: String, body: &[u8]) -> Option<Heard> {
    let clock = Arc::new(life.world.clock.clone());
    let (mut client, server) = line(seed, clock.clone(), LINE_BYTES, seen);
    let config = Config::parse("", []).expect("an empty configuration is right");
    let never = CancellationToken::new();
    let connection = Connection::new(&config.http, None, life.router.clone(), clock, never.clone(), never);
    let serving = tokio::spawn(connection.serve(server, IpAddr::from(Ipv4Addr::LOCALHOST)));
    let asking = async {
        // Where the other end reads no more, what it said before may be heard still.
        if client.write_all(head.as_bytes()).await.is_ok() {
            let _all_of_it = client.write_all(body).await;
        }
        let mut heard = Vec::new();
        let _to_the_end = client.read_to_end(&mut heard).await;
        heard
    };
    let time = async {
        loop {
            if seen.waiting() {
                life.world.clock.advance(STEP).await;
            }
            tokio::task::yield_now().await;
        }
    };
    let heard = tokio::select! {
        heard = asking => heard,
        () = time => unreachable!("time has no end"),
    };
    serving.abort();
    let _ended = serving.await;
    let text = String::from_utf8_lossy(&heard).to_lowercase();
    let (head, _) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Heard { status, head: head.to_owned() })
}

fn request(known: &Known, method: &str, at: &str, more: &str) -> String {
    format!(
        "{method} {at} HTTP/1.1\r\nhost: member.test\r\nconnection: close\r\ntus-resumable: 1.0.0\r\n\
         authorization: Bearer {}\r\n{more}\r\n",
        known.token
    )
}

/// Sends what is missing once; the bytes that are acknowledged now, and the video if there is one.
async fn one_more_try(life: &Life, known: &Known, seed: u64, seen: &Seen, at: &str) -> Option<(usize, Option<String>)> {
    let asked = over_a_line(life, seed, seen, request(known, "HEAD", at, ""), &[]).await?;
    // One that is being written to still answers so.
    if asked.status == 423 {
        return None;
    }
    assert_eq!(asked.status, 200, "{}", asked.head);
    let offset: usize = asked.header("upload-offset")?.parse().expect("a number");
    let video = asked.header("ecot-video").map(str::to_owned);
    if video.is_some() {
        return Some((offset, video));
    }
    let rest = known.source.get(offset..).expect("not more than was sent");
    let more = format!(
        "upload-offset: {offset}\r\ncontent-type: application/offset+octet-stream\r\ncontent-length: {}\r\n",
        rest.len()
    );
    match over_a_line(life, seed + 1, seen, request(known, "PATCH", at, &more), rest).await {
        Some(sent) if sent.status == 204 => Some((sent.header("upload-offset")?.parse().expect("a number"), None)),
        _ => Some((offset, None)),
    }
}

#[tokio::test]
async fn over_a_line_that_breaks_off_anywhere_an_upload_arrives_whole_and_nothing_acknowledged_is_taken_back() {
    let seen = Seen::default();
    for seed in 0..SEEDS {
        println!("seed {seed}");
        let life = Life::start(&empty_disk(), BEGINNING.parse().unwrap(), seed).await.unwrap();
        let mut known = Known::default();
        Upload.before(&life, &mut known).await.unwrap();
        let at = known.begin_upload(&life).await.unwrap();
        for number in 0..LINES {
            let tried = one_more_try(&life, &known, (seed * LINES + number) * 2, &seen, &at).await;
            let Some((offset, video)) = tried else { continue };
            assert!(offset >= known.offset, "{offset} bytes are there, and {} were acknowledged", known.offset);
            (known.offset, known.video) = (offset, video);
            if known.video.is_some() {
                break;
            }
        }
        assert!(known.video.is_some(), "{LINES} lines were not enough: {} bytes are there", known.offset);
        life.work().await.unwrap();
        known.ask_status(&life).await.unwrap();
        assert!(known.ready, "the file did not arrive as it was sent");
    }
    assert!(seen.breaks() > SEEDS && seen.waits() > SEEDS, "{} breaks, {} waits", seen.breaks(), seen.waits());
}
