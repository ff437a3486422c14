//! One row for each refusal that values alone decide; those of bodies are met in `gate`.

use std::collections::BTreeSet;

use peers::account::Account;
use peers::signature::{Fields, RequestParameters, Target, verify_request};
use peers::{Limits, Refusal};

use crate::members::{HOST, Members, NOW, at, identity, signed, target};

/// What becomes of fields at the target that all rows use, read at `now`.
fn judged(fields: &Fields, now: i64, limits: &Limits) -> Result<RequestParameters, Refusal> {
    let members = Members::of(&[2, 1]);
    let parameters = verify_request(&target("POST", "/peer/entries", "log=7"), fields, &*members)?.parameters;
    Account::new(at(NOW - 10_000), at(now), limits).enter(&parameters, at(now), limits)?;
    Ok(parameters)
}

fn good() -> Fields {
    signed(1, &target("POST", "/peer/entries", "log=7"), b"x", NOW, 4)
}

fn changed(text: &Option<String>, from: &str, to: &str) -> Option<String> {
    let text = text.as_ref().unwrap();
    assert!(text.contains(from), "{from} is in {text}");
    Some(text.replacen(from, to, 1))
}

/// Fields that are refused, and how.
fn rows() -> Vec<(Fields, Refusal)> {
    let base = good();
    let input = |from, to| Fields { signature_input: changed(&base.signature_input, from, to), ..base.clone() };
    let written = |text: &str| Fields { signature: Some(text.to_owned()), ..base.clone() };
    let digest = |text: Option<&str>| Fields { content_digest: text.map(str::to_owned), ..base.clone() };
    let spelt = base.signature.clone().unwrap();
    vec![
        (Fields { signature: None, ..base.clone() }, Refusal::NoSignature),
        (Fields { signature_input: None, ..base.clone() }, Refusal::NoSignature),
        (input("ecot=(", "ecot=(("), Refusal::Malformed),
        (input("ecot=", "sig1="), Refusal::Malformed),
        (input("ecot=(", "a=1, ecot=("), Refusal::Malformed),
        (input("ecot=(", "ecot=1, a=("), Refusal::Malformed),
        (input("ecot=(", " ecot=("), Refusal::Malformed),
        (written("ecot=1"), Refusal::Malformed),
        (written("ecot=:AAAA:"), Refusal::Malformed),
        (written(&format!("{spelt};a")), Refusal::Malformed),
        (written(&format!("{spelt}, b=1")), Refusal::Malformed),
        (input("(\"@method\" ", "("), Refusal::WrongComponents),
        (input("\"@path\" \"@query\"", "\"@query\" \"@path\""), Refusal::WrongComponents),
        (input("\"@method\" ", "\"@method\"  "), Refusal::WrongComponents),
        (input("\"@method\"", "\"@method\";req"), Refusal::WrongComponents),
        (input(";nonce=", ";once="), Refusal::WrongParameters),
        (input(";created=1", ";created=01"), Refusal::WrongParameters),
        (input(";created=", ";created=-"), Refusal::WrongParameters),
        (input(";created=", ";alg=\"ed25519\";created="), Refusal::WrongParameters),
        (input(";expires=1795651500", ";expires=1795651501"), Refusal::WrongParameters),
        (input(";expires=1795651500", ";expires=1795651200"), Refusal::WrongParameters),
        (input(";nonce=\"BA", ";nonce=\""), Refusal::WrongParameters),
        (input("keyid=\"", "keyid=\"A"), Refusal::WrongParameters),
        (input("tag=\"ecot-peer\"", "tag=\"ecot-peer-answer\""), Refusal::WrongParameters),
        (input("tag=\"ecot-peer\"", "tag=\"ecot-peer\";x"), Refusal::WrongParameters),
        (digest(None), Refusal::DigestMissing),
        (digest(Some("sha-512=:AAAA:")), Refusal::DigestMissing),
        (digest(Some("sha-256=:AAAA:")), Refusal::DigestMissing),
        (digest(changed(&base.content_digest, ":", ": ").as_deref()), Refusal::DigestMissing),
        (digest(Some(&format!("{}, sha-512=:AAAA:", base.content_digest.clone().unwrap()))), Refusal::DigestMissing),
        (signed(3, &target("POST", "/peer/entries", "log=7"), b"x", NOW, 4), Refusal::UnknownMember),
        (signed(1, &target("GET", "/peer/entries", "log=7"), b"x", NOW, 4), Refusal::SignatureWrong),
        (signed(1, &target("POST", "/peer/entry", "log=7"), b"x", NOW, 4), Refusal::SignatureWrong),
        (signed(1, &target("POST", "/peer/entries", "log=8"), b"x", NOW, 4), Refusal::SignatureWrong),
        (
            signed(1, &Target { authority: "a.example", ..target("POST", "/peer/entries", "log=7") }, b"x", NOW, 4),
            Refusal::SignatureWrong,
        ),
        (digest(signed(1, &target("POST", "/", ""), b"y", NOW, 4).content_digest.as_deref()), Refusal::SignatureWrong),
        (
            input("created=1795651200;expires=1795651500", "created=1795651201;expires=1795651500"),
            Refusal::SignatureWrong,
        ),
        (input(&identity(1).member.to_string(), &identity(2).member.to_string()), Refusal::SignatureWrong),
    ]
}

