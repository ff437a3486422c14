//! Sealing against vectors that a browser's own functions (WebCrypto) made: tests/golden/seal.json.
//! The player is tested with the same file.

use carry::id::VideoId;
use carry::manifest::{Sealed, SealedKind};
use carry::seal::{
    CipherObject, PasswordSeed, Payload, RenditionKey, SealRefusal, SegmentPlace, ThumbnailKey, ThumbnailSeal,
    VideoKey, encrypted_len, fill_init, filled_len, open_thumbnail, seal_thumbnail, segment_decrypt, segment_encrypt,
    segment_iv, unwrap_key, wrap_key,
};
use data_encoding::HEXLOWER;
use proptest::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};

fn vectors() -> Value {
    serde_json::from_str(include_str!("../golden/seal.json")).expect("JSON")
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().expect("text").as_bytes()).expect("hex")
}

fn fixed<const N: usize>(value: &Value) -> [u8; N] {
    bytes(value).try_into().expect("the length")
}

fn video() -> VideoId {
    VideoId::from_bytes(fixed(&vectors()["video_id"]))
}

fn key() -> VideoKey {
    VideoKey::from_bytes(fixed(&vectors()["video_key"]))
}

fn payload() -> Payload {
    let known = &vectors()["payload"];
    let text = |name: &str| known[name].as_str().expect("text").to_owned();
    let keys = known["rendition_keys"].as_array().expect("keys");
    Payload {
        title: text("title"),
        description: text("description"),
        language: Some(text("language")),
        rendition_keys: keys.iter().map(|key| RenditionKey::from_bytes(fixed(key))).collect(),
        thumbnail: Some(ThumbnailSeal {
            key: ThumbnailKey::from_bytes(fixed(&known["thumbnail_key"])),
            nonce: fixed(&known["thumbnail_nonce"]),
        }),
    }
}

#[test]
fn a_payload_is_sealed_as_a_browser_seals_it_and_opened_again() {
    let known = &vectors()["payload"];
    let sealed = payload().seal(SealedKind::Unlisted, &key(), fixed(&known["nonce"]), &video());
    let sealed = sealed.expect("within the limits");
    assert_eq!(HEXLOWER.encode(&sealed.ciphertext), known["ciphertext"]);
    let opened = Payload::open(&sealed, &key(), &video()).expect("the right key");
    assert_eq!(opened.title, "Répétition");
    assert_eq!(opened.language.as_deref(), Some("fr"));
    assert_eq!(opened.rendition_keys[1].as_bytes(), &[0x32; 16]);
    assert_eq!(opened.thumbnail.expect("one").nonce, [0x34; 12]);
}

#[test]
fn a_payload_opens_with_its_key_for_its_video_and_unaltered_only() {
    let sealed = payload().seal(SealedKind::Private, &key(), [1; 12], &video());
    let sealed = sealed.expect("within the limits");
    let refusal =
        |sealed: &Sealed, key: &VideoKey, video: &VideoId| Payload::open(sealed, key, video).map(|_| ()).err();
    let other_key = VideoKey::from_bytes([9; 32]);
    let other_video = VideoId::from_bytes([9; 32]);
    let mut altered = sealed.clone();
    altered.ciphertext[3] ^= 1;
    let mut cut = sealed.clone();
    cut.ciphertext.truncate(8);
    assert_eq!(refusal(&sealed, &key(), &video()), None);
    assert_eq!(refusal(&sealed, &other_key, &video()), Some(SealRefusal::KeyWrong));
    assert_eq!(refusal(&sealed, &key(), &other_video), Some(SealRefusal::KeyWrong));
    assert_eq!(refusal(&altered, &key(), &video()), Some(SealRefusal::KeyWrong));
    assert_eq!(refusal(&cut, &key(), &video()), Some(SealRefusal::KeyWrong));
}

#[test]
fn a_payload_that_could_not_be_opened_again_is_not_sealed() {
    let long = Payload { title: "x".repeat(1_001), ..payload() };
    let sealed = long.seal(SealedKind::Private, &key(), [1; 12], &video());
    assert_eq!(sealed, Err(SealRefusal::PayloadMalformed));
}

#[test]
fn a_password_wraps_the_key_as_a_browser_unwraps_it() {
    let known = &vectors()["password"];
    let seed = PasswordSeed { salt: fixed(&known["salt"]), nonce: fixed(&known["nonce"]) };
    let rounds = known["iterations"].as_u64().and_then(|n| u32::try_from(n).ok());
    let password = known["password"].as_str().expect("text").as_bytes();
    let wrapped = wrap_key(&key(), password, seed, rounds.expect("a number"), &video());
    assert_eq!(HEXLOWER.encode(&wrapped.wrapped), known["wrapped"]);
    let unwrapped = unwrap_key(&wrapped, password, &video()).expect("the right password");
    assert_eq!(unwrapped.as_bytes(), key().as_bytes());
    let wrong = unwrap_key(&wrapped, b"cerf-volant", &video()).map(|_| ());
    assert_eq!(wrong, Err(SealRefusal::KeyWrong));
}

