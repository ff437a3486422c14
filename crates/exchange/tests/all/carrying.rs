//! What homes place with a member comes there whole, is told, and goes when it is to go.

use std::sync::Arc;

use exchange::Turn;
use federation::Hash;
use federation::entry::{DropReason, Entry, Holding, HoldingState, Withdrawal, Withdrawn};
use futures::TryStreamExt;
use seams::Clock;

use testkit::film::Film;

use crate::films::{Cellar, Serving, at_home, film, id, offer, placed};
use crate::offices::{House, Town, member};
use crate::stand::Stand;

const COPIED: Turn = Turn { adopted: 0, copied: 1, removed: 0, failed: 0 };
const FAILED: Turn = Turn { adopted: 0, copied: 0, removed: 0, failed: 1 };
const NOTHING: Turn = Turn { adopted: 0, copied: 0, removed: 0, failed: 0 };

/// Three members; a film of the first one, which everybody knows to be placed with these.
async fn town(carriers: &[u8]) -> (Town, Film, Arc<Serving>) {
    let (town, film, serving) = (Town::three().await, film(1, 7, 1, 5_300), Arc::<Serving>::default());
    at_home(&film, &town.houses[0], town.clock.now()).await;
    serving.serve(1, &film);
    for house in &town.houses {
        offer(house, 1 << 20).await;
    }
    town.houses[0].office.append(&placed(&film, carriers)).await.unwrap();
    town.talk().await;
    (town, film, serving)
}

/// What a carrier said of the film last, as a house knows it.
async fn said(house: &House, film: &Film, carrier: u8) -> Option<Holding> {
    let desk = house.office.desk().await;
    desk.facts().carrying.holding(&film.home, &Hash(*film.video.as_bytes()), &member(carrier)).copied()
}

/// Entries of a house's own log.
async fn own_size(house: &House) -> u64 {
    let desk = house.office.desk().await;
    desk.copy(&desk.me()).unwrap().tree().size
}

async fn stored(cellar: &Cellar, film: &Film) -> Vec<u8> {
    let pieces = cellar.objects.bytes(film.object).await.unwrap().unwrap();
    pieces.try_fold(Vec::new(), async |sum, piece| Ok([&sum[..], &piece].concat())).await.unwrap()
}

#[tokio::test]
async fn what_is_placed_with_a_member_is_fetched_kept_and_told_to_all() {
    let (town, film, serving) = town(&[2]).await;
    let cellar = Cellar::of(&town.houses[1]);
    assert_eq!(cellar.turn(&town.houses[1], &serving).await, COPIED);
    assert_eq!(stored(&cellar, &film).await, film.bytes);
    let carried = town.houses[1].office.store().carried(id(&film)).await.unwrap().unwrap();
    assert_eq!((carried.signed, carried.bytes), (film.signed.clone(), 5_300));
    assert_eq!(cellar.turn(&town.houses[1], &serving).await, NOTHING, "it is here");
    assert_eq!(Cellar::of(&town.houses[2]).turn(&town.houses[2], &serving).await, NOTHING, "it is not placed there");
    town.talk().await;
    for house in &town.houses {
        let holding = said(house, &film, 2).await.unwrap();
        assert_eq!((holding.state, holding.manifest, holding.bytes), (HoldingState::Held, Hash(film.manifest), 5_300));
    }
}

#[tokio::test]
async fn a_copy_that_broke_off_goes_on_behind_the_last_part_that_is_right() {
    let (town, film, serving) = town(&[2]).await;
    let cellar = Cellar::of(&town.houses[1]);
    serving.breaks_after.lock().unwrap().insert(member(1), 2_500);
    assert_eq!(cellar.turn(&town.houses[1], &serving).await, FAILED);
    assert_eq!(serving.asked_of(1), vec![0..5_300]);
    assert_eq!(said(&town.houses[1], &film, 2).await, None, "nothing is said of a part");
    serving.breaks_after.lock().unwrap().clear();
    // A crash in between: the folder is opened anew.
    let cellar = Cellar::of(&town.houses[1]);
    assert_eq!(cellar.turn(&town.houses[1], &serving).await, COPIED);
    assert_eq!(serving.asked_of(1), vec![2_100..5_300], "100 and two segments were whole");
    assert_eq!(stored(&cellar, &film).await, film.bytes);
}

