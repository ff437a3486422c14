//! The byte cache, over objects on the real disk.

mod place;

use std::time::Duration;

use futures::{StreamExt, stream};
use objects::BLOCK_BYTES;
use place::{CACHE_BYTES, Outcome, Place, collect, fresh, put, sample};
use proptest::prelude::*;

/// How long a read may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn many_who_ask_for_one_block_cause_one_read() -> Outcome {
    let Place { objects, .. } = &fresh()?;
    let stored = put(objects, sample(1000)).await?;
    let ask = |_| collect(objects, stored.hash, 0, 1000);
    let answers: Vec<_> = futures::future::join_all((0..50).map(ask)).await;
    assert!(answers.iter().all(|answer| answer.as_ref().is_ok_and(|bytes| bytes.len() == 1000)));
    assert_eq!(objects.cache_figures().blocks_read, 1);
    Ok(())
}

#[test]
fn a_reader_that_goes_away_does_not_take_the_others_with_it() -> Outcome {
    // One thread for the disk, which the test keeps busy: a read cannot end before it is wanted.
    let runtime = tokio::runtime::Builder::new_current_thread().max_blocking_threads(1).build()?;
    runtime.block_on(async {
        let Place { objects, .. } = &fresh()?;
        let stored = put(objects, sample(1000)).await?;
        let (release, busy) = std::sync::mpsc::channel::<()>();
        let disk = tokio::task::spawn_blocking(move || busy.recv());
        let mut first = Box::pin(collect(objects, stored.hash, 0, 1000));
        assert!(futures::poll!(&mut first).is_pending());
        let mut second = Box::pin(collect(objects, stored.hash, 0, 1000));
        assert!(futures::poll!(&mut second).is_pending());
        drop(first);
        release.send(())?;
        disk.await??;
        assert_eq!(second.await?.len(), 1000);
        Ok(())
    })
}

#[tokio::test]
async fn a_reader_that_stops_and_stays_keeps_nobody_from_what_it_asked_for() -> Outcome {
    let Place { objects, seams, .. } = &fresh()?;
    let stored = put(objects, sample(3 * 1024 * 1024)).await?;
    // Its first frame is there, the next is being read, and it asks no more.
    let stopped = objects.begin(stored.hash, 0..stored.bytes).await?;
    tokio::select! {
        all = collect(objects, stored.hash, 0, stored.bytes) => assert_eq!(u64::try_from(all?.len())?, stored.bytes),
        () = seams.clock.sleep(PATIENCE) => return Err("everybody waits for one reader".into()),
    }
    drop(stopped);
    Ok(())
}

#[tokio::test]
async fn the_cache_never_holds_more_than_it_was_given() -> Outcome {
    let Place { objects, .. } = &fresh()?;
    let length = 30 * 1024 * 1024 + 5;
    let stored = put(objects, sample(length)).await?;
    for _ in 0..2 {
        let (first, further) = objects.begin(stored.hash, 0..stored.bytes).await?;
        let mut frames = stream::iter([Ok(first)]).chain(stream::iter(further).flatten());
        while let Some(frame) = frames.next().await {
            assert!(u64::try_from(frame?.len())? <= BLOCK_BYTES);
            let figures = objects.cache_figures();
            assert!(figures.held_bytes <= CACHE_BYTES, "{figures:?}");
        }
    }
    let figures = objects.cache_figures();
    assert!(figures.held_bytes > CACHE_BYTES / 2, "{figures:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_range_is_the_same_through_the_cache_and_past_it(
        length in 1_usize..3_500_000, a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let Place { objects, _folder, .. } = &fresh().unwrap();
            let bytes = sample(length);
            let (a, b) = (a.index(length), b.index(length));
            let (start, end) = (a.min(b), a.max(b) + 1);
            let stored = put(objects, bytes.clone()).await.unwrap();
            let range = u64::try_from(start).unwrap()..u64::try_from(end).unwrap();
            assert_eq!(objects.read(stored.hash, range.clone()).await.unwrap(), bytes[start..end]);
            assert_eq!(collect(objects, stored.hash, range.start, range.end).await.unwrap(), bytes[start..end]);
        });
    }
}
