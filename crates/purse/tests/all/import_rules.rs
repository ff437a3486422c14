//! Logs of other programs, line by line.

use purse::import::{
    BadLine, Format, Home, Homes, ImportRefusal, LineRefusal, MAX_LINE_BYTES, MAX_ROWS, MAX_SERIES, MAX_UNKNOWN,
    Reading, SHOWN_LINES, Scrapes, Sum,
};

const APACHE_AND_NGINX: &str = include_str!("../data/combined.log");
const CADDY: &str = include_str!("../data/caddy.log");
const PEERTUBE: &str = include_str!("../data/peertube.prom");

fn homes() -> Homes<&'static str> {
    let mut homes = Homes::default();
    for (host, home, service) in
        [("videos.example.org", "m1", "peertube"), ("cloud.example.net", "m2", "nextcloud"), ("*", "m3", "web")]
    {
        assert_eq!(homes.insert(host, Home { home, service: service.to_owned() }), None);
    }
    homes
}

fn reading(format: Format, text: &str) -> Reading<&'static str> {
    let mut reading = Reading::new(homes(), [7; 32]);
    for line in text.lines() {
        reading.line(format, line.as_bytes()).expect("a line");
    }
    reading
}

fn told(sums: &[Sum<&'static str>]) -> Vec<String> {
    let one = |sum: &Sum<&str>| format!("{} {} {} {} {}", sum.hour, sum.home, sum.service, sum.unit, sum.quantity);
    sums.iter().map(one).collect()
}

#[test]
fn the_combined_format_is_summed_by_host_and_utc_hour_with_or_without_a_host() {
    let reading = reading(Format::Combined, APACHE_AND_NGINX);
    // Five viewers at 19:00; one alone at 20:00 and at 23:00 of the 31st, which waits for its day's end.
    let expected = [
        "2026-10-31T23:00:00Z m3 web byte 612",
        "2026-11-01T19:00:00Z m1 peertube byte 5000015",
        "2026-11-01T23:00:00Z m1 peertube byte 700",
        "2026-11-01T23:00:00Z m2 nextcloud byte 31",
    ];
    assert_eq!(told(&reading.sums()), expected);
    let (unknown, beyond) = reading.unknown();
    assert_eq!((unknown.iter().next(), beyond), (Some((&"other.example.org".to_owned(), &99)), 0));
    let bad = |line, why| BadLine { line, why };
    let shown = [
        bad(11, LineRefusal::Shape),
        bad(12, LineRefusal::Time),
        bad(13, LineRefusal::Bytes),
        bad(14, LineRefusal::Shape),
    ];
    assert_eq!(reading.bad(), (4, &shown[..]));
    assert_eq!(reading.counted(), 10);
}

#[test]
fn caddys_log_is_summed_in_each_way_in_which_it_writes_its_times() {
    let reading = reading(Format::Caddy, CADDY);
    let expected = ["2026-11-01T19:00:00Z m1 peertube byte 21000", "2026-11-01T23:00:00Z m2 nextcloud byte 8"];
    assert_eq!(told(&reading.sums()), expected);
    let bad = |line, why| BadLine { line, why };
    let shown = [bad(9, LineRefusal::Shape), bad(10, LineRefusal::Time), bad(11, LineRefusal::Bytes)];
    assert_eq!(reading.bad(), (3, &shown[..]));
    // One more is of another log, and one is empty.
    assert_eq!(reading.counted(), 7);
}

#[test]
fn what_whoever_asks_may_write_takes_the_place_of_no_number() {
    let line = |user: &str, request: &str, agent: &str| {
        format!("192.0.2.1 - {user} [01/Nov/2026:20:00:00 +0100] \"{request}\" 200 7 \"-\" \"{agent}\"")
    };
    let forged = "x [01/Nov/2025:00:00:00 +0000] \\x22GET / HTTP/1.1\\x22 200 999";
    for line in [
        line(forged, "GET / HTTP/1.1", "a"),
        line("-", "GET /] \\\" 200 999", "a"),
        line("-", "\\x16\\x03\\x01", "b\\\" 200 999"),
        line("-", "", "a"),
    ] {
        let sums = told(&reading(Format::Combined, &line).sums());
        assert_eq!(sums, ["2026-11-01T23:00:00Z m3 web byte 7"], "{line}");
    }
}

#[test]
fn peertubes_counters_give_what_was_delivered_and_stored_between_two_scrapes() {
    let mut scrapes = Scrapes::new(homes());
    for line in PEERTUBE.lines() {
        scrapes.line(line.as_bytes()).expect("a line");
    }
    let expected = [
        "2026-11-01T19:00:00Z m1 peertube byte 500",
        "2026-11-01T19:00:00Z m1 peertube byte_hour 1000000",
        // PeerTube was restarted: its counters began at 0.
        "2026-11-01T20:00:00Z m1 peertube byte 70",
        "2026-11-01T20:00:00Z m1 peertube byte_hour 1200000",
        // It did not answer at 22:00. Half past 21 to half past 23 is 22, and the nearer scrape says what was stored.
        "2026-11-01T21:00:00Z m1 peertube byte_hour 1200000",
        "2026-11-01T22:00:00Z m1 peertube byte 30",
        "2026-11-01T22:00:00Z m1 peertube byte_hour 1300000",
    ];
    assert_eq!(told(&scrapes.sums().expect("sums")), expected);
    assert_eq!(scrapes.bad(), (1, &[BadLine { line: 9, why: LineRefusal::Bytes }][..]));
    assert_eq!(scrapes.unknown().iter().collect::<Vec<_>>(), [(&"tube.example.com".to_owned(), &4)]);
}

#[test]
fn each_refusal_of_a_line_has_one_that_meets_it() {
    let long = format!("192.0.2.1 - - [01/Nov/2026:20:00:00 +0100] \"{}\" 200 7", "a".repeat(MAX_LINE_BYTES));
    let of = |line: &[u8]| {
        let mut reading = Reading::new(homes(), [0; 32]);
        reading.line(Format::Combined, line).expect("a line");
        reading.bad().1.first().map(|bad| bad.why)
    };
    let rows: [(&[u8], LineRefusal); 9] = [
        (long.as_bytes(), LineRefusal::TooLong),
        (b"\xff", LineRefusal::NoText),
        (b"hello", LineRefusal::Shape),
        (b"192.0.2.1 x y [01/Nov/2026:20:00:00 +0100] \"GET /\" 200 7", LineRefusal::Shape),
        (b"192.0.2.1 - - [01/Nov/2026:20:00:00 +0100] \"GET /\" ok 7", LineRefusal::Shape),
        (b"192.0.2.1 - - [01/Nov/2026:20:00:00 +0100] \"GET / 200 7", LineRefusal::Shape),
        (b"192.0.2.1 - - [31/Nov/2026:20:00:00 +0100] \"GET /\" 200 7", LineRefusal::Time),
        (b"192.0.2.1 - - [01/Nov/2026:20:00:00] \"GET /\" 200 7", LineRefusal::Time),
        (b"192.0.2.1 - - [01/Nov/2026:20:00:00 +0100] \"GET /\" 200 seven", LineRefusal::Bytes),
    ];
    for (line, why) in rows {
        assert_eq!(of(line), Some(why), "{}", String::from_utf8_lossy(line));
    }
}

#[test]
fn each_refusal_of_a_reading_has_lines_that_meet_it() {
    let scraped = |text: &str| {
        let mut scrapes = Scrapes::new(homes());
        text.lines().try_for_each(|line| scrapes.line(line.as_bytes())).and_then(|()| scrapes.sums()).err()
    };
    let stored = "peertube_video_bytes_total{videoOrigin=\"local\"} 1";
    let at = |time: &str| format!("# scraped {time} videos.example.org\n{stored}\n");
    let (early, late) = (at("2026-11-01T20:00:00Z"), at("2026-12-02T20:00:01Z"));
    assert_eq!(scraped(stored), Some(ImportRefusal::NoScrape));
    assert_eq!(scraped(&[early.clone(), early.clone()].concat()), Some(ImportRefusal::Backwards));
    assert_eq!(scraped(&[early, late].concat()), Some(ImportRefusal::Gap));
    let mut reading = Reading::new(homes(), [0; 32]);
    let line = format!("192.0.2.1 - - [01/Nov/2026:20:00:00 +0100] \"GET /\" 200 {}", u64::MAX);
    assert_eq!(reading.line(Format::Combined, line.as_bytes()), Err(ImportRefusal::TooLarge));
}

#[test]
fn a_reading_keeps_no_more_hours_and_a_scrape_no_more_counters_than_they_may() {
    let mut reading = Reading::new(homes(), [0; 32]);
    let mut hour = |number: usize| {
        let line = format!("{{\"ts\":{},\"request\":{{\"host\":\"\"}},\"size\":1}}", number * 3_600);
        reading.line(Format::Caddy, line.as_bytes())
    };
    let first = (0..=MAX_ROWS).find_map(|number| hour(number).err().map(|refusal| (number, refusal)));
    assert_eq!(first, Some((MAX_ROWS, ImportRefusal::TooManyRows)));
    // An hour that is there already still grows.
    assert_eq!(hour(7), Ok(()));
    let mut scrapes = Scrapes::new(homes());
    scrapes.line(b"# scraped 2026-11-01T20:00:00Z").expect("a scrape");
    let mut counter = |number: usize| {
        scrapes.line(format!("peertube_playback_http_downloaded_bytes_total{{v=\"{number}\"}} 1").as_bytes())
    };
    let first = (0..=MAX_SERIES).find_map(|number| counter(number).err().map(|refusal| (number, refusal)));
    assert_eq!(first, Some((MAX_SERIES, ImportRefusal::TooManySeries)));
}

#[test]
fn a_reading_names_no_more_hosts_and_shows_no_more_lines_than_it_may() {
    let mut reading = Reading::new(homes(), [0; 32]);
    let mut line = |text: String| reading.line(Format::Combined, text.as_bytes()).expect("a line");
    for number in 0..2 * MAX_UNKNOWN {
        line(format!("h{number:04} 192.0.2.1 - - [01/Nov/2026:20:00:00 +0100] \"GET /\" 200 3"));
        line("bad".to_owned());
    }
    let (unknown, beyond) = reading.unknown();
    assert_eq!((unknown.len(), unknown.last_key_value().map(|(host, _)| host.as_str())), (MAX_UNKNOWN, Some("h0099")));
    assert_eq!(u64::try_from(MAX_UNKNOWN).map(|many| many * 3), Ok(beyond));
    assert_eq!(reading.bad().0, 200);
    assert_eq!(reading.bad().1.len(), SHOWN_LINES);
}

#[test]
fn nothing_that_a_reading_holds_shows_an_address() {
    let held =
        format!("{:?}", reading(Format::Caddy, CADDY)) + &format!("{:?}", reading(Format::Combined, APACHE_AND_NGINX));
    for address in ["192.0.2", "198.51.100", "2001:db8"] {
        assert!(!held.contains(address), "{address}");
    }
}
