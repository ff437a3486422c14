use federation::signed::Signable;

use crate::closing::{november, overnight};

/// The closing of docs/RULES.md by version 1 of the rules: its bytes, and its hash. It stays when the rules change.
const GOLDEN: &str = include_str!("../golden/closing-1.txt");

fn golden() -> String {
    let report = november(&overnight()).report;
    format!("{}\n{}\n", data_encoding::HEXLOWER.encode(&report.to_cbor()), report.hash())
}

#[test]
fn the_closing_of_the_rules_has_the_bytes_and_the_hash_that_it_always_had() {
    assert_eq!(golden(), GOLDEN);
}

#[test]
#[ignore = "writes the golden file, once for each version of the rules"]
fn write_the_golden_closing() {
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/closing-1.txt"), golden()).unwrap();
}
