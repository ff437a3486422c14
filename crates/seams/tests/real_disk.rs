//! The real disk, in a temporary folder.

use std::io::ErrorKind;

use bytes::Bytes;
use object_store::{ObjectStoreExt, PutPayload};
use seams::Disk;
use seams::real::RealDisk;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn fresh() -> Result<(tempfile::TempDir, RealDisk), std::io::Error> {
    let folder = tempfile::tempdir()?;
    let disk = RealDisk::open(&folder.path().join("data"))?;
    Ok((folder, disk))
}

#[tokio::test]
async fn what_is_written_in_pieces_is_read_back_whole() -> Outcome {
    let (_folder, disk) = fresh()?;
    let mut expected = Vec::new();
    let mut file = disk.write_from("uploads/one", 0).await?;
    // Frames of odd sizes, more than one write call's worth.
    for index in 0..700_u32 {
        let frame = vec![index.to_le_bytes()[0]; 4099];
        expected.extend_from_slice(&frame);
        file.write(frame.into()).await?;
    }
    file.sync().await?;
    let end = u64::try_from(expected.len())?;
    assert_eq!(disk.len("uploads/one").await?, Some(end));
    assert_eq!(disk.read("uploads/one", 0..end).await?, expected);
    assert_eq!(disk.read("uploads/one", 4098..4101).await?, expected[4098..4101]);
    assert_eq!(disk.read("uploads/one", end - 1..end + 10).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn much_that_comes_between_two_syncs_is_read_back_whole() -> Outcome {
    let (_folder, disk) = fresh()?;
    let mut file = disk.write_from("uploads/much", 0).await?;
    let frame = |index: u32| Bytes::from(vec![index.to_le_bytes()[0]; 300_001]);
    // Twice more than is brought to the disk unasked.
    for until in [130, 150_u32] {
        for index in (0..150_u32).filter(|index| (*index < 130) == (until == 130)) {
            file.write(frame(index)).await?;
        }
        file.sync().await?;
    }
    let end = 150 * 300_001;
    assert_eq!(disk.len("uploads/much").await?, Some(end));
    let expected: Vec<u8> = (0..150).flat_map(frame).collect();
    assert!(disk.read("uploads/much", 0..end).await? == expected);
    Ok(())
}

#[tokio::test]
async fn writing_from_an_offset_cuts_off_what_stood_after_it() -> Outcome {
    let (_folder, disk) = fresh()?;
    let mut file = disk.write_from("f", 0).await?;
    file.write(Bytes::from_static(b"0123456789")).await?;
    file.sync().await?;
    let mut file = disk.write_from("f", 4).await?;
    file.write(Bytes::from_static(b"ab")).await?;
    file.sync().await?;
    assert_eq!(disk.read("f", 0..100).await?, "0123ab");
    Ok(())
}

#[tokio::test]
async fn writing_beyond_the_end_is_refused_and_changes_nothing() -> Outcome {
    let (_folder, disk) = fresh()?;
    disk.replace("f", Bytes::from_static(b"abc")).await?;
    let refusal = disk.write_from("f", 4).await.err().map(|failure| failure.kind());
    assert_eq!(refusal, Some(ErrorKind::InvalidInput));
    assert_eq!(disk.read("f", 0..100).await?, "abc");
    Ok(())
}

#[tokio::test]
async fn replacing_leaves_the_new_contents_and_no_other_file() -> Outcome {
    let (_folder, disk) = fresh()?;
    disk.replace("deep/er/f", Bytes::from_static(b"old")).await?;
    disk.replace("deep/er/f", Bytes::from_static(b"new")).await?;
    assert_eq!(disk.read("deep/er/f", 0..100).await?, "new");
    let names = std::fs::read_dir(disk.host_path("deep/er"))?.count();
    assert_eq!(names, 1);
    Ok(())
}

#[tokio::test]
async fn removing_takes_a_folder_with_all_in_it_and_absent_is_success() -> Outcome {
    let (_folder, disk) = fresh()?;
    disk.replace("a/b/c", Bytes::from_static(b"1")).await?;
    disk.replace("a/d", Bytes::from_static(b"2")).await?;
    assert_eq!(disk.list("a").await?, ["b", "d"]);
    disk.remove("a").await?;
    disk.remove("a").await?;
    assert_eq!(disk.len("a/d").await?, None);
    assert_eq!(disk.list("a").await?, Vec::<String>::new());
    // The same names can be made durable again.
    disk.replace("a/b/c", Bytes::from_static(b"3")).await?;
    assert_eq!(disk.read("a/b/c", 0..9).await?, "3");
    Ok(())
}

#[tokio::test]
async fn a_path_out_of_the_data_folder_is_refused() -> Outcome {
    let (_folder, disk) = fresh()?;
    for path in ["../x", "/etc/hostname", ""] {
        let refusal = disk.read(path, 0..1).await.err().map(|failure| failure.kind());
        assert_eq!(refusal, Some(ErrorKind::InvalidInput), "{path:?}");
        assert!(disk.objects(path, true).is_err());
        assert!(disk.write_from(path, 0).await.is_err());
        assert!(disk.remove(path).await.is_err());
    }
    Ok(())
}

#[tokio::test]
async fn an_object_lands_in_its_folder() -> Outcome {
    let (_folder, disk) = fresh()?;
    let store = disk.objects("objects", true)?;
    store.put(&"ab/cdef".into(), PutPayload::from_static(b"bytes")).await?;
    assert_eq!(disk.read("objects/ab/cdef", 0..9).await?, "bytes");
    assert!(disk.free_bytes().await? > 0);
    Ok(())
}
