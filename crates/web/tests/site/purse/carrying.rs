//! A video of one member, as the others serve it.

use axum::http::StatusCode;
use federation::Hash;
use federation::entry::{Entry, Offer, Placement, Withdrawal, Withdrawn};
use purse::usage::{Hour, Unit, UsageRow, VIDEO_SERVICE};
use seams::Clock;
use std::sync::Arc;
use std::time::Duration;
use store::{BatchId, Delivered, NewCarried, NewObject};
use testkit::film::Film;
use web::metering::Recorder;

use super::town::{House, Town, id, key};
use crate::member::Answer;

/// A film of the first member, carried by the second and not by the third.
async fn carried() -> (Town, Film) {
    carried_film(Film::new(id(1), &key(1), (7, 1), 5_300).unwrap()).await
}

/// The same of any film of the first member.
pub async fn carried_film(film: Film) -> (Town, Film) {
    let town = Town::three().await;
    at_home(&film, &town.houses[0], town.clock.now()).await;
    let offer = Offer { storage_bytes: 1 << 20, delivery_bytes: 1 << 30, bits_per_second: 1_000_000 };
    town.houses[1].office().append(&Entry::Offer(offer)).await.unwrap();
    let (video, manifest) = (Hash(*film.video.as_bytes()), Hash(film.manifest));
    let placement = Placement { video, manifest, sequence: 1, bytes: film.len(), carriers: vec![id(2)] };
    town.houses[0].office().append(&Entry::Placement(placement)).await.unwrap();
    town.talk().await;
    let app = &town.houses[1].member.app;
    let turn = app.membership.carry(&app.objects, &app.seams.disk, 0).await.unwrap().unwrap();
    assert_eq!((turn.copied, turn.failed), (1, 0));
    town.talk().await;
    (town, film)
}

/// Its home has it, where it would have those of others.
pub async fn at_home(film: &Film, house: &House, at: jiff::Timestamp) {
    let app = &house.member.app;
    let hold = app.objects.hold().await;
    let staged = app.objects.stage_bytes(film.bytes.clone()).await.unwrap();
    app.objects.publish(staged, &hold).await.unwrap();
    let object = NewObject { hash: film.object, bytes: film.len(), media_type: "video/mp4".to_owned() };
    app.store.record_object(&object, at).await.unwrap().unwrap();
    let (home, video, manifest, signed) = (film.home, film.video, film.manifest, film.signed.clone());
    let new = NewCarried { home, video, manifest, signed, objects: vec![object] };
    app.store.carry(&new, at).await.unwrap().unwrap();
}

impl House {
    pub async fn part(&self, film: &Film) -> Answer {
        let path = format!("/o/{}.mp4", film.object);
        self.member.visitor().get_with(&path, &[("range", "bytes=0-99")]).await
    }

    pub async fn page(&self, film: &Film) -> Answer {
        self.member.visitor().get(&format!("/v/{}", film.video)).await
    }

    pub async fn playlist(&self, film: &Film) -> Answer {
        self.member.visitor().get(&format!("/v/{}/master.m3u8", film.video)).await
    }
}

/// What was said and counted is believed for some seconds.
async fn later(town: &Town) {
    town.clock.advance(Duration::from_secs(6)).await;
}

async fn withdrawn(town: &Town, film: &Film, what: Withdrawn) {
    let video = Hash(*film.video.as_bytes());
    town.houses[0].office().append(&Entry::Withdrawal(Withdrawal { video, what })).await.unwrap();
    town.talk().await;
}

#[tokio::test]
async fn a_carrier_shows_the_page_and_serves_the_parts_of_a_video_of_another_home() {
    let (town, film) = carried().await;
    let (home, carrier) = (&town.houses[0], &town.houses[1]);
    let page = carrier.page(&film).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Un film") && page.text.contains(&home.name), "{}", page.text);
    let policy = page.header("content-security-policy");
    let asked = policy.split("; ").find(|part| part.starts_with("connect-src ")).unwrap();
    assert!([home, carrier].iter().all(|house| asked.contains(&house.address)), "{policy}");
    let part = carrier.part(&film).await;
    assert_eq!((part.status, part.header("content-range")), (StatusCode::PARTIAL_CONTENT, "bytes 0-99/5300"));
    for house in [home, carrier] {
        let playlist = house.playlist(&film).await;
        for one in [home, carrier] {
            let there = format!("{}/v/{}/360p.m3u8", one.address, film.video);
            assert!(playlist.text.contains(&there), "{there} is not in {}", playlist.text);
        }
        assert!(playlist.text.contains("#EXT-X-CONTENT-STEERING"), "{}", playlist.text);
    }
    let media = carrier.member.visitor().get(&format!("/v/{}/360p.m3u8", film.video)).await;
    assert!(media.text.contains(&format!("/o/{}.mp4", film.object)), "{}", media.text);
}

