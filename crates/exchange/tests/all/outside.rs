//! What an auditor reads, what a month comes to so far, and what a member's machine tells of itself.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use exchange::Shelf;
use federation::audit::{Audit, Files};
use federation::desk::Duty;
use federation::entry::{Declaration, Entry, Side};
use federation::export::File;
use jiff::civil::date;
use purse::id::ObjectHash;
use purse::usage::{Hour, Unit, UsageRow, VIDEO_SERVICE};
use store::{BatchId, LogKey};

use crate::months::{NOVEMBER, a_month, agree, close};
use crate::offices::{Town, listen, member, open};

/// A folder in memory.
#[derive(Clone, Default)]
pub struct Folder(BTreeMap<String, Vec<u8>>);

impl Shelf for Folder {
    fn put(&mut self, file: File) -> io::Result<()> {
        self.0.insert(file.path, file.bytes);
        Ok(())
    }
}

impl Files for Folder {
    type Failure = io::Error;

    fn read(&mut self, path: &str, _limit: usize) -> io::Result<Option<Vec<u8>>> {
        Ok(self.0.get(path).cloned())
    }
}

#[tokio::test]
async fn a_closed_month_is_recomputed_from_one_members_export_and_each_file_is_served_as_it_is_written() {
    let town = Town::three().await;
    a_month(&town).await;
    town.until("2026-12-03T00:00:00Z").await;
    town.talk().await;
    agree(&town).await;
    let house = &town.houses[2];
    let Duty::Closed { hash } = close(house).await.duty else { panic!("the month is not closed") };
    let mut folder = Folder::default();
    house.office.export(&mut folder, true).await.unwrap();
    let mut audit = Audit::verify(vec![folder.clone()]).unwrap();
    let closed = audit.closed(NOVEMBER).unwrap();
    assert_eq!(closed.last().unwrap().hash, hash);
    assert!(folder.0.keys().any(|path| path.starts_with("documents/")));
    for (path, bytes) in &folder.0 {
        assert_eq!(house.office.exported(path).await.unwrap().as_ref(), Some(bytes), "{path}");
    }
    for nothing in ["", "founding/", "reports/00", "charters/x.toml", "x/1/checkpoint", "../store", "documents/"] {
        assert_eq!(house.office.exported(nothing).await.unwrap(), None, "{nothing}");
    }
}

#[tokio::test]
async fn a_member_that_starts_again_much_later_still_exports_what_the_proposal_names() {
    let mut town = Town::three().await;
    a_month(&town).await;
    town.until("2026-12-03T00:00:00Z").await;
    town.talk().await;
    agree(&town).await;
    for adherents in 0..70 {
        let (means, from) = ("6000".parse().unwrap(), date(2027, 1, 1));
        let said = Entry::Declaration(Declaration { means, adherents, from });
        for house in &town.houses {
            house.office.append(&said).await.unwrap();
            house.office.checkpoint().await.unwrap();
        }
        // As often as members may ask.
        town.clock.advance(Duration::from_secs(60)).await;
        town.houses[2].tick().await;
    }
    town.talk().await;
    for number in [1, 2, 3] {
        let folder = town.houses.remove(0).stop().await;
        let (listener, address) = listen().await;
        let house = open(number, folder, listener, address, &town.clock).await;
        let mut folder = Folder::default();
        house.office.export(&mut folder, false).await.unwrap();
        let mut audit = Audit::verify(vec![folder]).unwrap();
        assert_eq!(audit.closed(NOVEMBER).map(|closed| closed.len()).unwrap(), 1, "{number}");
        town.houses.push(house);
    }
}

#[tokio::test]
async fn a_month_so_far_is_what_it_will_close_on_when_nothing_more_comes() {
    let town = Town::three().await;
    a_month(&town).await;
    let house = &town.houses[0];
    assert!(house.office.months().await.unwrap().iter().all(|month| !month.is_closed()));
    let so_far = house.office.so_far(NOVEMBER).await.unwrap().unwrap().unwrap();
    town.until("2026-12-03T00:00:00Z").await;
    town.talk().await;
    agree(&town).await;
    let closed = house.office.closed().await.unwrap();
    assert_eq!(closed.len(), 1);
    assert_eq!((&so_far.report.lines, &so_far.report.usage), (&closed[0].lines, &closed[0].usage));
    let later = federation::closing::Span { year: 2027, ..NOVEMBER };
    assert!(house.office.so_far(later).await.unwrap().is_none(), "it has not begun");
}

#[tokio::test]
async fn the_use_of_an_hour_stands_in_the_log_once_it_is_closed_and_never_twice() {
    let town = Town::three().await;
    let house = &town.houses[1];
    let (store, me) = (house.office.store(), member(2));
    let hour: Hour = "2026-11-20T20:00:00Z".parse().unwrap();
    let row = UsageRow {
        object: ObjectHash::from_bytes([1; 32]),
        home: me,
        carrier: me,
        service: VIDEO_SERVICE.to_owned(),
        unit: Unit::Byte,
        hour,
        quantity: 5_000,
        merged: false,
    };
    store.flush_usage(BatchId::from_bytes([1; 16]), std::slice::from_ref(&row), hour.start()).await.unwrap();
    let told = async || {
        house.office.tell().await.unwrap();
        let log = LogKey { member: me, log: 1 };
        let leaves = store.leaves(log, 0, 1_000).await.unwrap();
        let entries = leaves.iter().filter_map(|leaf| Entry::from_leaf(leaf).ok());
        entries.filter_map(|entry| if let Entry::Usage(usage) = entry { Some(usage) } else { None }).collect::<Vec<_>>()
    };
    assert_eq!(told().await, [], "the hour is not closed");
    store
        .close_hour(hour, &[store::Delivered { object: row.object, home: row.home, carrier: row.carrier }])
        .await
        .unwrap();
    store.count_stored_hour(hour, me).await.unwrap();
    for _ in 0..2 {
        let usage = told().await;
        assert_eq!(usage.len(), 1);
        assert_eq!((usage[0].side, usage[0].hour, usage[0].rows[0].quantity), (Side::Claim, hour, 5_000));
    }
}
