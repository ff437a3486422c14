//! A log that signed two histories ends by a vote, and its member goes on in another one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use federation::audit::Audit;
use federation::desk::{Duty, cosigners_needed};
use federation::facts::LogId;
use federation::roll::{Act, Succession};
use federation::rounds::Voice;
use store::{CommitHook, LogKey, Stop};
use tempfile::TempDir;

use crate::backups::{copy, entry, rebind};
use crate::months::{a_month, all_close, close};
use crate::offices::{House, Town, key, member, open, open_with};
use crate::outside::Folder;

/// As often as members may ask.
pub const MINUTE: Duration = Duration::from_secs(60);

fn log(log: u32) -> LogId {
    LogId { member: member(3), log }
}

/// Three members, of whom the third was started from an old backup and did not wait for the others: they hold what it said
/// before, and it says something else in that place.
async fn parted() -> Town {
    let mut town = Town::three().await;
    town.houses[2].office.append(&entry(1)).await.unwrap();
    town.talk().await;
    let house = town.houses.pop().unwrap();
    let address = house.address.clone();
    let folder = house.stop().await;
    let backup = TempDir::new().unwrap();
    copy(folder.path(), backup.path());
    let house = open(3, folder, rebind(&address).await, address.clone(), &town.clock).await;
    house.office.ask_all(&*house.client).await.unwrap();
    house.office.append(&entry(2)).await.unwrap();
    town.houses.push(house);
    town.talk().await;
    town.houses.pop().unwrap().stop().await;

    let house = open(3, backup, rebind(&address).await, address, &town.clock).await;
    house.office.desk().await.let_append();
    house.office.append(&entry(3)).await.unwrap();
    town.houses.push(house);
    town.talk().await;
    town
}

/// What the members who kept their heads propose: what both histories begin with stands.
async fn succession(town: &Town) -> Act {
    let desk = town.houses[0].office.desk().await;
    let chain = desk.chain().unwrap();
    let (_, hash) = chain.roll.charters.last().unwrap();
    let cut = desk.counted(&chain.roll, log(1), cosigners_needed(&chain.roll, &desk.charters()[hash]));
    let public = key(3).verifying_key().to_bytes();
    Act::Succeed(Succession { member: member(3), log: 2, key: public, size: cut.size, root: cut.root })
}

async fn votes(town: &Town) {
    let hash = town.houses[0].office.propose(succession(town).await, None).await.unwrap();
    // The third says nothing: its log is frozen.
    for _ in 0..2 {
        town.houses[0].tick().await;
        town.houses[1].tick().await;
    }
    assert!(town.houses[1].office.vote(Voice::For(hash)).await.unwrap());
    town.houses[1].tick().await;
    town.houses[0].tick().await;
}

/// What the third member wrote, in its own database.
async fn written(house: &House, log: u32) -> Vec<Vec<u8>> {
    house.office.store().leaves(LogKey { member: member(3), log }, 0, 1_000).await.unwrap()
}

#[tokio::test]
async fn a_forked_log_is_frozen_succeeded_to_by_a_vote_and_what_goes_on_counts_in_the_next_closing() {
    let town = parted().await;
    for house in &town.houses {
        assert!(house.office.desk().await.copy(&log(1)).unwrap().frozen().is_some(), "as {} sees it", house.number);
    }
    let refused = town.houses[2].office.append(&entry(4)).await.unwrap_err();
    assert!(refused.to_string().contains("frozen"), "{refused}");
    votes(&town).await;
    let third = &town.houses[2];
    third.tick().await;
    assert_eq!(third.office.desk().await.me(), log(2));
    assert_eq!(third.office.store().federation().await.unwrap().unwrap().log, 2);
    let refused = third.office.append(&entry(4)).await.unwrap_err();
    assert!(refused.to_string().contains("not known yet"), "the others are asked first: {refused}");
    town.talk().await;
    let (before, after) = (written(third, 1).await, written(third, 2).await);
    assert_eq!(before.len(), 2, "nothing more was written there");
    assert_eq!(after, before[1..], "what does not stand is said again");

    a_month(&town).await;
    town.until("2026-12-11T00:00:00Z").await;
    all_close(&town).await;
    let mut exports = Vec::new();
    for house in &town.houses {
        let month = close(house).await;
        assert!(matches!(month.duty, Duty::Closed { .. }), "{:?}", month.duty);
        let report = month.report.unwrap();
        assert_eq!(report.usage.len(), 1, "what the third saw, it said in its new log");
        let cuts: Vec<_> = report.cuts.iter().filter(|cut| cut.member == member(3)).collect();
        assert_eq!((cuts[0].log_id(), cuts[0].size, cuts[1].log_id()), (log(1), 1, log(2)));
        assert!(cuts[1].size > 1);
        // Everybody still has, and hands out, the log that ended.
        assert!(house.office.desk().await.copy(&log(1)).unwrap().frozen().is_some());
        let mut folder = Folder::default();
        house.office.export(&mut folder, false).await.unwrap();
        exports.push(folder);
    }
    let mut audit = Audit::verify(exports).unwrap();
    assert_eq!(audit.closed(crate::months::NOVEMBER).unwrap().len(), 1);
}

