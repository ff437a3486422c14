//! Notes, names and keys: what is read, and each reason for which it is not.

use proptest::prelude::*;
use tlog::note::{
    Algorithm, KeyRefusal, MAX_NAME_BYTES, MAX_NOTE_BYTES, MAX_SIGNATURE_BYTES, MAX_SIGNATURES, MAX_TIME_S, Name, Note,
    NoteRefusal, Signature, SignerKey, Verified, VerifierKey,
};

use crate::samples::{TIME_S, cosigner, cosigner_name, key, name};

/// The example of the documentation of golang.org/x/mod/sumdb/note.
const GO_VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_SKEY: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const GO_TEXT: &str =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_LINE: &str = "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn text_of(note: &str) -> Result<Note, NoteRefusal> {
    Note::parse(note.as_bytes())
}

#[test]
fn a_note_of_the_go_package_is_read_verified_and_written_alike() {
    let key = VerifierKey::parse(GO_VKEY).unwrap();
    let whole = format!("{GO_TEXT}\n{GO_LINE}");
    let note = text_of(&whole).unwrap();
    assert_eq!(note.text(), GO_TEXT);
    assert_eq!(note.to_bytes(), whole.as_bytes());
    assert_eq!(note.verified_by(&key), Ok(Some(Verified { time_s: None })));
    let signer = SignerKey::parse(GO_SKEY).unwrap();
    assert_eq!(Note::sign(GO_TEXT, &signer, 0), Ok(note));
    assert_eq!(signer.verifier(), &key);
    assert_eq!((key.to_text().as_str(), signer.to_text().as_str()), (GO_VKEY, GO_SKEY));
    assert_eq!((key.name().as_str(), key.id().to_string().as_str()), ("PeterNeumann", "c74f20a3"));
    assert_eq!(format!("{signer:?}"), "SignerKey(PeterNeumann+c74f20a3)", "a secret is not printed");
}

#[test]
fn one_key_has_another_id_for_each_name_and_each_use() {
    let ids = [key("a", Algorithm::Ed25519, 1), key("b", Algorithm::Ed25519, 1), key("a", Algorithm::Cosignature, 1)]
        .map(|key| key.verifier().id());
    assert!(ids[0] != ids[1] && ids[0] != ids[2] && ids[1] != ids[2]);
}

#[test]
fn each_refusal_of_a_key_has_its_case() {
    let refused = |text: &str| VerifierKey::parse(text).unwrap_err();
    assert_eq!(refused("PeterNeumann+c74f20a3"), KeyRefusal::Malformed);
    assert_eq!(SignerKey::parse(GO_VKEY).unwrap_err(), KeyRefusal::Malformed);
    assert_eq!(refused(&GO_VKEY.replace("PeterN", "Peter N")), KeyRefusal::NameMalformed);
    assert_eq!(refused(&GO_VKEY.replace("c74f", "C74F")), KeyRefusal::IdMalformed);
    assert_eq!(refused(&GO_VKEY.replace("c74f20a3", "c74f20")), KeyRefusal::IdMalformed);
    assert_eq!(refused(&format!("{GO_VKEY}=")), KeyRefusal::NotBase64);
    assert_eq!(refused("a+00000000+"), KeyRefusal::NotBase64);
    assert_eq!(refused("a+00000000+BgAA"), KeyRefusal::UnknownAlgorithm);
    assert_eq!(refused("a+00000000+AQAA"), KeyRefusal::KeyLength);
    assert_eq!(refused(&GO_VKEY.replace("c74f20a3", "c74f20a4")), KeyRefusal::IdWrong);
    assert_eq!(SignerKey::parse(&GO_SKEY.replace("c74f20a3", "c74f20a4")).unwrap_err(), KeyRefusal::IdWrong);
}

