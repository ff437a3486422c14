//! Who may carry what, and what is held back.

use std::collections::BTreeSet;

use carry::id::MemberId;
use carry::placement::Allowed;
use store::Store;

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published};

fn only(members: &[u8]) -> Allowed {
    Allowed::Only(members.iter().copied().map(member).collect::<BTreeSet<MemberId>>())
}

async fn allowed(store: &Store) -> Vec<Allowed> {
    store.own_manifests(None, 9).await.unwrap().into_iter().map(|own| own.allowed).collect()
}

#[tokio::test]
async fn what_a_video_says_goes_before_its_space_and_the_space_before_everybody() {
    on_both(async |store| {
        people(&store).await;
        for n in [1, 2] {
            published(&store, n).await;
        }
        assert_eq!(store.space_choice(user(1)).await.unwrap(), Allowed::Any);
        assert_eq!(allowed(&store).await, [Allowed::Any, Allowed::Any]);
        store.choose_for_space(user(1), &only(&[3, 4])).await.unwrap();
        store.choose_for_space(user(2), &Allowed::None).await.unwrap();
        assert_eq!(store.space_choice(user(1)).await.unwrap(), only(&[3, 4]));
        assert_eq!(allowed(&store).await, [only(&[3, 4]), only(&[3, 4])], "of its own author");
        assert_eq!(store.video_choice(video_id(1)).await.unwrap(), None);
        store.choose_for_video(video_id(1), Some(&Allowed::None)).await.unwrap();
        assert_eq!(allowed(&store).await, [Allowed::None, only(&[3, 4])]);
        store.choose_for_video(video_id(1), Some(&Allowed::Any)).await.unwrap();
        store.choose_for_space(user(1), &Allowed::None).await.unwrap();
        assert_eq!(store.video_choice(video_id(1)).await.unwrap(), Some(Allowed::Any));
        assert_eq!(allowed(&store).await, [Allowed::Any, Allowed::None]);
        store.choose_for_video(video_id(1), None).await.unwrap();
        assert_eq!(allowed(&store).await, [Allowed::None, Allowed::None]);
    })
    .await;
}

#[tokio::test]
async fn a_list_of_more_carriers_than_the_limit_is_not_kept() {
    on_both(async |store| {
        people(&store).await;
        let many = |count: u16| {
            let id = |n: u16| MemberId::from_bytes([[0; 30].as_slice(), &n.to_be_bytes()].concat().try_into().unwrap());
            Allowed::Only((0..count).map(id).collect())
        };
        let most = u16::try_from(store::CHOSEN_CARRIERS).unwrap();
        store.choose_for_space(user(1), &many(most)).await.unwrap();
        assert!(store.choose_for_space(user(1), &many(most + 1)).await.is_err());
        assert_eq!(store.space_choice(user(1)).await.unwrap(), many(most));
    })
    .await;
}

#[tokio::test]
async fn what_is_held_back_is_not_to_be_served_until_it_is_lifted_and_goes_with_its_video() {
    on_both(async |store| {
        people(&store).await;
        for n in [1, 2] {
            published(&store, n).await;
        }
        let closing = async || -> Vec<bool> {
            store.own_manifests(None, 9).await.unwrap().into_iter().map(|own| own.closing).collect()
        };
        assert!(!store.hold_video(video_id(9), at(2)).await.unwrap(), "there is no such video");
        assert!(store.hold_video(video_id(2), at(2)).await.unwrap());
        assert!(!store.hold_video(video_id(2), at(3)).await.unwrap(), "it is held already");
        assert_eq!(store.held_since(video_id(2)).await.unwrap(), Some(at(2)));
        assert_eq!(closing().await, [false, true]);
        assert_eq!(store.held_videos(None, 9).await.unwrap(), [(video_id(2), at(2))]);
        assert_eq!(store.held_videos(Some(video_id(2)), 9).await.unwrap(), []);
        assert!(store.lift_hold(video_id(2)).await.unwrap());
        assert!(!store.lift_hold(video_id(2)).await.unwrap());
        assert_eq!(closing().await, [false, false]);
        store.hold_video(video_id(2), at(4)).await.unwrap();
        store.delete_video(video_id(2), at(5)).await.unwrap().unwrap();
        let lease = store.lease_job(&wish(2, 5), at(5)).await.unwrap().expect("the deletion").lease;
        store.entomb_video(lease, video_id(2), Some(&manifest(22, 2)), at(6)).await.unwrap().unwrap();
        assert_eq!(store.held_videos(None, 9).await.unwrap(), []);
        assert!(!store.hold_video(video_id(2), at(7)).await.unwrap(), "it is gone");
    })
    .await;
}
