use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{demo, end};

/// The largest object of a member: its best rendition.
fn largest_object(data: &Path) -> PathBuf {
    let folders = fs::read_dir(data.join("data/objects")).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    files.max_by_key(|file| fs::metadata(file).unwrap().len()).unwrap()
}

fn flip(file: &Path, place: usize) {
    let mut bytes = fs::read(file).unwrap();
    bytes[place] ^= 1;
    fs::write(file, bytes).unwrap();
}

#[test]
fn all_that_is_published_is_watched_and_counted_to_the_byte_and_one_altered_byte_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (code, report, errors) = end(demo(folder.path()).arg("--once"));
    assert_eq!(code, Some(0), "{report}{errors}");
    for words in ["first playable", "360p", "480p", "audio", "thumbnail", "this month", "every byte was counted"] {
        assert!(report.contains(words), "{words}: {report}");
    }

    let object = largest_object(folder.path());
    let place = usize::try_from(fs::metadata(&object).unwrap().len()).unwrap() / 2;
    flip(&object, place);
    let (code, report, errors) = end(demo(folder.path()).arg("--once"));
    assert_eq!(code, Some(7), "{report}{errors}");
    let name = object.file_name().unwrap().to_str().unwrap();
    assert!(errors.contains(name) && errors.contains("not what was published"), "{errors}");
    assert!(!report.contains("every byte was counted"), "{report}");

    flip(&object, place);
    let (code, report, errors) = end(demo(folder.path()).arg("--once"));
    assert_eq!(code, Some(0), "{report}{errors}");
    assert!(report.contains("by a former run"), "{report}");
}
