//! Renditions that still grow.

use carry::manifest::{Kind, RenditionFacts};
use store::{GROWING_RENDITIONS, GrowingRefusal, GrowingRendition, GrowingSegment, JobFailure, Lease, Store};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published, video_with_lease};

async fn add(store: &Store, lease: Lease, name: &str, index: u64) -> Result<(), GrowingRefusal> {
    store.add_growing_segment(lease, video_id(1), name, &segment(index)).await.unwrap()
}

#[tokio::test]
async fn a_growing_rendition_is_listed_and_brought_up_to_date() {
    on_both(async |store| {
        people(&store).await;
        let lease = video_with_lease(&store, 1).await;
        let picture = growing(1, 1, "360p");
        let sound = GrowingRendition {
            facts: RenditionFacts {
                name: "sound".to_owned(),
                kind: Kind::Audio { channels: 2, sample_rate: 48_000 },
                ..picture.facts.clone()
            },
            ..picture.clone()
        };
        let put = async |rendition: &GrowingRendition| {
            store.put_growing_rendition(lease, rendition).await.unwrap().unwrap();
        };
        put(&sound).await;
        put(&picture).await;
        assert_eq!(store.growing_renditions(video_id(1)).await.unwrap(), [sound.clone(), picture.clone()]);
        let whole = GrowingRendition {
            complete: true,
            facts: RenditionFacts { bandwidth: 9, average_bandwidth: 8, ..sound.facts },
            ..sound
        };
        put(&whole).await;
        assert_eq!(store.growing_renditions(video_id(1)).await.unwrap(), [whole, picture], "in the order of coming");
        assert_eq!(store.growing_renditions(video_id(9)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn segments_come_in_order_and_the_same_one_may_come_twice() {
    on_both(async |store| {
        people(&store).await;
        let lease = video_with_lease(&store, 1).await;
        store.put_growing_rendition(lease, &growing(1, 1, "360p")).await.unwrap().unwrap();
        assert_eq!(add(&store, lease, "360p", 1).await, Err(GrowingRefusal::OutOfOrder(0)));
        for index in 0..4 {
            assert_eq!(add(&store, lease, "360p", index).await, Ok(()));
        }
        assert_eq!(add(&store, lease, "360p", 3).await, Ok(()), "its answer was lost");
        assert_eq!(add(&store, lease, "360p", 2).await, Err(GrowingRefusal::OutOfOrder(4)));
        let mut other = segment(3);
        other.segment.len += 1;
        let other = store.add_growing_segment(lease, video_id(1), "360p", &other).await.unwrap();
        assert_eq!(other, Err(GrowingRefusal::OutOfOrder(4)), "another one of that number");
        let listed = async |from, limit| store.growing_segments(video_id(1), 1, "360p", from, limit).await.unwrap();
        assert_eq!(listed(0, 9).await, [0, 1, 2, 3].map(segment));
        assert_eq!(listed(1, 2).await, [1, 2].map(segment));
        assert_eq!(listed(4, 2).await, Vec::<GrowingSegment>::new());
    })
    .await;
}

#[tokio::test]
async fn what_grows_is_refused_for_the_first_reason() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        store.delete_video(video_id(1), at(2)).await.unwrap().unwrap();
        store.enqueue_job(&job("any", 0), at(0)).await.unwrap();
        let any = store.lease_job(&wish(9, 0), at(0)).await.unwrap().unwrap().lease;
        let lost = Lease { holder: holder(8), ..any };
        let put =
            async |lease, rendition: &GrowingRendition| store.put_growing_rendition(lease, rendition).await.unwrap();
        assert_eq!(put(lost, &growing(1, 1, "360p")).await, Err(GrowingRefusal::LeaseLost));
        assert_eq!(add(&store, lost, "360p", 9).await, Err(GrowingRefusal::LeaseLost));
        assert_eq!(put(any, &growing(1, 1, "360p")).await, Err(GrowingRefusal::UnknownVideo), "it is being deleted");
        assert_eq!(add(&store, any, "360p", 9).await, Err(GrowingRefusal::UnknownVideo));
        let lease = video_with_lease(&store, 2).await;
        for n in 0..GROWING_RENDITIONS {
            put(lease, &growing(2, 1, &format!("r{n}"))).await.unwrap();
        }
        assert_eq!(put(lease, &growing(2, 1, "one more")).await, Err(GrowingRefusal::TooMany));
        put(lease, &growing(2, 1, "r0")).await.expect("one of them");
        let unknown = store.add_growing_segment(lease, video_id(2), "other", &segment(0)).await.unwrap();
        assert_eq!(unknown, Err(GrowingRefusal::UnknownRendition));
    })
    .await;
}

#[tokio::test]
async fn only_the_attempt_that_is_at_work_shows_something() {
    on_both(async |store| {
        people(&store).await;
        let first = video_with_lease(&store, 1).await;
        store.put_growing_rendition(first, &growing(1, 1, "360p")).await.unwrap().unwrap();
        add(&store, first, "360p", 0).await.unwrap();
        let shown = async || {
            let listed = store.growing_renditions(video_id(1)).await.unwrap();
            listed.into_iter().map(|one| (one.attempt, one.facts.name)).collect::<Vec<_>>()
        };
        assert_eq!(shown().await, [(1, "360p".to_owned())]);
        let second = store.lease_job(&wish(2, 60), at(60)).await.unwrap().unwrap().lease;
        assert_eq!(shown().await, [], "the next one has nothing yet");
        assert_eq!(add(&store, second, "360p", 0).await, Err(GrowingRefusal::UnknownRendition));
        store.put_growing_rendition(second, &growing(1, 2, "720p")).await.unwrap().unwrap();
        assert_eq!(shown().await, [(2, "720p".to_owned())]);
        store.release_job(second, at(61)).await.unwrap().unwrap();
        assert_eq!(shown().await, [], "nobody writes it any more");
        let third = store.lease_job(&wish(3, 61), at(61)).await.unwrap().unwrap().lease;
        store.put_growing_rendition(third, &growing(1, 3, "360p")).await.unwrap().unwrap();
        let failure = JobFailure { code: "broken".to_owned(), detail: String::new(), retry_at: None };
        store.fail_video(third, video_id(1), &failure, at(62)).await.unwrap().unwrap();
        assert_eq!(shown().await, []);
        assert_eq!(store.forget_growing().await.unwrap(), 0, "a video that failed has none left");
    })
    .await;
}

#[tokio::test]
async fn what_grew_is_needed_while_its_attempt_runs_and_for_a_while_after_it_has_published() {
    on_both(async |store| {
        people(&store).await;
        let lease = video_with_lease(&store, 1).await;
        store.put_growing_rendition(lease, &growing(1, 1, "360p")).await.unwrap().unwrap();
        let needed = async |attempt, ended_before| {
            store.attempt_is_needed(video_id(1), attempt, at(ended_before)).await.unwrap()
        };
        assert!(needed(1, 1_000_000).await, "it runs");
        assert!(!needed(2, 0).await, "nobody is at it");
        assert_eq!(store.forget_grown(at(1_000_000)).await.unwrap(), 0);
        store.publish_video(&publication(1, lease, 10, 1), at(30)).await.unwrap().unwrap();
        assert!(needed(1, 30).await);
        assert_eq!(store.forget_grown(at(30)).await.unwrap(), 0);
        assert!(!needed(1, 31).await);
        assert_eq!(store.forget_grown(at(31)).await.unwrap(), 1);
        assert_eq!(store.growing_renditions(video_id(1)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_an_attempt_left_that_failed_is_not_needed() {
    on_both(async |store| {
        people(&store).await;
        let lease = video_with_lease(&store, 1).await;
        store.put_growing_rendition(lease, &growing(1, 1, "360p")).await.unwrap().unwrap();
        store.release_job(lease, at(30)).await.unwrap().unwrap();
        assert!(!store.attempt_is_needed(video_id(1), 1, at(0)).await.unwrap());
        assert_eq!(store.forget_grown(at(0)).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn all_that_grew_is_forgotten_when_its_files_are_gone() {
    on_both(async |store| {
        people(&store).await;
        for n in [1, 2] {
            let lease = video_with_lease(&store, n).await;
            store.put_growing_rendition(lease, &growing(n, 1, "360p")).await.unwrap().unwrap();
            store.add_growing_segment(lease, video_id(n), "360p", &segment(0)).await.unwrap().unwrap();
        }
        assert_eq!(store.forget_growing().await.unwrap(), 2);
        assert_eq!(store.growing_renditions(video_id(1)).await.unwrap(), []);
        assert_eq!(store.growing_segments(video_id(1), 1, "360p", 0, 9).await.unwrap(), []);
    })
    .await;
}
