//! Notes, checkpoints, tiles and proofs against the crates `signed_note` and `tlog_tiles`, both ways.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;
use signed_note::{Note as TheirNote, StandardSigner, StandardVerifier, VerifierList};
use tlog::checkpoint::Checkpoint;
use tlog::merkle::{Tree, leaf_hash, prove_consistency, prove_inclusion, verify_consistency, verify_inclusion};
use tlog::note::{Algorithm, Note, SignerKey, Verified};
use tlog::tile::{Kind, Tile, added};
use tlog_tiles::tlog::{self as theirs, HashReader};
use tlog_tiles::{Checkpoint as TheirCheckpoint, Hash as TheirHash, Tile as TheirTile, TileHashReader, TileReader};

use crate::samples::{ORIGIN, entries, files, key, log_key, name, nodes, signed, tree, tree_of};

#[test]
fn each_reads_and_verifies_the_others_notes_and_keys() {
    let ours = key(ORIGIN, Algorithm::Ed25519, 7);
    let text = "a line\n\nand another\n";
    let verifier = StandardVerifier::new(&ours.verifier().to_text()).unwrap();
    let known = VerifierList::new(vec![Box::new(verifier)]);
    let note = Note::sign(text, &ours, 0).unwrap();
    let read = TheirNote::from_bytes(&note.to_bytes()).unwrap();
    assert_eq!(read.verify(&known).unwrap().0.len(), 1);
    assert_eq!(read.to_bytes(), note.to_bytes());
    let signer = StandardSigner::new(&ours.to_text()).unwrap();
    let mut made = TheirNote::new(text.as_bytes(), &[]).unwrap();
    made.add_sigs(&[&signer]).unwrap();
    assert_eq!(made.to_bytes(), note.to_bytes());
    let read = Note::parse(&made.to_bytes()).unwrap();
    assert_eq!(read.verified_by(ours.verifier()), Ok(Some(Verified { time_s: None })));
    let again = SignerKey::parse(&ours.to_text()).unwrap();
    assert_eq!(again.verifier(), ours.verifier());
}

#[test]
fn each_reads_the_others_checkpoints() {
    for size in [0, 1, 70, 66_000] {
        let signed = signed(tree(&entries(size)));
        let text = signed.checkpoint().to_text();
        let read = TheirCheckpoint::from_bytes(text.as_bytes()).unwrap();
        let root = signed.checkpoint().tree().root;
        assert_eq!((read.origin(), read.size(), read.hash().0), (ORIGIN, size, *root.as_bytes()));
        assert_eq!(read.to_bytes(), text.as_bytes());
        let made = TheirCheckpoint::new(ORIGIN, size, TheirHash(*root.as_bytes()), "").unwrap();
        let made = Checkpoint::parse(std::str::from_utf8(&made.to_bytes()).unwrap()).unwrap();
        assert_eq!(Checkpoint::new(name(ORIGIN), Tree { size, root }), Ok(made));
    }
}

#[test]
fn proofs_are_the_same_and_each_takes_the_others() {
    let all = entries(70);
    let store = Stored::of(&all);
    let mut ours = nodes(&all);
    for size in 1..=70 {
        let tree = tree_of(&mut ours, size);
        let root = TheirHash(*tree.root.as_bytes());
        assert_eq!(theirs::tree_hash(size, &store).unwrap(), root);
        for (index, entry) in (0..size).zip(&all) {
            let made = prove_inclusion(&mut ours, index, size).unwrap();
            let their_proof = theirs::prove_record(size, index, &store).unwrap();
            assert_eq!(their_proof.iter().map(|hash| hash.0).collect::<Vec<_>>(), bytes_of(&made));
            theirs::check_record(&their_proof, size, root, index, theirs::record_hash(entry)).unwrap();
            assert_eq!(verify_inclusion(leaf_hash(entry), index, tree, &made), Ok(()));
        }
        for old_size in 1..=size {
            let old = tree_of(&mut ours, old_size);
            let made = prove_consistency(&mut ours, old_size, size).unwrap();
            let their_proof = theirs::prove_tree(size, old_size, &store).unwrap();
            assert_eq!(their_proof.iter().map(|hash| hash.0).collect::<Vec<_>>(), bytes_of(&made));
            theirs::check_tree(&their_proof, size, root, old_size, TheirHash(*old.root.as_bytes())).unwrap();
            assert_eq!(verify_consistency(old, tree, &made), Ok(()));
        }
    }
}

