//! Against another implementation of RFC 9421: what one signs, the other verifies, byte for byte.

use httpsig::prelude::message_component::{HttpMessageComponent, HttpMessageComponentId};
use httpsig::prelude::{
    AlgorithmName, HttpSignatureBase, HttpSignatureHeaders, HttpSignatureParams, PublicKey, SecretKey,
};
use peers::signature::{ContentDigest, Fields, Target, sign_answer, verify_answer, verify_request};
use proptest::prelude::*;

use crate::members::{HOST, Members, identity, signed};

/// In the year 2286: the other reads the machine's clock and refuses what has expired.
const LATER: i64 = 9_999_999_999;
const COMPONENTS: [&str; 5] = ["\"@method\"", "\"@authority\"", "\"@path\"", "\"@query\"", "\"content-digest\""];

fn base(lines: &[String], parameters: &HttpSignatureParams) -> HttpSignatureBase {
    let lines: Vec<_> = lines.iter().map(|line| HttpMessageComponent::try_from(line.as_str()).unwrap()).collect();
    HttpSignatureBase::try_new(&lines, parameters).unwrap()
}

fn public(mark: u8) -> PublicKey {
    let key = identity(mark).key.verifying_key();
    PublicKey::from_bytes(&AlgorithmName::Ed25519, key.as_bytes()).unwrap()
}

/// What the other reads in our fields, if the signature is good by its own base of these lines.
fn verified_by_other(fields: &Fields, lines: &[String], mark: u8) -> HttpSignatureParams {
    let (signature, input) = (fields.signature.as_ref().unwrap(), fields.signature_input.as_ref().unwrap());
    let map = HttpSignatureHeaders::try_parse(signature, input).unwrap();
    let headers = &map["ecot"];
    let base = base(lines, headers.signature_params());
    base.verify_signature_headers(&public(mark), headers).unwrap();
    headers.signature_params().clone()
}

fn request_lines(target: &Target<'_>, fields: &Fields) -> Vec<String> {
    let digest = fields.content_digest.as_ref().unwrap();
    let query = format!("?{}", target.query);
    let values = [target.method, target.authority, target.path, &query, digest];
    COMPONENTS.iter().zip(values).map(|(name, value)| format!("{name}: {value}")).collect()
}

fn answer_lines(status: u16, answer: &Fields, request: &Fields) -> Vec<String> {
    let without = |text: &Option<String>| text.as_ref().unwrap().strip_prefix("ecot=").unwrap().to_owned();
    vec![
        format!("\"@status\": {status}"),
        format!("\"content-digest\": {}", answer.content_digest.as_ref().unwrap()),
        format!("\"signature-input\";req;key=\"ecot\": {}", without(&request.signature_input)),
        format!("\"signature\";req;key=\"ecot\": {}", without(&request.signature)),
    ]
}

proptest! {
    #[test]
    fn a_request_and_its_answer_are_verified_by_the_other(
        post in any::<bool>(),
        path in "/[a-zA-Z0-9/._~%-]{0,40}",
        query in "[a-zA-Z0-9=&%.-]{0,40}",
        body in proptest::collection::vec(any::<u8>(), 0..100),
        status in 200_u16..600,
    ) {
        let method = if post { "POST" } else { "GET" };
        let target = Target { method, authority: HOST, path: &path, query: &query };
        let request = signed(1, &target, &body, LATER, 9);
        let read = verified_by_other(&request, &request_lines(&target, &request), 1);
        prop_assert_eq!(read.created, Some(u64::try_from(LATER).unwrap()));
        prop_assert_eq!(read.keyid, Some(identity(1).member.to_string()));
        prop_assert_eq!(read.tag.as_deref(), Some("ecot-peer"));
        let answer = sign_answer(&identity(2), status, &ContentDigest::of(&body), &request, LATER).unwrap();
        verified_by_other(&answer, &answer_lines(status, &answer, &request), 2);
    }
}

#[test]
fn what_the_other_signs_in_our_form_is_taken() {
    let target = Target { method: "POST", authority: HOST, path: "/peer/entries", query: "log=7" };
    let digest = ContentDigest::of(b"x").to_string();
    let ids: Vec<_> = COMPONENTS.iter().map(|name| HttpMessageComponentId::try_from(*name).unwrap()).collect();
    let mut parameters = HttpSignatureParams::try_new(&ids).unwrap();
    let now = u64::try_from(LATER).unwrap();
    let member = identity(1).member.to_string();
    let nonce = data_encoding::BASE64URL_NOPAD.encode(&[9; 16]);
    parameters.set_created(now).set_expires(now + 300).set_nonce(&nonce).set_keyid(&member).set_tag("ecot-peer");
    let ours = signed(1, &target, b"x", LATER, 9);
    let key = SecretKey::from_bytes(&AlgorithmName::Ed25519, identity(1).key.as_bytes()).unwrap();
    let headers =
        base(&request_lines(&target, &ours), &parameters).build_signature_headers(&key, Some("ecot")).unwrap();
    let theirs = Fields {
        content_digest: Some(digest),
        signature_input: Some(headers.signature_input_header_value()),
        signature: Some(headers.signature_header_value()),
    };
    // Their signatures have noise in them, ours are always the same: what is signed is compared.
    assert_eq!(theirs.signature_input, ours.signature_input);
    let members = Members::of(&[2, 1]);
    assert!(verify_request(&target, &theirs, &*members).is_ok());
    let answer = sign_answer(&identity(2), 200, &ContentDigest::of(b""), &theirs, LATER).unwrap();
    assert!(verify_answer(200, &answer, &theirs, &identity(2).member, &*members).is_ok());
}
