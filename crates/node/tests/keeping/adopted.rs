//! A space whose home is gone, at its new home: what its person changes there reaches everybody who carried it before, and what was
//! signed with the old home's key counts no more.

use std::time::Duration;

use carry::manifest::{Audience, Manifest, SignedManifest};
use http::StatusCode;
use serde_json::json;
use store::UserId;

use crate::gone_home::{AUTHOR, GoneHome, objects, person, published, video};
use crate::member::NAME;
use crate::neighbours::Neighbour;

#[tokio::test]
async fn a_title_that_is_changed_at_the_new_home_is_shown_by_all_and_a_sealed_video_is_renewed_as_it_is() {
    let lost = GoneHome::brought().await;
    lost.talk().await;
    let (first, sealed) = (lost.same_everywhere(&lost.public).await, lost.same_everywhere(&lost.unlisted).await);
    lost.second().kept.change(&lost.public, &json!({ "title": "A new title" })).await;
    lost.second().kept.work().await;
    lost.talk().await;
    let second = lost.same_everywhere(&lost.public).await;
    assert!(second.sequence > first.sequence);
    assert_eq!(objects(published(&second)), objects(published(&first)), "words are no bytes");
    let page = lost.third().kept.get(&format!("/v/{}", lost.public)).await.text();
    assert!(page.contains("A new title"), "{page}");

    // Nobody here can open what is sealed; all the same its manifest does not end.
    lost.second().kept.clock.advance(Duration::from_secs(350 * 86_400)).await;
    lost.second().kept.keep_house().await;
    lost.second().kept.work().await;
    lost.talk().await;
    let renewed = lost.same_everywhere(&lost.unlisted).await;
    assert!(renewed.sequence > sealed.sequence && renewed.not_after > sealed.not_after);
    assert_eq!(renewed.body, sealed.body);
}

#[tokio::test]
async fn a_video_that_is_deleted_at_the_new_home_is_gone_everywhere_also_where_nobody_heard_of_the_adoption() {
    let lost = GoneHome::brought().await;
    let path = format!("/v/{}", lost.public);
    assert!(lost.carried(0, &lost.public).await.is_some(), "the third one has it in the old name alone");
    assert_eq!(lost.status_at_both(&path).await, [StatusCode::OK; 2]);
    lost.second().kept.delete(&lost.public).await;
    lost.second().kept.work().await;
    lost.talk().await;
    assert_eq!(lost.status_at_both(&path).await, [StatusCode::GONE; 2]);
    assert_eq!((lost.carried(0, &lost.public).await, lost.carried(1, &lost.public).await), (None, None));
    lost.talk().await;
    assert!(
        lost.second().kept.member.store.video(video(&lost.public)).await.unwrap().is_none(),
        "it does not come back"
    );

    // And one that the third one carries in the new name by now.
    lost.same_everywhere(&lost.unlisted).await;
    lost.second().kept.delete(&lost.unlisted).await;
    lost.second().kept.work().await;
    lost.talk().await;
    assert_eq!(lost.carried(1, &lost.unlisted).await, None);
    assert_eq!(lost.status_at_both(&format!("/v/{}", lost.unlisted)).await, [StatusCode::GONE; 2]);
}

