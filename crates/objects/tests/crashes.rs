//! Objects on a disk that fails and forgets: the member is killed at every operation of a put.

use bytes::Bytes;
use futures::TryStreamExt;
use jiff::Timestamp;
use objects::{Objects, ObjectsError, Place, Stored};
use testkit::{FaultPlan, SimDisk, VirtualClock, World};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const SEEDS: u64 = 12;

fn objects_on(disk: &SimDisk, seed: u64) -> Result<Objects, ObjectsError> {
    let world = World::new(seed, VirtualClock::new(Timestamp::UNIX_EPOCH), disk.clone());
    Objects::open(&world.seams(), "objects", 0)
}

async fn put(objects: &Objects, bytes: Bytes) -> Result<Stored, ObjectsError> {
    let staged = objects.stage_bytes(bytes).await?;
    let hold = objects.hold().await;
    objects.publish(staged, &hold).await
}

/// Puts two objects, tells which were acknowledged.
async fn life(objects: &Objects) -> Vec<Stored> {
    let mut acknowledged = Vec::new();
    for text in [&b"the first object"[..], b"the second"] {
        if let Ok(stored) = put(objects, Bytes::from_static(text)).await {
            acknowledged.push(stored);
        }
    }
    acknowledged
}

async fn assert_nothing_lost_or_half_made(disk: &SimDisk, acknowledged: &[Stored], run: &str) -> Outcome {
    let objects = objects_on(disk, 9)?;
    objects.clean_staging().await?;
    let staged = disk.files()?.into_iter().filter(|(path, _)| path.contains("staging")).count();
    assert_eq!(staged, 0, "{run}: staged files stayed");
    for one in acknowledged {
        assert_eq!(objects.rehash(one.hash).await?, Some(*one), "{run}: an acknowledged object");
    }
    // What was not acknowledged may be there, but whole.
    let places = objects.places().try_collect::<Vec<_>>().await?;
    for place in places {
        let Place::Object(found) = place else { return Err(format!("{run}: {place:?}").into()) };
        assert_eq!(objects.rehash(found.hash).await?, Some(found), "{run}: an object that was not acknowledged");
    }
    Ok(())
}

#[tokio::test]
async fn wherever_a_put_is_killed_nothing_acknowledged_is_lost_and_nothing_half_made_is_seen() -> Outcome {
    let calm = SimDisk::new(FaultPlan::calm(0), &[])?;
    assert_eq!(life(&objects_on(&calm, 1)?).await.len(), 2);
    for kill_at in 1..=calm.operations() {
        for seed in 0..SEEDS {
            let disk = SimDisk::new(FaultPlan::kill(seed, kill_at), &[])?;
            let objects = objects_on(&disk, 1)?;
            let mut acknowledged = Vec::new();
            tokio::select! {
                biased;
                () = disk.died() => {}
                // One put at a time, so that what was acknowledged before the death is known.
                () = async {
                    for text in [&b"the first object"[..], b"the second"] {
                        if let Ok(stored) = put(&objects, Bytes::from_static(text)).await {
                            acknowledged.push(stored);
                        }
                    }
                } => {}
            }
            assert!(disk.is_dead(), "operation {kill_at} was never reached");
            let left = disk.crash(FaultPlan::calm(seed))?;
            let run = format!("seed {seed}, killed at {kill_at} {:?}", disk.trace().last());
            assert_nothing_lost_or_half_made(&left, &acknowledged, &run).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn whatever_fails_in_a_put_nothing_acknowledged_is_lost_and_nothing_half_made_is_seen() -> Outcome {
    for seed in 0..100 {
        let plan = FaultPlan { seed, fail_per_mille: 150, ..FaultPlan::default() };
        let disk = SimDisk::new(plan, &[])?;
        let acknowledged = life(&objects_on(&disk, 1)?).await;
        let left = disk.crash(FaultPlan::calm(seed))?;
        assert_nothing_lost_or_half_made(&left, &acknowledged, &format!("seed {seed}")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_store_without_fsync_is_caught_by_these_tests() -> Outcome {
    let mut lost = 0;
    for seed in 0..100 {
        let disk = SimDisk::new(FaultPlan::calm(seed), &[])?;
        let store = seams::Disk::objects(&disk, "objects", false)?;
        object_store::ObjectStoreExt::put(store.as_ref(), &"ab/x".into(), "bytes".into()).await?;
        let left = disk.crash(FaultPlan::calm(seed))?;
        lost += usize::from(!left.files()?.contains(&("objects/ab/x".to_owned(), 5)));
    }
    assert!(lost > 20, "only {lost} of 100 crashes lost anything");
    Ok(())
}
