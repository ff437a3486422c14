use std::fs;

use serde_json::json;

use crate::{Answer, Desk};

const COMBINED: &str = include_str!("../../../purse/tests/data/combined.log");
const CADDY: &str = include_str!("../../../purse/tests/data/caddy.log");
const PEERTUBE: &str = include_str!("../../../purse/tests/data/peertube.prom");
const HOMES: &str = "host,home,service\nVideos.example.org,m1,peertube\ncloud.example.net:443,m2,nextcloud\n*,m3,web\n";
const HEADINGS: &str = "hour,home,carrier,service,unit,quantity\n";

fn read(format: &str, log: &str, more: &[&str]) -> Answer {
    let desk = Desk::with("log", log);
    fs::write(desk.path("homes.csv"), HOMES).unwrap();
    let command = ["usage", "read", "--format", format, "--homes", "homes.csv", "--carrier", "m2", "log"];
    desk.ecot(&[&command[..], more].concat())
}

#[test]
fn logs_become_rows_by_hour_and_what_was_not_counted_is_told_with_file_and_line() {
    let answer = read("nginx", COMBINED, &[]);
    let rows = "2026-10-31T23:00:00Z,m3,m2,web,byte,612\n2026-11-01T19:00:00Z,m1,m2,peertube,byte,5000015\n\
                2026-11-01T23:00:00Z,m1,m2,peertube,byte,700\n2026-11-01T23:00:00Z,m2,m2,nextcloud,byte,31\n";
    assert_eq!((answer.code, answer.printed), (0, format!("{HEADINGS}{rows}")));
    let told = "4 lines could not be read and are not counted; the first are:\n  log line 11: the line is not of this format\n  \
                log line 12: the line has no time with its offset from UTC\n  log line 13: the line has no whole number of bytes\n  \
                log line 14: the line is not of this format\n\
                Hosts that are not in the table of homes, and the bytes sent under them, which are not counted:\n  \
                other.example.org 99\n";
    assert_eq!(answer.told, told);
    let answer = read("caddy", CADDY, &["--json"]).json();
    let row = |hour: &str, home: &str, service: &str, quantity: &str| json!({ "hour": hour, "home": home, "carrier": "m2", "service": service, "unit": "byte", "quantity": quantity });
    let rows =
        [row("2026-11-01T19:00:00Z", "m1", "peertube", "21000"), row("2026-11-01T23:00:00Z", "m2", "nextcloud", "8")];
    assert_eq!((&answer["rows"], &answer["bad_lines"]), (&json!(rows), &json!(3)));
    assert_eq!(
        answer["first_bad_lines"][0],
        json!({ "file": "log", "line": 9, "why": "the line is not of this format" })
    );
}

#[test]
fn several_files_are_summed_together_and_lines_are_named_in_theirs() {
    let answer = read("nginx", COMBINED, &["log", "--json"]).json();
    assert_eq!((&answer["rows"][1]["quantity"], &answer["bad_lines"]), (&json!("10000030"), &json!(8)));
    let places: Vec<_> =
        answer["first_bad_lines"].as_array().unwrap().iter().map(|bad| bad["line"].as_u64().unwrap()).collect();
    assert_eq!(places, [11, 12, 13, 14, 11]);
}

#[test]
fn peertubes_metrics_become_bytes_delivered_and_stored() {
    let answer = read("peertube", PEERTUBE, &[]);
    assert_eq!(answer.code, 0, "{}", answer.told);
    assert!(answer.printed.contains("2026-11-01T19:00:00Z,m1,m2,peertube,byte,500\n"), "{}", answer.printed);
    assert!(answer.printed.contains("2026-11-01T20:00:00Z,m1,m2,peertube,byte_hour,1200000\n"), "{}", answer.printed);
    assert!(answer.told.contains("log line 9: "), "{}", answer.told);
    let again = format!("{PEERTUBE}{}", PEERTUBE.lines().next().unwrap());
    let told = read("peertube", &again, &[]).told;
    assert_eq!(told, "ecot: log line 27: a scrape is not later than the one before it\n");
}