#[tokio::test]
async fn a_video_that_is_made_private_at_the_new_home_is_served_in_the_clear_by_nobody_who_has_it_in_the_old_name() {
    let lost = GoneHome::brought().await;
    let path = format!("/v/{}", lost.public);
    let open = lost.carried(0, &lost.public).await.unwrap();
    let signed = SignedManifest::from_cbor(&open.signed).unwrap();
    let in_the_clear = objects(published(&Manifest::from_cbor(&signed.bytes).unwrap()));
    lost.second().kept.change(&lost.public, &json!({ "visibility": "private" })).await;
    // It is said to be withheld, and lifted when it is stored anew. The third one hears of that, and has nothing of it yet.
    for status in [StatusCode::NOT_FOUND, StatusCode::TEMPORARY_REDIRECT] {
        lost.second().tick().await;
        lost.third().kept.clock.advance(Duration::from_secs(60)).await;
        lost.third().kept.member.app.membership.tick().await.unwrap();
        assert!(lost.carried(0, &lost.public).await.is_some());
        let page = lost.third().kept.get(&path).await;
        assert_eq!(page.status, status, "at last its home knows who may watch it");
        let home = format!("{}{path}", lost.second().address);
        assert!(page.headers.get("location").is_none_or(|location| *location == home));
        for object in &in_the_clear {
            assert_eq!(lost.third().kept.get(&format!("/o/{object}.mp4")).await.status, StatusCode::NOT_FOUND);
        }
        lost.second().kept.work().await;
    }
    lost.talk().await;
    let now = lost.same_everywhere(&lost.public).await;
    assert!(matches!(published(&now).audience, Audience::Sealed(_)));
    assert!(objects(published(&now)).is_disjoint(&in_the_clear));
    for object in &in_the_clear {
        let at_both = lost.status_at_both(&format!("/o/{object}.mp4")).await;
        assert_eq!(at_both, [StatusCode::GONE; 2], "what was in the clear is nobody's");
    }
}

#[tokio::test]
async fn operators_and_delegates_are_told_once_that_a_member_is_gone_and_where_its_spaces_are() {
    let lost = GoneHome::brought().await;
    let (kept, [tom, dora]) = (&lost.third().kept, [2, 3].map(|byte| UserId::from_bytes([byte; 16])));
    for (id, name, locale) in [(tom, "tom", "en"), (dora, "dora", "fr"), (AUTHOR, NAME, "en")] {
        kept.member.store.create_account(&person(id, name, locale), kept.now()).await.unwrap().unwrap();
    }
    kept.member.store.set_roles(tom, true, false).await.unwrap().unwrap();
    kept.member.store.set_delegate(dora, true).await.unwrap().unwrap();
    lost.talk().await;
    for _ in 0..2 {
        web::absences::tell(&kept.member.app).await.unwrap();
    }
    let host = |neighbour: &Neighbour| neighbour.address.strip_prefix("http://").unwrap().to_owned();
    let (first, second) = (host(&lost.neighbours[0]), host(lost.second()));
    let mails = kept.mails.sent();
    let told: Vec<(&str, &str)> = mails.iter().map(|mail| (mail.to.as_str(), mail.subject.as_str())).collect();
    let subjects = [
        format!("{first} a disparu, disent les membres"),
        format!("{first} is gone, the members say"),
        format!("Des espaces qui étaient chez {first} ont un nouveau lieu"),
        format!("Spaces of {first} have a new home"),
    ];
    let readers = ["dora@example.org", "tom@example.org", "dora@example.org", "tom@example.org"];
    assert_eq!(
        told,
        readers.into_iter().zip(subjects.iter().map(String::as_str)).collect::<Vec<_>>(),
        "nobody else is"
    );
    let brought = &mails[3].body;
    assert!(brought.contains(&format!("{second}: 1 space\n")) && brought.contains("yet: 0 videos"), "{brought}");

    // Nothing is left that would be removed.
    kept.clock.advance(Duration::from_secs(36 * 86_400)).await;
    lost.talk().await;
    web::absences::tell(&kept.member.app).await.unwrap();
    assert_eq!(kept.mails.sent().len(), 4);
}

#[tokio::test]
async fn two_days_before_what_nobody_brought_elsewhere_is_removed_operators_are_told() {
    let lost = GoneHome::voted().await;
    let (kept, tom) = (&lost.third().kept, UserId::from_bytes([2; 16]));
    kept.member.store.create_account(&person(tom, "tom", "en"), kept.now()).await.unwrap().unwrap();
    kept.member.store.set_roles(tom, true, false).await.unwrap().unwrap();
    // The first of February. That the home is gone is no news by now.
    kept.clock.advance(Duration::from_secs(37 * 86_400)).await;
    lost.talk().await;
    for _ in 0..2 {
        web::absences::tell(&kept.member.app).await.unwrap();
    }
    let mails = kept.mails.sent();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].subject.contains("left is removed on 3"), "{}", mails[0].subject);
    assert!(mails[0].body.contains("Brought nowhere yet: 2 videos"), "{}", mails[0].body);
}
