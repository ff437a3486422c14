//! A whole log is verified, and what was altered is named.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tlog::merkle::{Tree, leaf_hash};
use tlog::tile::{
    BundleRefusal, Kind, LogCheck, LogFault, NotVerified, Tile, added, encode_bundle, verify_entries, verify_log,
};

use crate::samples::{entries, files, tree};

type Files = BTreeMap<String, Vec<u8>>;

fn verdict(tree: Tree, files: &Files) -> Result<(), LogFault> {
    let read = |tile: &Tile| Ok::<_, ()>(files.get(&tile.path()).cloned());
    verify_log(tree, read).map_err(|fault| match fault {
        NotVerified::Fault(fault) => fault,
        NotVerified::Failed(..) => panic!("reading from memory does not fail"),
    })
}

fn tile(kind: Kind, index: u64, size: u64) -> Tile {
    Tile::of_tree(kind, index, size).unwrap()
}

fn bundles(size: u64, files: &Files) -> Vec<Vec<u8>> {
    let bundles = added(0, size).filter(|tile| tile.kind() == Kind::Entries);
    bundles.map(|tile| files[&tile.path()].clone()).collect()
}

/// A log whose entry `index` is another, with the tiles as they were.
fn with_entry_altered(all: &[Vec<u8>], files: &Files, index: usize) -> Files {
    let bundle = tile(Kind::Entries, u64::try_from(index).unwrap() / 256, u64::try_from(all.len()).unwrap());
    let first = index - index % 256;
    let mut these = all[first..(first + 256).min(all.len())].to_vec();
    these[index % 256] = b"altered".to_vec();
    let mut files = files.clone();
    files.insert(bundle.path(), encode_bundle(&these).unwrap());
    files
}

#[test]
fn logs_of_all_kinds_of_sizes_are_verified_with_tiles_without_and_in_part() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 700, 65_536, 65_537, 66_100] {
        let all = entries(size);
        let (files, tree) = (files(&all), tree(&all));
        assert_eq!(verdict(tree, &files), Ok(()), "{size}");
        assert_eq!(verify_entries(tree, bundles(size, &files)), Ok(()), "{size}");
        let some: Files =
            files.iter().filter(|(path, _)| !path.contains("tile/0/")).map(|(p, b)| (p.clone(), b.clone())).collect();
        assert_eq!(verdict(tree, &some), Ok(()), "{size}");
    }
}

#[test]
fn the_first_altered_entry_is_named_exactly() {
    let size = 66_100;
    let all = entries(size);
    let (files, tree) = (files(&all), tree(&all));
    for index in [0, 1, 255, 256, 300, 65_535, 65_536, 66_047, 66_048, 66_099] {
        let place = u64::try_from(index).unwrap();
        let mut altered = with_entry_altered(&all, &files, index);
        assert_eq!(verdict(tree, &altered), Err(LogFault::EntryAltered(place..place + 1)), "{index}");
        if index + 2_000 < all.len() {
            altered.extend(
                with_entry_altered(&all, &files, index + 2_000)
                    .into_iter()
                    .filter(|(path, bytes)| files[path] != *bytes),
            );
            assert_eq!(verdict(tree, &altered), Err(LogFault::EntryAltered(place..place + 1)), "{index}, and one more");
        }
    }
}

#[test]
fn who_alters_the_hash_beside_the_entry_as_well_is_found_by_the_tile_above() {
    let size = 1_000;
    let all = entries(size);
    let (files, tree) = (files(&all), tree(&all));
    let mut altered = with_entry_altered(&all, &files, 300);
    let beside = tile(Kind::Hashes(0), 1, size).path();
    let place = 44 * 32;
    altered.get_mut(&beside).unwrap()[place..place + 32].copy_from_slice(leaf_hash(b"altered").as_bytes());
    assert_eq!(verdict(tree, &altered), Err(LogFault::EntryAltered(256..512)));
    // A tile that is wrong itself names nothing more closely: here it differs from entry 260 on.
    altered.get_mut(&beside).unwrap()[4 * 32] ^= 1;
    assert_eq!(verdict(tree, &altered), Err(LogFault::EntryAltered(256..512)));
    // With a partial tile, which nothing stands above, only a suspicion is left, or nothing.
    let mut altered = with_entry_altered(&all, &files, 900);
    assert_eq!(verdict(tree, &altered), Err(LogFault::EntryAltered(900..901)));
    let beside = tile(Kind::Hashes(0), 3, size).path();
    let place = (900 - 768) * 32;
    altered.get_mut(&beside).unwrap()[place..place + 32].copy_from_slice(leaf_hash(b"altered").as_bytes());
    assert_eq!(verdict(tree, &altered), Err(LogFault::RootDiffers(None)));
    altered.get_mut(&beside).unwrap()[0] ^= 1;
    assert_eq!(verdict(tree, &altered), Err(LogFault::RootDiffers(Some(768..769))));
}

