//! What holds for all requests.

use peers::signature::{ContentDigest, FieldRefusal, Fields, RequestParameters, verify_request};
use proptest::prelude::*;

use crate::members::{Members, NOW, signed, target};

/// `text` with one byte replaced, added or taken away.
fn altered(text: &str, place: usize, byte: u8, way: u8) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let place = place % bytes.len();
    match way % 3 {
        0 => bytes[place] = byte,
        1 => bytes.insert(place, byte),
        _ => drop(bytes.remove(place)),
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #[test]
    fn one_altered_byte_of_the_signed_fields_is_refused(
        field in 0_usize..3, place in any::<usize>(), byte in 0x20_u8..0x7f, way in any::<u8>(),
    ) {
        let target = target("POST", "/peer/entries", "log=7");
        let good = signed(1, &target, b"x", NOW, 4);
        let mut fields = good.clone();
        let Fields { content_digest, signature_input, signature } = &mut fields;
        let text = [content_digest, signature_input, signature][field].as_mut().unwrap();
        *text = altered(text, place, byte, way);
        prop_assume!(fields != good);
        prop_assert!(verify_request(&target, &fields, &*Members::of(&[2, 1])).is_err());
    }

    #[test]
    fn parameters_that_are_read_are_written_alike(created in 0_i64..=999_999_999_999_699, lasts in 1_i64..=300, nonce: [u8; 16]) {
        let member = crate::members::identity(1).member;
        let parameters = RequestParameters { created, expires: created + lasts, nonce, member };
        prop_assert_eq!(RequestParameters::read(&format!("ecot={parameters}")), Ok(parameters));
    }

    #[test]
    fn whatever_is_read_as_a_digest_is_written_alike(text in "sha-256=:[A-Za-z0-9+/=]{40,46}:") {
        match ContentDigest::read(&text) {
            Ok(digest) => prop_assert_eq!(digest.to_string(), text),
            Err(refusal) => prop_assert_eq!(refusal, FieldRefusal::Digest),
        }
    }
}
