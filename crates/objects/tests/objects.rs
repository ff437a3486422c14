//! Objects on the real disk.

mod place;

use std::io;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use objects::{BLOCK_BYTES, ObjectsError, Stored};
use place::{Outcome, Place, collect, delete, fresh, hash_of, put, sample};

#[tokio::test]
async fn bytes_are_seen_under_their_hash_once_published_and_not_before() -> Outcome {
    let Place { objects, .. } = &fresh()?;
    let bytes = sample(100);
    let staged = objects.stage_bytes(bytes.clone()).await?;
    assert_eq!((staged.hash(), staged.bytes()), (hash_of(&bytes), 100));
    assert_eq!(objects.size(staged.hash()).await?, None);
    assert_eq!(objects.list().count().await, 0);
    let hold = objects.hold().await;
    let stored = objects.publish(staged, &hold).await?;
    assert_eq!(stored, Stored { hash: hash_of(&bytes), bytes: 100 });
    assert_eq!(objects.size(stored.hash).await?, Some(100));
    assert_eq!(objects.read(stored.hash, 10..20).await?, bytes[10..20]);
    assert_eq!(objects.list().try_collect::<Vec<_>>().await?, [stored]);
    Ok(())
}

#[tokio::test]
async fn a_file_of_several_parts_is_staged_as_it_is() -> Outcome {
    let Place { seams, objects, .. } = &fresh()?;
    let bytes = sample(19 * 1024 * 1024 + 7);
    seams.disk.replace("work/out.mp4", bytes.clone()).await?;
    let staged = objects.stage_file("work/out.mp4").await?;
    let hold = objects.hold().await;
    let stored = objects.publish(staged, &hold).await?;
    assert_eq!(stored.hash, hash_of(&bytes));
    assert_eq!(collect(objects, stored.hash, 0, stored.bytes).await?, bytes);
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_whole_becomes_an_object_where_it_is() -> Outcome {
    let Place { seams, objects, .. } = &fresh()?;
    let bytes = sample(5000);
    let hash = hash_of(&bytes);
    seams.disk.replace("incoming/one", bytes.clone()).await?;
    let hold = objects.hold().await;
    objects.adopt("incoming/one", hash, &hold).await?;
    assert_eq!(collect(objects, hash, 0, 5000).await?, bytes);
    assert_eq!(seams.disk.len("incoming/one").await?, None, "it was moved");
    // A second one replaces the first by the same bytes.
    seams.disk.replace("incoming/two", bytes.clone()).await?;
    objects.adopt("incoming/two", hash, &hold).await?;
    assert_eq!(objects.list().try_collect::<Vec<_>>().await?, [Stored { hash, bytes: 5000 }]);
    let absent = objects.adopt("incoming/absent", hash, &hold).await.err();
    assert!(matches!(absent, Some(ObjectsError::Adopt { .. })), "{absent:?}");
    assert_eq!(objects.size(hash).await?, Some(5000), "what stood there stands");
    Ok(())
}

#[tokio::test]
async fn a_file_becomes_an_object_on_another_disk_too() -> Outcome {
    let elsewhere = tempfile::tempdir_in("/dev/shm")?;
    let Place { seams, objects, .. } = &fresh()?;
    let bytes = sample(5000);
    let hash = hash_of(&bytes);
    let folder = seams.disk.host_path("objects");
    std::fs::remove_dir_all(&folder)?;
    std::os::unix::fs::symlink(elsewhere.path(), &folder)?;
    seams.disk.replace("incoming/one", bytes.clone()).await?;
    let hold = objects.hold().await;
    objects.adopt("incoming/one", hash, &hold).await?;
    assert_eq!(collect(objects, hash, 0, 5000).await?, bytes);
    assert_eq!(seams.disk.len("incoming/one").await?, None);
    Ok(())
}

#[tokio::test]
async fn an_empty_object_is_an_object() -> Outcome {
    let Place { objects, .. } = &fresh()?;
    let stored = put(objects, Bytes::new()).await?;
    assert_eq!(stored, Stored { hash: hash_of(b""), bytes: 0 });
    assert_eq!(collect(objects, stored.hash, 0, 0).await?, b"");
    Ok(())
}

#[tokio::test]
async fn publishing_what_exists_changes_nothing_and_heals_what_was_damaged() -> Outcome {
    let Place { seams, objects, .. } = &fresh()?;
    let bytes = sample(5000);
    let stored = put(objects, bytes.clone()).await?;
    assert_eq!(put(objects, bytes.clone()).await?, stored);
    let hex = stored.hash.to_string();
    let path = format!("objects/{}/{hex}", &hex[..2]);
    seams.disk.replace(&path, Bytes::from_static(b"rot")).await?;
    assert!(collect(objects, stored.hash, 0, 3).await.is_ok(), "rot is in the cache");
    assert_eq!(put(objects, bytes.clone()).await?, stored);
    assert_eq!(collect(objects, stored.hash, 0, 5000).await?, bytes);
    Ok(())
}

#[tokio::test]
async fn a_source_that_fails_leaves_nothing_behind() -> Outcome {
    let Place { seams, objects, .. } = &fresh()?;
    let broken = stream::iter([Ok(sample(9_000_000)), Err(io::ErrorKind::BrokenPipe.into())]);
    let failure = objects.stage_stream(broken).await.err();
    assert!(matches!(failure, Some(ObjectsError::Source(_))), "{failure:?}");
    assert_eq!(seams.disk.list("objects/staging").await?, Vec::<String>::new());
    assert!(matches!(objects.stage_file("absent").await, Err(ObjectsError::Source(_))));
    Ok(())
}

#[tokio::test]
async fn cleaning_removes_what_was_dropped_and_what_an_earlier_life_left_but_not_what_is_in_use() -> Outcome {
    let Place { seams, objects, .. } = &fresh()?;
    for left in ["0123#1", "4567"] {
        seams.disk.replace(&format!("objects/staging/{left}"), sample(10)).await?;
    }
    drop(objects.stage_bytes(sample(20)).await?);
    let in_use = objects.stage_bytes(sample(30)).await?;
    assert_eq!(objects.clean_staging().await?, 3);
    let hold = objects.hold().await;
    assert_eq!(objects.publish(in_use, &hold).await?.bytes, 30);
    assert_eq!(objects.clean_staging().await?, 0);
    Ok(())
}

#[tokio::test]
async fn what_is_missing_or_too_short_is_a_failure_that_says_so() -> Outcome {
    let Place { objects, .. } = &fresh()?;
    let absent = hash_of(b"absent");
    assert!(matches!(objects.read(absent, 0..1).await, Err(ObjectsError::Missing(_))));
    assert!(matches!(collect(objects, absent, 0, 1).await, Err(ObjectsError::Missing(_))));
    let stored = put(objects, sample(100)).await?;
    for (start, end) in [(0, 101), (100, 101), (200, 300), (3 * BLOCK_BYTES, 4 * BLOCK_BYTES)] {
        let read = objects.read(stored.hash, start..end).await;
        assert!(matches!(read, Err(ObjectsError::TooShort { .. })), "{start}..{end} {read:?}");
        let streamed = collect(objects, stored.hash, start, end).await;
        assert!(matches!(streamed, Err(ObjectsError::TooShort { .. })), "{start}..{end} {streamed:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_deleted_object_is_gone_from_disk_and_cache_and_deleting_again_is_success() -> Outcome {
    let Place { objects, .. } = &fresh()?;
    let stored = put(objects, sample(100)).await?;
    collect(objects, stored.hash, 0, 100).await?;
    delete(objects, stored.hash).await?;
    assert!(matches!(collect(objects, stored.hash, 0, 100).await, Err(ObjectsError::Missing(_))));
    delete(objects, stored.hash).await?;
    Ok(())
}

#[tokio::test]
async fn a_sweep_waits_for_who_is_publishing() -> Outcome {
    let Place { objects, .. } = &fresh()?;
    let hold = objects.hold().await;
    let mut sweep = std::pin::pin!(objects.sweep());
    assert!(futures::poll!(&mut sweep).is_pending());
    drop(hold);
    let _swept = sweep.await;
    assert!(futures::poll!(std::pin::pin!(objects.hold())).is_pending());
    Ok(())
}

#[tokio::test]
async fn what_stands_in_the_store_is_listed_with_strange_names_and_without_what_is_staged() -> Outcome {
    let Place { seams, objects, .. } = &fresh()?;
    let whole = put(objects, sample(400)).await?;
    seams.disk.replace("objects/ab/strange", sample(1)).await?;
    let _staged = objects.stage_bytes(sample(7)).await?;
    let mut places = objects.places().try_collect::<Vec<_>>().await?;
    places.sort_by_key(|place| matches!(place, objects::Place::Strange(_)));
    assert_eq!(places, [objects::Place::Object(whole), objects::Place::Strange("ab/strange".to_owned())]);
    Ok(())
}

#[tokio::test]
async fn rehashing_reads_what_the_store_has_and_not_what_the_cache_remembers() -> Outcome {
    let Place { seams, objects, .. } = &fresh()?;
    let whole = put(objects, sample(2_000_000)).await?;
    assert_eq!(objects.rehash(whole.hash).await?, Some(whole));
    collect(objects, whole.hash, 0, 2_000_000).await?;
    let hex = whole.hash.to_string();
    seams.disk.replace(&format!("objects/{}/{hex}", &hex[..2]), sample(299)).await?;
    let rotten = objects.rehash(whole.hash).await?;
    assert_eq!(rotten, Some(Stored { hash: hash_of(&sample(299)), bytes: 299 }));
    assert_eq!(objects.rehash(hash_of(b"missing")).await?, None);
    Ok(())
}