#[tokio::test]
async fn a_member_that_does_not_hold_it_sends_the_viewer_to_one_that_does() {
    let (town, film) = carried().await;
    let answer = town.houses[2].page(&film).await;
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    let holders = [&town.houses[0], &town.houses[1]];
    let there = |house: &&House| answer.header("location") == format!("{}/v/{}", house.address, film.video);
    assert!(holders.iter().any(there), "{}", answer.header("location"));
    let nothing = town.houses[2].member.visitor().get(&format!("/v/{}", "a".repeat(52))).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_its_home_withholds_no_carrier_serves_until_that_is_lifted() {
    let (town, film) = carried().await;
    let carrier = &town.houses[1];
    withdrawn(&town, &film, Withdrawn::Withheld).await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::NOT_FOUND);
    assert_eq!(carrier.page(&film).await.status, StatusCode::NOT_FOUND);
    withdrawn(&town, &film, Withdrawn::Lifted).await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::PARTIAL_CONTENT);
}

#[tokio::test]
async fn what_was_stored_anew_for_fewer_people_no_carrier_serves_as_it_was_before() {
    let (town, film) = carried().await;
    let carrier = &town.houses[1];
    withdrawn(&town, &film, Withdrawn::Withheld).await;
    let (video, manifest, carriers) = (Hash(*film.video.as_bytes()), Hash([7; 32]), vec![id(2)]);
    let sealed = Placement { video, manifest, sequence: 2, bytes: film.len(), carriers };
    town.houses[0].office().append(&Entry::Placement(sealed)).await.unwrap();
    withdrawn(&town, &film, Withdrawn::Lifted).await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::NOT_FOUND, "it has what everybody could watch");
    let page = carrier.page(&film).await;
    let home = format!("{}/v/{}", town.houses[0].address, film.video);
    assert_eq!((page.status, page.header("location")), (StatusCode::TEMPORARY_REDIRECT, home.as_str()));
}

#[tokio::test]
async fn what_was_deleted_at_home_is_gone_at_every_member() {
    let (town, film) = carried().await;
    withdrawn(&town, &film, Withdrawn::Gone(Hash([9; 32]))).await;
    let carrier = &town.houses[1];
    // As soon as its log says so, before its bytes go.
    assert_eq!(carrier.part(&film).await.status, StatusCode::GONE);
    assert_eq!(carrier.page(&film).await.status, StatusCode::GONE);
    let app = &carrier.member.app;
    let turn = app.membership.carry(&app.objects, &app.seams.disk, 0).await.unwrap().unwrap();
    assert_eq!(turn.removed, 1);
    later(&town).await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::GONE);
    assert_eq!(carrier.page(&film).await.status, StatusCode::GONE);
    assert_eq!(town.houses[2].page(&film).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_carrier_that_was_away_serves_nothing_of_others_before_it_has_asked_them() {
    let (town, film) = carried().await;
    let carrier = &town.houses[1];
    town.clock.advance(Duration::from_secs(16 * 60)).await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::SERVICE_UNAVAILABLE);
    town.talk().await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::PARTIAL_CONTENT);
}

/// What the first member's machine allows the second one for the day by itself, from what that offers.
async fn allowed(town: &Town) -> u64 {
    let (office, day) = (town.houses[1].office(), Hour::of(town.clock.now()).day().date());
    let desk = office.desk().await;
    let allowed = desk.facts().carrying.allowance(&id(1), &id(2), day).unwrap();
    assert!(allowed > 1_000);
    allowed
}

/// What the second member sends of it.
fn delivered_of(film: &Film) -> Delivered {
    Delivered { object: film.object, home: id(1), carrier: id(2) }
}

#[tokio::test]
async fn a_carrier_stops_before_what_it_sends_in_a_moment_takes_it_beyond_105_percent() {
    let (town, film) = carried().await;
    let carrier = &town.houses[1];
    let app = &carrier.member.app;
    let recorder = Recorder::new(Arc::clone(&app.meter), app.store.clone(), app.seams.clone(), id(2));
    app.meter.tally(delivered_of(&film)).delivered(allowed(&town).await);
    recorder.tick().await.unwrap();
    later(&town).await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::SERVICE_UNAVAILABLE, "a crowd takes the rest in seconds");
    town.clock.advance(Duration::from_secs(30)).await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::PARTIAL_CONTENT, "the crowd is gone");
}

#[tokio::test]
async fn beyond_105_percent_of_its_homes_allowance_a_carrier_stops_until_midnight() {
    let (town, film) = carried().await;
    let carrier = &town.houses[1];
    let hour = Hour::of(town.clock.now());
    let allowed = allowed(&town).await;
    let delivered = async |mark, quantity| {
        let row = UsageRow {
            object: film.object,
            home: id(1),
            carrier: id(2),
            service: VIDEO_SERVICE.to_owned(),
            unit: Unit::Byte,
            hour,
            quantity,
            merged: false,
        };
        let batch = BatchId::from_bytes([mark; 16]);
        carrier.member.app.store.flush_usage(batch, &[row], town.clock.now()).await.unwrap();
        later(&town).await;
    };
    delivered(1, allowed * 105 / 100).await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::PARTIAL_CONTENT, "105 % is not beyond it");
    // What is counted counts before it is written, too.
    carrier.member.app.meter.tally(delivered_of(&film)).delivered(1);
    later(&town).await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(carrier.page(&film).await.status, StatusCode::OK, "others are named by it");
    assert!(!carrier.playlist(&film).await.text.contains(&carrier.address), "no player is sent there");
    town.until("2026-11-06T00:00:01Z").await;
    town.talk().await;
    assert_eq!(carrier.part(&film).await.status, StatusCode::PARTIAL_CONTENT);
}