#[test]
fn a_key_under_which_everybody_can_sign_or_that_has_another_spelling_is_refused() {
    let mut noncanonical = [0xff; 32];
    noncanonical[0] = 0xf0;
    noncanonical[31] = 0x7f;
    let mut one = [0; 32];
    one[0] = 1;
    let mut two = [0; 32];
    two[0] = 2;
    // y = 0 and y = 1 are points of small order, y = 2 is no point, y = p + 3 is y = 3 spelt otherwise.
    for bytes in [[0; 32], one, two, noncanonical] {
        let refused = VerifierKey::new(name("a"), Algorithm::Ed25519, &bytes).unwrap_err();
        assert_eq!(refused, KeyRefusal::KeyUnsound, "{bytes:?}");
    }
}

#[test]
fn names_are_one_word_of_at_most_255_bytes() {
    for good in ["a", "ecot/ab/1", "écot", "a-b_c.d:e\u{2014}", &"x".repeat(MAX_NAME_BYTES)] {
        assert_eq!(Name::parse(good).unwrap().to_string(), good);
    }
    let long = "x".repeat(MAX_NAME_BYTES + 1);
    for bad in ["", " ", "a b", "a+b", "a\nb", "a\u{a0}b", "a\u{2003}b", "a\u{3000}", "a\tb", "a\u{1}", &long] {
        assert_eq!(Name::parse(bad), Err(KeyRefusal::NameMalformed), "{bad:?}");
    }
}

#[test]
fn each_refusal_of_a_note_has_its_case() {
    let whole = format!("{GO_TEXT}\n{GO_LINE}");
    let long = format!("{}\n\n{GO_LINE}", "x".repeat(MAX_NOTE_BYTES));
    assert_eq!(text_of(&long), Err(NoteRefusal::TooLarge));
    assert_eq!(Note::parse(b"a\xff\n\n"), Err(NoteRefusal::NotUtf8));
    assert_eq!(text_of(&whole.replace("think", "think\t")), Err(NoteRefusal::ControlCharacter));
    assert_eq!(text_of(whole.strip_suffix('\n').unwrap()), Err(NoteRefusal::Unterminated));
    assert_eq!(text_of(GO_TEXT), Err(NoteRefusal::NoSignatures));
    assert_eq!(text_of(&format!("{whole}\n")), Err(NoteRefusal::NoSignatures));
    let many = format!("{GO_TEXT}\n{}", GO_LINE.repeat(MAX_SIGNATURES + 1));
    assert_eq!(text_of(&many), Err(NoteRefusal::TooManySignatures));
    for line in [
        "- a AAAAAAA=",
        "\u{2014}a AAAAAAA=",
        "\u{2014} a",
        "\u{2014} a  AAAAAAA=",
        "\u{2014} a AAAAAAB=",
        "\u{2014} a AA==AAAAAAAA",
        "\u{2014} a AAAAAAA",
        "\u{2014} a+b AAAAAAA=",
    ] {
        assert_eq!(text_of(&format!("a\n\n{line}\n")), Err(NoteRefusal::LineMalformed), "{line}");
    }
    for bytes in [0, 3, 4, 4 + MAX_SIGNATURE_BYTES + 1] {
        let line = format!("\u{2014} a {}", data_encoding::BASE64.encode(&vec![1; bytes]));
        assert_eq!(text_of(&format!("a\n\n{line}\n")), Err(NoteRefusal::SignatureLength), "{bytes}");
    }
    let twice = text_of(&format!("{whole}{GO_LINE}")).unwrap();
    let key = VerifierKey::parse(GO_VKEY).unwrap();
    assert_eq!(twice.verified_by(&key), Err(NoteRefusal::SignatureTwice));
    let same_bytes = crate::samples::key("other", Algorithm::Ed25519, 1);
    let line = Signature::sign("a\n", &crate::samples::key("a", Algorithm::Ed25519, 1), 0).unwrap();
    assert_eq!(line.verify("a\n", same_bytes.verifier()), Err(NoteRefusal::SignatureWrong), "of another name");
    let altered = text_of(&whole.replace("answer", "solution")).unwrap();
    assert_eq!(altered.verified_by(&key), Err(NoteRefusal::SignatureWrong));
    let signer = cosigner(1);
    assert_eq!(Note::sign("a\n", &signer, MAX_TIME_S + 1), Err(NoteRefusal::TimeImpossible));
    let late = [signer.verifier().id().as_bytes().as_slice(), &[0xff; 72]].concat();
    let late =
        text_of(&format!("a\n\n\u{2014} {} {}\n", cosigner_name(1), data_encoding::BASE64.encode(&late))).unwrap();
    assert_eq!(late.verified_by(signer.verifier()), Err(NoteRefusal::TimeImpossible));
}

