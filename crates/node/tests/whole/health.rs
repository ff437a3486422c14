//! What an operator's machinery reads: health, and figures as Prometheus takes them.

use std::collections::{BTreeMap, BTreeSet};

use node::health::{FIGURES, Kind};

use crate::member::Whole;
use crate::process::Process;
use crate::visitor::Visitor;

#[tokio::test]
async fn health_says_what_is_wrong_and_the_process_is_alive_all_the_same() {
    let whole = Whole::start().await;
    let well = whole.get("/health", &[]).await;
    assert_eq!((well.status.as_u16(), well.json()["healthy"].as_bool()), (200, Some(true)));
    assert_eq!(well.header("cache-control"), "no-store");

    // The default reserve is 1,000 MB.
    whole.world.disk.set_free_bytes(999_999_999);
    let full = whole.get("/health", &[]).await;
    assert_eq!((full.status.as_u16(), full.json()["room"].as_bool()), (503, Some(false)));
    assert_eq!((full.json()["disk"].as_bool(), full.json()["free_bytes"].as_u64()), (Some(true), Some(999_999_999)));
    whole.world.disk.set_free_bytes(1_000_000_000);
    assert_eq!(whole.get("/health", &[]).await.status, 200);

    whole.member.store.close().await;
    let broken = whole.get("/health", &[]).await;
    assert_eq!((broken.status.as_u16(), broken.json()["database"].as_bool()), (503, Some(false)));
    assert_eq!(whole.get("/health/live", &[]).await.status, 200);
}

/// Samples of a text of Prometheus by name with labels, and the kinds of figures. Panics at the first line that
/// breaks the format.
fn read(text: &str) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let (mut samples, mut kinds) = (BTreeMap::new(), BTreeMap::new());
    let mut explained = BTreeSet::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            explained.insert(rest.split(' ').next().unwrap().to_owned());
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert!(kinds.insert(name.to_owned(), kind.to_owned()).is_none(), "{name} has two kinds");
            assert!(explained.contains(name), "{name} is not explained");
        } else {
            let (series, value) = line.rsplit_once(' ').unwrap();
            let name = series.split('{').next().unwrap();
            assert!(name.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_'), "{line}");
            let family = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end));
            let known = kinds.contains_key(name) || family.is_some_and(|family| kinds.contains_key(family));
            assert!(known, "a sample of no kind: {line}");
            if let Some(labels) = series.strip_prefix(name).filter(|labels| !labels.is_empty()) {
                assert!(labels.starts_with('{') && labels.ends_with("\"}"), "{line}");
            }
            assert!(value.parse::<f64>().is_ok(), "{line}");
            assert!(samples.insert(series.to_owned(), value.to_owned()).is_none(), "{series} stands twice");
        }
    }
    (samples, kinds)
}

#[tokio::test]
async fn the_figures_can_be_read_and_count_what_happened() {
    let process = Process::start("").await;
    let visitor = Visitor::new(process.address, "127.0.0.1", None);
    for _ in 0..3 {
        assert_eq!(visitor.get("/search?q=heron").await.status, 200);
    }
    assert_eq!(visitor.get("/v/nothing").await.status, 404);
    let text = visitor.get("/metrics").await;
    assert!(text.head.contains("text/plain; version=0.0.4"), "{}", text.head);
    let (samples, kinds) = read(&text.text());
    assert_eq!(samples["ecot_requests_total{route=\"/search\",status=\"200\"}"], "3");
    assert_eq!(samples["ecot_requests_total{route=\"/v/{id}\",status=\"404\"}"], "1");
    assert_eq!((samples["ecot_objects"].as_str(), samples["ecot_jobs{state=\"dead\"}"].as_str()), ("0", "0"));
    assert!(samples["ecot_free_bytes"].parse::<u64>().unwrap() > 0);
    assert_eq!(samples["ecot_request_seconds_bucket{le=\"+Inf\"}"], samples["ecot_request_seconds_count"]);
    for (name, kind) in &kinds {
        let figure =
            FIGURES.iter().find(|figure| figure.name == name).unwrap_or_else(|| panic!("{name} is not listed"));
        assert_eq!(figure.kind.as_str(), kind);
    }
    let (status, _, _) = process.stop().await;
    assert_eq!(status.code(), Some(0));
}

#[test]
fn the_documentation_lists_the_figures_that_there_are() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/metrics.md");
    let text = std::fs::read_to_string(path).unwrap();
    let listed: Vec<(String, String)> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .map(|row| {
            let mut cells = row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned());
            (cells.next().unwrap(), cells.next().unwrap())
        })
        .collect();
    let there: Vec<(String, String)> =
        FIGURES.iter().map(|figure| (figure.name.to_owned(), figure.kind.as_str().to_owned())).collect();
    assert_eq!(listed, there);
    for figure in FIGURES {
        let unit = ["_total", "_seconds", "_bytes", "_objects", "_jobs"].iter().any(|unit| figure.name.ends_with(unit));
        assert!(unit && figure.name.starts_with("ecot_"), "{}", figure.name);
        assert_eq!(figure.name.ends_with("_total"), figure.kind == Kind::Counter, "{}", figure.name);
    }
}
