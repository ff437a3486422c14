//! What holds for every log.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use purse::import::{Format, Home, Homes, Reading};
use purse::usage::{Hour, MIN_VIEWERS};

/// When, in minutes of 1 November 2026 UTC; where the server's clock stands, in half hours; who; which host; bytes.
type Line = (i64, i64, u8, usize, u64);

const HOSTS: [&str; 3] = ["a.example.org", "b.example.org", "c.example.org"];

fn lines() -> impl Strategy<Value = Vec<Line>> {
    vec((0_i64..2_000, -23_i64..24, 0_u8..8, 0_usize..3, 0_u64..5_000), 0..120)
}

fn homes() -> Homes<&'static str> {
    let mut homes = Homes::default();
    for host in &HOSTS[..2] {
        homes.insert(host, Home { home: *host, service: "web".to_owned() });
    }
    homes
}

fn time(minutes: i64) -> jiff::Timestamp {
    let first: jiff::Timestamp = "2026-11-01T00:00:00Z".parse().expect("a time");
    first + jiff::SignedDuration::from_mins(minutes)
}

fn combined(&(minutes, half_hours, who, host, bytes): &Line) -> String {
    let there = time(minutes + half_hours * 30).strftime("%d/%b/%Y:%H:%M:%S");
    let (sign, away) = (if half_hours < 0 { '-' } else { '+' }, half_hours.abs());
    let local = format!("{there} {sign}{:02}{:02}", away / 2, away % 2 * 30);
    format!("{}:443 192.0.2.{who} - - [{local}] \"GET / HTTP/2.0\" 206 {bytes} \"-\" \"x\"", HOSTS[host])
}

fn caddy(&(minutes, _, who, host, bytes): &Line) -> String {
    let (seconds, host) = (time(minutes).as_second(), HOSTS[host]);
    format!(
        "{{\"ts\":{seconds}.25,\"logger\":\"http.log.access\",\"request\":{{\"remote_ip\":\"192.0.2.{who}\",\
         \"host\":\"{host}\",\"headers\":{{\"User-Agent\":[\"x\"]}}}},\"size\":{bytes},\"status\":206}}"
    )
}

/// By host and hour, once each hour with few viewers was put where it may be shown.
fn read(format: Format, lines: impl IntoIterator<Item = String>) -> BTreeMap<(String, Hour), u64> {
    let mut reading = Reading::new(homes(), [3; 32]);
    for line in lines {
        reading.line(format, line.as_bytes()).expect("a line");
    }
    assert_eq!(reading.bad().0, 0);
    reading.sums().into_iter().map(|sum| ((sum.home.to_owned(), sum.hour), sum.quantity)).collect()
}

/// The same by a second program, which looks at all lines for each hour.
fn naively(lines: &[Line]) -> BTreeMap<(String, Hour), u64> {
    let mut sums = BTreeMap::new();
    for (at, host) in HOSTS[..2].iter().enumerate() {
        let (mut waits, mut day) = (0, 1);
        let of = |hour: i64| lines.iter().filter(move |line| line.3 == at && line.0 / 60 == hour);
        for hour in 0..48 {
            let viewers: BTreeSet<u8> = of(hour).map(|line| line.2).collect();
            waits += of(hour).map(|line| line.4).sum::<u64>();
            let ends = hour == day * 24 - 1;
            let enough = u64::try_from(viewers.len()).expect("few") >= MIN_VIEWERS;
            if waits > 0 && (enough || ends) {
                sums.insert(((*host).to_owned(), Hour::of(time(hour * 60))), waits);
                waits = 0;
            }
            day += i64::from(ends);
        }
    }
    sums
}

proptest! {
    #[test]
    fn a_log_in_either_format_gives_the_sums_of_a_naive_twin(lines in lines()) {
        let expected = naively(&lines);
        prop_assert_eq!(&read(Format::Combined, lines.iter().map(combined)), &expected);
        prop_assert_eq!(&read(Format::Caddy, lines.iter().map(caddy)), &expected);
    }

    #[test]
    fn the_order_of_lines_changes_nothing(lines in lines(), turn in 0_usize..120) {
        let before = read(Format::Combined, lines.iter().map(combined));
        let mut lines = lines;
        lines.reverse();
        let by = turn.min(lines.len());
        lines.rotate_left(by);
        prop_assert_eq!(read(Format::Combined, lines.iter().map(combined)), before);
    }

    #[test]
    fn no_byte_is_lost_or_made_up_by_merging(lines in lines()) {
        let known: u64 = lines.iter().filter(|line| line.3 < 2).map(|line| line.4).sum();
        let sums = read(Format::Caddy, lines.iter().map(caddy));
        prop_assert_eq!(sums.values().sum::<u64>(), known);
    }

    #[test]
    fn no_line_stops_a_reading(line in vec(any::<u8>(), 0..300), text in ".{0,200}") {
        for format in [Format::Combined, Format::Caddy] {
            let mut reading = Reading::new(homes(), [0; 32]);
            prop_assert_eq!(reading.line(format, &line), Ok(()));
            prop_assert_eq!(reading.line(format, text.as_bytes()), Ok(()));
        }
        let mut scrapes = purse::import::Scrapes::new(homes());
        prop_assert_eq!(scrapes.line(&line), Ok(()));
    }
}
