//! Sealed backups are kept by other members, told, and let go when a newer one is held.

use exchange::backing::Kept;
use federation::entry::BackupState;
use federation::facts::Account;
use futures::TryStreamExt;
use purse::id::MemberId;
use purse::usage::{Hour, Unit, VIDEO_SERVICE};
use seams::Clock;
use store::KeptId;

use crate::films::{Cellar, offer};
use crate::months::NOVEMBER;
use crate::offices::{House, Town, member};
use crate::shelves::{Sealed, Shelves, sealed};

const COPIED: Kept = Kept { copied: 1, removed: 0, failed: 0 };
const FAILED: Kept = Kept { copied: 0, removed: 0, failed: 1 };
const NOTHING: Kept = Kept { copied: 0, removed: 0, failed: 0 };

/// Three members that offer storage, and a backup of the first one of which all know.
async fn town() -> (Town, Sealed, Shelves) {
    let (town, shelves) = (Town::three().await, Shelves::default());
    for house in &town.houses {
        offer(house, 1 << 20).await;
    }
    town.talk().await;
    let first = sealed(1, &["inventory of one", "rows of one", "a video"], town.clock.now());
    shelves.serve(1, &first);
    town.houses[0].office.say_backup(&first.made).await.unwrap();
    town.talk().await;
    (town, first, shelves)
}

/// Who holds the newest backup of the first member, as a house knows it.
async fn holders(house: &House) -> Vec<MemberId> {
    let desk = house.office.desk().await;
    let newest = desk.facts().backing.newest(&member(1)).unwrap().clone();
    desk.facts().backing.holders(member(1), &newest).collect()
}

async fn said(house: &House, carrier: u8, number: u64) -> Option<BackupState> {
    let desk = house.office.desk().await;
    desk.facts().backing.holding(&member(1), &member(carrier), number).map(|said| said.state)
}

async fn numbers(house: &House) -> Vec<u64> {
    house.office.store().kept_backups().await.unwrap().iter().map(|kept| kept.id.number).collect()
}

#[tokio::test]
async fn a_backup_is_kept_by_two_members_which_say_so_to_all() {
    let (town, first, shelves) = town().await;
    let cellars = [Cellar::of(&town.houses[1]), Cellar::of(&town.houses[2])];
    for (cellar, house) in cellars.iter().zip(&town.houses[1..]) {
        assert_eq!(shelves.turn(cellar, house).await, COPIED);
        assert_eq!(shelves.turn(cellar, house).await, NOTHING, "it is here");
        for (piece, bytes) in first.pieces.iter().chain([&first.list]) {
            let stored = cellar.objects.bytes(piece.hash).await.unwrap().unwrap();
            let stored: Vec<u8> = stored.map_ok(|piece| piece.to_vec()).try_concat().await.unwrap();
            assert_eq!(stored, bytes.to_vec());
        }
        let kept = house.office.store().kept_backups().await.unwrap();
        assert_eq!((kept[0].id, kept[0].bytes), (KeptId { home: member(1), number: 1 }, first.made.bytes));
        assert_eq!(house.office.store().carried_bytes(Some(member(1))).await.unwrap(), first.made.bytes);
    }
    town.talk().await;
    let mut both = vec![member(2), member(3)];
    both.sort();
    for house in &town.houses {
        assert_eq!(holders(house).await, both);
    }
    let told = town.houses[2].office.whereabouts(member(1)).await.unwrap();
    assert_eq!((told.backups.len(), told.backups[0].holders.len()), (1, 2));
    assert_eq!(told.backups[0].backup.number, 1);
}

#[tokio::test]
async fn home_and_carrier_count_the_same_bytes_of_a_backup_that_is_kept() {
    let (town, first, shelves) = town().await;
    let cellar = Cellar::of(&town.houses[1]);
    let hour = Hour::of(town.clock.now());
    assert_eq!(shelves.turn(&cellar, &town.houses[1]).await, COPIED);
    town.houses[1].tick().await;
    town.houses[0].tick().await;
    town.until(&Hour::from_number(hour.number() + 1).unwrap().start().to_string()).await;
    for (house, number) in town.houses.iter().zip([1, 2, 3]) {
        let store = house.office.store();
        store.close_hour(hour, &[]).await.unwrap();
        store.count_stored_hour(hour, member(number)).await.unwrap();
        house.office.tell().await.unwrap();
    }
    town.talk().await;
    let account =
        Account { home: member(1), carrier: member(2), service: VIDEO_SERVICE.to_owned(), unit: Unit::ByteHour };
    let days = town.houses[0].office.counted_days(NOVEMBER, &account).await.unwrap();
    let both: Vec<_> = days.iter().map(|day| (day.claim, day.observation)).collect();
    assert_eq!(both, [(first.made.bytes.into(), Some(first.made.bytes.into()))]);
}