#[tokio::test]
async fn a_torn_part_of_an_earlier_attempt_is_fetched_again() {
    let (town, film, serving) = town(&[2]).await;
    let cellar = Cellar::of(&town.houses[1]);
    serving.breaks_after.lock().unwrap().insert(member(1), 3_200);
    assert_eq!(cellar.turn(&town.houses[1], &serving).await, FAILED);
    serving.breaks_after.lock().unwrap().clear();
    let path = format!("incoming/{}", film.object);
    let mut bytes = cellar.disk.read(&path, 0..9_999).await.unwrap().to_vec();
    assert_eq!(bytes.len(), 3_100);
    bytes[1_500] ^= 1;
    cellar.disk.replace(&path, bytes.into()).await.unwrap();
    serving.asked_of(1);
    assert_eq!(cellar.turn(&town.houses[1], &serving).await, COPIED);
    assert_eq!(serving.asked_of(1), vec![1_100..5_300]);
    assert_eq!(stored(&cellar, &film).await, film.bytes);
}

#[tokio::test]
async fn what_comes_altered_is_not_kept_and_comes_from_another_carrier() {
    let (town, film, serving) = town(&[2, 3]).await;
    let second = Cellar::of(&town.houses[1]);
    assert_eq!(second.turn(&town.houses[1], &serving).await, COPIED);
    serving.serve(2, &film);
    serving.serve_altered(1, &film, 3_000);
    town.talk().await;
    serving.asked_of(1);
    let third = Cellar::of(&town.houses[2]);
    let home = Stand::of(&film, &[2]);
    assert_eq!(third.turn_telling(&town.houses[2], &serving, &home).await, COPIED);
    assert_eq!(serving.asked_of(1), vec![0..5_300]);
    assert_eq!(serving.asked_of(2), vec![2_100..5_300], "from the part that was wrong on");
    assert_eq!(home.reported(), 3_200, "the home is told what the second one will claim");
    assert_eq!(stored(&third, &film).await, film.bytes);
}

#[tokio::test]
async fn what_comes_altered_from_everybody_is_not_carried() {
    let (town, film, serving) = town(&[2]).await;
    serving.serve_altered(1, &film, 5_299);
    let cellar = Cellar::of(&town.houses[1]);
    assert_eq!(cellar.turn(&town.houses[1], &serving).await, FAILED);
    assert_eq!(town.houses[1].office.store().carried(id(&film)).await.unwrap(), None);
    assert_eq!(said(&town.houses[1], &film, 2).await, None);
}

#[tokio::test]
async fn a_silent_home_is_repaired_from_who_holds_its_videos() {
    let (mut town, film, serving) = town(&[2, 3]).await;
    let second = Cellar::of(&town.houses[1]);
    assert_eq!(second.turn(&town.houses[1], &serving).await, COPIED);
    serving.serve(2, &film);
    town.talk().await;
    // The first machine is gone: neither its manifests nor its objects can be had.
    serving.silent.lock().unwrap().insert(member(1));
    let _gone = town.houses.remove(0).stop().await;
    let third = Cellar::of(&town.houses[1]);
    assert_eq!(third.turn(&town.houses[1], &serving).await, COPIED);
    assert_eq!(stored(&third, &film).await, film.bytes);
}

#[tokio::test]
async fn a_tombstone_and_a_new_place_both_remove_what_is_carried_and_say_so() {
    let (town, film, serving) = town(&[2, 3]).await;
    let (home, cellars) = (&town.houses[0], [Cellar::of(&town.houses[1]), Cellar::of(&town.houses[2])]);
    for (cellar, house) in cellars.iter().zip(&town.houses[1..]) {
        assert_eq!(cellar.turn(house, &serving).await, COPIED);
    }
    town.talk().await;
    home.office.append(&placed(&film, &[3])).await.unwrap();
    town.talk().await;
    assert_eq!(cellars[0].turn(&town.houses[1], &serving).await, Turn { removed: 1, ..NOTHING });
    assert_eq!(cellars[1].turn(&town.houses[2], &serving).await, NOTHING);
    let (video, tombstone) = (Hash(*film.video.as_bytes()), Hash([99; 32]));
    home.office.append(&Entry::Withdrawal(Withdrawal { video, what: Withdrawn::Gone(tombstone) })).await.unwrap();
    town.talk().await;
    assert_eq!(cellars[1].turn(&town.houses[2], &serving).await, Turn { removed: 1, ..NOTHING });
    assert_eq!(town.houses[2].office.store().carried(id(&film)).await.unwrap(), None);
    let object = town.houses[2].office.store().object(film.object).await.unwrap().unwrap();
    assert!(object.unreferenced_since.is_some(), "its bytes go after their time of grace");
    town.talk().await;
    let of = async |carrier| said(home, &film, carrier).await.map(|holding| (holding.state, holding.manifest)).unwrap();
    assert_eq!(of(2).await, (HoldingState::Removed, Hash(film.manifest)));
    assert_eq!(of(3).await, (HoldingState::Removed, tombstone));
    assert_eq!(cellars[1].turn(&town.houses[2], &serving).await, NOTHING, "it is not fetched again");
}