#[test]
fn without_tiles_an_altered_entry_is_noticed_and_without_those_of_level_0_its_bundle_is_named() {
    let size = 1_000;
    let all = entries(size);
    let (files, tree) = (files(&all), tree(&all));
    let altered = with_entry_altered(&all, &files, 300);
    assert_eq!(verify_entries(tree, bundles(size, &altered)), Err(LogFault::RootDiffers(None)));
    let without: Files =
        altered.into_iter().filter(|(path, _)| *path != tile(Kind::Hashes(0), 1, size).path()).collect();
    assert_eq!(verdict(tree, &without), Err(LogFault::EntryAltered(256..512)));
}

#[test]
fn a_tile_that_is_wrong_beside_right_entries_is_named() {
    let size = 66_100;
    let all = entries(size);
    let (files, tree) = (files(&all), tree(&all));
    for (level, index) in [(0, 0), (0, 200), (0, 258), (1, 0), (1, 1), (2, 0)] {
        let wrong = tile(Kind::Hashes(level), index, size);
        for bytes in [vec![0; files[&wrong.path()].len()], vec![0; 5]] {
            let mut files = files.clone();
            files.insert(wrong.path(), bytes);
            assert_eq!(verdict(tree, &files), Err(LogFault::TileAltered(wrong)));
        }
    }
}

#[test]
fn a_bundle_that_is_missing_or_malformed_is_named_with_its_entry() {
    let size = 700;
    let all = entries(size);
    let (files, tree) = (files(&all), tree(&all));
    let bundle = tile(Kind::Entries, 1, size);
    let mut gone = files.clone();
    gone.remove(&bundle.path());
    assert_eq!(verdict(tree, &gone), Err(LogFault::BundleMissing(bundle)));
    assert_eq!(verify_entries(tree, bundles(size, &files).into_iter().take(1)), Err(LogFault::BundleMissing(bundle)));
    assert_eq!(LogCheck::new(tree).finish(), Err(LogFault::BundleMissing(tile(Kind::Entries, 0, size))));
    // The length of entry 256 + 10 is one more than it was: all behind it is read askew.
    let skipped: usize = all[256..266].iter().map(|entry| entry.len() + 2).sum();
    let mut askew = files.clone();
    askew.get_mut(&bundle.path()).unwrap()[skipped + 1] += 1;
    let refusal = BundleRefusal::CutShort;
    assert_eq!(verdict(tree, &askew), Err(LogFault::BundleMalformed { bundle, entry: 266, refusal }));
    let mut long = files;
    long.get_mut(&bundle.path()).unwrap().push(0);
    let refusal = BundleRefusal::TrailingBytes;
    assert_eq!(verdict(tree, &long), Err(LogFault::BundleMalformed { bundle, entry: 511, refusal }));
}

#[test]
fn what_cannot_be_read_is_no_fault_of_the_log() {
    let tree = tree(&entries(3));
    let failed = verify_log(tree, |_: &Tile| Err::<Option<Vec<u8>>, _>("offline"));
    assert_eq!(failed, Err(NotVerified::Failed(tile(Kind::Entries, 0, 3), "offline")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_altered_byte_of_an_entry_or_a_tile_is_noticed(size in 1_u64..900, file: prop::sample::Index, byte: prop::sample::Index, bit in 0_u8..8) {
        let all = entries(size);
        let (mut files, tree) = (files(&all), tree(&all));
        let path = files.keys().nth(file.index(files.len())).unwrap().clone();
        let bytes = files.get_mut(&path).unwrap();
        let place = byte.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let fault = verdict(tree, &files).unwrap_err();
        let tile = Tile::parse(&path).unwrap();
        match (tile.kind(), &fault) {
            (Kind::Hashes(_), LogFault::TileAltered(named)) => prop_assert_eq!(tile, *named),
            (Kind::Entries, LogFault::EntryAltered(place)) => {
                prop_assert_eq!((place.end - place.start, place.start / 256), (1, tile.index()));
            }
            (Kind::Entries, LogFault::BundleMalformed { bundle, .. }) => prop_assert_eq!(tile, *bundle),
            _ => prop_assert!(false, "{fault}"),
        }
    }
}
