//! Paths of tiles, bundles, what an append writes, and proofs from files.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tlog::merkle::{
    Hash, MAX_TREE_SIZE, Node, NotProven, StoredHashes, Tree, leaf_hash, prove_consistency, prove_inclusion,
};
use tlog::tile::{
    BundleRefusal, Kind, MAX_ENTRY_BYTES, PathRefusal, Tail, TailRefusal, Tile, TileFailure, TileHashes, TileLength,
    added, cut_bundle, encode_bundle, encode_hashes, parse_bundle, parse_hashes,
};

use crate::samples::{entries, files, nodes, tree};

fn tile(kind: Kind, index: u64, width: u16) -> Tile {
    Tile::new(kind, index, width).unwrap()
}

#[test]
fn paths_are_those_of_the_specification() {
    for (made, path) in [
        (tile(Kind::Hashes(0), 1_234_067, 256), "tile/0/x001/x234/067"),
        (tile(Kind::Hashes(63), 0, 255), "tile/63/000.p/255"),
        (tile(Kind::Entries, 999, 256), "tile/entries/999"),
        (tile(Kind::Entries, 1_000, 1), "tile/entries/x001/000.p/1"),
        (tile(Kind::Hashes(1), MAX_TREE_SIZE, 256), "tile/1/x009/x223/x372/x036/x854/x775/807"),
    ] {
        assert_eq!(made.path(), path);
        assert_eq!(Tile::parse(path), Ok(made));
    }
}

#[test]
fn every_other_spelling_of_a_path_is_refused() {
    for path in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/00/000",
        "tile/64/000",
        "tile/256/000",
        "tile/-1/000",
        "tile/+1/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p/1/",
        "tile/0/000/",
        "tile/entry/000",
        "tile/entries/+00",
        "tile/entries/000.p/1.p/1",
        "/tile/0/000",
        "tile/0/x001/x234/067\n",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/data/000",
    ] {
        assert_eq!(Tile::parse(path), Err(PathRefusal), "{path}");
    }
}

