//! A member changes the key with which it signs.

use std::sync::Arc;

use exchange::ExchangeRefusal;
use federation::charter::DEFAULT;
use federation::desk::AppendRefusal;
use federation::facts::LogId;
use federation::rounds::Voice;
use peers::key::KeyRing;
use store::EveryCommit;
use tempfile::TempDir;

use crate::backups::{copy, entry, rebind};
use crate::drawer::Drawer;
use crate::offices::{House, Town, amend, key, member, open, open_keyed};
use crate::successions::{DiesAt, MINUTE};

const LOG: LogId = LogId { member: purse::id::MemberId::from_bytes([0; 32]), log: 1 };

fn log() -> LogId {
    LogId { member: member(3), ..LOG }
}

/// The keys of the third member, as a house knows them.
async fn keys(house: &House) -> Vec<[u8; 32]> {
    house.office.desk().await.facts().keys.keys(log(), key(3).verifying_key().to_bytes(), u64::MAX)
}

/// Three members, of whom the third keeps its key where the test sees it.
async fn town(drawer: &Arc<Drawer>) -> Town {
    let mut town = Town::three().await;
    let house = town.houses.pop().unwrap();
    let address = house.address.clone();
    let parts = (house.stop().await, rebind(&address).await, address);
    town.houses.push(open_keyed((3, Arc::clone(drawer)), parts, &town.clock, Arc::new(EveryCommit)).await);
    town.talk().await;
    town
}

fn shown(house: &House) -> [u8; 32] {
    house.office.ring().own().key.verifying_key().to_bytes()
}

#[tokio::test]
async fn a_member_that_changes_its_key_votes_with_the_new_one_and_is_asked_under_the_old_one_until_all_know() {
    let drawer = Arc::new(Drawer::new(3));
    let mut town = town(&drawer).await;
    let old = key(3).verifying_key().to_bytes();
    let public = town.houses[2].office.change_key().await.unwrap();
    assert_eq!((town.houses[2].office.key(), shown(&town.houses[2])), (public, old));
    assert_eq!(drawer.signing().verifying_key().to_bytes(), public);
    town.talk().await;
    for house in &town.houses {
        assert_eq!(keys(house).await, [old, public], "as {} knows", house.number);
    }
    assert_eq!(shown(&town.houses[2]), public, "all have signed that they know");

    let text = DEFAULT.replace("title = \"", "title = \"New ");
    for house in &town.houses {
        house.office.add_charter(&text).await.unwrap();
    }
    let hash = town.houses[0].office.propose(amend(&text), None).await.unwrap();
    town.talk().await;
    assert!(town.houses[2].office.vote(Voice::For(hash)).await.unwrap());
    town.talk().await;
    for house in &town.houses {
        let desk = house.office.desk().await;
        assert_eq!(desk.chain().unwrap().adopted.last().unwrap().hash, hash, "as {} counts", house.number);
    }
    // It starts again, and talks to all.
    let house = town.houses.pop().unwrap();
    let address = house.address.clone();
    let parts = (house.stop().await, rebind(&address).await, address);
    town.houses.push(open_keyed((3, drawer), parts, &town.clock, Arc::new(EveryCommit)).await);
    town.talk().await;
    town.houses[2].office.append(&entry(1)).await.unwrap();
    town.talk().await;
    let size = town.houses[0].office.desk().await.copy(&log()).unwrap().tree().size;
    assert_eq!(size, 3, "the change, the ballot, the entry");
}

#[tokio::test]
async fn a_member_restored_to_before_its_key_was_changed_signs_nothing() {
    let drawer = Arc::new(Drawer::new(3));
    let mut town = town(&drawer).await;
    let house = town.houses.pop().unwrap();
    let address = house.address.clone();
    let folder = house.stop().await;
    let backup = TempDir::new().unwrap();
    copy(folder.path(), backup.path());
    let parts = (folder, rebind(&address).await, address.clone());
    town.houses.push(open_keyed((3, drawer), parts, &town.clock, Arc::new(EveryCommit)).await);
    town.talk().await;
    town.houses[2].office.change_key().await.unwrap();
    town.talk().await;
    town.houses.pop().unwrap().stop().await;

    town.houses.push(open(3, backup, rebind(&address).await, address, &town.clock).await);
    town.talk().await;
    let restored = &town.houses[2].office;
    assert_eq!(restored.desk().await.own_keys().len(), 2, "it knows from the others");
    let refused = restored.append(&entry(1)).await.unwrap_err();
    let not_asked = ExchangeRefusal::Append(AppendRefusal::NotAsked);
    assert!(matches!(refused, exchange::ExchangeFailure::Refused(refusal) if refusal == not_asked), "{refused}");
    assert!(restored.change_key().await.is_err());
}

#[tokio::test]
async fn a_member_that_dies_at_any_step_of_a_change_of_key_has_the_key_that_its_log_says() {
    let mut town = town(&Arc::new(Drawer::new(3))).await;
    let house = town.houses.pop().unwrap();
    let address = house.address.clone();
    let start = house.stop().await;
    let mut at = 0;
    loop {
        let folder = TempDir::new().unwrap();
        copy(start.path(), folder.path());
        let (drawer, hook) = (Arc::new(Drawer::new(3)), DiesAt::step_number(at));
        let parts = (folder, rebind(&address).await, address.clone());
        let house = open_keyed((3, Arc::clone(&drawer)), parts, &town.clock, Arc::<DiesAt>::clone(&hook)).await;
        town.clock.advance(MINUTE).await;
        if house.office.ask_all(&*house.client).await.is_ok() {
            let _ = house.office.change_key().await;
        }
        let parts = (house.stop().await, rebind(&address).await, address.clone());
        let house = open_keyed((3, drawer), parts, &town.clock, Arc::new(EveryCommit)).await;
        town.clock.advance(MINUTE).await;
        house.office.ask_all(&*house.client).await.unwrap();
        let last = house.office.desk().await.own_keys().last().map(|(_, key)| *key);
        assert_eq!(last, Some(house.office.key()), "it died at step {at}");
        house.office.append(&entry(1)).await.unwrap();
        house.stop().await;
        if !hook.has_died() {
            assert!(at > 1, "there are steps to die at");
            return;
        }
        at += 1;
    }
}
