//! Adoptions that are cut off, refused, or change their mind.

use std::collections::BTreeSet;

use exchange::{FoundSpace, NotAdopted, Turn, Waiting};
use federation::Hash;
use federation::entry::{Entry, HoldingState, Withdrawal, Withdrawn};
use purse::usage::{Hour, Unit};
use seams::Clock;
use store::{AdoptionTrouble, Hours, LogKey, Setting};
use testkit::film::Film;

use crate::at_home::{AUTHOR, account};
use crate::backups::rebind;
use crate::films::{at_home, film, offer, placed};
use crate::left::{Left, NOTHING, TAKEN_IN, ZOE, film_of, public};
use crate::offices::{member, open};

#[tokio::test]
async fn what_was_said_but_not_done_when_the_machine_stopped_is_made_up_for() {
    let film = film_of(&ZOE, 7, public());
    let left = Left::behind(std::slice::from_ref(&film)).await;
    let account = left.arrive().await;
    left.vote().await;
    let FoundSpace { id, signed, .. } = left.find(&ZOE).await.unwrap().remove(0);
    // The row is there, and the entry is not.
    let space = store::AdoptedSpace { id, account, signed, since: left.town.clock.now() };
    left.house(2).office.store().adopt_space(&space).await.unwrap().unwrap();
    assert_eq!(left.turn(2).await, TAKEN_IN);
    left.talk().await;
    for house in [2, 3] {
        let desk = left.house(house).office.desk().await;
        let roll = &desk.chain().unwrap().roll;
        let home = desk.facts().adoptions.home_of(roll, member(1), &id.space, &id.recovery);
        assert_eq!(home, member(2), "as {house} sees it");
    }
    let size = async || {
        let desk = left.house(2).office.desk().await;
        desk.copy(&desk.me()).unwrap().tree().size
    };
    let before = size().await;
    left.turn(2).await;
    left.turn(2).await;
    assert_eq!(size().await, before, "nothing is said twice");
}

#[tokio::test]
async fn what_cannot_be_had_is_listed_with_its_reason_and_tried_again() {
    let film = film_of(&ZOE, 7, public());
    let left = Left::behind(std::slice::from_ref(&film)).await;
    let author = left.arrive().await;
    left.vote().await;
    let found = left.find(&ZOE).await.unwrap();
    let office = &left.house(2).office;
    office.adopt_space(author, &found[0].signed).await.unwrap().unwrap();
    office.store().set_setting(&Setting::DefaultQuotaBytes(Some(100))).await.unwrap();
    assert_eq!(left.turn(2).await, NOTHING);
    let brought = office.brought_by(author).await.unwrap().remove(0);
    assert_eq!((brought.home, brought.found, brought.here), (member(2), 1, 0));
    assert_eq!(brought.missing[0].trouble, Some(AdoptionTrouble::OverQuota));
    office.store().set_setting(&Setting::DefaultQuotaBytes(None)).await.unwrap();
    assert_eq!(left.turn(2).await, TAKEN_IN);
    let brought = office.brought_by(author).await.unwrap().remove(0);
    assert_eq!((brought.here, brought.missing.len()), (1, 0));
}

#[tokio::test]
async fn a_space_is_adopted_by_who_signed_it_first_and_refused_elsewhere() {
    let film = film_of(&ZOE, 7, public());
    let left = Left::behind(std::slice::from_ref(&film)).await;
    let author = left.arrive().await;
    left.vote().await;
    let found = left.find(&ZOE).await.unwrap();
    left.house(2).office.adopt_space(author, &found[0].signed).await.unwrap().unwrap();
    left.talk().await;
    let third = &left.house(3).office;
    assert_eq!(third.find_space(&ZOE).await.unwrap(), Err(NotAdopted::Elsewhere(member(2))));
    third.store().create_account(&account(), left.town.clock.now()).await.unwrap().unwrap();
    let stale = third.adopt_space(AUTHOR, &found[0].signed).await.unwrap();
    assert_eq!(stale, Err(NotAdopted::Stale), "it was signed for the second house");
    let mut altered = found[0].signed.clone();
    *altered.last_mut().unwrap() ^= 1;
    assert_eq!(left.house(2).office.adopt_space(author, &altered).await.unwrap(), Err(NotAdopted::Stale));
}

#[tokio::test]
async fn a_video_that_is_deleted_at_its_new_home_goes_everywhere_and_does_not_come_back() {
    let film = film_of(&ZOE, 7, public());
    let left = Left::behind(std::slice::from_ref(&film)).await;
    let author = left.arrive().await;
    left.vote().await;
    let found = left.find(&ZOE).await.unwrap();
    let office = &left.house(2).office;
    office.adopt_space(author, &found[0].signed).await.unwrap().unwrap();
    assert_eq!(left.turn(2).await, TAKEN_IN);
    left.talk().await;
    let what = Withdrawn::Gone(Hash([99; 32]));
    let video = Hash(*film.video.as_bytes());
    office.append(&Entry::Withdrawal(Withdrawal { video, what })).await.unwrap();
    left.talk().await;
    assert_eq!(left.turn(3).await, Turn { removed: 1, ..NOTHING }, "the old name goes, the new one is not fetched");
    assert_eq!(left.turn(3).await, NOTHING);
    let object = left.house(3).office.store().object(film.object).await.unwrap().unwrap();
    assert!(object.unreferenced_since.is_some());
}

