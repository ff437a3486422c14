//! The worked example of docs/formats/peer-messages.md, and the vectors of the RFCs.

use data_encoding::BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey};
use peers::signature::{Base, ContentDigest, Fields, sign_answer, verify_answer, verify_request};

use crate::members::{Members, NOW, identity, signed, target};

const REQUEST: &str = include_str!("../golden/request-1.http");
const ANSWER: &str = include_str!("../golden/answer-1.http");
const PAGE: &str = include_str!("../../../../docs/formats/peer-messages.md");

/// A message as it goes over the wire, with plain newlines.
fn written(first: &str, fields: &Fields, rest: &str) -> String {
    let Fields { content_digest, signature_input, signature } = fields;
    let [digest, input, signature] = [content_digest, signature_input, signature].map(|text| text.as_ref().unwrap());
    format!("{first}\ncontent-digest: {digest}\nsignature-input: {input}\nsignature: {signature}\n{rest}")
}

fn read(message: &str) -> Fields {
    let field = |name: &str| message.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
    Fields {
        content_digest: field("content-digest: "),
        signature_input: field("signature-input: "),
        signature: field("signature: "),
    }
}

#[test]
fn the_worked_example_is_written_and_read_as_the_page_says() {
    let (target, body) = (target("POST", "/peer/entries", "log=7"), b"{\"entries\":[]}");
    let request = signed(1, &target, body, NOW, 4);
    let rest = "content-type: application/json\ncontent-length: 14\n\n{\"entries\":[]}";
    let first = "POST /peer/entries?log=7 HTTP/1.1\nhost: bruyere.example";
    assert_eq!(written(first, &request, rest), REQUEST);
    let answer = sign_answer(&identity(2), 200, &ContentDigest::of(b"ok\n"), &request, NOW + 1).unwrap();
    let rest = "content-type: text/plain\ncontent-length: 3\n\nok\n";
    assert_eq!(written("HTTP/1.1 200 OK", &answer, rest), ANSWER);
    for golden in [REQUEST, ANSWER] {
        assert!(PAGE.contains(golden.trim_end()), "the page has the golden files word for word:\n{golden}");
    }

    let members = Members::of(&[2, 1]);
    let verified = verify_request(&target, &read(REQUEST), &*members).unwrap();
    assert_eq!((verified.parameters.member, verified.digest), (identity(1).member, ContentDigest::of(body)));
    let answered = verify_answer(200, &read(ANSWER), &read(REQUEST), &identity(2).member, &*members).unwrap();
    assert_eq!((answered.created, answered.digest), (NOW + 1, ContentDigest::of(b"ok\n")));
}

#[test]
fn the_base_and_the_signature_are_those_of_rfc_9421_b_2_6() {
    let parameters = "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")\
                      ;created=1618884473;keyid=\"test-key-ed25519\"";
    let base = Base::default()
        .line("\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT")
        .line("\"@method\"", "POST")
        .line("\"@path\"", "/foo")
        .line("\"@authority\"", "example.com")
        .line("\"content-type\"", "application/json")
        .line("\"content-length\"", "18")
        .finish(parameters);
    // Keys of B.1.4.
    let secret = BASE64.decode(b"n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU=").unwrap();
    let public = BASE64.decode(b"JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=").unwrap();
    let key = SigningKey::from_bytes(&secret.try_into().unwrap());
    assert_eq!(key.verifying_key().as_bytes().as_slice(), public);
    let expected = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
    assert_eq!(BASE64.encode(&key.sign(&base).to_bytes()), expected);
    let signature = Signature::from_slice(&BASE64.decode(expected.as_bytes()).unwrap()).unwrap();
    assert!(key.verifying_key().verify_strict(&base, &signature).is_ok());
}

#[test]
fn the_digest_is_that_of_rfc_9530() {
    let digest = ContentDigest::of(b"{\"hello\": \"world\"}\n");
    assert_eq!(digest.to_string(), "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
    assert_eq!(ContentDigest::read(&digest.to_string()), Ok(digest));
    let empty = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
    assert_eq!(ContentDigest::of(b"").to_string(), empty);
}

#[test]
fn the_page_lists_every_refusal_in_order() {
    let rows: Vec<&str> = PAGE.lines().filter(|line| line.starts_with("| `")).collect();
    let expected = peers::Refusal::ALL.iter().map(|refusal| {
        let again = if refusal.retry_helps() { "yes" } else { "no" };
        format!("| `{}` | {} | {again} | ", refusal.word(), refusal.status().as_u16())
    });
    assert!(
        rows.len() == peers::Refusal::ALL.len()
            && rows.iter().zip(expected).all(|(row, start)| row.starts_with(&start))
    );
}
