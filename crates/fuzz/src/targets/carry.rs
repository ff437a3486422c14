use aes_gcm::aead::{Aead, KeyInit, Payload as Data};
use aes_gcm::{Aes256Gcm, Nonce};
use carry::id::VideoId;
use carry::manifest::{Core, Manifest, Sealed, SealedKind, SignedManifest};
use carry::report::Report;
use carry::seal::{Payload, RenditionKey, SegmentPlace, VideoKey, fill_init, segment_decrypt, segment_encrypt};

use super::{outcome, refused, taken};

pub(super) const WORDS: &[&str] = &["avc1.640028", "mp4a.40.2", "image/jpeg", "fr"];

pub(super) fn core(input: &[u8]) -> String {
    outcome(Core::from_cbor(input), |core| assert_eq!(core.to_cbor(), input))
}

pub(super) fn manifest(input: &[u8]) -> String {
    outcome(Manifest::from_cbor(input), |manifest| {
        assert_eq!(manifest.to_cbor(), input);
        assert_eq!(manifest.check(), Ok(()));
    })
}

pub(super) fn signed_manifest(input: &[u8]) -> String {
    let signed = match SignedManifest::from_cbor(input) {
        Ok(signed) => signed,
        Err(refusal) => return refused(&refusal),
    };
    assert_eq!(signed.to_cbor(), input);
    // A reader comes to the manifest when the signature was good; here without one.
    format!("taken{}", manifest(&signed.bytes))
}

/// What a sealed payload opens to: the bytes are sealed as an author of the right key could.
pub(super) fn payload(input: &[u8]) -> String {
    let (key, video, nonce) = (VideoKey::from_bytes([7; 32]), VideoId::from_bytes([9; 32]), [1; 12]);
    let about = [b"ecot/sealed/1\n".as_slice(), video.as_bytes()].concat();
    let cipher = Aes256Gcm::new(&(*key.as_bytes()).into());
    let ciphertext = cipher.encrypt(&Nonce::from(nonce), Data { msg: input, aad: &about });
    let sealed = Sealed { kind: SealedKind::Unlisted, nonce, ciphertext: ciphertext.unwrap_or_default() };
    outcome(Payload::open(&sealed, &key, &video), |payload| {
        let again = payload.seal(SealedKind::Unlisted, &key, nonce, &video);
        assert_eq!(again.map(|again| again.ciphertext), Ok(sealed.ciphertext.clone()));
    })
}

/// A segment as a carrier could alter it.
pub(super) fn segment(input: &[u8]) -> String {
    let key = RenditionKey::from_bytes([5; 16]);
    assert!(fill_init(input).starts_with(input));
    outcome(segment_decrypt(&key, SegmentPlace::Media(3), input), |plain| {
        assert_eq!(segment_encrypt(&key, SegmentPlace::Media(3), &plain), input);
    })
}

pub(super) const REPORT_WORDS: &[&str] = &[
    "e=rr",
    "v=2",
    "cdn=\"0123456789abcdef\"",
    "org.ecot-b=1",
    "org.ecot-range=\"1-2\"",
    "bl=(5000)",
    "\\\"",
    ",",
    "\n",
    "1125899906842625",
];

/// What players tell is written as it was read.
pub(super) fn report(input: &[u8]) -> String {
    outcome(Report::read(input), |report| assert_eq!(Report::read(report.to_string().as_bytes()), Ok(report)))
}

/// Ids and keys as they stand in addresses.
pub(super) fn texts(input: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(input) else { return "NotText".to_owned() };
    let id = text.parse::<VideoId>();
    if let Ok(id) = &id {
        assert_eq!(id.to_string(), text);
        return taken();
    }
    let key = VideoKey::from_link_text(text);
    if let Ok(key) = &key {
        assert_eq!(key.to_link_text().as_str(), text);
        return "takenKey".to_owned();
    }
    format!("{}{}", outcome(id, drop), outcome(key, drop))
}
