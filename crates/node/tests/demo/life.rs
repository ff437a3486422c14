use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;

use rustix::process::Signal;

use crate::process::Running;

const READY: &str = "in all sizes";
const UPLOADED: &str = "A video was uploaded";

async fn page(url: &str) -> String {
    let client = reqwest::Client::builder().no_proxy().cookie_store(true).build().unwrap();
    let request = client.get(url).header("accept-language", "en");
    request.send().await.unwrap().error_for_status().unwrap().text().await.unwrap()
}

/// The videos to which a page links.
fn videos(page: &str) -> BTreeSet<&str> {
    page.split("href=\"/v/").skip(1).filter_map(|rest| rest.get(..52)).collect()
}

#[tokio::test]
async fn what_was_killed_in_the_middle_of_the_first_publication_is_finished_once() {
    let folder = tempfile::tempdir().unwrap();
    for middle in ["operator link", UPLOADED] {
        let mut running = Running::start(folder.path());
        running.until(middle);
        assert!(!running.said.contains(READY), "{}", running.said);
        assert_eq!(running.end(Signal::KILL).signal(), Some(Signal::KILL.as_raw()));
    }
    let mut last = Running::start(folder.path());
    last.until(READY);
    assert!(!last.said.contains(UPLOADED), "{}", last.said);
    let home = page(&last.url()).await;
    assert_eq!(videos(&home).len(), 1, "{home}");
    let costs = last.until("What it costs");
    assert!(last.said.contains("viewers watched it"), "{}", last.said);
    let costs = page(costs.split_whitespace().last().unwrap()).await;
    let (_, sum) = costs.split_once("So far this video costs ").unwrap();
    assert!(sum.starts_with("0.") || !sum.starts_with('0'), "{costs}");
    assert_eq!(last.end(Signal::TERM).code(), Some(0));

    let mut later = Running::start(folder.path());
    later.until("What it costs");
    assert!(!later.said.contains("viewers watched it"), "{}", later.said);
}

#[test]
fn interrupted_while_it_encodes_it_stops_cleanly_and_goes_on_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Running::start(folder.path());
    first.until(UPLOADED);
    assert!(!first.said.contains(READY), "{}", first.said);
    assert_eq!(first.end(Signal::INT).code(), Some(0));

    let mut second = Running::start(folder.path());
    second.until(READY);
    assert!(!second.said.contains(UPLOADED), "{}", second.said);
    assert_eq!(second.end(Signal::INT).code(), Some(0));
}

#[tokio::test]
async fn each_start_prints_a_link_that_makes_whoever_follows_it_the_operator_once() {
    let folder = tempfile::tempdir().unwrap();
    for _start in 0..2 {
        let mut running = Running::start(folder.path());
        let line = running.until("operator link");
        let link = line.split_whitespace().find(|word| word.contains("/welcome/")).unwrap().to_owned();
        let console = page(&link).await;
        assert!(console.contains("/operator/users"), "{console}");
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let again = client.get(&link).send().await.unwrap();
        assert!(again.status().is_client_error(), "{}", again.status());
        assert_eq!(running.end(Signal::INT).code(), Some(0));
    }
}
