//! Checkpoints: what is read, what is verified, and each reason for a refusal.

use tlog::checkpoint::{Checkpoint, CheckpointRefusal as Refusal, Cosignature, MAX_EXTENSION_LINES, SignedCheckpoint};
use tlog::merkle::{Hash, MAX_TREE_SIZE, Tree};
use tlog::note::{Algorithm, Note, NoteRefusal, Signature, SignerKey, VerifierKey};

use crate::samples::{ORIGIN, TIME_S, cosigner, cosigner_name, entries, key, log_key, name, signed, tree};

const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

fn verifiers(signers: &[SignerKey]) -> Vec<VerifierKey> {
    signers.iter().map(|signer| signer.verifier().clone()).collect()
}

fn cosigned(signed: SignedCheckpoint, signers: &[SignerKey]) -> SignedCheckpoint {
    signers.iter().fold(signed, |signed, signer| {
        let line = signed.cosignature(signer, TIME_S).unwrap();
        signed.with(line).unwrap()
    })
}

fn sample() -> SignedCheckpoint {
    signed(tree(&entries(5)))
}

#[test]
fn a_checkpoint_has_three_lines_and_is_written_as_it_is_read() {
    for text in [
        format!("example.com/behind-the-sofa\n20852163\n{ROOT}\n"),
        format!("a\n0\n{}\n", Hash::EMPTY_TREE),
        format!("a\n{MAX_TREE_SIZE}\n{ROOT}\nextension\n and more\n"),
    ] {
        assert_eq!(Checkpoint::parse(&text).unwrap().to_text(), text);
    }
    let read = Checkpoint::parse(&format!("a\n12\n{ROOT}\nextension\n")).unwrap();
    assert_eq!((read.origin().as_str(), read.tree().size, read.extension()), ("a", 12, &["extension".to_owned()][..]));
    assert_eq!(read.tree().root.to_string(), ROOT);
}

#[test]
fn each_refusal_of_a_text_has_its_case() {
    let refused = |text: &str| Checkpoint::parse(text).unwrap_err();
    assert_eq!(refused(&format!("a\n1\n{ROOT}")), Refusal::TooFewLines);
    assert_eq!(refused("a\n1\n"), Refusal::TooFewLines);
    assert_eq!(refused(&format!("\n1\n{ROOT}\n")), Refusal::OriginMalformed);
    assert_eq!(refused(&format!("a b\n1\n{ROOT}\n")), Refusal::OriginMalformed);
    for size in ["", "01", "00", "+1", "-1", "1 ", "0x1", "\u{661}"] {
        assert_eq!(refused(&format!("a\n{size}\n{ROOT}\n")), Refusal::SizeMalformed, "{size}");
    }
    for size in [(MAX_TREE_SIZE + 1).to_string(), "18446744073709551616".to_owned()] {
        assert_eq!(refused(&format!("a\n{size}\n{ROOT}\n")), Refusal::SizeTooLarge);
    }
    for root in [
        "",
        "AAAA",
        &ROOT[..43],
        &ROOT.replace("2I=", "2J="),
        "AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==AA==",
        &format!("{ROOT} "),
    ] {
        assert_eq!(refused(&format!("a\n1\n{root}\n")), Refusal::RootMalformed, "{root}");
    }
    let many = "x\n".repeat(MAX_EXTENSION_LINES + 1);
    assert_eq!(refused(&format!("a\n1\n{ROOT}\n{many}")), Refusal::TooManyLines);
    assert_eq!(refused(&format!("a\n1\n{ROOT}\n\n")), Refusal::EmptyLine);
    assert_eq!(refused(&format!("a\n0\n{ROOT}\n")), Refusal::RootOfNothing);
    let large = Tree { size: MAX_TREE_SIZE + 1, root: Hash::EMPTY_TREE };
    assert_eq!(Checkpoint::new(name("a"), large), Err(Refusal::SizeTooLarge));
    assert_eq!(SignedCheckpoint::parse(b"a"), Err(Refusal::Note(NoteRefusal::Unterminated)));
}

#[test]
fn a_checkpoint_counts_when_the_log_and_enough_others_signed_it() {
    let cosigners = [cosigner(1), cosigner(2), cosigner(3)];
    let signed = cosigned(sample(), &cosigners[..2]);
    let read = SignedCheckpoint::parse(&signed.to_bytes()).unwrap();
    let log = log_key();
    let good = read.verify(log.verifier(), &verifiers(&cosigners), 2).unwrap();
    let expected = [1, 2].map(|number| Cosignature { cosigner: name(&cosigner_name(number)), time_s: TIME_S });
    assert_eq!(good, expected);
    let three = read.verify(log.verifier(), &verifiers(&cosigners), 3);
    assert_eq!(three, Err(Refusal::TooFewCosignatures { have: 2, need: 3 }));
}

#[test]
fn a_key_counts_once_and_the_logs_own_key_does_not_count() {
    let again = key("cosigner/again", Algorithm::Cosignature, 101);
    let own = key("cosigner/own", Algorithm::Cosignature, 7);
    let cosigners = [cosigner(1), again, own];
    let signed = cosigned(sample(), &cosigners);
    let verified = signed.verify(log_key().verifier(), &verifiers(&cosigners), 2);
    assert_eq!(verified, Err(Refusal::TooFewCosignatures { have: 1, need: 2 }));
}

#[test]
fn each_refusal_of_signatures_has_its_case() {
    let (log, signed) = (log_key(), sample());
    let other_log = key("ecot/other/1", Algorithm::Ed25519, 7);
    let not_for_logs = key(ORIGIN, Algorithm::Cosignature, 7);
    assert_eq!(signed.verify_log(other_log.verifier()), Err(Refusal::OtherLog));
    assert_eq!(signed.verify_log(not_for_logs.verifier()), Err(Refusal::OtherLog));
    let checkpoint = signed.checkpoint().clone();
    assert_eq!(SignedCheckpoint::sign(checkpoint.clone(), &other_log), Err(Refusal::OtherLog));
    let no_cosigner = Refusal::NoCosigner(name(ORIGIN));
    assert_eq!(signed.verify(log.verifier(), &verifiers(&[log_key()]), 0), Err(no_cosigner.clone()));
    assert_eq!(signed.cosignature(&log, TIME_S), Err(no_cosigner));
    let newer_key = key(ORIGIN, Algorithm::Ed25519, 8);
    assert_eq!(signed.verify_log(newer_key.verifier()), Err(Refusal::NotSigned));
    let altered = String::from_utf8(signed.to_bytes()).unwrap().replace("\n5\n", "\n6\n");
    let altered = SignedCheckpoint::parse(altered.as_bytes()).unwrap();
    let wrong = NoteRefusal::SignatureWrong;
    assert_eq!(altered.verify_log(log.verifier()), Err(Refusal::LogSignature(wrong)));
    let of_another = Signature::sign("another\n", &cosigner(1), TIME_S).unwrap();
    let spoilt = signed.with(of_another).unwrap();
    let refused = spoilt.verify(log.verifier(), &verifiers(&[cosigner(1)]), 0);
    assert_eq!(refused, Err(Refusal::Cosignature(name(&cosigner_name(1)), wrong)));
    assert_eq!(spoilt.verify(log.verifier(), &[], 0), Ok(Vec::new()), "a line of an unknown key says nothing");
}

#[test]
fn a_note_that_is_no_checkpoint_is_none_however_well_it_is_signed() {
    let note = Note::sign("a poem\n", &log_key(), 0).unwrap();
    assert_eq!(SignedCheckpoint::parse(&note.to_bytes()), Err(Refusal::TooFewLines));
}
