//! A member is said to be gone, and a person brings the space to another one, by the pages.

use axum::http::StatusCode;
use carry::manifest::Audience;
use federation::Hash;
use federation::entry::{Entry, Offer, Placement};
use federation::rounds::Voice;
use federation::signed::SigningKey;
use purse::id::MemberId;
use seams::Clock;
use testkit::film::Film;

use super::carrying::at_home;
use super::town::{House, Town, id, key, send_file};
use crate::federation::delegate;
use crate::member::{Answer, Person};

/// As it is printed: the private half of the bytes 1 to 32.
const PRINTED: &str = include_str!("../../golden/space-recovery-key.txt");

/// A film of the first member, carried by the other two, whose space has that key.
async fn carried() -> (Town, Film) {
    let secret: Vec<u8> = (1..=32).collect();
    let recovery = SigningKey::from_bytes(&secret.try_into().unwrap()).verifying_key().to_bytes();
    let audience = Audience::Public { title: "Un film".to_owned(), description: String::new(), language: None };
    let town = Town::three().await;
    let film = Film::of_space(id(1), &key(1), (7, 1), 5_300, (recovery, audience)).unwrap();
    at_home(&film, &town.houses[0], town.clock.now()).await;
    for house in &town.houses[1..] {
        let offer = Offer { storage_bytes: 1 << 20, delivery_bytes: 1 << 30, bits_per_second: 1_000_000 };
        house.office().append(&Entry::Offer(offer)).await.unwrap();
    }
    let (video, manifest) = (Hash(*film.video.as_bytes()), Hash(film.manifest));
    let mut carriers: Vec<MemberId> = vec![id(2), id(3)];
    carriers.sort();
    let placement = Placement { video, manifest, sequence: 1, bytes: film.len(), carriers };
    town.houses[0].office().append(&Entry::Placement(placement)).await.unwrap();
    town.talk().await;
    for house in &town.houses[1..] {
        assert_eq!(turn(house).await.copied, 1);
    }
    town.talk().await;
    (town, film)
}

async fn turn(house: &House) -> exchange::Turn {
    let app = &house.member.app;
    app.membership.carry(&app.objects, &app.seams.disk, 0).await.unwrap().unwrap()
}

async fn proposes(person: &Person<'_>, since: &str, day: &str, until: &str) -> Answer {
    let member = id(1).to_string();
    let fields = [("member", member.as_str()), ("since", since), ("day", day), ("until", until)];
    send_file(person, "/federation/propose/gone", &fields, None).await
}

/// The second member proposes that the first one is gone, the third one agrees.
async fn is_gone(town: &Town) {
    let dora = delegate(&town.houses[1].member, "dora").await;
    let proposed = proposes(&dora, "2026-11-06", "2026-12-10", "2027-02-01").await;
    assert_eq!(proposed.header("location"), "/federation/votes?done=federation-proposed", "{}", proposed.text);
    assert!(dora.get("/federation/votes").await.text.contains("is gone"));
    town.talk().await;
    let third = town.houses[2].office();
    let motion = *third.desk().await.chain().unwrap().next.candidates.keys().next().unwrap();
    assert!(third.vote(Voice::For(motion)).await.unwrap());
    town.talk().await;
    for house in &town.houses[1..] {
        turn(house).await;
    }
}