#[tokio::test]
async fn a_member_restored_to_before_the_vote_fetches_what_it_wrote_since_in_the_new_log() {
    let mut town = parted().await;
    let house = town.houses.pop().unwrap();
    let address = house.address.clone();
    let folder = house.stop().await;
    let backup = TempDir::new().unwrap();
    copy(folder.path(), backup.path());
    town.houses.push(open(3, folder, rebind(&address).await, address.clone(), &town.clock).await);
    votes(&town).await;
    town.talk().await;
    town.houses[2].office.append(&entry(4)).await.unwrap();
    town.talk().await;
    let before = written(&town.houses[2], 2).await;
    town.houses.pop().unwrap().stop().await;

    town.houses.push(open(3, backup, rebind(&address).await, address, &town.clock).await);
    town.talk().await;
    town.talk().await;
    let third = &town.houses[2];
    assert_eq!(written(third, 2).await, before);
    third.office.append(&entry(5)).await.unwrap();
    town.talk().await;
    for house in &town.houses {
        let desk = house.office.desk().await;
        let copy = desk.copy(&log(2)).unwrap();
        assert_eq!((copy.tree().size, copy.frozen().is_some()), (3, false), "as {} sees it", house.number);
    }
}

/// Dies at one commit, before it or behind it, and at every one from then on.
pub struct DiesAt {
    at: usize,
    seen: AtomicUsize,
}

impl DiesAt {
    pub fn step_number(at: usize) -> Arc<Self> {
        Arc::new(Self { at, seen: AtomicUsize::new(0) })
    }

    pub fn has_died(&self) -> bool {
        self.seen.load(Ordering::Relaxed) > self.at
    }

    fn step(&self) -> Result<(), Stop> {
        if self.seen.fetch_add(1, Ordering::Relaxed) < self.at { Ok(()) } else { Err(Stop) }
    }
}

impl CommitHook for DiesAt {
    fn before_commit(&self, _operation: &'static str) -> Result<(), Stop> {
        self.step()
    }

    fn after_commit(&self, _operation: &'static str) -> Result<(), Stop> {
        self.step()
    }
}

/// The third member dies at this step; whether it came that far.
async fn dies_at(town: &mut Town, at: usize, folder: TempDir, address: &str) -> (TempDir, bool) {
    let hook = DiesAt::step_number(at);
    let parts = (folder, rebind(address).await, address.to_owned());
    let house = open_with(3, parts, &town.clock, Arc::<DiesAt>::clone(&hook)).await;
    for _ in 0..3 {
        town.clock.advance(MINUTE).await;
        // It goes on trying, as a program does whose database fails.
        if house.office.ask_all(&*house.client).await.is_ok() {
            let _ = house.office.checkpoint().await;
        }
    }
    let died = hook.has_died();
    (house.stop().await, died)
}

#[tokio::test]
async fn a_member_that_dies_at_any_step_of_turning_to_its_new_log_writes_the_same_log_in_the_end() {
    let mut town = parted().await;
    votes(&town).await;
    let house = town.houses.pop().unwrap();
    let address = house.address.clone();
    let start = house.stop().await;
    let mut at = 0;
    loop {
        let folder = TempDir::new().unwrap();
        copy(start.path(), folder.path());
        let (folder, died) = dies_at(&mut town, at, folder, &address).await;
        let house = open(3, folder, rebind(&address).await, address.clone(), &town.clock).await;
        for _ in 0..3 {
            town.clock.advance(MINUTE).await;
            house.office.ask_all(&*house.client).await.unwrap();
        }
        let (before, after) = (written(&house, 1).await, written(&house, 2).await);
        assert_eq!((before.len(), &after[..]), (2, &before[1..]), "it died at step {at}");
        house.office.append(&entry(4)).await.unwrap();
        house.stop().await;
        if !died {
            assert!(at > 4, "there are steps to die at");
            return;
        }
        at += 1;
    }
}
