//! What authors and operators decide about carrying, and how far it reaches.

use axum::http::StatusCode;
use carry::manifest::SignedManifest;
use federation::Hash;
use federation::charter::DEFAULT;
use federation::entry::{DropReason, Entry, Offer};
use purse::id::MemberId;
use purse::usage::{Hour, Unit, UsageRow, VIDEO_SERVICE};
use seams::Clock;
use std::time::Duration;
use store::{
    BatchId, CarriedId, HolderId, JobKind, LeaseWish, NewJob, NewManifest, NewObject, NewUpload, NewVideo, ObjectRole,
    Publication, PublishedObject, UploadId, UploadWishes, UserId, VideoAbout, VideoFacts, Visibility,
};
use testkit::film::Film;

use super::entering::{approve, declare, expect};
use super::town::{House, Town, id, key};
use crate::member::Person;

impl House {
    /// What its own user uploaded is published, as its workers would do it.
    pub(super) async fn publishes(&self, account: UserId, film: &Film) {
        let (app, now) = (&self.member.app, self.member.app.seams.clock.now());
        let until = now + Duration::from_secs(3_600);
        let hold = app.objects.hold().await;
        let staged = app.objects.stage_bytes(film.bytes.clone()).await.unwrap();
        app.objects.publish(staged, &hold).await.unwrap();
        let store = &app.store;
        let public = key(self.number).verifying_key().to_bytes();
        if store.current_signing_key().await.unwrap().is_none() {
            store.add_signing_key(&public, &[1]).await.unwrap();
        }
        let upload = UploadId::from_bytes([7; 16]);
        let wishes = UploadWishes {
            file_name: "film.mp4".to_owned(),
            media_type: "video/mp4".to_owned(),
            title: "Un film".to_owned(),
            visibility: Visibility::Public,
            keep_original: false,
        };
        let (declared_bytes, open_limit, room_bytes) = (1, 5, u64::MAX);
        let new = NewUpload { id: upload, account, wishes, declared_bytes, expires_at: until, open_limit, room_bytes };
        store.create_upload(&new, now).await.unwrap().unwrap();
        store.advance_upload(upload, 0, 1, until).await.unwrap().unwrap();
        let about = VideoAbout {
            title: "Un film".to_owned(),
            description: String::new(),
            language: None,
            visibility: Visibility::Public,
            wrapped_key: None,
        };
        let video = NewVideo { id: film.video, core: vec![1], about, video_key: [2; 32] };
        let job = NewJob::encode(film.video, now);
        store.complete_upload(upload, &video, &job, now).await.unwrap().unwrap();
        let wish = LeaseWish { kinds: JobKind::ALL.to_vec(), holder: HolderId::from_bytes([1; 16]), until };
        let lease = store.lease_job(&wish, now).await.unwrap().unwrap().lease;
        let signed = SignedManifest::from_cbor(&film.signed).unwrap();
        let manifest = NewManifest {
            sequence: film.sequence,
            hash: film.manifest,
            bytes: signed.bytes,
            signature: signed.signature,
            key_place: 0,
            not_after: until,
        };
        let object = NewObject { hash: film.object, bytes: film.len(), media_type: "video/mp4".to_owned() };
        let rendition = PublishedObject { object, role: ObjectRole::Rendition, name: "360p".to_owned() };
        let publication = Publication {
            video: film.video,
            lease,
            revision: 0,
            manifest,
            objects: vec![rendition],
            facts: VideoFacts { duration_ms: 8_000, width: 640, height: 360 },
            drop_source: true,
            finish_job: true,
        };
        store.publish_video(&publication, now).await.unwrap().unwrap();
    }

    pub(super) async fn carries(&self) -> (usize, usize) {
        let app = &self.member.app;
        let turn = app.membership.carry(&app.objects, &app.seams.disk, 0).await.unwrap().unwrap();
        assert_eq!(turn.failed, 0);
        (turn.copied, turn.removed)
    }

    /// Where it wants the film carried.
    pub(super) async fn placed(&self, film: &Film) -> Vec<MemberId> {
        let office = self.office();
        let desk = office.desk().await;
        let placed = desk.facts().carrying.placement(&office.member(), &Hash(*film.video.as_bytes())).cloned();
        placed.map(|placed| placed.carriers).unwrap_or_default()
    }

    pub(super) async fn watched(&self, film: &Film) -> StatusCode {
        let visitor = self.member.visitor();
        let part = visitor.get_with(&format!("/o/{}.mp4", film.object), &[("range", "bytes=0-99")]).await.status;
        let page = visitor.get(&format!("/v/{}", film.video)).await.status;
        assert_eq!(part == StatusCode::PARTIAL_CONTENT, page == StatusCode::OK, "{part} {page}");
        page
    }
}

pub(super) fn both() -> Vec<MemberId> {
    let mut both = vec![id(2), id(3)];
    both.sort();
    both
}

/// A film that Zoé published at the first member; the two others offer, and carry it.
pub(super) async fn published() -> (Town, Film) {
    let (town, film) = published_by(DEFAULT).await;
    assert_eq!(town.houses[0].placed(&film).await, both());
    for house in &town.houses[1..] {
        assert_eq!(house.carries().await, (1, 0));
    }
    town.talk().await;
    (town, film)
}

/// The same by another charter, placed and not carried yet.
pub(super) async fn published_by(charter: &str) -> (Town, Film) {
    let (town, film) = (Town::three_by(charter).await, Film::new(id(1), &key(1), (7, 1), 5_300).unwrap());
    let offer = Offer { storage_bytes: 1 << 20, delivery_bytes: 1 << 30, bits_per_second: 1_000_000 };
    for house in &town.houses[1..] {
        house.office().append(&Entry::Offer(offer)).await.unwrap();
    }
    let home = &town.houses[0];
    home.member.person("zoe").await;
    let zoe = home.member.app.store.account_by_name("zoe").await.unwrap().unwrap();
    home.publishes(zoe.id, &film).await;
    town.talk().await;
    (town, film)
}