#[tokio::test]
async fn days_that_cannot_be_are_told_beside_their_fields() {
    let (town, _film) = carried().await;
    town.until("2026-12-10T12:00:00Z").await;
    town.talk().await;
    let dora = delegate(&town.houses[1].member, "dora").await;
    let form = dora.get(&format!("/federation/propose/gone?member={}", id(1))).await;
    assert!(form.text.contains("name=\"since\"") && form.text.contains("name=\"until\""), "{}", form.text);
    for (since, until, words) in [
        ("2026-12-11", "2027-02-01", "is a past one"),
        ("2026-12-05", "2027-02-01", "has not been silent for as many days"),
        ("2026-11-06", "soon", "is the first of a month"),
        ("2026-11-06", "2027-02-02", "until the first of a month"),
    ] {
        let refused = proposes(&dora, since, "2026-12-10", until).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    let back = dora.get("/federation/propose/back").await.text;
    assert!(back.contains("No member is gone."), "{back}");
}

#[tokio::test]
async fn a_person_brings_the_space_of_a_gone_member_and_its_address_stays() {
    let (town, film) = carried().await;
    town.until("2026-12-10T12:00:00Z").await;
    town.talk().await;
    let (second, third) = (&town.houses[1], &town.houses[2]);
    let zoe = second.member.person("zoe").await;
    assert!(zoe.get("/adopt").await.text.contains("No member is gone."));
    is_gone(&town).await;

    // It is announced where people look.
    let watch = format!("/v/{}", film.video);
    let page = second.member.visitor().get(&watch).await;
    assert!(page.text.contains("has not answered since 6\u{a0}November 2026"), "{}", page.text);
    assert!(page.text.contains("it goes on 3\u{a0}February 2027") && page.text.contains("href=\"/adopt\""));
    assert!(second.member.visitor().get("/sign-in").await.text.contains("href=\"/adopt\""));
    assert!(zoe.get("/space").await.text.contains("href=\"/adopt\""));
    let dora = delegate(&third.member, "dora").await;
    let work = dora.get("/federation/work").await.text;
    assert!(work.contains("Brought nowhere yet: 1 video") && work.contains("0 videos have a new home"), "{work}");

    let slip = PRINTED.replacen('0', "7", 1);
    let refused = zoe.post("/adopt", &[("recovery", &slip)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("A character of the key is wrong or missing."), "{}", refused.text);
    let found = zoe.post("/adopt", &[("recovery", PRINTED)]).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.text);
    assert!(found.text.contains("1 video, ") && !found.text.contains(PRINTED.trim()), "{}", found.text);
    let signed = found.between("name=\"signed\" value=\"", "\"").to_owned();
    let stale = zoe.post("/adopt/confirm", &[("signed", "00")]).await;
    assert!(stale.text.contains("This request is too old."), "{}", stale.text);
    let done = zoe.post("/adopt/confirm", &[("signed", &signed)]).await;
    assert_eq!(done.header("location"), "/adopt?done=space-brought", "{}", done.text);
    assert!(zoe.get("/adopt").await.text.contains("0 of 1 videos are here."));
    let public = key(2).verifying_key().to_bytes();
    second.member.app.store.add_signing_key(&public, &[1]).await.unwrap();
    let taken = turn(second).await;
    assert_eq!((taken.adopted, taken.removed), (1, 1), "it is not here in the old name any more");
    assert!(zoe.get("/adopt").await.text.contains("1 of 1 videos are here."));
    assert!(zoe.get("/space").await.text.contains("Un film"));

    // The new home places it, the others let the old name go, and everybody finds it at the same address.
    town.talk().await;
    assert_eq!(turn(third).await.copied, 1);
    assert_eq!(turn(third).await.removed, 1);
    town.talk().await;
    for house in [second, third] {
        let page = house.member.visitor().get(&watch).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("Un film") && !page.text.contains("has not answered"), "{}", page.text);
        let playlist = house.member.visitor().get(&format!("{watch}/master.m3u8")).await.text;
        for one in [second, third] {
            assert!(playlist.contains(&format!("{}{watch}/360p.m3u8", one.address)), "{playlist}");
        }
        assert!(!playlist.contains(&town.houses[0].address), "{playlist}");
    }
    // The first one knows no better than the others: it sends viewers there.
    let first = town.houses[0].member.visitor().get(&watch).await;
    assert_eq!(first.status, StatusCode::TEMPORARY_REDIRECT, "{}", first.text);
    let work = dora.get("/federation/work").await.text;
    assert!(work.contains("Brought nowhere yet: 0 videos") && work.contains("1 video has a new home"), "{work}");
}