#[tokio::test]
async fn what_its_home_withholds_stays_and_is_told_to_be_withheld() {
    let (town, film, serving) = town(&[2]).await;
    let (home, carrier) = (&town.houses[0], &town.houses[1]);
    let cellar = Cellar::of(carrier);
    assert_eq!(cellar.turn(carrier, &serving).await, COPIED);
    let video = Hash(*film.video.as_bytes());
    for (what, state) in [(Withdrawn::Withheld, HoldingState::Withheld), (Withdrawn::Lifted, HoldingState::Held)] {
        home.office.append(&Entry::Withdrawal(Withdrawal { video, what })).await.unwrap();
        town.talk().await;
        assert_eq!(cellar.turn(carrier, &serving).await, NOTHING);
        assert_eq!(said(carrier, &film, 2).await.unwrap().state, state);
    }
}

#[tokio::test]
async fn a_carrier_without_room_says_so_once_and_copies_when_it_has_some() {
    let (town, film, serving) = town(&[2]).await;
    let carrier = &town.houses[1];
    // No home fills a carrier alone: the film has 5,300 bytes, and half of what is free is less.
    offer(carrier, 10_599).await;
    let cellar = Cellar::of(carrier);
    assert_eq!(cellar.turn(carrier, &serving).await, NOTHING);
    assert_eq!(said(carrier, &film, 2).await.unwrap().state, HoldingState::Full);
    let size = own_size(carrier).await;
    assert_eq!(cellar.turn(carrier, &serving).await, NOTHING);
    assert_eq!(own_size(carrier).await, size, "the same is not said twice");
    offer(carrier, 10_600).await;
    assert_eq!(cellar.turn(carrier, &serving).await, COPIED);
    assert_eq!(said(carrier, &film, 2).await.unwrap().state, HoldingState::Held);
}

#[tokio::test]
async fn what_a_carrier_dropped_is_let_go_and_not_fetched_again() {
    let (town, film, serving) = town(&[2]).await;
    let carrier = &town.houses[1];
    let cellar = Cellar::of(carrier);
    assert_eq!(cellar.turn(carrier, &serving).await, COPIED);
    let held = said(carrier, &film, 2).await.unwrap();
    let dropped = Holding { bytes: 0, state: HoldingState::Dropped(DropReason::Complaint), ..held };
    carrier.office.append(&Entry::Holding(dropped)).await.unwrap();
    assert_eq!(cellar.turn(carrier, &serving).await, Turn { removed: 1, ..NOTHING });
    assert_eq!(said(carrier, &film, 2).await.unwrap().state, HoldingState::Dropped(DropReason::Complaint));
    assert_eq!(cellar.turn(carrier, &serving).await, NOTHING);
}

#[tokio::test]
async fn a_new_manifest_takes_the_place_of_the_one_that_is_carried() {
    let (town, first, serving) = town(&[2]).await;
    let (home, carrier) = (&town.houses[0], &town.houses[1]);
    let cellar = Cellar::of(carrier);
    assert_eq!(cellar.turn(carrier, &serving).await, COPIED);
    let mut second = film(1, 7 | 0x80, 2, 4_200);
    assert_eq!(second.video, first.video, "the same core");
    at_home(&second, home, town.clock.now()).await;
    serving.serve(1, &second);
    home.office.append(&placed(&second, &[2])).await.unwrap();
    town.talk().await;
    assert_eq!(cellar.turn(carrier, &serving).await, COPIED);
    second.signed = carrier.office.store().carried(id(&first)).await.unwrap().unwrap().signed;
    assert_eq!(Hash(second.manifest), said(carrier, &second, 2).await.unwrap().manifest);
    let old = carrier.office.store().object(first.object).await.unwrap().unwrap();
    assert!(old.unreferenced_since.is_some());
}
