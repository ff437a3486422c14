//! The simulated disk keeps its own promises: what was synced survives, the rest is at the seed's
//! mercy, and the dead do nothing.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use object_store::{ObjectStoreExt, PutPayload};
use seams::Disk;
use testkit::{FaultPlan, SimDisk};

const SEEDS: u64 = 64;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn calm(seed: u64) -> Result<SimDisk, std::io::Error> {
    SimDisk::new(FaultPlan::calm(seed), &["db/"])
}

async fn contents(disk: &SimDisk, path: &str) -> Option<Bytes> {
    disk.read(path, 0..1 << 20).await.ok()
}

#[tokio::test]
async fn what_was_synced_survives_every_crash_and_the_rest_is_lost_kept_or_torn() -> Outcome {
    let mut fates = BTreeSet::new();
    for seed in 0..SEEDS {
        let disk = calm(seed)?;
        let mut file = disk.write_from("uploads/a", 0).await?;
        file.write(Bytes::from_static(b"synced,")).await?;
        file.sync().await?;
        file.write(Bytes::from_static(b"not synced")).await?;
        let left = disk.crash(FaultPlan::calm(seed))?;
        let left = contents(&left, "uploads/a").await.ok_or("the file vanished")?;
        assert!(left.starts_with(b"synced,"), "seed {seed}: {left:?}");
        fates.insert(match &left[7..] {
            b"" => "lost",
            b"not synced" => "kept",
            rest if rest.len() < 10 => "cut",
            rest if rest.ends_with(b"\0") => "zeroed",
            other => return Err(format!("seed {seed}: {other:?}").into()),
        });
    }
    assert_eq!(fates, BTreeSet::from(["cut", "kept", "lost", "zeroed"]));
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_cut_and_written_on_keeps_what_stood_before_the_cut() -> Outcome {
    let mut lengths = BTreeSet::new();
    for seed in 0..SEEDS {
        let disk = calm(seed)?;
        let mut file = disk.write_from("uploads/a", 0).await?;
        file.write(Bytes::from_static(b"acknowledged, and more")).await?;
        file.sync().await?;
        let mut file = disk.write_from("uploads/a", 13).await?;
        file.write(Bytes::from_static(b" and")).await?;
        let left = disk.crash(FaultPlan::calm(seed))?;
        let left = contents(&left, "uploads/a").await.ok_or("the file vanished")?;
        assert!(left.starts_with(b"acknowledged,"), "seed {seed}: {left:?}");
        lengths.insert(left.len());
    }
    assert!(lengths.len() > 3, "{lengths:?}");
    Ok(())
}

#[tokio::test]
async fn a_file_that_was_never_synced_may_vanish() -> Outcome {
    let mut fates = BTreeSet::new();
    for seed in 0..SEEDS {
        let disk = calm(seed)?;
        let mut file = disk.write_from("a", 0).await?;
        file.write(Bytes::from_static(b"x")).await?;
        let left = disk.crash(FaultPlan::calm(seed))?;
        fates.insert(left.len("a").await?);
    }
    assert_eq!(fates, BTreeSet::from([None, Some(0), Some(1)]));
    Ok(())
}

#[tokio::test]
async fn a_removed_file_may_come_back_whole() -> Outcome {
    let mut fates = BTreeSet::new();
    for seed in 0..SEEDS {
        let disk = calm(seed)?;
        disk.replace("a/b", Bytes::from_static(b"x")).await?;
        disk.remove("a").await?;
        assert_eq!(disk.len("a/b").await?, None);
        fates.insert(contents(&disk.crash(FaultPlan::calm(seed))?, "a/b").await);
    }
    assert_eq!(fates, BTreeSet::from([None, Some(Bytes::from_static(b"x"))]));
    Ok(())
}

#[tokio::test]
async fn replacing_leaves_the_old_or_the_new_contents_wherever_the_member_dies() -> Outcome {
    let mut fates = BTreeSet::new();
    for seed in 0..SEEDS {
        let disk = SimDisk::new(FaultPlan::kill(seed, 2), &[])?;
        disk.replace("a", Bytes::from_static(b"old")).await?;
        let mut second = pin!(disk.replace("a", Bytes::from_static(b"newer")));
        assert!(stays_pending(second.as_mut()), "seed {seed}");
        disk.died().await;
        fates.insert(contents(&disk.crash(FaultPlan::calm(seed))?, "a").await);
    }
    let whole = [&b"old"[..], b"newer"].map(|text| Some(Bytes::from_static(text)));
    assert_eq!(fates, BTreeSet::from(whole));
    Ok(())
}

#[tokio::test]
async fn the_dead_do_nothing_more() -> Outcome {
    let disk = SimDisk::new(FaultPlan::kill(1, 1), &[])?;
    assert!(!disk.point("before the commit"));
    assert!(disk.is_dead());
    assert!(!disk.point("after the commit"));
    assert!(stays_pending(pin!(disk.replace("a", Bytes::new()))));
    assert!(stays_pending(pin!(disk.read("a", 0..1))));
    assert_eq!(disk.trace(), ["Point before the commit"]);
    Ok(())
}

#[tokio::test]
async fn a_sync_that_succeeds_after_one_that_failed_does_not_bring_the_bytes_back() -> Outcome {
    // 1 opens, 2 writes, 3 syncs and fails.
    let plan = FaultPlan { seed: 5, fail_at: Some(3), ..FaultPlan::default() };
    let disk = SimDisk::new(plan, &[])?;
    let mut file = disk.write_from("a", 0).await?;
    file.write(Bytes::from_static(b"gone")).await?;
    assert!(file.sync().await.is_err());
    assert!(file.sync().await.is_err(), "a handle that failed stays failed");
    let mut again = disk.write_from("a", 4).await?;
    again.write(Bytes::from_static(b"new")).await?;
    again.sync().await?;
    let left = disk.crash(FaultPlan::calm(5))?;
    assert_eq!(contents(&left, "a").await, Some(Bytes::from_static(b"\0\0\0\0new")));
    Ok(())
}

#[tokio::test]
async fn writing_the_bytes_again_after_a_failed_sync_makes_them_durable() -> Outcome {
    let plan = FaultPlan { seed: 5, fail_at: Some(3), ..FaultPlan::default() };
    let disk = SimDisk::new(plan, &[])?;
    let mut file = disk.write_from("a", 0).await?;
    file.write(Bytes::from_static(b"gone")).await?;
    assert!(file.sync().await.is_err());
    let mut again = disk.write_from("a", 0).await?;
    again.write(Bytes::from_static(b"back")).await?;
    again.sync().await?;
    let left = disk.crash(FaultPlan::calm(5))?;
    assert_eq!(contents(&left, "a").await, Some(Bytes::from_static(b"back")));
    Ok(())
}

#[tokio::test]
async fn an_object_put_with_fsync_survives_and_one_without_may_be_lost_or_torn() -> Outcome {
    let mut fates = BTreeSet::new();
    for seed in 0..SEEDS {
        let disk = calm(seed)?;
        let payload = || PutPayload::from_static(b"object");
        disk.objects("safe", true)?.put(&"ab/x".into(), payload()).await?;
        disk.objects("risky", false)?.put(&"ab/x".into(), payload()).await?;
        let left = disk.crash(FaultPlan::calm(seed))?;
        assert_eq!(contents(&left, "safe/ab/x").await, Some(Bytes::from_static(b"object")));
        fates.insert(match contents(&left, "risky/ab/x").await {
            None => "lost",
            Some(bytes) if bytes == "object" => "whole",
            Some(_) => "torn",
        });
    }
    assert_eq!(fates, BTreeSet::from(["lost", "torn", "whole"]));
    Ok(())
}

#[tokio::test]
async fn files_of_a_program_that_syncs_by_itself_are_left_as_they_are() -> Outcome {
    for seed in 0..SEEDS {
        let disk = calm(seed)?;
        for path in ["db/main", "work/out"] {
            let at = disk.host_path(path);
            std::fs::create_dir_all(at.parent().ok_or("a folder")?)?;
            std::fs::write(at, b"written behind its back")?;
        }
        let left = disk.crash(FaultPlan::calm(seed))?;
        let kept = contents(&left, "db/main").await.ok_or("the database vanished")?;
        assert_eq!(kept, "written behind its back");
    }
    Ok(())
}

#[tokio::test]
async fn the_same_seed_and_plan_end_the_same_way() -> Outcome {
    let mut ends = Vec::new();
    for _ in 0..2 {
        let plan = FaultPlan { seed: 77, fail_per_mille: 300, ..FaultPlan::default() };
        let disk = SimDisk::new(plan, &[])?;
        let mut results = Vec::new();
        for index in 0..40 {
            let path = format!("f{}", index % 7);
            match disk.write_from(&path, 0).await {
                Ok(mut file) => {
                    results.push(file.write(Bytes::from(vec![1; index])).await.is_ok());
                    results.push(file.sync().await.is_ok());
                }
                Err(failure) => results.push(failure.raw_os_error() == Some(28)),
            }
        }
        assert!(results.contains(&true) && results.contains(&false));
        ends.push((results, disk.crash(FaultPlan::calm(1))?.files()?));
    }
    assert_eq!(ends[0], ends[1]);
    Ok(())
}

fn stays_pending<F: Future>(mut future: std::pin::Pin<&mut F>) -> bool {
    let mut context = Context::from_waker(Waker::noop());
    (0..3).all(|_| matches!(future.as_mut().poll(&mut context), Poll::Pending))
}
