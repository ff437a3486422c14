//! Long downloads over real sockets: whole ones, ones that break off, ones that crawl.

use std::net::SocketAddr;
use std::sync::Arc;

use carry::id::{ObjectHash, VideoId};
use http::Version;
use node::config::Http;
use purse::usage::Unit;
use store::Hours;
use testkit::CannedTranscoder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::long::{BYTES, Long};
use crate::member::{CONFIGURATION, Whole, world};
use crate::running::{Certificate, Running, settings, start};

/// What the kernel's buffers of one loopback connection may hold, at both ends together.
const KERNEL_BYTES: u64 = 16 << 20;
/// What TLS and HTTP may hold on top of that.
const SERVER_BYTES: u64 = 1 << 20;

async fn long() -> (Whole, VideoId, ObjectHash) {
    let whole = Whole::start_in(world(), CONFIGURATION, Arc::new(Long)).await;
    let video = whole.publish(1, "public").await;
    let hash = whole.published(video).await.renditions[0].object;
    (whole, video, hash)
}

/// Ends the server once its connections are over, and returns what was counted.
async fn counted(whole: &Whole, running: Running) -> u64 {
    running.stop.cancel();
    running.ended.await.unwrap();
    whole.member.tick_usage().await.unwrap();
    delivered(whole).await
}

async fn delivered(whole: &Whole) -> u64 {
    let hours = Hours { from: "2026-01-01T00:00:00Z".parse().unwrap(), until: "2028-01-01T00:00:00Z".parse().unwrap() };
    let sums = whole.member.store.usage_sums(hours).await.unwrap();
    sums.into_iter().filter(|sum| sum.unit == Unit::Byte).map(|sum| sum.quantity).sum()
}

/// A connection whose client takes in little at once.
async fn narrow(server: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(64 << 10).unwrap();
    socket.connect(server).await.unwrap()
}

