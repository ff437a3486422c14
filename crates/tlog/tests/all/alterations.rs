//! Any altered byte of what is signed, and of a proof, is noticed.

use proptest::prelude::*;
use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::Contradiction;
use tlog::cosign::{CosignRequest, KnownLog, decide};
use tlog::merkle::{Edge, Hash, leaf_hash, prove_consistency, prove_inclusion, verify_consistency, verify_inclusion};
use tlog::note::{Note, VerifierKey};
use tlog::tile::{Tile, encode_bundle, parse_bundle};

use crate::samples::{TIME_S, cosigner, entries, entry, log_key, nodes, signed, tree_of};

fn flip(bytes: &mut [u8], byte: prop::sample::Index, bit: u8) {
    let place = byte.index(bytes.len());
    bytes[place] ^= 1 << bit;
}

fn cosigned() -> Vec<u8> {
    let plain = signed(tree_of(&mut nodes(&entries(9)), 9));
    let lines = [cosigner(1), cosigner(2)].map(|key| plain.cosignature(&key, TIME_S).unwrap());
    lines.into_iter().fold(plain, |plain, line| plain.with(line).unwrap()).to_bytes()
}

/// What a driver of fuzzed bytes calls.
fn read_by_all(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(read) = Note::parse(bytes) {
        assert_eq!(read.to_bytes(), bytes);
    }
    if let Ok(read) = SignedCheckpoint::parse(bytes) {
        assert_eq!((read.to_bytes(), read.checkpoint().to_text()), (bytes.to_vec(), read.note().text().to_owned()));
    }
    if let Ok(read) = CosignRequest::parse(bytes) {
        assert_eq!(read.to_bytes(), bytes);
    }
    if let Ok(read) = Contradiction::from_cbor(bytes) {
        assert_eq!(read.to_cbor(), bytes);
        let _ = read.verify(&[log_key().verifier().clone()]);
    }
    if let Ok(read) = Edge::from_cbor(bytes) {
        assert_eq!(read.to_cbor(), bytes);
        let _ = read.root();
    }
    if let Ok(read) = VerifierKey::parse(&text) {
        assert_eq!(read.to_text(), text);
    }
    if let Ok(read) = Tile::parse(&text) {
        assert_eq!(read.path(), text);
    }
    for width in 0..=256 {
        if let Ok(read) = parse_bundle(bytes, width) {
            assert_eq!(encode_bundle(read).unwrap(), bytes);
        }
    }
}

proptest! {
    #[test]
    fn an_altered_byte_of_a_checkpoint_or_of_a_needed_signature_is_noticed(byte: prop::sample::Index, bit in 0_u8..8) {
        let log = log_key();
        let cosigners: Vec<VerifierKey> = [1, 2].map(|number| cosigner(number).verifier().clone()).to_vec();
        let mut bytes = cosigned();
        let good = SignedCheckpoint::parse(&bytes).unwrap();
        prop_assert_eq!(good.verify(log.verifier(), &cosigners, 2).unwrap().len(), 2);
        flip(&mut bytes, byte, bit);
        let verified = SignedCheckpoint::parse(&bytes).and_then(|read| read.verify(log.verifier(), &cosigners, 2));
        prop_assert!(verified.is_err(), "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn an_altered_bit_of_a_proof_is_noticed(new in 2_u64..200, old: prop::sample::Index, byte: prop::sample::Index, bit in 0_u8..8) {
        let old = 1 + u64::try_from(old.index(usize::try_from(new - 1).unwrap())).unwrap();
        let mut nodes = nodes(&entries(new));
        let (first, last) = (tree_of(&mut nodes, old), tree_of(&mut nodes, new));
        let altered = |proof: Vec<Hash>| {
            let mut bytes: Vec<u8> = proof.iter().flat_map(|hash| *hash.as_bytes()).collect();
            flip(&mut bytes, byte, bit);
            bytes.as_chunks::<32>().0.iter().copied().map(Hash::from_bytes).collect::<Vec<_>>()
        };
        let proof = altered(prove_consistency(&mut nodes, old, new).unwrap());
        prop_assert!(verify_consistency(first, last, &proof).is_err());
        let path = altered(prove_inclusion(&mut nodes, old - 1, new).unwrap());
        prop_assert!(verify_inclusion(leaf_hash(&entry(old - 1)), old - 1, last, &path).is_err());
    }

    #[test]
    fn every_decoder_takes_any_bytes_and_writes_what_it_read(
        sample in 0_usize..6, byte: prop::sample::Index, changed in prop::collection::vec(any::<u8>(), 0..6), only: bool,
    ) {
        let mut bytes = [
            include_bytes!("../golden/checkpoint.txt").as_slice(), include_bytes!("../golden/request.txt"),
            include_bytes!("../golden/contradiction-size.cbor"), include_bytes!("../golden/contradiction-beginning.cbor"),
            include_bytes!("../golden/edge.cbor"), include_bytes!("../golden/vkeys.txt"),
        ][sample].to_vec();
        let place = byte.index(bytes.len());
        let end = (place + changed.len()).min(bytes.len());
        bytes.splice(place..end, changed.iter().copied());
        if only {
            bytes = changed;
        }
        read_by_all(&bytes);
    }

    #[test]
    fn an_altered_byte_of_a_request_is_never_cosigned(byte: prop::sample::Index, bit in 0_u8..8) {
        let mut nodes = nodes(&entries(23));
        let (last, tree) = (signed(tree_of(&mut nodes, 10)), tree_of(&mut nodes, 23));
        let log = log_key();
        let known = KnownLog { key: log.verifier(), earlier_keys: &[], last: Some(&last), cosigned_s: TIME_S, frozen: false, stored_root: Some(tree.root) };
        let proof = prove_consistency(&mut nodes, 10, 23).unwrap();
        let mut bytes = CosignRequest { old_size: 10, proof, checkpoint: signed(tree) }.to_bytes();
        prop_assert!(decide(Some(&known), &CosignRequest::parse(&bytes).unwrap(), TIME_S).is_ok());
        flip(&mut bytes, byte, bit);
        if let Ok(read) = CosignRequest::parse(&bytes) {
            prop_assert!(decide(Some(&known), &read, TIME_S).is_err(), "{}", String::from_utf8_lossy(&bytes));
        }
    }
}