#[test]
fn nothing_is_signed_that_would_not_be_read() {
    let signer = key("a", Algorithm::Ed25519, 1);
    assert_eq!(Note::sign("a", &signer, 0), Err(NoteRefusal::Unterminated));
    assert_eq!(Note::sign("a\rb\n", &signer, 0), Err(NoteRefusal::ControlCharacter));
    assert_eq!(Note::sign(&format!("{}\n", "x".repeat(MAX_NOTE_BYTES)), &signer, 0), Err(NoteRefusal::TooLarge));
    let mut note = Note::sign("a\n", &signer, 0).unwrap();
    for number in 1..MAX_SIGNATURES {
        let other = key(&format!("k{number}"), Algorithm::Ed25519, 2);
        note = note.with(Signature::sign("a\n", &other, 0).unwrap()).unwrap();
    }
    let one_more = Signature::sign("a\n", &key("more", Algorithm::Ed25519, 2), 0).unwrap();
    assert_eq!(note.with(one_more), Err(NoteRefusal::TooManySignatures));
}

#[test]
fn lines_of_unknown_keys_are_passed_over_and_kept() {
    let whole = format!("{GO_TEXT}\n\u{2014} PeterNeumann AAAAAAECAwQ=\n{GO_LINE}\u{2014} other x08gowECAwQ=\n");
    let note = text_of(&whole).unwrap();
    let key = VerifierKey::parse(GO_VKEY).unwrap();
    assert_eq!(note.verified_by(&key), Ok(Some(Verified { time_s: None })));
    assert_eq!(note.verified_by(cosigner(1).verifier()), Ok(None));
    assert_eq!(note.to_bytes(), whole.as_bytes());
}

#[test]
fn a_newer_cosignature_takes_the_place_of_the_older() {
    let signer = cosigner(1);
    let note = Note::sign("a\n", &signer, TIME_S).unwrap();
    let newer = note.with(Signature::sign("a\n", &signer, TIME_S + 3_600).unwrap()).unwrap();
    assert_eq!(newer.signatures().len(), 1);
    assert_eq!(newer.verified_by(signer.verifier()), Ok(Some(Verified { time_s: Some(TIME_S + 3_600) })));
}

proptest! {
    #[test]
    fn what_is_signed_is_read_back_byte_for_byte(text in "[^\\x00-\\x1f]{0,40}(\n[^\\x00-\\x1f]{0,20}){0,4}", seed: u8, time_s in 0..=MAX_TIME_S) {
        let text = format!("{text}\n");
        for algorithm in [Algorithm::Ed25519, Algorithm::Cosignature] {
            let signer = key("écot/1", algorithm, seed);
            let note = Note::sign(&text, &signer, time_s).unwrap();
            let read = Note::parse(&note.to_bytes()).unwrap();
            prop_assert_eq!(&read, &note);
            prop_assert_eq!(read.text(), &text);
            prop_assert!(read.verified_by(signer.verifier()).unwrap().is_some());
            prop_assert_eq!(VerifierKey::parse(&signer.verifier().to_text()).unwrap(), signer.verifier().clone());
        }
    }

    #[test]
    fn bytes_that_are_read_as_a_note_are_written_alike(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_bytes(), bytes);
        }
    }
}