#[test]
fn our_tiles_are_the_ones_that_theirs_reads_proofs_from() {
    let size = 66_000;
    let all = entries(size);
    let (files, tree) = (Files(files(&all)), tree(&all));
    let root = TheirHash(*tree.root.as_bytes());
    let reader = TileHashReader::new(size, root, &files);
    assert_eq!(theirs::tree_hash(size, &reader).unwrap(), root);
    let mut ours = nodes(&all);
    for index in [0, 255, 256, 65_535, 65_536, 65_999] {
        let proof = theirs::prove_record(size, index, &reader).unwrap();
        assert_eq!(
            proof.iter().map(|hash| hash.0).collect::<Vec<_>>(),
            bytes_of(&prove_inclusion(&mut ours, index, size).unwrap())
        );
    }
}

/// Theirs has the height in the path, as the Go checksum database; C2SP has always 8 and leaves it out.
fn our_path(tile: &TheirTile) -> String {
    tile.path().replacen("tile/8/", "tile/", 1)
}

proptest! {
    #[test]
    fn the_tiles_that_an_append_adds_are_the_ones_that_theirs_names(old in 0_u64..200_000, more in 0_u64..200_000) {
        let new = old + more;
        // Theirs repeats a partial tile of a level only if the level grew, as ours.
        let named: Vec<String> = TheirTile::new_tiles(8, old, new).iter().map(our_path).collect();
        let added: Vec<String> = added(old, new).filter(|tile| tile.kind() != Kind::Entries).map(|tile| tile.path()).collect();
        prop_assert_eq!(added, named);
    }

    #[test]
    fn paths_are_spelt_and_read_alike(level in 0_u8..64, index in 0..=i64::MAX.unsigned_abs(), width in 1_u16..=256) {
        let ours = Tile::new(Kind::Hashes(level), index, width).unwrap();
        prop_assert_eq!(our_path(&TheirTile::new(8, level, index, u32::from(width), false)), ours.path());
        let read = TheirTile::from_path(&ours.path().replacen("tile/", "tile/8/", 1)).unwrap();
        prop_assert_eq!((read.level(), read.level_index(), read.width()), (level, index, u32::from(width)));
    }

    #[test]
    fn what_theirs_refuses_as_a_note_ours_refuses_too(place: prop::sample::Index, byte: u8) {
        let mut bytes = Note::sign("a line\n\nand another\n", &log_key(), 0).unwrap().to_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(read) = Note::parse(&bytes) {
            prop_assert_eq!(TheirNote::from_bytes(&bytes).unwrap().to_bytes(), read.to_bytes());
        }
    }
}

fn bytes_of(proof: &[tlog::merkle::Hash]) -> Vec<[u8; 32]> {
    proof.iter().map(|hash| *hash.as_bytes()).collect()
}

/// Their way of storing hashes: one list in the order of completion.
struct Stored(RefCell<Vec<TheirHash>>);

impl Stored {
    fn of(entries: &[Vec<u8>]) -> Self {
        let stored = Self(RefCell::default());
        for (index, entry) in (0..).zip(entries) {
            let more = theirs::stored_hashes(index, entry, &stored).unwrap();
            stored.0.borrow_mut().extend(more);
        }
        stored
    }
}

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<TheirHash>, theirs::Error> {
        Ok(indexes.iter().map(|index| self.0.borrow()[usize::try_from(*index).unwrap()]).collect())
    }
}

struct Files(BTreeMap<String, Vec<u8>>);

impl TileReader for Files {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[TheirTile]) -> Result<Vec<Vec<u8>>, theirs::Error> {
        Ok(tiles.iter().map(|tile| self.0[&our_path(tile)].clone()).collect())
    }

    fn save_tiles(&self, _: &[TheirTile], _: &[Vec<u8>]) {}
}