#[test]
fn a_log_of_70_000_entries_has_the_tiles_of_the_specifications_example() {
    let tiles: Vec<Tile> = added(0, 70_000).collect();
    let of = |kind| tiles.iter().filter(move |tile| tile.kind() == kind);
    assert_eq!(of(Kind::Hashes(0)).filter(|tile| tile.is_full()).count(), 273);
    assert_eq!(of(Kind::Hashes(0)).next_back().unwrap().width(), 112);
    let widths = |kind| of(kind).map(Tile::width).collect::<Vec<_>>();
    assert_eq!(widths(Kind::Hashes(1)), [256, 17]);
    assert_eq!(widths(Kind::Hashes(2)), [1]);
    assert_eq!(widths(Kind::Hashes(3)), [0_u16; 0]);
    assert_eq!(of(Kind::Entries).count(), 274);
    let of_256: Vec<String> = added(0, 256).map(|tile| tile.path()).collect();
    assert_eq!(of_256, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
}

#[test]
fn an_append_adds_only_what_was_not_there() {
    for (old, new) in [(0, 0), (1, 1), (0, 1), (255, 256), (256, 257), (200, 900), (65_535, 65_536), (65_536, 65_537)] {
        let all = |size| added(0, size).collect::<BTreeSet<Tile>>();
        let more: BTreeSet<Tile> = all(new).difference(&all(old)).copied().collect();
        assert_eq!(added(old, new).collect::<BTreeSet<_>>(), more, "{old} to {new}");
    }
}

#[test]
fn a_tile_knows_the_entries_below_each_of_its_hashes() {
    assert_eq!(tile(Kind::Entries, 2, 256).entries_at(3), 515..516);
    assert_eq!(tile(Kind::Hashes(0), 2, 256).entries_at(3), 515..516);
    assert_eq!(tile(Kind::Hashes(1), 1, 9).entries_at(2), 66_048..66_304);
    assert_eq!(tile(Kind::Hashes(63), 1, 9).entries_at(2), u64::MAX..u64::MAX);
    assert_eq!(Tile::of_tree(Kind::Hashes(0), 1, 300), Some(tile(Kind::Hashes(0), 1, 44)));
    assert_eq!(tile(Kind::Hashes(0), 1, 44).full(), tile(Kind::Hashes(0), 1, 256));
    assert_eq!(Tile::of_tree(Kind::Hashes(0), 2, 300), None);
    assert_eq!(Tile::of_tree(Kind::Hashes(1), 0, 255), None);
}

#[test]
fn each_refusal_of_a_bundle_has_its_case() {
    assert_eq!(encode_bundle([vec![0; MAX_ENTRY_BYTES + 1]]), Err(BundleRefusal::EntryTooLong));
    assert_eq!(encode_bundle([vec![7; MAX_ENTRY_BYTES]]).unwrap().len(), MAX_ENTRY_BYTES + 2);
    let bytes = encode_bundle(["one", "", "three"]).unwrap();
    assert_eq!(bytes, b"\0\x03one\0\0\0\x05three");
    assert_eq!(parse_bundle(&bytes, 3), Ok(vec![b"one".as_slice(), b"", b"three"]));
    assert_eq!(parse_bundle(&bytes[..bytes.len() - 1], 3), Err(BundleRefusal::CutShort));
    assert_eq!(parse_bundle(&bytes, 4), Err(BundleRefusal::CutShort));
    assert_eq!(parse_bundle(&bytes, 2), Err(BundleRefusal::TrailingBytes));
    assert_eq!(cut_bundle(&bytes, 2), Ok(b"\0\x03one\0\0".as_slice()));
    assert_eq!(cut_bundle(&bytes, 4), Err(BundleRefusal::CutShort));
    assert_eq!(parse_hashes(&[0; 33], 1), Err(TileLength));
    assert_eq!(parse_hashes(&[0; 32], 2), Err(TileLength));
    assert_eq!(parse_hashes(&encode_hashes(&[Hash::EMPTY_TREE]), 1), Ok(vec![Hash::EMPTY_TREE]));
}

#[test]
fn proofs_from_files_are_those_from_memory() {
    let size = 66_000;
    let all = entries(size);
    let files = files(&all);
    let mut stored = TileHashes::new(size, |tile: &Tile| files.get(&tile.path()).cloned().ok_or(()));
    let mut memory = nodes(&all);
    for index in [0, 1, 255, 256, 65_535, 65_536, 65_999] {
        assert_eq!(prove_inclusion(&mut stored, index, size), Ok(prove_inclusion(&mut memory, index, size).unwrap()));
    }
    for old in [0, 1, 2, 255, 256, 257, 65_536, 65_537, 65_999, 66_000] {
        assert_eq!(prove_consistency(&mut stored, old, size), Ok(prove_consistency(&mut memory, old, size).unwrap()));
    }
}

#[test]
fn each_failure_of_a_proof_from_files_has_its_case() {
    let node = Node { level: 0, index: 300 };
    let mut gone = TileHashes::new(300, |_: &Tile| Err::<Vec<u8>, _>("gone"));
    assert_eq!(gone.read(&[node]), Err(TileFailure::NoSuchNode(node)));
    let last = tile(Kind::Hashes(0), 1, 44);
    let failed = NotProven::Failed(TileFailure::Read(last, "gone"));
    assert_eq!(prove_inclusion(&mut gone, 299, 300), Err(failed));
    let mut short = TileHashes::new(300, |_: &Tile| Ok::<_, ()>(vec![0; 31]));
    assert_eq!(short.read(&[Node { level: 0, index: 299 }]), Err(TileFailure::Length(last)));
}

#[test]
fn each_refusal_of_a_tail_has_its_case() {
    let all = entries(300);
    let (files, tree) = (files(&all), tree(&all));
    let resumed = |files: &BTreeMap<String, Vec<u8>>, tree| Tail::resume(tree, |tile| files.get(&tile.path()).cloned());
    assert_eq!(resumed(&files, tree).unwrap().tree(), tree);
    let large = Tree { size: MAX_TREE_SIZE + 1, ..tree };
    assert_eq!(resumed(&files, large), Err(TailRefusal::TooLarge));
    let (bundle, hashes) = (tile(Kind::Entries, 1, 44), tile(Kind::Hashes(0), 1, 44));
    let with = |tile: Tile, bytes: Option<Vec<u8>>| {
        let mut files = files.clone();
        files.remove(&tile.path());
        files.extend(bytes.map(|bytes| (tile.path(), bytes)));
        resumed(&files, tree).unwrap_err()
    };
    assert_eq!(with(hashes, None), TailRefusal::Missing(hashes));
    assert_eq!(with(bundle, None), TailRefusal::Missing(bundle));
    assert_eq!(with(hashes, Some(vec![0; 31])), TailRefusal::Length(hashes));
    assert_eq!(with(bundle, Some(vec![0; 3])), TailRefusal::Bundle(bundle, BundleRefusal::CutShort));
    assert_eq!(with(bundle, Some(vec![0; 88])), TailRefusal::EntriesDiffer(bundle));
    let above = tile(Kind::Hashes(1), 0, 1);
    assert_eq!(with(above, Some(vec![0; 32])), TailRefusal::RootDiffers);
}

#[test]
fn an_entry_that_is_too_long_leaves_the_tail_as_it_was() {
    let mut tail = Tail::new();
    tail.append(b"one").unwrap();
    let before = tail.clone();
    assert_eq!(tail.append(&vec![0; MAX_ENTRY_BYTES + 1]), Err(BundleRefusal::EntryTooLong));
    assert_eq!(tail, before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_log_written_in_pieces_has_the_same_files_and_exactly_those_that_are_told(
        first in 0_u64..700, more in 0_u64..700,
    ) {
        let all = entries(first + more);
        let (begun, rest) = all.split_at(usize::try_from(first).unwrap());
        let kept = files(begun);
        let mut tail = Tail::resume(tree(begun), |tile| kept.get(&tile.path()).cloned()).unwrap();
        let mut written = BTreeMap::new();
        for entry in rest {
            written.extend(tail.append(entry).unwrap());
        }
        written.extend(tail.partials());
        prop_assert_eq!(tail.tree(), tree(&all));
        let told: BTreeSet<Tile> = added(first, first + more).collect();
        // Partial tiles of a level that did not grow are there already, as they are.
        prop_assert!(written.keys().all(|tile| told.contains(tile) || kept.contains_key(&tile.path())));
        prop_assert!(told.iter().all(|tile| written.contains_key(tile)));
        let whole = files(&all);
        for (tile, bytes) in &written {
            prop_assert_eq!(whole.get(&tile.path()), Some(bytes));
        }
    }

    #[test]
    fn bundles_are_read_back_and_cut_anywhere(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 1..40), cut in 0_u16..40) {
        let bytes = encode_bundle(&entries).unwrap();
        let width = u16::try_from(entries.len()).unwrap();
        let borrowed: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
        prop_assert_eq!(parse_bundle(&bytes, width), Ok(borrowed));
        let cut = cut.min(width);
        prop_assert_eq!(cut_bundle(&bytes, cut).unwrap(), encode_bundle(&entries[..usize::from(cut)]).unwrap());
    }

    #[test]
    fn a_path_is_read_back(level in 0_u8..=63, index in 0..=MAX_TREE_SIZE, width in 1_u16..=256) {
        for kind in [Kind::Hashes(level), Kind::Entries] {
            let tile = tile(kind, index, width);
            prop_assert_eq!(Tile::parse(&tile.path()), Ok(tile));
        }
    }

    #[test]
    fn leaves_of_a_tile_are_the_hashes_of_its_bundle(count in 1_u64..600) {
        let files = files(&entries(count));
        for tile in added(0, count).filter(|tile| tile.kind() == Kind::Entries) {
            let hashes = Tile::new(Kind::Hashes(0), tile.index(), tile.width()).unwrap();
            let entries = parse_bundle(&files[&tile.path()], tile.width()).unwrap();
            let leaves: Vec<Hash> = entries.into_iter().map(leaf_hash).collect();
            prop_assert_eq!(parse_hashes(&files[&hashes.path()], hashes.width()).unwrap(), leaves);
        }
    }
}
