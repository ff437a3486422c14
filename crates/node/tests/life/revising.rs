use carry::manifest::Audience;
use carry::seal::{Payload, VideoKey};
use store::Visibility;
use testkit::{CannedTranscoder, transcoder};

use crate::member::{Member, wrapped};
use crate::publishing::plain;

const NAMES: [&str; 3] = ["360p", "720p", "audio"];

#[tokio::test]
async fn new_words_make_a_manifest_and_no_object() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.work().await;
    let (before, standing) = (member.last_manifest(id).await, member.standing().await);

    member.change(id, |wanted| wanted.about.title = "Assembly, part two".to_owned()).await;
    member.work().await;
    let after = member.last_manifest(id).await;
    assert_eq!(member.standing().await, standing);
    assert_eq!(after.core, before.core);
    assert!(after.sequence > before.sequence);
    let published = member.published(id).await;
    assert!(matches!(published.audience, Audience::Public { title, .. } if title == "Assembly, part two"));
    assert_eq!(member.store.manifest_count().await.unwrap(), 2);
    assert_eq!(member.video(id).await.sequence, after.sequence);
}

#[tokio::test]
async fn a_public_video_made_private_has_new_objects_and_the_old_ones_go_after_the_time_of_grace() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let source = transcoder::source(1, 5_000);
    let id = member.upload(&source, Visibility::Public).await;
    member.work().await;
    let old = member.standing().await;

    member.change(id, |wanted| wanted.about.visibility = Visibility::Private).await;
    member.work().await;
    let published = member.published(id).await;
    let Audience::Sealed(sealed) = &published.audience else { panic!("still public") };
    let key = VideoKey::from_bytes(member.video(id).await.video_key);
    let payload = Payload::open(sealed, &key, &id).unwrap();
    assert_eq!(
        plain(&member, &published, Some(&payload)).await,
        NAMES.map(|name| transcoder::rendition(&source, name))
    );
    assert!(published.renditions.iter().all(|one| !old.contains(&one.object)));

    member.pass(23).await;
    member.keep_house().await;
    assert!(old.is_subset(&member.standing().await), "a player in the middle of it goes on");
    member.pass(2).await;
    member.keep_house().await;
    let standing = member.standing().await;
    assert!(old.is_disjoint(&standing));
    assert_eq!(standing.len(), 4);
}

#[tokio::test]
async fn a_private_video_made_public_is_in_the_clear_again() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let source = transcoder::source(1, 5_000);
    let id = member.upload(&source, Visibility::Private).await;
    member.work().await;
    member.change(id, |wanted| wanted.about.visibility = Visibility::Public).await;
    member.work().await;
    let published = member.published(id).await;
    assert_eq!(plain(&member, &published, None).await, NAMES.map(|name| transcoder::rendition(&source, name)));
    assert_eq!(member.object(published.thumbnail.unwrap().object).await.len(), 900);
}

#[tokio::test]
async fn a_new_password_opens_the_new_objects_and_the_old_key_does_not() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let source = transcoder::source(1, 5_000);
    let id = member.upload(&source, Visibility::Password).await;
    member.work().await;
    let old_key = member.video(id).await.video_key;
    let old = member.published(id).await;

    let new_key = [9; 32];
    member
        .change(id, |wanted| {
            wanted.video_key = Some(new_key);
            wanted.about.wrapped_key = Some(wrapped(&new_key, id));
        })
        .await;
    member.work().await;
    let published = member.published(id).await;
    let Audience::Sealed(sealed) = &published.audience else { panic!("not sealed") };
    assert!(Payload::open(sealed, &VideoKey::from_bytes(old_key), &id).is_err());
    let payload = Payload::open(sealed, &VideoKey::from_bytes(new_key), &id).unwrap();
    assert_eq!(
        plain(&member, &published, Some(&payload)).await,
        NAMES.map(|name| transcoder::rendition(&source, name))
    );
    for (new, old) in published.renditions.iter().zip(&old.renditions) {
        assert_ne!(new.object, old.object);
    }
}

#[tokio::test]
async fn two_changes_at_once_end_with_the_last_words() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Unlisted).await;
    member.work().await;
    for title in ["One", "Two", "Three"] {
        member.change(id, |wanted| wanted.about.title = title.to_owned()).await;
    }
    member.work().await;
    let video = member.video(id).await;
    assert!(video.is_current());
    let Audience::Sealed(sealed) = member.published(id).await.audience else { panic!("not sealed") };
    assert_eq!(Payload::open(&sealed, &VideoKey::from_bytes(video.video_key), &id).unwrap().title, "Three");
}
