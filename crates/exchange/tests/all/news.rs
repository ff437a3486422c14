//! Members that ask again are told what is new.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use federation::Hash;
use federation::entry::Entry;
use federation::facts::LogId;
use peers::client::{Answer, Failure, PeerClient, Request, Transport};
use purse::id::MemberId;

use crate::doors::peer_client;
use crate::offices::{House, Town, member};

/// Bytes of an answer that says no more than up to where was heard.
const NO_NEWS: usize = 100;

/// Writes down what is asked, with the bytes of each answer.
struct Written {
    client: PeerClient,
    asked: Mutex<Vec<(String, usize)>>,
    /// Entries do not arrive.
    without_entries: AtomicBool,
}

impl Written {
    fn of(town: &Town, house: &House) -> Self {
        let client = peer_client(town, house);
        Self { client, asked: Mutex::default(), without_entries: AtomicBool::new(false) }
    }

    /// The answers about checkpoints since the last call.
    fn checkpoints(&self) -> Vec<(String, usize)> {
        let asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.into_iter().filter(|(path, _)| path.starts_with("/peer/checkpoints")).collect()
    }
}

#[async_trait]
impl Transport for Written {
    async fn send(&self, to: &MemberId, request: &Request) -> Result<Answer, Failure> {
        let mut answer = self.client.send(to, request).await?;
        if request.path.starts_with("/peer/entries/") && self.without_entries.load(Ordering::Relaxed) {
            answer.body = Bytes::new();
        }
        self.asked.lock().unwrap().push((request.path.clone(), answer.body.len()));
        Ok(answer)
    }
}

#[tokio::test]
async fn who_asks_again_is_told_only_what_changed_since() {
    let town = Town::three().await;
    let house = &town.houses[0];
    let written = Written::of(&town, house);
    house.office.ask_all(&written).await.unwrap();
    written.checkpoints();
    house.office.ask_all(&written).await.unwrap();
    for (path, bytes) in written.checkpoints() {
        assert!(path.contains("?since=") && bytes < NO_NEWS, "{path}: {bytes}");
    }
    town.houses[1].office.append(&Entry::Manifest(Hash([1; 32]))).await.unwrap();
    town.houses[1].office.checkpoint().await.unwrap();
    house.office.ask_all(&written).await.unwrap();
    let told = written.checkpoints();
    assert_eq!(told.iter().filter(|(_, bytes)| *bytes > NO_NEWS).count(), 1, "{told:?}");
}

#[tokio::test]
async fn what_did_not_arrive_whole_is_told_again() {
    let town = Town::three().await;
    let house = &town.houses[0];
    let written = Written::of(&town, house);
    house.office.ask_all(&written).await.unwrap();
    let other = &town.houses[1].office;
    other.append(&Entry::Manifest(Hash([1; 32]))).await.unwrap();
    other.checkpoint().await.unwrap();
    written.without_entries.store(true, Ordering::Relaxed);
    house.office.ask_all(&written).await.unwrap();
    written.without_entries.store(false, Ordering::Relaxed);
    house.office.ask_all(&written).await.unwrap();
    let log = LogId { member: member(2), log: 1 };
    let theirs = other.desk().await.copy(&log).unwrap().tree();
    assert_eq!(house.office.desk().await.copy(&log).unwrap().tree(), theirs);
}
