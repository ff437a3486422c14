//! The hourly work of one member as its federation grows, for `make bench TABLES=hourly`: a real office with a real database,
//! and the others' answers as another office with the same entries gives them. What the answers cost the others is not
//! counted, nor are signing requests and the network. Prints a line of JSON.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a measurement stops at the first surprise")]
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures real time, and says so")]

mod crowd;
mod others;

use std::sync::Arc;
use std::time::{Duration, Instant};

use exchange::routes;

use crowd::Crowd;
use others::{Firsthand, Gossip, answer};

/// Hours that are measured, after one that is not.
const HOURS: usize = 3;
/// How often a member asks in an hour.
const TICKS: u32 = 60;
/// Entries of each member in an hour.
const ENTRIES: usize = 2;

/// An hour's work, and the bytes of the answers that came.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hour {
    all: Duration,
    new: Duration,
    again: Duration,
    answering: Duration,
    bytes: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let members: u16 = std::env::args().nth(1).and_then(|words| words.parse().ok()).expect("how many members");
    let mut crowd = Crowd::founded(members);
    let other = Arc::new(crowd.open(2).await);
    let began = Instant::now();
    let office = Arc::new(crowd.open(1).await);
    let opened = began.elapsed();
    for asking in [&office, &other] {
        asking.begin().await.unwrap();
        asking.ask_all(&Firsthand::of(&crowd, 0)).await.unwrap();
    }
    let answers = routes(Arc::clone(&office));
    let mut hours = Vec::new();
    for _ in 0..=HOURS {
        let before = mark(&answer(&answers, "/peer/checkpoints").await);
        crowd.next_hour().await;
        other.append_all(&crowd.counted(2)).await.unwrap();
        other.checkpoint().await.unwrap();
        other.ask_all(&Firsthand::of(&crowd, ENTRIES)).await.unwrap();
        let gossip = Gossip::of(&other);
        let work = Instant::now();
        office.append_all(&crowd.counted(1)).await.unwrap();
        office.checkpoint().await.unwrap();
        office.ask_all(&gossip).await.unwrap();
        let (new, told) = (work.elapsed(), gossip.told());
        let work = Instant::now();
        office.ask_all(&gossip).await.unwrap();
        let (again, told_again) = (work.elapsed(), gossip.told());
        let now = mark(&answer(&answers, "/peer/checkpoints").await);
        let work = Instant::now();
        for _ in 1..members {
            answer(&answers, &format!("/peer/checkpoints?since={before}")).await;
        }
        let told_new = work.elapsed();
        let work = Instant::now();
        for _ in 1..members {
            answer(&answers, &format!("/peer/checkpoints?since={now}")).await;
        }
        let answering = told_new + work.elapsed() * (TICKS - 1);
        let (new, again) = (new.saturating_sub(told.waited), again.saturating_sub(told_again.waited) * (TICKS - 1));
        let bytes = told.bytes + told_again.bytes * usize::try_from(TICKS - 1).unwrap();
        hours.push(Hour { all: new + again + answering, new, again, answering, bytes });
    }
    hours.remove(0);
    hours.sort_unstable();
    let Hour { all, new, again, answering, bytes } = hours[HOURS / 2];
    let (entries, peak) = (crowd.entries(), peak_kb());
    let [all, new, again, answering, opened] = [all, new, again, answering, opened].map(|time| time.as_millis());
    println!(
        "{{\"members\":{members},\"entries\":{entries},\"all_ms\":{all},\"new_ms\":{new},\"again_ms\":{again},\
         \"answering_ms\":{answering},\"bytes\":{bytes},\"opened_ms\":{opened},\"peak_kb\":{peak}}}"
    );
}

/// What to say when asking again.
fn mark(answer: &[u8]) -> String {
    let length = usize::from(u16::from_be_bytes([answer[0], answer[1]]));
    let item = String::from_utf8(answer[2..2 + length].to_vec()).unwrap();
    item.rsplit(' ').next().unwrap().to_owned()
}

/// Of this process, in kB, at most since it began.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