#[test]
fn tables_are_added_up_row_by_row_and_refused_with_their_line() {
    let row = "2026-11-01 19:00:00,m1,m2,pads,pad_minute,3\n";
    let desk = Desk::with("a.csv", &format!("{HEADINGS}{row}{row}"));
    let answer = desk.ecot(&["usage", "read", "--format", "csv", "a.csv", "a.csv"]);
    let sum = "2026-11-01T19:00:00Z,m1,m2,pads,pad_minute,12\n";
    assert_eq!((answer.code, answer.printed), (0, format!("{HEADINGS}{sum}")));
    fs::write(desk.path("a.csv"), format!("{HEADINGS}{row}2026-11-01T19:30:00Z,m1,m2,pads,pad_minute,3\n")).unwrap();
    let answer = desk.ecot(&["usage", "read", "--format", "csv", "a.csv"]);
    let told = "ecot: a.csv line 3: hour '2026-11-01T19:30:00Z': an hour begins with minute 0 and second 0 of UTC\n";
    assert_eq!((answer.code, answer.printed.as_str(), answer.told.as_str()), (1, "", told));
}

#[test]
fn a_file_of_another_format_is_refused_and_the_tables_are_asked_for() {
    for (format, log) in [("nginx", CADDY), ("caddy", COMBINED), ("peertube", COMBINED)] {
        let answer = read(format, log, &[]);
        let told = "ecot: log: nothing in it is of this format\n";
        assert_eq!((answer.code, answer.printed.as_str(), answer.told.as_str()), (1, "", told), "{format}");
    }
    let desk = Desk::with("log", COMBINED);
    assert_eq!(desk.ecot(&["usage", "read", "--format", "nginx", "log"]).code, 2);
    fs::write(desk.path("homes.csv"), "host,home,service\na.example.org,m1,web\nA.example.org.,m2,web\n").unwrap();
    let answer = desk.ecot(&["usage", "read", "--format", "nginx", "--homes", "homes.csv", "--carrier", "m1", "log"]);
    assert_eq!(answer.told, "ecot: homes.csv line 3: A.example.org. stands here a second time\n");
    let answer = read("nginx", "", &[]);
    assert_eq!((answer.code, answer.printed.as_str()), (0, HEADINGS));
}

#[test]
fn a_line_without_an_end_is_passed_over_in_pieces_and_counted_once() {
    let line = |request: &str| format!("192.0.2.1 - - [01/Nov/2026:20:00:00 +0100] \"{request}\" 200 7\n");
    let log = [line("GET /"), line(&"x".repeat(1_000_000)), line("GET /")].concat();
    let answer = read("nginx", &log, &[]);
    assert_eq!(answer.printed, format!("{HEADINGS}2026-11-01T23:00:00Z,m3,m2,web,byte,14\n"));
    assert!(answer.told.ends_with("  log line 2: the line is too long\n"), "{}", answer.told);
}

#[test]
fn what_was_read_can_be_split() {
    let desk = Desk::with("usage.csv", &read("nginx", COMBINED, &[]).printed);
    fs::write(desk.path("charter.toml"), federation::charter::DEFAULT).unwrap();
    fs::write(
        desk.path("members.csv"),
        "member,means,adherents,from,to\nm1,100000,1,2020-01-01,\nm2,100000,1,2020-01-01,\nm3,100000,1,2020-01-01,\n",
    )
    .unwrap();
    let headings = "member,pool,amount,currency,common_part,capacity,unit,from,to,label\n";
    let bill = "m2,delivery,90,EUR,90,5,GB,2026-11-01,2026-12-01,transit\n";
    fs::write(desk.path("expenses.csv"), format!("{headings}{bill}")).unwrap();
    let usage = fs::read_to_string(desk.path("usage.csv")).unwrap();
    // The last hour of October belongs to October.
    let november: String =
        usage.lines().filter(|row| !row.starts_with("2026-10")).map(|row| format!("{row}\n")).collect();
    fs::write(desk.path("usage.csv"), november).unwrap();
    let tables =
        ["--charter", "charter.toml", "--members", "members.csv", "--usage", "usage.csv", "--expenses", "expenses.csv"];
    let answer = desk.ecot(&[&["split", "--period", "2026-11", "--json"], &tables[..]].concat()).json();
    // 0.1 % of 5 GB at 18.00, and the reserve of 30 %.
    assert_eq!(answer["members"][1]["credit"], json!("27.09"));
}
