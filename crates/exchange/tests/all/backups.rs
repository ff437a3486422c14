use std::path::Path;

use federation::entry::{Entry, Estimate};
use federation::facts::LogId;
use jiff::civil::date;
use purse::usage::Pool;
use tokio::net::TcpListener;

use crate::offices::{Town, member, open};

/// An entry of which no two are alike.
pub fn entry(mark: u8) -> Entry {
    let span = federation::entry::Span { from: date(2026, 11, 1), to: date(2026, 12, 1) };
    let common_part = "1.00".parse().unwrap();
    Entry::Estimate(Estimate { nonce: [mark; 16], pool: Pool::Plant, common_part, capacity: None, span })
}

pub fn copy(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// The same port again, as soon as the one before lets it go: the roll has the address.
pub async fn rebind(address: &str) -> TcpListener {
    let port = address.strip_prefix("http://").unwrap();
    for _ in 0..100_000 {
        if let Ok(listener) = TcpListener::bind(port).await {
            return listener;
        }
        tokio::task::yield_now().await;
    }
    panic!("the port {port} was taken meanwhile");
}

#[tokio::test]
async fn a_member_restored_from_an_old_backup_fetches_what_it_lost_before_it_appends() {
    let mut town = Town::three().await;
    town.houses[2].office.append(&entry(1)).await.unwrap();
    town.talk().await;
    // The backup is of now; what comes after it is cosigned by the others.
    let house = town.houses.pop().unwrap();
    let address = house.address.clone();
    let folder = house.stop().await;
    let backup = tempfile::TempDir::new().unwrap();
    copy(folder.path(), backup.path());
    let listener = rebind(&address).await;
    town.houses.push(open(3, folder, listener, address.clone(), &town.clock).await);
    town.talk().await;
    town.houses[2].office.append(&entry(2)).await.unwrap();
    town.talk().await;
    town.houses.pop().unwrap().stop().await;

    let listener = rebind(&address).await;
    let restored = open(3, backup, listener, address, &town.clock).await;
    let refused = restored.office.append(&entry(3)).await.unwrap_err();
    assert!(refused.to_string().contains("not known yet"), "{refused}");
    town.houses.push(restored);
    town.talk().await;
    town.houses[2].office.append(&entry(3)).await.unwrap();
    town.talk().await;
    for house in &town.houses {
        let desk = house.office.desk().await;
        let copy = desk.copy(&LogId { member: member(3), log: 1 }).unwrap();
        assert_eq!((copy.tree().size, copy.frozen().is_some()), (3, false), "as {} sees it", house.number);
    }
}