#[tokio::test]
async fn of_a_second_backup_only_what_is_new_is_fetched_and_the_first_stays_until_two_hold_the_second() {
    let (town, _, shelves) = town().await;
    let cellars = [Cellar::of(&town.houses[1]), Cellar::of(&town.houses[2])];
    for (cellar, house) in cellars.iter().zip(&town.houses[1..]) {
        assert_eq!(shelves.turn(cellar, house).await, COPIED);
    }
    let second = sealed(2, &["inventory of two", "rows of two", "a video"], town.clock.now());
    shelves.serve(1, &second);
    town.houses[0].office.say_backup(&second.made).await.unwrap();
    town.talk().await;
    shelves.asked_of(1);
    assert_eq!(shelves.turn(&cellars[0], &town.houses[1]).await, COPIED);
    assert_eq!(shelves.asked_of(1), 3, "list, inventory and rows; the video is here");
    assert_eq!(shelves.turn(&cellars[0], &town.houses[1]).await, NOTHING);
    assert_eq!(numbers(&town.houses[1]).await, [1, 2], "nobody else holds the second");
    assert_eq!(shelves.turn(&cellars[1], &town.houses[2]).await, COPIED);
    town.talk().await;
    for (cellar, house) in cellars.iter().zip(&town.houses[1..]) {
        assert_eq!(shelves.turn(cellar, house).await, Kept { removed: 1, ..NOTHING });
        assert_eq!(numbers(house).await, [2]);
    }
    town.talk().await;
    assert_eq!(said(&town.houses[0], 2, 1).await, Some(BackupState::Removed));
    assert_eq!(holders(&town.houses[0]).await.len(), 2);
}

#[tokio::test]
async fn a_piece_that_comes_altered_or_not_at_all_from_home_comes_from_who_holds_it() {
    let (town, first, shelves) = town().await;
    let cellars = [Cellar::of(&town.houses[1]), Cellar::of(&town.houses[2])];
    assert_eq!(shelves.turn(&cellars[0], &town.houses[1]).await, COPIED);
    shelves.serve(2, &first);
    shelves.alter(1, first.pieces[1].0);
    assert_eq!(shelves.turn(&cellars[1], &town.houses[2]).await, FAILED, "nobody else is known to have it");
    assert_eq!(said(&town.houses[2], 3, 1).await, None, "nothing is said of a part");
    town.talk().await;
    shelves.silent.lock().unwrap().insert(member(1));
    assert_eq!(shelves.turn(&cellars[1], &town.houses[2]).await, COPIED);
    assert_eq!(shelves.asked_of(2), 1, "what was whole is not fetched again");
}

#[tokio::test]
async fn a_list_that_is_not_what_the_log_says_is_told_to_be_damaged_and_not_fetched_again() {
    let (town, _, shelves) = town().await;
    let mut second = sealed(2, &["inventory of two", "rows of two"], town.clock.now());
    second.made.bytes += 1;
    shelves.serve(1, &second);
    town.houses[0].office.say_backup(&second.made).await.unwrap();
    town.talk().await;
    let cellar = Cellar::of(&town.houses[1]);
    assert_eq!(shelves.turn(&cellar, &town.houses[1]).await, FAILED);
    assert_eq!(said(&town.houses[1], 2, 2).await, Some(BackupState::Damaged));
    assert_eq!(shelves.turn(&cellar, &town.houses[1]).await, NOTHING);
}

#[tokio::test]
async fn a_carrier_without_room_says_so_and_the_backup_is_placed_elsewhere() {
    let (town, first, shelves) = town().await;
    let cellar = Cellar::of(&town.houses[1]);
    offer(&town.houses[1], first.made.bytes / 2).await;
    assert_eq!(shelves.turn(&cellar, &town.houses[1]).await, NOTHING);
    assert_eq!(said(&town.houses[1], 2, 1).await, Some(BackupState::Full));
    town.talk().await;
    let carriers = async |house: &House| {
        let desk = house.office.desk().await;
        desk.facts().backing.newest(&member(1)).unwrap().carriers.clone()
    };
    assert_eq!(carriers(&town.houses[0]).await.len(), 2);
    town.houses[0].office.say_backup(&first.made).await.unwrap();
    assert_eq!(carriers(&town.houses[0]).await, [member(3)]);
}
