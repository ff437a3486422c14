//! Books of what the logs tell: each format, whose they are, and how the command ends when the logs do not verify.

use std::fs;

use federation::export;

use crate::Answer;
use crate::audit::{CLOSED, folders};
use crate::nodes::log;
use crate::town::member;

fn told(answer: &Answer) -> (i32, &str, &str) {
    (answer.code, &answer.told, &answer.printed)
}

#[test]
fn a_members_books_are_written_in_each_format() {
    let desk = folders(&[("a", &CLOSED)]);
    let id = member(2).to_string();
    for format in ["hledger", "beancount", "fec", "paheko", "csv", "ods", "html"] {
        let answer = desk.ecot(&["books", "--logs", "a", "--member", &id, "--format", format, "--out", format]);
        assert_eq!(told(&answer), (0, "", ""));
        assert!(fs::metadata(desk.path(format)).unwrap().len() > 0, "{format}");
    }
    insta::assert_snapshot!("member_hledger", fs::read_to_string(desk.path("hledger")).unwrap());
}

#[test]
fn the_funds_books_are_written_in_english_for_the_days_that_are_asked_for() {
    let desk = folders(&[("a", &CLOSED)]);
    let fund = ["books", "--logs", "a", "--fund", "--format", "csv", "--out", "fund.csv", "--language", "en"];
    assert_eq!(told(&desk.ecot(&fund)), (0, "", ""));
    insta::assert_snapshot!("fund_csv", fs::read_to_string(desk.path("fund.csv")).unwrap());
    // Nothing was paid: by June others bear it.
    let june = [&fund[..], &["--period", "2026-11", "--year", "2027", "--until", "2027-06-01"]].concat();
    assert_eq!(told(&desk.ecot(&june)), (0, "", ""));
    insta::assert_snapshot!("fund_csv_june", fs::read_to_string(desk.path("fund.csv")).unwrap());
}

#[test]
fn nothing_is_written_of_logs_that_do_not_verify_or_of_a_stranger() {
    let mut bad = CLOSED.clone();
    bad.get_mut(&format!("{}/tile/entries/000", export::log_path(log(2)))).unwrap()[2] ^= 1;
    let desk = folders(&[("a", &CLOSED), ("bad", &bad)]);
    let id = member(2).to_string();
    let of = |place, id: &str| {
        let answer = desk.ecot(&["books", "--logs", place, "--member", id, "--format", "csv", "--out", "out"]);
        assert!(!desk.path("out").exists());
        (answer.code, answer.told)
    };
    let (code, why) = of("bad", &id);
    assert!(code == 7 && why.contains(&format!("{}/1", member(2))), "{code} {why}");
    let stranger = member(9);
    assert_eq!(of("a", &stranger.to_string()), (1, format!("ecot: {stranger} never was a member\n")));
    let other = "0".repeat(64);
    let federation = ["--federation", &other, "--member", &id];
    let answer = desk.ecot(&[&["books", "--logs", "a", "--format", "csv", "--out", "out"], &federation[..]].concat());
    assert_eq!(answer.code, 7);
}
