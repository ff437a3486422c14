//! The bytes that must never change. They were written by a second program, aics-tlog, and for CBOR by one written from
//! docs/formats/log.md, for the log of 300 entries of `samples`.

use sha2::{Digest, Sha256};
use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::{Beginning, Contradiction};
use tlog::cosign::CosignRequest;
use tlog::merkle::{AllNodes, Edge, prove_consistency};
use tlog::note::{Algorithm, VerifierKey};

use crate::samples::{
    ORIGIN, TIME_S, cosigner, cosigner_name, entries, files, key, log_key, name, nodes, signed, tree_of,
};

const SIZE: u64 = 300;
const PAGE: &str = include_str!("../../../../docs/formats/log.md");
const CHECKPOINT: &str = include_str!("../golden/checkpoint.txt");

fn honest() -> AllNodes {
    nodes(&entries(SIZE))
}

fn forked() -> AllNodes {
    let mut all = entries(SIZE);
    all[4] = b"another".to_vec();
    nodes(&all)
}

#[test]
fn keys_have_the_text_that_was_written_first() {
    let written: Vec<&str> = include_str!("../golden/vkeys.txt").lines().collect();
    assert_eq!(written, [log_key().verifier().to_text(), cosigner(1).verifier().to_text()]);
    for text in written {
        assert_eq!(VerifierKey::parse(text).unwrap().to_text(), text);
    }
    assert_ne!(key(ORIGIN, Algorithm::Cosignature, 7).verifier().to_text(), log_key().verifier().to_text());
}

#[test]
fn a_checkpoint_has_the_bytes_that_were_written_first_and_its_signatures_hold() {
    let plain = signed(tree_of(&mut honest(), SIZE));
    let line = plain.cosignature(&cosigner(1), TIME_S).unwrap();
    assert_eq!(String::from_utf8(plain.with(line).unwrap().to_bytes()).unwrap(), CHECKPOINT);
    let read = SignedCheckpoint::parse(CHECKPOINT.as_bytes()).unwrap();
    let good = read.verify(log_key().verifier(), &[cosigner(1).verifier().clone()], 1).unwrap();
    assert_eq!((&good[0].cosigner, good[0].time_s), (&name(&cosigner_name(1)), TIME_S));
}

#[test]
fn a_request_has_the_bytes_that_were_written_first() {
    let written = include_bytes!("../golden/request.txt");
    let mut honest = honest();
    let proof = prove_consistency(&mut honest, 23, SIZE).unwrap();
    let request = CosignRequest { old_size: 23, proof, checkpoint: signed(tree_of(&mut honest, SIZE)) };
    assert_eq!(request.to_bytes(), written);
    assert_eq!(CosignRequest::parse(written), Ok(request));
}

#[test]
fn the_files_of_a_log_have_the_hashes_that_were_written_first() {
    let hashes = files(&entries(SIZE)).into_iter().map(|(path, bytes)| {
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        format!("{}  {path}\n", data_encoding::HEXLOWER.encode(&hash))
    });
    assert_eq!(hashes.collect::<String>(), include_str!("../golden/log.txt"));
}

#[test]
fn contradictions_have_the_bytes_that_were_written_first_and_are_proven_by_them_alone() {
    let keys = [VerifierKey::parse(include_str!("../golden/vkeys.txt").lines().next().unwrap()).unwrap()];
    let (mut honest, mut forked) = (honest(), forked());
    let newer = signed(tree_of(&mut forked, SIZE));
    let of_one_size = Contradiction::of_same_size(signed(tree_of(&mut honest, SIZE)), newer.clone(), &keys).unwrap();
    let proof = prove_consistency(&mut forked, 23, SIZE).unwrap();
    let beginning = Beginning { root: tree_of(&mut forked, 23).root, proof };
    let older = signed(tree_of(&mut honest, 23));
    let of_beginning = Contradiction::of_beginning(older, newer, beginning, &keys).unwrap();
    for (made, written) in [
        (of_one_size, include_bytes!("../golden/contradiction-size.cbor").as_slice()),
        (of_beginning, include_bytes!("../golden/contradiction-beginning.cbor")),
    ] {
        assert_eq!(made.to_cbor(), written);
        let read = Contradiction::from_cbor(written).unwrap();
        assert_eq!(read.verify(&keys), Ok(()));
        assert_eq!(read, made);
    }
}

#[test]
fn an_edge_has_the_bytes_that_were_written_first() {
    let written = include_bytes!("../golden/edge.cbor");
    assert_eq!(honest().edge().to_cbor(), written);
    assert_eq!(Edge::from_cbor(written).as_ref(), Ok(honest().edge()));
}

#[test]
fn the_written_page_shows_the_checkpoint_as_it_is() {
    for line in CHECKPOINT.lines().chain(include_str!("../golden/vkeys.txt").lines()) {
        assert!(PAGE.contains(line), "docs/formats/log.md does not show {line}");
    }
}
