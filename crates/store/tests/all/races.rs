//! Several at once: one of them wins, on both engines, in one process or in several.

use std::collections::BTreeSet;

use store::{
    AdvanceRefusal, CompleteRefusal, JobId, LinkRefusal, NewAccount, NewJob, ObjectRef, ObjectRefusal, ObjectRole,
    Publication, PublishRefusal, Queued, RecoveryRefusal, SignUpRefusal, Store, UploadRefusal,
};

use crate::crowd::{EACH, PROCESSES, at_once, on_each, winners};
use crate::samples::*;
use crate::town::{published, video_with_lease};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_asker_gets_a_job_and_every_job_has_one_holder() {
    on_each(async |place, store| {
        store.enqueue_job(&job("one", 0), at(0)).await.unwrap();
        let ask = async |store: Store, n| store.lease_job(&wish(n, 0), at(0)).await.unwrap();
        let leased: Vec<_> = at_once(place, ask).await.into_iter().flatten().collect();
        assert_eq!(leased.len(), 1);
        assert_eq!(leased[0].lease.attempt, 1);
        let jobs: BTreeSet<JobId> = {
            let mut jobs = BTreeSet::new();
            for n in 0..PROCESSES * EACH {
                jobs.insert(store.enqueue_job(&job(&format!("{n}"), 0), at(0)).await.unwrap().job());
            }
            jobs
        };
        let leased = at_once(place, ask).await;
        let held: BTreeSet<JobId> = leased.iter().flatten().map(|leased| leased.lease.job).collect();
        assert_eq!(held, jobs, "as many askers as jobs: each has one, and no two the same");
        // Their leases run out; they are taken over, each once more.
        let ask = async |store: Store, n| store.lease_job(&wish(n, 60), at(60)).await.unwrap();
        let again: Vec<_> = at_once(place, ask).await.into_iter().flatten().collect();
        assert!(again.iter().all(|leased| leased.lease.attempt == 2));
        assert_eq!(again.iter().map(|leased| leased.lease.job).collect::<BTreeSet<_>>().len(), again.len());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_two_jobs_with_the_same_key_is_queued() {
    on_each(async |place, _| {
        let ask = async |store: Store, _| store.enqueue_job(&job("one", 0), at(0)).await.unwrap();
        let queued = at_once(place, ask).await;
        let new: Vec<_> = queued.iter().filter(|queued| matches!(queued, Queued::New(_))).collect();
        assert_eq!(new.len(), 1);
        assert!(queued.iter().all(|queued| queued.job() == new[0].job()), "{queued:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_writer_moves_an_offset_and_the_others_are_told_where_it_stands() {
    on_each(async |place, store| {
        store.create_upload(&upload(1, user(1)), at(0)).await.unwrap().unwrap();
        let ask = async |store: Store, n: u8| {
            store.advance_upload(upload_id(1), 0, 10 + u64::from(n), at(DAY)).await.unwrap()
        };
        let told = at_once(place, ask).await;
        let stands = store.upload(upload_id(1)).await.unwrap().unwrap().offset_bytes;
        for (n, told) in told.iter().enumerate() {
            let won = 10 + u64::try_from(n).unwrap() == stands;
            assert_eq!(*told, if won { Ok(()) } else { Err(AdvanceRefusal::Stale(stands)) });
        }
        assert_eq!(winners(&told), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_whole_upload_is_made_a_video_by_one_of_those_who_ask() {
    on_each(async |place, store| {
        store.create_upload(&upload(1, user(1)), at(0)).await.unwrap().unwrap();
        store.advance_upload(upload_id(1), 0, 1_000, at(DAY)).await.unwrap().unwrap();
        let ask = async |store: Store, n: u8| {
            let job = NewJob::encode(video_id(n), at(0));
            store.complete_upload(upload_id(1), &video(n), &job, at(0)).await.unwrap()
        };
        let told = at_once(place, ask).await;
        let made = store.video_ids(None, 9).await.unwrap();
        assert_eq!((winners(&told), made.len()), (1, 1));
        for refused in told.iter().filter_map(|told| told.as_ref().err()) {
            assert_eq!(*refused, CompleteRefusal::AlreadyComplete(made[0]));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_quota_is_not_exceeded_by_asking_at_once() {
    on_each(async |place, store| {
        store.set_quota(user(1), Some(2_500)).await.unwrap().unwrap();
        let ask = async |store: Store, n| store.create_upload(&upload(n, user(1)), at(0)).await.unwrap();
        let told = at_once(place, ask).await;
        assert_eq!(winners(&told), 2, "1,000 bytes each");
        let over = |told: &&Result<(), UploadRefusal>| matches!(told, Err(UploadRefusal::OverQuota(_)));
        assert_eq!(told.iter().filter(over).count(), told.len() - 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_person_gets_a_name() {
    on_each(async |place, store| {
        let ask = async |store: Store, n: u8| {
            let name = if n.is_multiple_of(2) { "Émile" } else { "emile" };
            store.create_account(&account(100 + n, name), at(0)).await.unwrap()
        };
        let told = at_once(place, ask).await;
        assert_eq!(winners(&told), 1);
        assert!(told.iter().all(|told| matches!(told, Ok(()) | Err(SignUpRefusal::NameTaken))), "{told:?}");
        assert_eq!(store.account_count().await.unwrap(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_used_once_is_used_once() {
    on_each(async |place, store| {
        store.create_operator_link(&operator_link(1, None), at(0)).await.unwrap();
        store.create_password_reset(secret(2), user(1), at(0), at(HOUR)).await.unwrap().unwrap();
        store.replace_recovery_codes(user(2), &[secret(3)]).await.unwrap().unwrap();
        let ask = async |store: Store, n: u8| {
            let entry = store::Entry::OperatorLink(secret(1));
            let new = NewAccount { entry, ..account(100 + n, &format!("person {n}")) };
            store.create_account(&new, at(0)).await.unwrap()
        };
        let told = at_once(place, ask).await;
        assert_eq!(winners(&told), 1);
        let used = |told: &Result<(), _>| *told == Err(SignUpRefusal::OperatorLink(LinkRefusal::Used));
        assert_eq!(told.iter().filter(|told| used(told)).count(), told.len() - 1, "{told:?}");
        let ask = async |store: Store, n| store.use_password_reset(secret(2), &format!("${n}"), at(1)).await.unwrap();
        let told = at_once(place, ask).await;
        assert_eq!(winners(&told), 1);
        let used = Err(RecoveryRefusal::Secret(LinkRefusal::Used));
        assert!(told.iter().all(|told| told.is_ok() || *told == used), "{told:?}");
        let ask = async |store: Store, _| store.use_recovery_code(user(2), secret(3), "$new", at(1)).await.unwrap();
        assert_eq!(winners(&at_once(place, ask).await), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn manifests_that_come_at_once_take_places_without_a_gap() {
    on_each(async |place, store| {
        // One video, its one next sequence: one of the publications is signed for good.
        let lease = video_with_lease(&store, 1).await;
        let ask = move |store: Store, n: u8| async move {
            let keep = Publication { finish_job: false, ..publication(1, lease, 2 * n, 1) };
            store.publish_video(&keep, at(1)).await.unwrap()
        };
        let told = at_once(place, ask).await;
        assert_eq!(winners(&told), 1);
        let stale = Err(PublishRefusal::StaleSequence(1));
        assert!(told.iter().all(|told| *told == Ok(0) || *told == stale), "{told:?}");
        // As many videos as askers.
        let count = u8::try_from(PROCESSES * EACH).unwrap();
        let mut leases = Vec::new();
        for n in 0..count {
            let n = 100 + n;
            leases.push(video_with_lease(&store, n).await);
        }
        let ask = move |store: Store, n: u8| {
            let new = publication(100 + n, leases[usize::from(n)], 100 + 2 * n, 1);
            async move { store.publish_video(&new, at(2)).await.unwrap().unwrap() }
        };
        let mut places = at_once(place, ask).await;
        places.sort_unstable();
        assert_eq!(places, (1..=u64::from(count)).collect::<Vec<_>>());
        let manifests = store.manifests(0, 99).await.unwrap();
        assert_eq!(
            manifests.iter().map(|one| one.place).collect::<Vec<_>>(),
            (0..=u64::from(count)).collect::<Vec<_>>()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_batch_counts_once_and_an_hour_is_closed_once() {
    on_each(async |place, store| {
        let ask = async |store: Store, n: u8| {
            let new = store.flush_usage(batch(1), &[usage(1, 0, 7), usage(2, 0, 1)], at(0)).await.unwrap();
            // Beside it each has a batch of its own that counts the same objects.
            let own = store.flush_usage(batch(10 + n), &[usage(2, 0, 100), usage(1, 0, 100)], at(0)).await.unwrap();
            (new, own)
        };
        let told = at_once(place, ask).await;
        assert_eq!(told.iter().filter(|(new, _)| *new).count(), 1);
        assert!(told.iter().all(|(_, own)| *own));
        let all = u64::try_from(PROCESSES * EACH).unwrap() * 200;
        let hours = store::Hours { from: hour(0), until: hour(2) };
        let sum = async || store.usage_sums(hours).await.unwrap()[0].quantity;
        assert_eq!(sum().await, all + 8);
        let ask = async |store: Store, _| store.close_hour(hour(0), &[]).await.unwrap();
        assert_eq!(at_once(place, ask).await.into_iter().filter(|closed| *closed).count(), 1);
        assert_eq!(sum().await, all + 8, "carried on once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reference_that_comes_while_an_object_is_claimed_wins_or_is_told() {
    on_each(async |place, store| {
        published(&store, 1).await;
        for n in 0..8 {
            store.record_object(&object(100 + n), at(0)).await.unwrap().unwrap();
        }
        let ask = async |store: Store, n: u8| {
            if n.is_multiple_of(2) {
                return store.claim_garbage(at(1), at(2), 9).await.map(|_| None).unwrap();
            }
            let object = object_hash(100 + n % 8);
            let new = ObjectRef { video: video_id(1), role: ObjectRole::Rendition, name: format!("r{n}"), object };
            Some((object, store.add_object_ref(&new, at(2)).await.unwrap()))
        };
        for (object, told) in at_once(place, ask).await.into_iter().flatten() {
            let row = store.object(object).await.unwrap().unwrap();
            let kept = row.leaving_since.is_none() && row.unreferenced_since.is_none();
            assert_eq!(told, if kept { Ok(()) } else { Err(ObjectRefusal::Leaving) }, "{row:?}");
        }
    })
    .await;
}