pub(super) async fn zoe(town: &Town) -> Person<'_> {
    let zoe = town.houses[0].member.visitor();
    zoe.signs_in("zoe", crate::member::PASSWORD).await;
    zoe
}

#[tokio::test]
async fn who_may_carry_no_more_lets_go_within_the_next_plans_and_a_video_may_say_otherwise() {
    let (town, film) = published().await;
    let (home, zoe) = (&town.houses[0], zoe(&town).await);
    let second = id(2).to_string();
    let done = zoe.post("/space/carriers", &[("carriers", "only"), ("member", &second)]).await;
    assert_eq!(done.header("location"), "/space/carriers?done=carriers-chosen", "{}", done.text);
    let page = zoe.get("/space/carriers").await;
    assert!(page.text.contains(&format!("value=\"{second}\" checked")) && page.text.contains("value=\"only\" checked"));
    town.talk().await;
    assert_eq!(home.placed(&film).await, [id(2)]);
    assert_eq!(town.houses[2].carries().await, (0, 1), "its copy is not served any more");
    assert_eq!(town.houses[1].carries().await, (0, 0));

    let path = format!("/space/videos/{}/carriers", film.video);
    let done = zoe.post(&path, &[("carriers", "nobody")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    town.talk().await;
    assert_eq!(home.placed(&film).await, []);
    assert_eq!(town.houses[1].carries().await, (0, 1));
    zoe.post(&path, &[("carriers", "any")]).await;
    town.talk().await;
    assert_eq!(home.placed(&film).await, both(), "of this video every member may");
    zoe.post(&path, &[("carriers", "space")]).await;
    town.talk().await;
    assert_eq!(home.placed(&film).await, [id(2)]);
}

#[tokio::test]
async fn a_choice_of_nobody_in_particular_is_refused_and_others_choose_nothing_for_one() {
    let (town, film) = published().await;
    let (home, zoe) = (&town.houses[0], zoe(&town).await);
    let video = format!("/space/videos/{}", film.video);
    let path = format!("{video}/carriers");
    for (path, fields) in [
        ("/space/carriers", vec![("carriers", "only")]),
        ("/space/carriers", vec![("carriers", "space")]),
        ("/space/carriers", vec![]),
        (path.as_str(), vec![("carriers", "only"), ("member", "nobody")]),
    ] {
        let refused = zoe.post(path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {fields:?}");
        assert!(refused.text.contains("Choose who may carry; if only some members"), "{}", refused.text);
    }
    let eve = home.member.person("eve").await;
    assert_eq!(eve.post(&path, &[("carriers", "nobody")]).await.status, StatusCode::NOT_FOUND);
    assert!(home.member.visitor().get("/space/carriers").await.header("location").starts_with("/sign-in"));
    town.talk().await;
    assert_eq!(home.placed(&film).await, both());
}

/// The cells of a table's row that begins with a name.
fn row(page: &str, name: &str) -> Vec<String> {
    let body = page.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let row = body
        .split("<tr>")
        .find(|row| row.contains(&format!(">{name}<")))
        .unwrap_or_else(|| panic!("no {name}: {page}"));
    let text = |cell: &str| {
        let inside = cell.split("</t").next().unwrap().split_once('>').unwrap().1;
        inside.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect::<String>()
    };
    let cells = row.split("<t").filter(|cell| cell.starts_with(['h', 'd'])).map(text);
    cells.map(|cell| cell.replace('\u{a0}', " ").trim().to_owned()).collect()
}

#[tokio::test]
async fn an_author_sees_who_carries_the_video_what_each_did_this_month_and_about_what_that_costs() {
    let (town, film) = published().await;
    let (home, second, third, zoe) = (&town.houses[0], &town.houses[1], &town.houses[2], zoe(&town).await);
    let path = format!("/space/videos/{}", film.video);
    let page = zoe.get(&path).await.text;
    assert_eq!(row(&page, &home.name)[1], "Home", "{page}");
    assert_eq!(row(&page, &second.name), [second.name.as_str(), "Held", "5 kB", "0 B", "no bill yet"]);
    assert!(page.contains("No member has declared a bill for November"), "{page}");

    // The second one buys 1 TB for 150.00; of it players had 100 GB of this film.
    let [one, two] = [home.treasurer().await, second.treasurer().await];
    expect(&two).await;
    town.talk().await;
    approve(&one).await;
    town.talk().await;
    declare(&two, "150,00").await;
    let hour = Hour::of(town.clock.now());
    let delivered = UsageRow {
        object: film.object,
        home: id(1),
        carrier: id(2),
        service: VIDEO_SERVICE.to_owned(),
        unit: Unit::Byte,
        hour,
        quantity: 100_000_000_000,
        merged: false,
    };
    home.member.app.store.flush_usage(BatchId::from_bytes([9; 16]), &[delivered], town.clock.now()).await.unwrap();
    let dropped = third.office().drop_carried(CarriedId { home: id(1), video: film.video }, DropReason::Rules).await;
    assert!(dropped.unwrap());
    town.talk().await;
    let page = zoe.get(&path).await.text;
    assert_eq!(row(&page, &second.name), [second.name.as_str(), "Held", "5 kB", "100 GB", "€15.00"]);
    let third = row(&page, &third.name);
    assert_eq!(third[1], "Will not host it It is against that member’s own rules.", "{page}");
    assert!(page.contains("About €15.00 in November 2026 so far.") && page.contains("An estimate"), "{page}");
}
