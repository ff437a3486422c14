//! Videos of gone homes: known by the keys of their cores, and made videos of this member in one step.

use store::{
    AdoptRefusal, AdoptSpaceRefusal, AdoptedSpace, AdoptionTrouble, ChangeRefusal, GoneVideo, NewAdopted, ObjectRole,
    PublishedObject, SpaceId, Store, UNKNOWN_KEY, UserId, VideoChange, VideoState, Visibility,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::people;

pub fn gone(home: u8, n: u8) -> GoneVideo {
    let space = SpaceId { home: member(home), space: [n; 32], recovery: [n + 1; 32] };
    GoneVideo { video: video_id(n), space, manifest: [n + 2; 32], trouble: None }
}

pub fn brought(gone: &GoneVideo, account: UserId, seconds: i64) -> AdoptedSpace {
    AdoptedSpace { id: gone.space, account, signed: vec![31, 32], since: at(seconds) }
}

fn adopted(n: u8, account: UserId, visibility: Visibility) -> NewAdopted {
    let rendition = PublishedObject { object: object(n), role: ObjectRole::Rendition, name: "360p".to_owned() };
    let public = visibility == Visibility::Public;
    NewAdopted {
        video: video_id(n),
        account,
        core: vec![n],
        about: about(if public { "Un film" } else { "" }, visibility),
        video_key: if public { [n; 32] } else { UNKNOWN_KEY },
        manifest: manifest(n, 9),
        objects: vec![rendition],
        facts: FACTS,
    }
}

async fn fetched(store: &Store, n: u8) {
    store.record_object(&object(n), at(1)).await.unwrap().unwrap();
}

#[tokio::test]
async fn videos_of_a_gone_home_are_found_by_the_recovery_key_of_their_space() {
    on_both(async |store| {
        let (one, other) = (gone(7, 30), gone(7, 40));
        let same_key = GoneVideo { video: video_id(31), ..one.clone() };
        for video in [&one, &other, &same_key] {
            store.note_gone_video(video).await.unwrap();
        }
        store.note_gone_video(&GoneVideo { manifest: [99; 32], ..other.clone() }).await.unwrap();
        assert_eq!(store.gone_video(other.id()).await.unwrap().unwrap().manifest, [99; 32]);
        assert!(store.was_at_gone_home(other.video).await.unwrap());
        assert!(!store.was_at_gone_home(video_id(9)).await.unwrap());
        let mut known = vec![one.clone(), same_key.clone()];
        known.sort_by_key(|video| video.video);
        assert_eq!(store.gone_videos_of_key(&one.space.recovery, None, 9).await.unwrap(), known);
        let after = Some(known[0].id());
        assert_eq!(store.gone_videos_of_key(&one.space.recovery, after, 9).await.unwrap(), known[1..]);
        assert_eq!(store.gone_videos(member(7), None, 2).await.unwrap().len(), 2);
        for trouble in AdoptionTrouble::ALL.map(Some).into_iter().chain([None]) {
            store.note_adoption_trouble(one.id(), trouble).await.unwrap();
            assert_eq!(store.gone_video(one.id()).await.unwrap().unwrap().trouble, trouble);
        }
    })
    .await;
}

#[tokio::test]
async fn a_space_is_brought_by_one_account_that_lives() {
    on_both(async |store| {
        people(&store).await;
        let space = brought(&gone(7, 30), user(1), 2);
        let nobody = AdoptedSpace { account: user(9), ..space.clone() };
        assert_eq!(store.adopt_space(&nobody).await.unwrap(), Err(AdoptSpaceRefusal::UnknownAccount));
        assert_eq!(store.adopt_space(&space).await.unwrap(), Ok(()));
        assert_eq!(store.adopt_space(&AdoptedSpace { signed: vec![1], ..space.clone() }).await.unwrap(), Ok(()));
        let other = AdoptedSpace { account: user(2), ..space.clone() };
        assert_eq!(store.adopt_space(&other).await.unwrap(), Err(AdoptSpaceRefusal::OtherAccount));
        assert_eq!(
            store.adopted_spaces(None, 9).await.unwrap(),
            std::slice::from_ref(&space),
            "what was signed first stays"
        );
        assert_eq!(store.adopted_spaces(Some(space.id), 9).await.unwrap(), []);
        assert_eq!(store.adopted_spaces_of(user(1)).await.unwrap(), [space]);
    })
    .await;
}

#[tokio::test]
async fn an_adopted_video_is_a_video_of_its_account_with_its_manifest_and_objects() {
    on_both(async |store| {
        people(&store).await;
        fetched(&store, 30).await;
        assert_eq!(store.adopt_video(&adopted(30, user(1), Visibility::Public), at(2)).await.unwrap(), Ok(0));
        let video = store.video(video_id(30)).await.unwrap().unwrap();
        assert_eq!((video.state, video.sequence, video.core.clone()), (VideoState::Published, 9, vec![30]));
        assert!(video.is_current() && !video.needs_new_objects() && video.is_key_known());
        assert_eq!(store.latest_manifest(video.id).await.unwrap().unwrap().sequence, 9);
        assert_eq!(store.object(object_hash(30)).await.unwrap().unwrap().unreferenced_since, None);
        assert_eq!(store.search_videos("film", None, 9).await.unwrap().len(), 1);
        let again = store.adopt_video(&adopted(30, user(1), Visibility::Public), at(3)).await.unwrap();
        assert_eq!(again, Err(AdoptRefusal::Known), "once is enough");
    })
    .await;
}

#[tokio::test]
async fn an_adoption_that_is_refused_leaves_nothing_behind() {
    on_both(async |store| {
        people(&store).await;
        fetched(&store, 30).await;
        let good = adopted(30, user(1), Visibility::Public);
        let mut other_key = good.clone();
        other_key.manifest.key_place = 5;
        let mut size = good.clone();
        size.objects[0].object.bytes += 1;
        let stale = NewAdopted { manifest: manifest(30, 0), ..good.clone() };
        for (new, refusal) in [
            (NewAdopted { account: user(9), ..good.clone() }, AdoptRefusal::UnknownAccount),
            (stale, AdoptRefusal::StaleSequence(0)),
            (other_key, AdoptRefusal::NotCurrentKey),
            (size, AdoptRefusal::ObjectSize(object_hash(30))),
        ] {
            assert_eq!(store.adopt_video(&new, at(2)).await.unwrap(), Err(refusal));
        }
        store.set_quota(user(1), Some(10)).await.unwrap().unwrap();
        let over = store.adopt_video(&good, at(2)).await.unwrap();
        assert!(matches!(over, Err(AdoptRefusal::OverQuota { quota: 10, .. })), "{over:?}");
        assert!(store.video(video_id(30)).await.unwrap().is_none());
        assert_eq!(store.manifest_count().await.unwrap(), 0);
        assert!(store.object(object_hash(30)).await.unwrap().unwrap().unreferenced_since.is_some());
        store.claim_garbage(at(99), at(99), 9).await.unwrap();
        let leaving = store.adopt_video(&good, at(99)).await.unwrap();
        assert_eq!(leaving, Err(AdoptRefusal::ObjectLeaving(object_hash(30))));
    })
    .await;
}

#[tokio::test]
async fn a_video_whose_key_nobody_here_has_is_not_changed_and_is_renewed() {
    on_both(async |store| {
        people(&store).await;
        fetched(&store, 30).await;
        store.adopt_video(&adopted(30, user(1), Visibility::Unlisted), at(2)).await.unwrap().unwrap();
        let video = store.video(video_id(30)).await.unwrap().unwrap();
        assert!(!video.is_key_known() && !video.needs_new_objects());
        let change = VideoChange {
            revision: 0,
            about: about("Autre", Visibility::Public),
            keep_original: false,
            video_key: Some([8; 32]),
            viewers: None,
        };
        assert_eq!(store.change_video(video.id, &change, at(3)).await.unwrap(), Err(ChangeRefusal::KeyUnknown));
        assert_eq!(store.renew_manifests(at(i64::from(u32::MAX)), at(4), 9).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_told_of_members_that_are_gone_is_remembered_and_is_no_setting() {
    on_both(async |store| {
        assert_eq!(store.absences_told().await.unwrap(), None);
        for told in ["{}", "{\"a\":1}"] {
            store.note_absences_told(told).await.unwrap();
            assert_eq!(store.absences_told().await.unwrap().as_deref(), Some(told));
        }
        assert_eq!(store.settings().await.unwrap(), store::Settings::default());
    })
    .await;
}
