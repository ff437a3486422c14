//! Objects by byte range, and what caches and other members' pages are told (RFC 9110, RFC 9111, Fetch).

use http::Method;

use crate::ask::ask;
use crate::member::Whole;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// An object of a public video: its address and its bytes.
async fn object(whole: &Whole) -> (String, Vec<u8>) {
    let video = whole.publish(1, "public").await;
    let hash = whole.published(video).await.renditions[0].object;
    (format!("/o/{hash}"), whole.object(hash).await)
}

#[tokio::test]
async fn a_range_answers_exactly_its_bytes_and_says_where_they_lie() {
    let whole = Whole::start().await;
    let (path, bytes) = object(&whole).await;
    let length = bytes.len();
    let last = length - 1;
    let rows = [
        ("bytes=0-0".to_owned(), 0..1),
        ("bytes=0-499".to_owned(), 0..500),
        (format!("bytes=100-{last}"), 100..length),
        ("bytes=100-".to_owned(), 100..length),
        ("bytes=0-".to_owned(), 0..length),
        ("bytes=-1".to_owned(), last..length),
        (format!("bytes=-{}", length * 2), 0..length),
        (format!("bytes={last}-999999999999"), last..length),
        ("bytes=1-99999999999999999999999999".to_owned(), 1..length),
    ];
    for (range, expected) in rows {
        let answer = whole.get(&path, &[("range", &range)]).await;
        assert_eq!(answer.status, 206, "{range}");
        assert_eq!(answer.body, bytes[expected.clone()], "{range}");
        let placed = format!("bytes {}-{}/{length}", expected.start, expected.end - 1);
        assert_eq!(answer.header("content-range"), placed, "{range}");
        assert_eq!(answer.header("content-length"), expected.len().to_string(), "{range}");
        assert_eq!((answer.header("content-type"), answer.header("accept-ranges")), ("video/mp4", "bytes"));
        assert_eq!(answer.header("cache-control"), FOR_EVER);
    }
}

#[tokio::test]
async fn what_is_no_single_range_gets_the_whole_object() {
    let whole = Whole::start().await;
    let (path, bytes) = object(&whole).await;
    for range in ["", "bytes=0-1,5-6", "bytes=9-2", "bytes=x-1", "bytes=-", "bytes", "lines=0-1", "bytes=--1"] {
        let answer = whole.get(&path, &[("range", range)]).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (200, bytes.len()), "{range}");
        assert_eq!(answer.body, bytes);
        assert_eq!(answer.header("content-range"), "");
    }
}

#[tokio::test]
async fn a_range_that_does_not_exist_is_refused_and_the_refusal_is_kept_by_nobody() {
    let whole = Whole::start().await;
    let (path, bytes) = object(&whole).await;
    let length = bytes.len();
    for range in [format!("bytes={length}-"), format!("bytes={length}-{}", length + 9), "bytes=-0".to_owned()] {
        let answer = whole.get(&path, &[("range", &range)]).await;
        assert_eq!(answer.status, 416, "{range}");
        assert_eq!(answer.header("content-range"), format!("bytes */{length}"));
        assert!(answer.body.is_empty());
        // A cache that kept it would give it to those who ask for what is there.
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

#[tokio::test]
async fn head_tells_what_get_would_without_reading_or_counting_anything() {
    let whole = Whole::start().await;
    let (path, bytes) = object(&whole).await;
    let before = whole.member.app.objects.cache_figures().blocks_read;
    let head = ask(&whole.router, Method::HEAD, &path, &[], Vec::new()).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(whole.member.app.objects.cache_figures().blocks_read, before, "a HEAD read the object");
    let get = whole.get(&path, &[]).await;
    assert_eq!(head.header("content-length"), bytes.len().to_string());
    assert_eq!(head.headers, get.headers);
    // RFC 9110, 14.2: only GET has ranges.
    let ranged = ask(&whole.router, Method::HEAD, &path, &[("range", "bytes=0-9")], Vec::new()).await;
    assert_eq!(ranged.headers, get.headers);
    let etag = get.header("etag").to_owned();
    let known = ask(&whole.router, Method::HEAD, &path, &[("if-none-match", &etag)], Vec::new()).await;
    assert_eq!(known.status, 304);
}

#[tokio::test]
async fn who_has_the_object_is_told_so_and_who_has_another_gets_all_of_this_one() {
    let whole = Whole::start().await;
    let (path, bytes) = object(&whole).await;
    let etag = whole.get(&path, &[]).await.header("etag").to_owned();
    assert!(etag.starts_with('"'), "{etag}: If-Range needs a strong tag");
    let weak = format!("W/{etag}");
    let among = format!("\"other\", {etag}");
    for tag in [&etag, &weak, &among, &"*".to_owned()] {
        let known = whole.get(&path, &[("if-none-match", tag), ("range", "bytes=0-9")]).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0), "{tag}");
        assert_eq!((known.header("etag"), known.header("cache-control")), (etag.as_str(), FOR_EVER));
    }
    assert_eq!(whole.get(&path, &[("if-none-match", "\"other\"")]).await.status, 200);

    let part = whole.get(&path, &[("if-range", &etag), ("range", "bytes=0-9")]).await;
    assert_eq!((part.status.as_u16(), part.body.as_slice()), (206, &bytes[..10]));
    for stale in [weak.as_str(), "\"other\"", "Mon, 23 Nov 2026 09:20:00 GMT"] {
        let whole_again = whole.get(&path, &[("if-range", stale), ("range", "bytes=0-9")]).await;
        assert_eq!((whole_again.status.as_u16(), whole_again.body.len()), (200, bytes.len()), "{stale}");
    }
}

#[tokio::test]
async fn pages_of_other_members_may_read_what_is_delivered() {
    let whole = Whole::start().await;
    let video = whole.publish(1, "public").await;
    let object = whole.published(video).await.renditions[0].object;
    let from = ("origin", "https://other.example");
    let texts = ["master.m3u8", "360p.m3u8", "integrity.json", "manifest", "thumbnail"];
    let mut paths: Vec<String> = texts.map(|name| format!("/v/{video}/{name}")).into();
    paths.push(format!("/o/{object}"));
    for path in &paths {
        let answer = whole.get(path, &[from]).await;
        assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (200, "*"), "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), "", "{path}");

        let asked = [from, ("access-control-request-method", "GET"), ("access-control-request-headers", "range")];
        let preflight = ask(&whole.router, Method::OPTIONS, path, &asked, Vec::new()).await;
        assert_eq!((preflight.status.as_u16(), preflight.body.len()), (204, 0), "{path}");
        assert_eq!(preflight.header("access-control-allow-origin"), "*", "{path}");
        assert!(preflight.header("access-control-allow-headers").to_lowercase().contains("range"), "{path}");
        assert!(preflight.header("access-control-allow-methods").contains("GET"), "{path}");
    }
    let object = whole.get(&paths[5], &[from]).await;
    let exposed = object.header("access-control-expose-headers").to_lowercase();
    for header in ["content-range", "content-length", "etag"] {
        assert!(exposed.contains(header), "{exposed}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_kept_by_nobody() {
    let whole = Whole::start().await;
    let (path, _) = object(&whole).await;
    let upper = path.replace("/o/", "").to_uppercase();
    let unknown = "0".repeat(64);
    for path in [format!("/o/{unknown}"), "/o/x".to_owned(), format!("/o/{upper}"), format!("{path}00")] {
        let answer = whole.get(&path, &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (404, "no-store"), "{path}");
    }
    let posted = ask(&whole.router, Method::POST, &path, &[], Vec::new()).await;
    assert_eq!(posted.status, 405);
}
