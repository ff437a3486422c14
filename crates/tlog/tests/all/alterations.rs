//! Any altered byte of what is signed, and of a proof, is noticed.

use proptest::prelude::*;
use tlog::checkpoint::SignedCheckpoint;
use tlog::cosign::{CosignRequest, KnownLog, decide};
use tlog::merkle::{Hash, leaf_hash, prove_consistency, prove_inclusion, verify_consistency, verify_inclusion};
use tlog::note::VerifierKey;

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
    fn an_altered_byte_of_a_request_is_never_cosigned(byte: prop::sample::Index, bit in 0_u8..8) {
        let mut nodes = nodes(&entries(23));
        let (last, tree) = (signed(tree_of(&mut nodes, 10)), tree_of(&mut nodes, 23));
        let log = log_key();
        let known = KnownLog { key: log.verifier(), earlier_keys: &[], last: Some(&last), frozen: false, stored_root: Some(tree.root) };
        let proof = prove_consistency(&mut nodes, 10, 23).unwrap();
        let mut bytes = CosignRequest { old_size: 10, proof, checkpoint: signed(tree) }.to_bytes();
        prop_assert!(decide(Some(&known), &CosignRequest::parse(&bytes).unwrap()).is_ok());
        flip(&mut bytes, byte, bit);
        if let Ok(read) = CosignRequest::parse(&bytes) {
            prop_assert!(decide(Some(&known), &read).is_err(), "{}", String::from_utf8_lossy(&bytes));
        }
    }
}
