//! Machines of people's own.

use carry::own_machine::Finding;
use store::{NewOwnMachine, OWN_MACHINES_PER_ACCOUNT, OwnHolding, OwnMachineId, OwnMachineRefusal, Store, UserId};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published};

fn machine_id(n: u8) -> OwnMachineId {
    OwnMachineId::from_bytes([n; 16])
}

fn machine(n: u8, account: UserId) -> NewOwnMachine {
    NewOwnMachine { id: machine_id(n), account, name: format!("machine {n}"), token: secret(n) }
}

/// A machine that holds a video by its last manifest, at an address.
async fn holding(store: &Store, n: u8, account: UserId, video: u8) -> OwnHolding {
    store.create_own_machine(&machine(n, account), at(0)).await.unwrap().unwrap();
    let manifest = store.latest_manifest(video_id(video)).await.unwrap().unwrap().hash;
    let holding = OwnHolding {
        address: Some("https://nas.example".to_owned()),
        bytes: 7,
        left_out: 1,
        videos: vec![(video_id(video), manifest)],
    };
    assert!(store.own_machine_holds(machine_id(n), &holding, at(1)).await.unwrap());
    holding
}

#[tokio::test]
async fn a_machine_opens_by_its_token_until_it_or_its_account_goes() {
    on_both(async |store| {
        people(&store).await;
        store.create_own_machine(&machine(1, user(1)), at(0)).await.unwrap().unwrap();
        store.create_own_machine(&machine(2, user(2)), at(1)).await.unwrap().unwrap();
        let made = store.own_machine(secret(1)).await.unwrap().unwrap();
        assert_eq!((made.id, made.account, made.token, made.seen_at), (machine_id(1), user(1), secret(1), None));
        assert_eq!(store.own_machine(secret(9)).await.unwrap(), None);
        assert!(!store.remove_own_machine(user(2), machine_id(1)).await.unwrap(), "it is not hers");
        assert!(store.remove_own_machine(user(1), machine_id(1)).await.unwrap());
        assert_eq!(store.own_machine(secret(1)).await.unwrap(), None);
        store.begin_account_deletion(user(2), at(2)).await.unwrap().unwrap();
        assert_eq!(store.own_machine(secret(2)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn machines_are_refused_to_nobody_and_beyond_the_limit() {
    on_both(async |store| {
        people(&store).await;
        let nobody = store.create_own_machine(&machine(1, user(9)), at(0)).await.unwrap();
        assert_eq!(nobody, Err(OwnMachineRefusal::UnknownAccount));
        for n in 1..=u8::try_from(OWN_MACHINES_PER_ACCOUNT).unwrap() {
            store.create_own_machine(&machine(n, user(1)), at(0)).await.unwrap().unwrap();
        }
        let many = store.create_own_machine(&machine(200, user(1)), at(0)).await.unwrap();
        assert_eq!(many, Err(OwnMachineRefusal::TooMany));
    })
    .await;
}

#[tokio::test]
async fn only_a_machine_of_its_author_that_holds_the_last_manifest_is_with_a_video() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        let author = store.video(video_id(1)).await.unwrap().unwrap().account;
        let other = if author == user(1) { user(2) } else { user(1) };
        let told = holding(&store, 1, author, 1).await;
        holding(&store, 2, other, 1).await;
        let with: Vec<OwnMachineId> = ids(&store).await;
        assert_eq!(with, [machine_id(1)], "a stranger's machine is not named");
        assert_eq!(store.own_machine_videos(machine_id(1)).await.unwrap(), told.videos);
        let earlier = OwnHolding { videos: vec![(video_id(1), [0; 32])], ..told.clone() };
        assert!(store.own_machine_holds(machine_id(1), &earlier, at(2)).await.unwrap());
        assert_eq!(ids(&store).await, [], "of an earlier version");
        let listed = store.space_manifests(author, None, 9).await.unwrap();
        assert_eq!((listed.len(), listed[0].video), (1, video_id(1)));
        assert_eq!(store.space_manifests(other, None, 9).await.unwrap(), []);
        assert!(store.hold_video(video_id(1), at(3)).await.unwrap());
        assert_eq!(store.space_manifests(author, None, 9).await.unwrap(), [], "it is held back");
    })
    .await;
}

async fn ids(store: &Store) -> Vec<OwnMachineId> {
    store.own_machines_with(video_id(1)).await.unwrap().into_iter().map(|machine| machine.id).collect()
}

#[tokio::test]
async fn a_check_counts_for_the_address_that_was_checked_and_no_other() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        let told = holding(&store, 1, user(1), 1).await;
        let reachable = async |since| store.reachable_own_machines(at(since), None, 9).await.unwrap().len();
        assert_eq!((reachable(1).await, reachable(2).await), (1, 0), "seen since then");
        let checked = async || store.own_machine(secret(1)).await.unwrap().unwrap().checked;
        store.own_machine_checked(machine_id(1), "https://other.example", Finding::Right, at(3)).await.unwrap();
        assert_eq!(checked().await, None);
        store.own_machine_checked(machine_id(1), "https://nas.example", Finding::Altered, at(3)).await.unwrap();
        assert_eq!(checked().await, Some((at(3), Finding::Altered)));
        assert!(store.own_machine_holds(machine_id(1), &told, at(4)).await.unwrap());
        assert_eq!(checked().await, Some((at(3), Finding::Altered)), "at the same address");
        let moved = OwnHolding { address: None, ..told };
        assert!(store.own_machine_holds(machine_id(1), &moved, at(5)).await.unwrap());
        assert_eq!(checked().await, None, "at another one");
        assert!(!store.own_machine_holds(machine_id(9), &moved, at(5)).await.unwrap(), "there is none");
    })
    .await;
}

#[tokio::test]
async fn what_was_delivered_is_a_sum_of_its_last_day() {
    on_both(async |store| {
        people(&store).await;
        store.create_own_machine(&machine(1, user(1)), at(0)).await.unwrap().unwrap();
        for (day, bytes) in [(0, 5), (0, 7), (DAY, 3)] {
            store.own_machine_delivered(machine_id(1), at(day), bytes).await.unwrap();
        }
        assert_eq!(store.own_machines(user(1)).await.unwrap()[0].delivered, (at(DAY), 3));
    })
    .await;
}
