//! Who signed, and the one spelling of a signed manifest.

use carry::manifest::ManifestRefusal as Refusal;
use carry::manifest::SignedManifest;
use carry::manifest::limits::MAX_MANIFEST_BYTES;

use crate::samples;

#[test]
fn a_signature_by_another_key_or_over_other_bytes_is_refused() {
    let signed = samples::public().sign(&samples::key()).expect("a good manifest");
    let key = samples::key().verifying_key();
    assert!(signed.verify(&key).is_ok());
    let stranger = carry::manifest::SigningKey::from_bytes(&[8; 32]).verifying_key();
    let mut bytes = signed.clone();
    bytes.bytes[40] ^= 1;
    let mut signature = signed.clone();
    signature.signature[0] ^= 1;
    assert_eq!(signed.verify(&stranger), Err(Refusal::SignatureWrong));
    assert_eq!(bytes.verify(&key), Err(Refusal::SignatureWrong));
    assert_eq!(signature.verify(&key), Err(Refusal::SignatureWrong));
}

#[test]
fn the_two_parts_of_a_signed_manifest_have_one_spelling_too() {
    let good = samples::tombstone().sign(&samples::key()).expect("good").to_cbor();
    let trailing = [&good[..], &[0]].concat();
    let endless = [&[0x9f], &good[1..], &[0xff]].concat();
    let three = [&[0x83], &good[1..]].concat();
    for (refusal, bytes) in [
        (Refusal::TooLarge, vec![0; MAX_MANIFEST_BYTES + 81]),
        (Refusal::Malformed, three),
        (Refusal::Malformed, good[..good.len() - 1].to_vec()),
        (Refusal::TrailingBytes, trailing),
        (Refusal::NotDeterministic, endless),
    ] {
        assert_eq!(SignedManifest::from_cbor(&bytes), Err(refusal));
    }
}
