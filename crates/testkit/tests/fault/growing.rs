//! What is seen of a video that grows.

use data_encoding::HEXLOWER;
use http::{Method, StatusCode};
use sha2::{Digest, Sha256};

use crate::ask::{ask, get};
use crate::judge::{lines, name_of};
use crate::life::Life;
use crate::person::Known;

/// Every byte that a provisional playlist names is there and has the hash that the member states; whether there is
/// such a playlist.
pub async fn is_whole(life: &Life, known: &Known) -> bool {
    let video = known.video.as_deref().expect("a video");
    let master = get(life, &format!("/p/{video}/master.m3u8")).await.unwrap();
    if !master.status.is_success() {
        assert!(master.status.is_client_error(), "{}: {}", master.status, master.text());
        return false;
    }
    let hashes = get(life, &format!("/p/{video}/integrity.json")).await.unwrap();
    for line in lines(&master.text(), ".m3u8") {
        let playlist = get(life, &format!("/p/{video}/{}.m3u8", name_of(&line))).await.unwrap();
        assert!(playlist.status.is_success(), "{line}: {}", playlist.status);
        let text = playlist.text();
        let at = lines(&text, "/p/").find(|line| line.starts_with("/p/"));
        let at = at.expect("a provisional playlist without a segment");
        let inside = at.trim_start_matches(&format!("/p/{video}/")).trim_end_matches(".mp4");
        for range in ranges(&text) {
            let answer = ask(life, Method::GET, &at, &[("range", &format!("bytes={range}"))], Vec::new()).await;
            let answer =
                answer.unwrap_or_else(|error| panic!("a provisional playlist names bytes that break off: {error}"));
            assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT, "{at} {range}");
            let hash = HEXLOWER.encode(&Sha256::digest(&answer.body));
            assert_eq!(hashes.json()["objects"][inside][&range], hash, "{at} {range} is not what the member states");
        }
    }
    true
}

/// The ranges of a media playlist, `first-last`.
fn ranges(text: &str) -> Vec<String> {
    let range = |line: String| {
        let (_, rest) = line.split_once("BYTERANGE")?;
        let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let (len, start): (u64, u64) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        Some(format!("{start}-{}", start + len - 1))
    };
    let ranges: Vec<_> = lines(text, "BYTERANGE").map(|line| range(line).expect("a byte range")).collect();
    assert!(ranges.len() > 1, "a playlist without segments: {text}");
    ranges
}
