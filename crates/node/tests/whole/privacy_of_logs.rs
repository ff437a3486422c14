//! What the program writes to standard error, in both forms and at the most talkative level.

use crate::marks::{self, Mark, found, found_below};
use crate::process::Process;
use crate::visitor::Visitor;

const ADDRESSES: [&str; 3] = ["127.9.9.9", "127.44.55.66", "198.51.100.77"];
const EMAIL: &str = "vera.quist@letters.example";
const PASSWORD: &str = "a marmalade staircase";

fn marks(cookie: &str) -> Vec<Mark> {
    let words = [
        ("the browser", "Zebraphone"),
        ("the referrer", "letters.example/inbox"),
        ("the e-mail", EMAIL),
        ("an e-mail that nobody has here", "walter.nobody"),
        ("the name", "veraquist"),
        ("the password", PASSWORD),
        ("the word searched for", "ombudsfrau"),
        ("the video", "o6jznorldhifmj2z3egjw764b667ias6v4qqe5zehkioahxpui5a"),
        ("the object", "c63d1a0736a48c2695840fab2b9d780628c5d36a27d1d877cffe13438b380eba"),
        ("a token of a program", "tokenofvera"),
        ("the session", cookie),
    ];
    let words = words.iter().flat_map(|(what, word)| marks::text(what, word));
    words.chain(ADDRESSES.iter().flat_map(|address| marks::address(address.parse().unwrap()))).collect()
}

async fn visits(process: &Process) -> String {
    let mut visitor = Visitor::new(process.address, ADDRESSES[0], Some(ADDRESSES[2]));
    let form = [("name", "veraquist"), ("password", PASSWORD), ("email", EMAIL)];
    let shown = visitor.post("/sign-up", &form).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    let line = shown.head.lines().find(|line| line.starts_with("set-cookie: ecot_session=")).unwrap();
    visitor.cookie = line["set-cookie: ".len()..].split(';').next().unwrap().to_owned();
    let direct = Visitor::new(process.address, ADDRESSES[1], None);
    for visitor in [&visitor, &direct] {
        for path in [
            "/",
            "/search?q=ombudsfrau",
            "/v/o6jznorldhifmj2z3egjw764b667ias6v4qqe5zehkioahxpui5a",
            "/v/o6jznorldhifmj2z3egjw764b667ias6v4qqe5zehkioahxpui5a/master.m3u8",
            "/o/c63d1a0736a48c2695840fab2b9d780628c5d36a27d1d877cffe13438b380eba.mp4",
        ] {
            assert!(visitor.get(path).await.status >= 200, "{path}");
        }
        let token = "authorization: Bearer tokenofvera\r\n";
        assert_eq!(visitor.send("GET", "/api/v1/videos", token, b"").await.status, 401);
        visitor.post("/sign-in", &[("name", "veraquist"), ("password", "not that staircase")]).await;
        visitor.post("/recover/mail", &[("email", "walter.nobody@letters.example")]).await;
        visitor.send_raw(b"GET /veraquist HTTP/9.9\r\nhost: ombudsfrau\r\n\r\n").await;
        visitor.send_raw(b"\x16\x03\x01\x02ombudsfrau\r\n\r\n").await;
    }
    visitor.cookie.split_once('=').unwrap().1.to_owned()
}

#[tokio::test]
async fn in_both_forms_and_at_every_level_the_log_has_codes_and_sums_only() {
    for format in ["text", "json"] {
        let more = format!("trusted_proxies = [\"127.9.9.9\"]\n[logs]\nlevel = \"trace\"\nformat = \"{format}\"\n");
        let process = Process::start(&more).await;
        let cookie = visits(&process).await;
        let (status, log, folder) = process.stop().await;
        assert_eq!(status.code(), Some(0), "{log:?}");
        let marks = marks(&cookie);
        for line in &log {
            assert_eq!(found(line.as_bytes(), &marks), Vec::<String>::new(), "{line}");
        }
        assert!(log.iter().any(|line| line.contains("/search")), "requests are logged");
        assert!(log.iter().any(|line| line.contains("DEBUG")), "it said less than it was told to");
        assert!(log.last().is_some_and(|line| line.contains("stopped")), "{:?}", log.last());
        if format == "json" {
            // The greeting with the operator's link is no line of the log.
            let lines = log.iter().filter(|line| !line.starts_with("Nobody") && !line.starts_with("http://"));
            let wrong: Vec<&String> =
                lines.filter(|line| serde_json::from_str::<serde_json::Value>(line).is_err()).collect();
            assert_eq!(wrong, Vec::<&String>::new());
        }
        let kept: Vec<Mark> = marks
            .into_iter()
            .filter(|mark| mark.what.starts_with("the address") || mark.what.starts_with("the browser"))
            .collect();
        assert_eq!(found_below(&folder.path().join("data"), &kept), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_proxy_that_the_configuration_does_not_name_is_told_once_without_an_address() {
    let process = Process::start("").await;
    let visitor = Visitor::new(process.address, ADDRESSES[0], Some(ADDRESSES[2]));
    for _request in 0..2 {
        assert_eq!(visitor.get("/").await.status, 200);
    }
    let (_status, log, _folder) = process.stop().await;
    let told: Vec<_> = log.iter().filter(|line| line.contains("http.trusted_proxies")).collect();
    assert!(told.len() == 1 && !ADDRESSES.iter().any(|address| told[0].contains(address)), "{told:?}");
}