#[test]
fn the_key_in_a_link_is_the_text_that_a_browser_writes() {
    assert_eq!(key().to_link_text().as_str(), vectors()["link_text"]);
}

#[test]
fn a_thumbnail_is_sealed_as_a_browser_opens_it() {
    let known = &vectors()["thumbnail"];
    let seal = payload().thumbnail.expect("one");
    let sealed = seal_thumbnail(&seal.key, &seal.nonce, &video(), &bytes(&known["plain"]));
    assert_eq!(HEXLOWER.encode(&sealed), known["sealed"]);
    let opened = open_thumbnail(&seal.key, &seal.nonce, &video(), &sealed);
    assert_eq!(opened, Ok(b"a picture".to_vec()));
}

#[test]
fn each_section_is_encrypted_as_a_player_decrypts_it() {
    for known in vectors()["sections"].as_array().expect("sections") {
        let place = known["place"].as_u64().map_or(SegmentPlace::Init, SegmentPlace::Media);
        let key = RenditionKey::from_bytes(fixed(&known["key"]));
        let plain = bytes(&known["plain"]);
        let encrypted = segment_encrypt(&key, place, &plain);
        assert_eq!(HEXLOWER.encode(&segment_iv(place)), known["iv"]);
        assert_eq!(HEXLOWER.encode(&encrypted), known["encrypted"]);
        assert_eq!(segment_decrypt(&key, place, &encrypted), Ok(plain));
    }
}

#[test]
fn a_section_of_an_impossible_length_is_refused() {
    let key = RenditionKey::from_bytes([1; 16]);
    for length in [0, 1, 15, 17] {
        let refusal = segment_decrypt(&key, SegmentPlace::Media(0), &vec![0; length]);
        assert_eq!(refusal, Err(SealRefusal::SegmentMalformed), "{length} bytes");
    }
}

#[test]
fn a_filled_init_section_tells_its_length_by_its_encrypted_length() {
    let key = RenditionKey::from_bytes([1; 16]);
    for length in 0..64 {
        let plain = vec![7; length];
        let filled = fill_init(&plain);
        let (before, mut fill) = filled.split_at(length);
        assert_eq!(before, plain);
        let mut lengths = Vec::new();
        while let Some((head, rest)) = fill.split_first_chunk::<4>() {
            let box_length = usize::try_from(u32::from_be_bytes(*head)).unwrap();
            let (body, others) = rest.split_at(box_length - 4);
            assert!(body.strip_prefix(b"free").is_some_and(|zeros| zeros.iter().all(|byte| *byte == 0)), "{body:?}");
            lengths.push(box_length);
            fill = others;
        }
        assert!(matches!(lengths[..], [9..=24, 15]), "{lengths:?}");
        let encrypted = segment_encrypt(&key, SegmentPlace::Init, &filled);
        let told = filled_len(u64::try_from(encrypted.len()).unwrap());
        assert_eq!(usize::try_from(told), Ok(filled.len()), "{length} bytes");
        assert_eq!(fill_init(&filled), filled, "what is filled stays as it is");
    }
}

proptest! {
    #[test]
    fn an_object_encrypted_by_section_is_contiguous_hashed_and_opens_by_range(
        sections in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90), 1..9),
        key in any::<[u8; 16]>(),
    ) {
        let mut cipher = CipherObject::new(RenditionKey::from_bytes(key));
        let mut object = Vec::new();
        for (index, plain) in sections.iter().enumerate() {
            let (encrypted, range) = cipher.push(plain);
            prop_assert_eq!(range.start, u64::try_from(object.len()).unwrap());
            prop_assert_eq!(range.len, u64::try_from(encrypted.len()).unwrap());
            prop_assert_eq!(range.len, encrypted_len(u64::try_from(plain.len()).unwrap()));
            prop_assert_eq!(range.sha256, <[u8; 32]>::from(Sha256::digest(&encrypted)));
            let number = u64::try_from(index).unwrap();
            let place = number.checked_sub(1).map_or(SegmentPlace::Init, SegmentPlace::Media);
            let opened = segment_decrypt(&RenditionKey::from_bytes(key), place, &encrypted);
            prop_assert_eq!(opened.as_ref(), Ok(plain));
            object.extend(encrypted);
        }
    }
}