async fn ask(stream: &mut TcpStream, hash: ObjectHash) {
    stream.write_all(format!("GET /o/{hash}.mp4 HTTP/1.1\r\nhost: a\r\n\r\n").as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whole_downloads_are_counted_to_the_byte_in_every_protocol() {
    let certificate = Certificate::make();
    let (whole, _, hash) = long().await;
    let mut received = 0;
    for (tls, version) in [(false, Version::HTTP_11), (true, Version::HTTP_11), (true, Version::HTTP_2)] {
        let running = start(&settings(), tls.then(|| certificate.load()), whole.router.clone());
        let client = certificate.client();
        let client = if version == Version::HTTP_11 { client.http1_only() } else { client };
        let url = running.url(if tls { "https" } else { "http" }, &format!("/o/{hash}.mp4"));
        let client = client.build().unwrap();
        let answer = client.get(&url).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.version()), (200, version));
        let body = answer.bytes().await.unwrap();
        assert_eq!(body, whole.object(hash).await);
        received += body.len();
        let part = client.get(&url).header("range", "bytes=5000000-5999999").send().await.unwrap();
        assert_eq!(part.status(), 206);
        let part = part.bytes().await.unwrap();
        assert_eq!(part, body[5_000_000..6_000_000]);
        received += part.len();
        drop(client);
        assert_eq!(counted(&whole, running).await, u64::try_from(received).unwrap(), "{version:?}, TLS {tls}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_download_that_breaks_off_is_counted_up_to_where_it_broke_off() {
    let certificate = Certificate::make();
    let (whole, _, hash) = long().await;
    let mut before = 0;
    for version in [Version::HTTP_11, Version::HTTP_2] {
        let running = start(&settings(), Some(certificate.load()), whole.router.clone());
        let client = certificate.client();
        let client = if version == Version::HTTP_11 { client.http1_only() } else { client };
        let client = client.build().unwrap();
        let url = running.url("https", &format!("/o/{hash}.mp4"));
        let mut answer = client.get(&url).send().await.unwrap();
        let mut received = 0;
        while received < 2_000_000 {
            received += u64::try_from(answer.chunk().await.unwrap().unwrap().len()).unwrap();
        }
        drop((answer, client));
        let counted = counted(&whole, running).await - before;
        let most = received + KERNEL_BYTES + SERVER_BYTES;
        assert!((received..most).contains(&counted), "{version:?}: {received} received, {counted} counted");
        before += counted;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_viewer_who_stops_reading_costs_little_memory_and_nobody_else_anything() {
    let (whole, _, hash) = long().await;
    let patient = Http { idle_seconds: 3_600, ..settings() };
    let running = start(&patient, None, whole.router.clone());
    let before = whole.member.app.objects.cache_figures().blocks_read;
    let mut slow = Vec::new();
    for _ in 0..4 {
        let mut stream = narrow(running.address).await;
        ask(&mut stream, hash).await;
        slow.push(stream);
    }
    // All that is read from the disk lies in the cache or on its way to somebody; a server that read ahead of its
    // slow clients would have read all of it long before the whole download below is over.
    let quick = reqwest::Client::builder().no_proxy().build().unwrap();
    let status = quick.get(running.url("http", "/health")).send().await.unwrap().status();
    assert_eq!(status, 200);
    let read = (whole.member.app.objects.cache_figures().blocks_read - before) << 20;
    assert!(read <= KERNEL_BYTES + SERVER_BYTES + (8 << 20), "{read} bytes were read for nobody");
    let whole_answer = quick.get(running.url("http", &format!("/o/{hash}.mp4"))).send().await.unwrap();
    assert_eq!(u64::try_from(whole_answer.bytes().await.unwrap().len()).unwrap(), BYTES);

    // The slow ones get what they ask for, unaltered, whenever they read on.
    let mut body = vec![0; 12_000_000];
    slow[0].read_exact(&mut body).await.unwrap();
    assert_eq!(body, whole.object(hash).await[..body.len()]);
    drop(slow);
    running.stop.cancel();
    running.ended.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_object_that_vanishes_in_the_middle_ends_the_download_early_and_not_as_if_whole() {
    let (whole, _, hash) = long().await;
    let running = start(&settings(), None, whole.router.clone());
    let mut stream = narrow(running.address).await;
    ask(&mut stream, hash).await;
    let files = whole.world.disk.files().unwrap();
    let (path, _) = files.iter().find(|(path, _)| path.ends_with(&hash.to_string())).unwrap();
    std::fs::remove_file(seams::Disk::host_path(&whole.world.disk, path)).unwrap();
    let mut rest = Vec::new();
    let _end = stream.read_to_end(&mut rest).await;
    let length = u64::try_from(rest.len()).unwrap();
    assert!(length < BYTES, "all of an object that is not there");
    // The next one is told at once.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = running.url("http", &format!("/o/{hash}.mp4"));
    let last = client.get(url).header("range", format!("bytes={}-", BYTES - 10)).send().await.unwrap();
    assert_eq!(last.status(), 500);
}

#[tokio::test]
async fn what_the_encoder_made_is_counted_once_for_each_picture_it_made() {
    let whole = Whole::start_in(world(), CONFIGURATION, Arc::new(CannedTranscoder::quick())).await;
    let video = whole.publish(1, "public").await;
    whole.member.tick_usage().await.unwrap();
    whole.change(video, serde_json::json!({"title": "Another title"})).await;
    whole.member.tick_usage().await.unwrap();
    let hours = Hours { from: "2026-11-01T00:00:00Z".parse().unwrap(), until: "2026-12-01T00:00:00Z".parse().unwrap() };
    let rows = whole.member.store.usage_rows(hours, None, 100).await.unwrap();
    let encoded: Vec<_> = rows.iter().filter(|row| row.unit == Unit::PixelMs).collect();
    let published = whole.published(video).await;
    assert_eq!(encoded.len(), 2, "two pictures and no sound: {encoded:?}");
    for (rendition, pixels) in published.renditions.iter().zip([640 * 360, 1280 * 720]) {
        let row = encoded.iter().find(|row| row.object == rendition.object).expect("a row of this rendition");
        assert_eq!(row.quantity, pixels * published.duration_ms);
    }
}
