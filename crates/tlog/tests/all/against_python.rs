//! Notes, checkpoints, proofs, tiles and cosignatures against aics-tlog and aics-witness, both ways. `scripts/setup.sh
//! test` puts them where this looks for them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use tlog::checkpoint::SignedCheckpoint;
use tlog::cosign::CosignRequest;
use tlog::merkle::{Hash, Tree, leaf_hash, prove_consistency, prove_inclusion};
use tlog::note::{Algorithm, Signature, VerifierKey};
use tlog::tile::verify_log;

use crate::samples::{
    ORIGIN, TIME_S, cosigner, cosigner_name, entries, files, key, log_key, nodes, signed, tree, tree_of,
};

const FOREIGN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/tlog-python");
const ORACLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/foreign/oracle.py");

/// One answer for each question.
fn ask(questions: &[Value]) -> Vec<Value> {
    assert!(Path::new(FOREIGN).join(".locked").exists(), "scripts/setup.sh test installs the Python packages");
    let mut process = Command::new("/usr/bin/python3")
        .args(["-I", "-c", "import sys; sys.path[:0] = [sys.argv[1]]; exec(open(sys.argv[2]).read())", FOREIGN, ORACLE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python3 is installed");
    let mut asked = process.stdin.take().unwrap();
    asked.write_all(serde_json::to_string(questions).unwrap().as_bytes()).unwrap();
    drop(asked);
    let answered = process.wait_with_output().unwrap();
    assert!(answered.status.success(), "{}", String::from_utf8_lossy(&answered.stderr));
    serde_json::from_slice(&answered.stdout).unwrap()
}

fn one(question: Value) -> Value {
    ask(&[question]).remove(0)
}

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

fn hex_list(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(|hash| hex(hash.as_bytes())).collect()
}

fn hex_entries(entries: &[Vec<u8>]) -> Vec<String> {
    entries.iter().map(|entry| hex(entry)).collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap_or_else(|| panic!("{value}")).as_bytes()).unwrap()
}

fn seed(number: u8) -> String {
    hex(&[number; 32])
}

fn vkey(key: &tlog::note::SignerKey) -> String {
    key.verifier().to_text()
}

#[test]
fn keys_checkpoints_and_cosignatures_are_the_same_bytes() {
    let ours = signed(tree(&entries(23)));
    let cosigned = ours.clone().with(ours.cosignature(&cosigner(1), TIME_S).unwrap()).unwrap();
    let answers = ask(&[
        json!({"ask": "vkeys", "seed": seed(7), "name": ORIGIN}),
        json!({"ask": "sign", "seed": seed(7), "origin": ORIGIN, "size": 23,
               "root": hex(ours.checkpoint().tree().root.as_bytes()), "extension": []}),
        json!({"ask": "cosign", "seed": seed(101), "name": cosigner_name(1), "time": TIME_S, "note": hex(&ours.to_bytes())}),
    ]);
    assert_eq!(answers[0], json!([vkey(&log_key()), vkey(&key(ORIGIN, Algorithm::Cosignature, 7))]));
    assert_eq!(bytes(&answers[1]), ours.to_bytes());
    assert_eq!(bytes(&answers[2]), cosigned.to_bytes());
    for vkey in answers[0].as_array().unwrap() {
        assert_eq!(VerifierKey::parse(vkey.as_str().unwrap()).unwrap().to_text(), vkey.as_str().unwrap());
    }
    let read = SignedCheckpoint::parse(&bytes(&answers[2])).unwrap();
    assert_eq!(read.verify(log_key().verifier(), &[cosigner(1).verifier().clone()], 1).unwrap()[0].time_s, TIME_S);
}

#[test]
fn checkpoints_with_extension_lines_and_every_size_are_read_alike() {
    let root = leaf_hash(b"some root");
    let sizes = [1, 9, 10, 1 << 32, tlog::merkle::MAX_TREE_SIZE];
    let questions: Vec<Value> = sizes
        .iter()
        .map(|size| {
            json!({"ask": "sign", "seed": seed(7), "origin": ORIGIN, "size": size, "root": hex(root.as_bytes()),
                   "extension": ["one", "and \u{e9}"]})
        })
        .collect();
    for (size, answer) in sizes.iter().zip(ask(&questions)) {
        let read = SignedCheckpoint::parse(&bytes(&answer)).unwrap();
        assert_eq!(read.to_bytes(), bytes(&answer));
        assert_eq!(read.checkpoint().tree(), Tree { size: *size, root });
        assert_eq!(read.checkpoint().extension().len(), 2);
        assert_eq!(read.verify_log(log_key().verifier()), Ok(()));
    }
}

#[test]
fn what_counts_for_us_counts_for_them_and_what_does_not_does_not() {
    let plain = signed(tree(&entries(9)));
    let with = |signed: &SignedCheckpoint, line: Signature| signed.clone().with(line).unwrap();
    let cosigned = with(&plain, plain.cosignature(&cosigner(1), TIME_S).unwrap());
    let cosigned = with(&cosigned, plain.cosignature(&cosigner(2), TIME_S + 1).unwrap());
    let spoilt = with(&cosigned, Signature::sign("another\n", &cosigner(2), TIME_S).unwrap());
    let altered = String::from_utf8(cosigned.to_bytes()).unwrap().replace("\n9\n", "\n8\n");
    let altered = SignedCheckpoint::parse(altered.as_bytes()).unwrap();
    let cosigners = [1, 2, 3].map(|number| cosigner(number).verifier().clone());
    let cases = [(&plain, 0), (&plain, 1), (&cosigned, 2), (&cosigned, 3), (&spoilt, 1), (&altered, 0)];
    let questions = cases.map(|(signed, need)| {
        json!({"ask": "verify", "note": hex(&signed.to_bytes()), "log": vkey(&log_key()), "need": need,
               "cosigners": cosigners.each_ref().map(VerifierKey::to_text)})
    });
    for ((signed, need), answer) in cases.iter().zip(ask(&questions)) {
        let ours = signed.verify(log_key().verifier(), &cosigners, *need);
        assert_eq!(answer["ok"], json!(ours.is_ok()), "{ours:?}: {answer}");
        for good in ours.unwrap_or_default() {
            assert_eq!(answer["times"][good.cosigner.as_str()], json!(good.time_s));
        }
    }
}

#[test]
fn roots_and_proofs_are_the_same_and_each_takes_the_others() {
    let all = entries(70);
    let mut stored = nodes(&all);
    let sizes = [1, 2, 3, 7, 8, 33, 64, 70_usize];
    let trees = sizes.map(|size| json!({"ask": "tree", "entries": hex_entries(&all[..size])}));
    let ours = sizes.map(|size| {
        let size64 = u64::try_from(size).unwrap();
        let inclusion = (0..size64).map(|index| hex_list(&prove_inclusion(&mut stored, index, size64).unwrap()));
        let inclusion: Vec<_> = inclusion.collect();
        let consistency = (0..=size64).map(|old| hex_list(&prove_consistency(&mut stored, old, size64).unwrap()));
        let consistency: Vec<_> = consistency.collect();
        let root = tree_of(&mut stored, size64).root;
        json!({"root": hex(root.as_bytes()), "inclusion": inclusion, "consistency": consistency})
    });
    assert_eq!(ask(&trees), ours);
    let questions = (0..sizes.len()).map(|place| {
        let proofs = |kind: &str| ours[place][kind].as_array().unwrap().clone();
        let inclusion = proofs("inclusion").into_iter().enumerate();
        let inclusion = inclusion.map(|(index, proof)| json!([index, hex(leaf_hash(&all[index]).as_bytes()), proof]));
        let inclusion: Vec<_> = inclusion.collect();
        let old_root = |old: usize| hex(tree(&all[..old]).root.as_bytes());
        let consistency = proofs("consistency").into_iter().enumerate();
        let consistency: Vec<_> = consistency.map(|(old, proof)| json!([old, old_root(old), proof])).collect();
        json!({"ask": "proofs", "size": sizes[place], "root": ours[place]["root"], "inclusion": inclusion,
               "consistency": consistency})
    });
    let questions: Vec<Value> = questions.collect();
    assert_eq!(ask(&questions), vec![json!(true); sizes.len()]);
}

#[test]
fn they_audit_a_log_that_we_wrote_and_prove_from_it_what_we_prove() {
    let folder = tempfile::tempdir().unwrap();
    let size = 66_000;
    let all = entries(size);
    for (path, bytes) in files(&all) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let tree = tree(&all);
    let at = [0_u64, 255, 256, 65_535, 65_536, 65_999];
    let answer = one(json!({"ask": "audit", "folder": folder.path(), "size": size, "root": hex(tree.root.as_bytes()),
                            "inclusion": at, "consistency": at}));
    let mut stored = nodes(&all);
    let inclusion = at.map(|index| hex_list(&prove_inclusion(&mut stored, index, size).unwrap()));
    let consistency = at.map(|old| hex_list(&prove_consistency(&mut stored, old, size).unwrap()));
    assert_eq!(answer, json!({"bundles": 258, "inclusion": inclusion, "consistency": consistency}));
}

#[test]
fn we_verify_a_log_that_they_wrote_and_its_files_are_the_ones_that_we_write() {
    let folder = tempfile::tempdir().unwrap();
    let all = entries(1_100);
    let batches = [&all[..1], &all[1..300], &all[300..300], &all[300..512], &all[512..]].map(hex_entries);
    let answer = one(json!({"ask": "write", "folder": folder.path(), "batches": batches}));
    let tree = tree(&all);
    assert_eq!(answer["root"], json!(hex(tree.root.as_bytes())));
    let read = |tile: &tlog::tile::Tile| Ok::<_, ()>(fs::read(folder.path().join(tile.path())).ok());
    assert_eq!(verify_log(tree, read), Ok(()));
    let theirs: Vec<&str> = answer["files"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    let mut ours = std::collections::BTreeMap::new();
    [1, 300, 512, 1_100].iter().for_each(|size| ours.extend(files(&all[..*size])));
    assert_eq!(theirs, ours.keys().map(String::as_str).collect::<Vec<_>>());
    for (path, bytes) in &ours {
        assert_eq!(fs::read(folder.path().join(path)).unwrap(), *bytes, "{path}");
    }
}

#[test]
fn a_witness_of_theirs_cosigns_our_log_and_refuses_a_fork_as_we_do() {
    let all = entries(40);
    let mut stored = nodes(&all);
    let mut request = |old_size, size| CosignRequest {
        old_size,
        proof: prove_consistency(&mut stored, old_size, size).unwrap(),
        checkpoint: signed(tree_of(&mut nodes(&all), size)),
    };
    let fork = signed(Tree { size: 40, root: leaf_hash(b"another") });
    let good = [request(0, 0), request(0, 1), request(1, 25), request(25, 40), request(40, 40)];
    let lost = CosignRequest { proof: Vec::new(), ..request(25, 40) };
    let forked = CosignRequest { old_size: 40, proof: Vec::new(), checkpoint: fork };
    let mut sent: Vec<&CosignRequest> = good.iter().collect();
    let older = request(7, 25);
    sent.extend([&older, &lost, &forked]);
    let bodies: Vec<String> = sent.iter().map(|request| hex(&request.to_bytes())).collect();
    let answers = one(json!({"ask": "witness", "seed": seed(101), "name": cosigner_name(1), "time": TIME_S,
                             "origin": ORIGIN, "log": vkey(&log_key()), "requests": bodies}));
    let statuses: Vec<u64> = answers.as_array().unwrap().iter().map(|answer| answer[0].as_u64().unwrap()).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 409, 409, 422], "{answers}");
    for (request, answer) in good.iter().zip(answers.as_array().unwrap()) {
        let line = answer[1].as_str().unwrap().strip_suffix('\n').unwrap();
        let cosigned = request.checkpoint.clone().with(Signature::parse(line).unwrap()).unwrap();
        let counted = cosigned.verify(log_key().verifier(), &[cosigner(1).verifier().clone()], 1).unwrap();
        assert_eq!(counted[0].time_s, TIME_S);
        assert_eq!(request.checkpoint.cosignature(&cosigner(1), TIME_S).unwrap().to_line(), format!("{line}\n"));
    }
    assert_eq!(answers[5][1], "40\n");
}
