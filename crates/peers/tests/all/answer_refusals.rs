//! One row for each refusal of an answer.

use peers::signature::{
    AnswerParameters, AnswerRefusal, ContentDigest, FieldRefusal, Fields, sign_answer, verify_answer,
};

use crate::members::{Members, NOW, identity, signed, target};

fn request(nonce: u8) -> Fields {
    signed(1, &target("GET", "/peer/log", ""), b"", NOW, nonce)
}

fn answer(mark: u8, nonce: u8) -> Fields {
    sign_answer(&identity(mark), 200, &ContentDigest::of(b"ok"), &request(nonce), NOW).unwrap()
}

fn judged(status: u16, fields: &Fields) -> Option<AnswerRefusal> {
    verify_answer(status, fields, &request(4), &identity(2).member, &*Members::of(&[1, 2, 3])).err()
}

#[test]
fn each_refusal_of_an_answer_has_a_row_that_meets_it() {
    let good = answer(2, 4);
    let input = |from: &str, to: &str| {
        let text = good.signature_input.clone().unwrap();
        assert!(text.contains(from));
        Fields { signature_input: Some(text.replacen(from, to, 1)), ..good.clone() }
    };
    assert_eq!(judged(200, &good), None);
    for (fields, refusal) in [
        (Fields::default(), AnswerRefusal::Fields(FieldRefusal::Missing)),
        (Fields { signature: Some("ecot".to_owned()), ..good.clone() }, FieldRefusal::Malformed.into()),
        (request(4), FieldRefusal::Components.into()),
        (input("\"signature\";req", "\"signature\""), FieldRefusal::Components.into()),
        (input(";tag=\"ecot-peer-answer\"", ";tag=\"ecot-peer\""), FieldRefusal::Parameters.into()),
        (Fields { content_digest: None, ..good.clone() }, FieldRefusal::Digest.into()),
        (answer(3, 4), AnswerRefusal::OtherMember),
        (answer(2, 5), AnswerRefusal::SignatureWrong),
        (input("created=1795651200", "created=1795651201"), AnswerRefusal::SignatureWrong),
        (
            Fields { content_digest: Some(ContentDigest::of(b"no").to_string()), ..good.clone() },
            AnswerRefusal::SignatureWrong,
        ),
    ] {
        assert_eq!(judged(200, &fields), Some(refusal), "{fields:?}");
    }
    assert_eq!(judged(201, &good), Some(AnswerRefusal::SignatureWrong), "another status");
}

#[test]
fn nobody_signs_an_answer_to_what_is_no_signed_request() {
    let digest = ContentDigest::of(b"");
    for input in ["ecot=\n", "other=()", "ecot=é"] {
        let request = Fields { signature_input: Some(input.to_owned()), ..request(4) };
        assert_eq!(sign_answer(&identity(2), 200, &digest, &request, NOW), Err(FieldRefusal::Malformed), "{input:?}");
    }
    assert_eq!(sign_answer(&identity(2), 200, &digest, &Fields::default(), NOW), Err(FieldRefusal::Missing));
}

#[test]
fn the_parameters_of_an_answer_are_read_as_they_are_written() {
    let parameters = AnswerParameters { created: NOW, member: identity(2).member };
    assert_eq!(AnswerParameters::read(&format!("ecot={parameters}")), Ok(parameters));
}