#[test]
fn each_refusal_of_a_strangers_request_has_a_row_that_meets_it() {
    let limits = Limits::default();
    assert_eq!(judged(&good(), NOW, &limits).map(|request| request.member), Ok(identity(1).member));
    let mut met = BTreeSet::new();
    for (fields, refusal) in rows() {
        assert_eq!(judged(&fields, NOW, &limits), Err(refusal), "{fields:?}");
        met.insert(refusal);
    }
    let strangers = Refusal::ALL.iter().copied().filter(|refusal| *refusal <= Refusal::SignatureWrong);
    assert_eq!(met, strangers.collect());
}

#[test]
fn a_target_that_cannot_be_signed_is_malformed() {
    let members = Members::of(&[2, 1]);
    let long = format!("/{}", "a".repeat(3_000));
    for (method, path, query) in [
        ("PUT", "/", ""),
        ("HEAD", "/", ""),
        ("GET", "", ""),
        ("GET", "/\n", ""),
        ("GET", "/é", ""),
        ("GET", &long, ""),
    ] {
        let refused = verify_request(&target(method, path, query), &good(), &*members);
        assert_eq!(refused, Err(Refusal::Malformed), "{method} {path}");
    }
    assert_eq!(HOST, target("GET", "/", "").authority);
}

#[test]
fn each_refusal_of_a_members_request_has_a_row_that_meets_it() {
    let limits = Limits { burst: 4, at_once: 1, bytes_per_day: 10, remembered: 2, ..Limits::default() };
    let asked = |created, nonce| {
        let fields = signed(1, &target("GET", "/", ""), b"", created, nonce);
        RequestParameters::read(&fields.signature_input.unwrap()).unwrap()
    };
    let mut account = Account::new(at(NOW - 100), at(NOW), &limits);
    let enter = |account: &mut Account, created, nonce, now| account.enter(&asked(created, nonce), at(now), &limits);
    assert_eq!(enter(&mut account, NOW + 301, 1, NOW), Err(Refusal::FromTheFuture));
    assert_eq!(enter(&mut account, NOW - 301, 1, NOW), Err(Refusal::Expired));
    assert_eq!(enter(&mut account, NOW - 101, 1, NOW), Err(Refusal::Forgotten));
    assert_eq!(enter(&mut account, NOW, 1, NOW), Ok(()));
    assert_eq!(enter(&mut account, NOW, 1, NOW), Err(Refusal::Replayed));
    assert_eq!(enter(&mut account, NOW, 2, NOW), Err(Refusal::TooManyAtOnce));
    account.leave();
    account.count(10, at(NOW));
    assert_eq!(enter(&mut account, NOW, 2, NOW), Err(Refusal::DaySpent));
    assert_eq!(enter(&mut account, NOW + 86_400, 2, NOW + 86_400), Ok(()), "another day");
    account.leave();
    assert_eq!(enter(&mut account, NOW + 86_400, 3, NOW + 86_400), Ok(()));
    account.leave();
    assert_eq!(enter(&mut account, NOW + 86_400, 4, NOW + 86_400), Err(Refusal::MemoryFull));
    assert_eq!(enter(&mut account, NOW + 86_400, 5, NOW + 86_400), Err(Refusal::MemoryFull));
    assert_eq!(enter(&mut account, NOW + 86_400, 6, NOW + 86_400), Err(Refusal::TooManyRequests));
}

#[test]
fn while_a_key_is_changed_both_are_good_and_a_third_is_not() {
    let members = Members::of(&[2, 1]);
    let target = target("GET", "/", "");
    let signed_by = |mark| {
        let renewed = peers::Identity { member: identity(1).member, key: identity(mark).key.clone() };
        let digest = peers::signature::ContentDigest::of(b"");
        peers::signature::sign_request(&renewed, &target, &digest, NOW, [4; 16]).unwrap()
    };
    let judged = |mark| verify_request(&target, &signed_by(mark), &*members).map(|verified| verified.parameters.member);
    assert_eq!(judged(5), Err(Refusal::SignatureWrong));
    members.add_key(1, identity(5).key.verifying_key());
    members.add_key(1, identity(6).key.verifying_key());
    assert_eq!((judged(1), judged(5)), (Ok(identity(1).member), Ok(identity(1).member)));
    assert_eq!(judged(6), Err(Refusal::SignatureWrong));
}
