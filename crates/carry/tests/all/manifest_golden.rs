//! The bytes that must never change: manifests written today are read for ever, and a later log
//! takes these very bytes as its entries.

use carry::manifest::{Manifest, SealedKind, SignedManifest};
use data_encoding::HEXLOWER;

use crate::samples;

const PAGE: &str = include_str!("../../../../docs/formats/manifest.md");

struct Golden {
    name: &'static str,
    manifest: Manifest,
    bytes: &'static [u8],
}

macro_rules! golden {
    ($name:literal, $manifest:expr) => {
        Golden { name: $name, manifest: $manifest, bytes: include_bytes!(concat!("../golden/", $name, ".cbor")) }
    };
}

fn all() -> [Golden; 5] {
    [
        golden!("public", samples::public()),
        golden!("unlisted", samples::sealed(SealedKind::Unlisted)),
        golden!("password", samples::sealed(SealedKind::Password(samples::wrapped()))),
        golden!("private", samples::sealed(SealedKind::Private)),
        golden!("tombstone", samples::tombstone()),
    ]
}

#[test]
fn a_signed_manifest_has_the_bytes_that_were_written_first() {
    for golden in all() {
        let signed = golden.manifest.sign(&samples::key()).expect("a good manifest");
        let written = signed.to_cbor();
        assert_eq!(
            HEXLOWER.encode(&written),
            HEXLOWER.encode(golden.bytes),
            "{} is spelt in another way than before",
            golden.name
        );
    }
}

#[test]
fn the_bytes_that_were_written_first_are_read_and_their_signature_holds() {
    for golden in all() {
        let signed = SignedManifest::from_cbor(golden.bytes).expect("two parts");
        let read = signed.verify(&samples::key().verifying_key());
        assert_eq!(read, Ok(golden.manifest), "{}", golden.name);
    }
}

#[test]
fn the_written_page_shows_the_core_the_id_and_the_tombstone_as_they_are() {
    let core = samples::core();
    let tombstone = samples::tombstone().sign(&samples::key()).expect("a good manifest");
    for shown in [
        HEXLOWER.encode(&core.to_cbor()),
        core.video_id().to_string(),
        HEXLOWER.encode(&tombstone.bytes),
        HEXLOWER.encode(&tombstone.signature),
        HEXLOWER.encode(&tombstone.hash()),
    ] {
        assert!(PAGE.replace(['\n', ' '], "").contains(&shown), "not on the page: {shown}");
    }
}