/// The film's space is brought to the second house, which has taken it in.
async fn taken_in(film: &Film) -> Left {
    let left = Left::behind(std::slice::from_ref(film)).await;
    let author = left.arrive().await;
    left.vote().await;
    let found = left.find(&ZOE).await.unwrap();
    left.house(2).office.adopt_space(author, &found[0].signed).await.unwrap().unwrap();
    assert_eq!(left.turn(2).await, TAKEN_IN);
    left
}

#[tokio::test]
async fn a_video_is_placed_in_the_turn_that_takes_it_in_and_from_that_hour_on_its_use_is_the_new_homes() {
    let film = film_of(&ZOE, 7, public());
    let left = taken_in(&film).await;
    {
        let desk = left.house(2).office.desk().await;
        let placed = desk.facts().carrying.placement(&member(2), &Hash(*film.video.as_bytes())).unwrap();
        assert_eq!(placed.carriers, [member(3)], "the third house has it already");
    }
    left.talk().await;
    assert_eq!(left.turn(3).await, Turn { copied: 1, ..NOTHING });
    assert_eq!(left.turn(3).await, Turn { removed: 1, ..NOTHING });
    let (store, hour) = (left.house(3).office.store(), Hour::of(left.town.clock.now()));
    assert!(store.count_stored_hour(hour, member(3)).await.unwrap());
    let until = Hour::from_number(hour.number() + 1).unwrap();
    let used = store.usage_by_hour(Hours { from: hour, until }, None, 9).await.unwrap();
    let used: Vec<_> = used.into_iter().map(|row| (row.home, row.carrier, row.unit, row.quantity)).collect();
    assert_eq!(used, [(member(2), member(3), Unit::ByteHour, film.len())]);
}

#[tokio::test]
async fn what_only_changes_its_home_needs_no_room_and_waits_for_no_copy_of_something_else() {
    let adopted = film_of(&ZOE, 7, public());
    let left = Left::behind(std::slice::from_ref(&adopted)).await;
    let author = left.arrive().await;
    left.vote().await;
    // It is asked for before the adopted one, by its id, and is not here. There is room for both, once.
    let other = (20..90).map(|mark| film(2, mark, 1, 500)).find(|other| other.video < adopted.video).unwrap();
    offer(left.house(3), adopted.len() + other.len()).await;
    left.talk().await;
    let found = left.find(&ZOE).await.unwrap();
    left.house(2).office.adopt_space(author, &found[0].signed).await.unwrap().unwrap();
    assert_eq!(left.turn(2).await, TAKEN_IN);
    at_home(&other, left.house(2), left.town.clock.now()).await;
    left.serving.serve(2, &other);
    left.house(2).office.append(&placed(&other, &[3])).await.unwrap();
    left.talk().await;
    assert_eq!(left.turn(3).await, Turn { copied: 2, ..NOTHING });
    let log = LogKey { member: member(3), log: 1 };
    let leaves = left.house(3).office.store().leaves(log, 0, 1_000).await.unwrap();
    let held = leaves.iter().filter_map(|leaf| match Entry::from_leaf(leaf).unwrap() {
        Entry::Holding(said) if said.home == member(2) && said.state == HoldingState::Held => Some(said.video),
        _ => None,
    });
    let said: Vec<Hash> = held.collect();
    assert_eq!(said, [&adopted, &other].map(|film| Hash(*film.video.as_bytes())));
}

#[tokio::test]
async fn who_starts_again_waits_for_everybody_but_those_that_were_voted_gone_or_that_may_be() {
    for voted in [false, true] {
        let mut left = Left::behind(&[]).await;
        if voted {
            left.vote().await;
        }
        let house = left.town.houses.pop().unwrap();
        let (address, folder) = (house.address.clone(), house.stop().await);
        let again = open(3, folder, rebind(&address).await, address, &left.town.clock).await;
        left.town.houses.push(again);
        assert!(!left.house(3).office.desk().await.may_append(), "nobody was asked yet");
        left.talk().await;
        assert_eq!(left.house(3).office.desk().await.may_append(), voted);
        // After the days of silence that the vote takes it can vote.
        left.town.until("2027-01-10T12:00:00Z").await;
        left.talk().await;
        assert!(left.house(3).office.desk().await.may_append());
    }
}

#[tokio::test]
async fn whoever_is_waited_for_is_named_and_the_operator_may_decide_not_to_wait() {
    let mut left = Left::behind(&[]).await;
    let house = left.town.houses.pop().unwrap();
    let (address, folder) = (house.address.clone(), house.stop().await);
    let again = open(3, folder, rebind(&address).await, address, &left.town.clock).await;
    left.town.houses.push(again);
    let office = &left.house(3).office;
    office.give_up(member(1));
    assert_eq!(office.waiting(), None, "nobody was asked yet, so nobody is silent");
    left.talk().await;
    assert_eq!(office.waiting(), Some(Waiting { silent: BTreeSet::from([member(1)]), answers: 1 }));
    office.give_up(member(2));
    left.talk().await;
    assert!(!office.desk().await.may_append(), "that one answers");
    office.give_up(member(1));
    left.talk().await;
    assert!(office.desk().await.may_append());
    assert_eq!(office.waiting(), None);
}
