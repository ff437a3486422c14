use std::sync::Arc;

use ed25519_dalek::{SigningKey, VerifyingKey};
use peers::signature::{
    AnswerParameters, ContentDigest, Fields, RequestParameters, Target, read_signature, sign_answer, verify_answer,
    verify_request,
};
use peers::{BaseUrl, Identity, KeyRing, Refusal};
use purse::id::MemberId;

use super::{outcome, refused};

pub(super) const WORDS: &[&str] = &[
    "\"@method\"",
    "\"@authority\"",
    "\"@path\"",
    "\"@query\"",
    "\"content-digest\"",
    "\"signature\";req;key=\"ecot\"",
    ";created=",
    ";expires=",
    ";nonce=\"",
    ";keyid=\"",
    ";tag=\"ecot-peer\"",
    "ecot=",
    "ecot=(",
    "sha-256=:",
    ":",
    "?1",
    "999999999999999",
    "-1",
    "%\"",
    "@1",
    "1.5",
    "ecot/refusal/1\n",
    "replayed",
];

/// Anybody has the keys whose secrets are 32 times 1 and 2.
struct Everybody;

impl KeyRing for Everybody {
    fn own(&self) -> Arc<Identity> {
        Arc::new(Identity { member: MemberId::from_bytes([2; 32]), key: SigningKey::from_bytes(&[2; 32]) })
    }

    fn keys(&self, _member: &MemberId) -> Vec<VerifyingKey> {
        [1, 2].map(|mark| SigningKey::from_bytes(&[mark; 32]).verifying_key()).to_vec()
    }
}

/// The three fields, a line each; and behind them method, path and query.
fn lines(input: &[u8]) -> Option<(Fields, [String; 3])> {
    let mut lines = std::str::from_utf8(input).ok()?.split('\n').map(str::to_owned);
    let fields = Fields { content_digest: lines.next(), signature_input: lines.next(), signature: lines.next() };
    Some((fields, [lines.next()?, lines.next()?, lines.next()?]))
}

pub(super) fn request(input: &[u8]) -> String {
    let Some((fields, [method, path, query])) = lines(input) else { return "NotLines".to_owned() };
    let target = Target { method: &method, authority: "bruyere.example", path: &path, query: &query };
    let Fields { content_digest, signature_input, signature } = &fields;
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    if let Ok(parameters) = RequestParameters::read(&text(signature_input)) {
        assert_eq!(format!("ecot={parameters}"), text(signature_input));
    }
    if let Ok(digest) = ContentDigest::read(&text(content_digest)) {
        assert_eq!(digest.to_string(), text(content_digest));
    }
    let _read = read_signature(&text(signature));
    // Whatever stands there, an answer to it is signed or refused.
    let answered = sign_answer(&Everybody.own(), 200, &ContentDigest::of(input), &fields, 1);
    let verified = verify_request(&target, &fields, &Everybody);
    assert!(verified.is_err() || answered.is_ok(), "a request that is taken can be answered");
    outcome(verified, |verified| assert_eq!(format!("ecot={}", verified.parameters), text(signature_input)))
}

pub(super) fn answer(input: &[u8]) -> String {
    let Some((fields, [digest, sent_input, sent_signature])) = lines(input) else { return "NotLines".to_owned() };
    let sent =
        Fields { content_digest: Some(digest), signature_input: Some(sent_input), signature: Some(sent_signature) };
    let input = fields.signature_input.clone().unwrap_or_default();
    match AnswerParameters::read(&input) {
        Ok(parameters) => {
            assert_eq!(format!("ecot={parameters}"), input);
            match verify_answer(200, &fields, &sent, &parameters.member, &Everybody) {
                Err(peers::signature::AnswerRefusal::Fields(refusal)) => format!("Read{}", refused(&refusal)),
                judged => outcome(judged, drop),
            }
        }
        Err(refusal) => refused(&refusal),
    }
}

pub(super) fn refusal(input: &[u8]) -> String {
    Refusal::from_text(input).map_or_else(
        || "None".to_owned(),
        |refusal| {
            assert_eq!(refusal.to_text().as_bytes(), input);
            format!("taken{refusal:?}")
        },
    )
}

pub(super) fn base_url(input: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(input) else { return "NotText".to_owned() };
    outcome(BaseUrl::parse(text), |base| {
        assert_eq!(BaseUrl::parse(&base.to_string()), Ok(base.clone()));
        assert!(base.authority().is_ascii() && !base.authority().contains([' ', '/', '@', '?', '#']));
    })
}
