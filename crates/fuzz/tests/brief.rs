//! A brief run of every target, as part of `make test`. `cargo xtask fuzz` runs for longer, under other seeds.

use std::collections::BTreeSet;

use fuzz::{TARGETS, corpus, drive};

/// Inputs of each target.
const COUNT: u64 = 20_000;
const SEED: u64 = 1;

#[test]
fn no_decoder_stops_on_its_corpus_or_on_what_is_made_from_it() {
    for target in TARGETS {
        println!("{} --seed {SEED}", target.name);
        let inputs = corpus::inputs(target.name).unwrap();
        match drive(target, &inputs, SEED, COUNT) {
            Ok(report) => {
                let taken = report.outcomes.keys().any(|outcome| outcome.starts_with("taken"));
                assert!(taken, "nothing that {} takes is in its corpus: {:?}", target.name, report.outcomes);
                assert!(report.outcomes.len() > 1, "{} refuses nothing", target.name);
            }
            Err(failed) => {
                let kept = corpus::keep(target.name, "failed", &failed.input).unwrap();
                panic!("{} stopped under seed {SEED}; its input is kept: {}", target.name, kept.display());
            }
        }
    }
}

#[test]
fn every_folder_of_the_corpus_belongs_to_a_target() {
    let folders = std::fs::read_dir(corpus::folder("")).unwrap();
    let folders: BTreeSet<_> = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(folders, TARGETS.iter().map(|target| target.name.to_owned()).collect());
}

#[test]
fn a_decoder_that_stops_is_found_and_its_input_told() {
    let fragile = fuzz::Target {
        name: "fragile",
        run: |input| match input {
            [b'a', b'b', 0xff, ..] => panic!("planted"),
            [b'a', b'b', ..] => "second".to_owned(),
            [b'a', ..] => "first".to_owned(),
            _ => "none".to_owned(),
        },
        words: &[],
        most: 8,
    };
    let found = drive(&fragile, &[b"x".to_vec()], SEED, 200_000).unwrap_err();
    assert!(found.input.starts_with(b"ab\xff"));
    assert_eq!(drive(&fragile, &[b"x".to_vec()], SEED, 200_000), Err(found), "the same seed finds the same");
}
