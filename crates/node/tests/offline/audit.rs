//! An auditor with folders: what the commands print, and how they end.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use federation::Hash;
use federation::export;
use federation::signed::Signable;

use crate::exported::{Export, close, closed_november, export, november, propose, report, state, without};
use crate::nodes::{contribution, log, talk};
use crate::town::{DECEMBER, NOVEMBER, key, member, money};
use crate::{Answer, Desk};

/// What member 1 has when November is closed.
pub static CLOSED: LazyLock<Export> = LazyLock::new(|| export(&closed_november().0[0]));

/// A desk with these exports as folders.
pub fn folders(exports: &[(&str, &Export)]) -> Desk {
    let desk = Desk::with("nothing", "");
    for (folder, export) in exports {
        write(&desk.path(folder), export);
    }
    desk
}

fn write(folder: &Path, export: &Export) {
    for (path, bytes) in export {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

fn november_of(desk: &Desk, places: &[&str], more: &[&str]) -> Answer {
    let logs: Vec<&str> = places.iter().flat_map(|place| ["--logs", place]).collect();
    desk.ecot(&[&["closing", "verify"], &logs[..], &["--period", "2026-11"], more].concat())
}

/// One line, with the code of damage, that names the log and what is wrong with it.
fn damaged(answer: &Answer, number: u8, what: &str) {
    let named = format!("{}/1", member(number));
    let good = answer.told.contains(&named) && answer.told.contains(what) && answer.told.lines().count() == 1;
    assert!(good && answer.code == 7 && answer.printed.is_empty(), "{} {}", answer.code, answer.told);
}

#[test]
fn a_good_folder_is_verified_and_its_month_recomputed() {
    let desk = folders(&[("a", &CLOSED)]);
    let closing = november_of(&desk, &["a"], &[]);
    assert_eq!((closing.code, closing.told.as_str()), (0, ""));
    insta::assert_snapshot!("closing", closing.printed);
    insta::assert_json_snapshot!("closing_json", november_of(&desk, &["a"], &["--json"]).json());
    let logs = desk.ecot(&["log", "verify", "a"]);
    assert_eq!((logs.code, logs.told.as_str()), (0, ""));
    insta::assert_snapshot!("logs", logs.printed);
    insta::assert_json_snapshot!("logs_json", desk.ecot(&["log", "verify", "a", "--json"]).json());
    let one = desk.ecot(&["log", "verify", &format!("a/{}", export::log_path(log(2))), "--json"]).json();
    assert_eq!(one["logs"].as_array().unwrap().len(), 1);
    assert_eq!(one["logs"][0]["member"], member(2).to_string());
}

#[test]
fn a_second_month_follows_on_the_first() {
    let (mut nodes, november) = closed_november();
    nodes[2].append(&contribution(2));
    talk(&mut nodes);
    let december = close(&mut nodes, DECEMBER, "2027-01-03T00:00:00Z", Some(&november));
    let desk = folders(&[("a", &export(&nodes[1]))]);
    let answer = desk.ecot(&["closing", "verify", "--logs", "a", "--period", "2026-12"]);
    assert_eq!((answer.code, answer.told.as_str()), (0, ""));
    assert!(answer.printed.contains(&format!("2026-11 closed on {}", november.hash())), "{}", answer.printed);
    assert!(answer.printed.ends_with(&format!("2026-12 closed on {}\n", december.hash())), "{}", answer.printed);
}

#[test]
fn one_altered_byte_in_each_kind_of_file_is_named_with_its_log() {
    let folder = export::log_path(log(2));
    let kinds = ["tile/entries/000", "tile/entries/001.p", "tile/0/000", "tile/1/000.p", "checkpoint", "checkpoints/"];
    for kind in kinds {
        let start = format!("{folder}/{kind}");
        let path = CLOSED.keys().find(|path| path.starts_with(&start)).unwrap();
        let bytes = &CLOSED[path];
        for at in [0, bytes.len() / 3, bytes.len() - 2] {
            let mut bad = CLOSED.clone();
            bad.get_mut(path).unwrap()[at] ^= 1;
            let desk = folders(&[("a", &bad)]);
            if kind.starts_with("tile") || kind == "checkpoint" {
                damaged(&desk.ecot(&["log", "verify", "a"]), 2, "altered");
            }
            if kind.starts_with("tile/entries") || kind == "checkpoints/" {
                damaged(&november_of(&desk, &["a"], &[]), 2, "");
            }
        }
    }
    let mut bad = CLOSED.clone();
    bad.get_mut(&format!("{folder}/tile/entries/000")).unwrap()[2] ^= 1;
    damaged(&november_of(&folders(&[("a", &bad)]), &["a"], &[]), 2, "entry 0 is altered, the first that is");
    let json = november_of(&folders(&[("a", &bad)]), &["a"], &["--json"]);
    insta::assert_snapshot!("altered_json", json.printed);
}

#[test]
fn two_folders_that_each_lack_a_log_do_together() {
    let (no_second, no_third) = (without(&CLOSED, log(2)), without(&CLOSED, log(3)));
    let desk = folders(&[("a", &no_second), ("b", &no_third)]);
    damaged(&november_of(&desk, &["a"], &[]), 2, "missing");
    damaged(&desk.ecot(&["log", "verify", "a"]), 2, "missing");
    let both = november_of(&desk, &["a", "b"], &[]);
    assert_eq!((both.code, both.told.as_str()), (0, ""));
    let whole = november_of(&folders(&[("a", &CLOSED)]), &["a"], &[]);
    assert_eq!(both.printed.lines().last(), whole.printed.lines().last());
    let names = desk.ecot(&["closing", "verify", "--logs", "a", "b", "--period", "2026-11"]);
    assert!(names.printed.contains(&format!(
        "a has no whole copy of the log of m2.example ({}): it is missing",
        &member(2).to_string()[..8]
    )));
}

#[test]
fn liars_and_those_who_are_missing_are_named() {
    let mut nodes = november();
    let proposal = propose(&mut nodes, NOVEMBER, "2026-12-03T00:00:00Z", None);
    let right = report(&nodes[0], &proposal, None);
    state(&mut nodes[0], &proposal, right.hash());
    talk(&mut nodes);
    let undecided = november_of(&folders(&[("a", &export(&nodes[0]))]), &["a"], &[]);
    assert_eq!(undecided.code, 7);
    let told = undecided.told;
    assert!(told.contains("no majority") && told.contains(&member(2).to_string()), "{told}");
    state(&mut nodes[1], &proposal, right.hash());
    let mut wrong = right.clone();
    wrong.lines[0].charge = money("1.00");
    state(&mut nodes[2], &proposal, wrong.hash());
    talk(&mut nodes);
    let minority = november_of(&folders(&[("a", &export(&nodes[0]))]), &["a"], &[]);
    assert_eq!(minority.code, 0);
    assert!(minority.printed.contains(&format!(
        "m3.example ({}) stated another hash: {}",
        &member(3).to_string()[..8],
        wrong.hash()
    )));
    state(&mut nodes[2], &proposal, Hash([7; 32]));
    talk(&mut nodes);
    let twice = november_of(&folders(&[("a", &export(&nodes[0]))]), &["a"], &[]);
    assert_eq!(
        (twice.code, twice.told),
        (7, format!("ecot: 2026-11: member {} stated two things in round 0\n", member(3)))
    );
}

#[test]
fn a_majority_that_computed_otherwise_is_refused_with_where_they_part() {
    let mut nodes = november();
    let proposal = propose(&mut nodes, NOVEMBER, "2026-12-03T00:00:00Z", None);
    let mut wrong = report(&nodes[0], &proposal, None);
    wrong.lines[0].charge = money("1.00");
    for node in &mut nodes {
        state(node, &proposal, wrong.hash());
    }
    talk(&mut nodes);
    let mut export = export(&nodes[0]);
    let file = export::report(&wrong);
    export.insert(file.path, file.bytes);
    let told = november_of(&folders(&[("a", &export)]), &["a"], &[]).told;
    assert!(told.contains(&format!("stated {}", wrong.hash())), "{told}");
    assert!(told.ends_with(&format!("they part at the line of {}\n", wrong.lines[0].member)), "{told}");
}

#[test]
fn a_fork_is_named_and_another_federation_is_refused() {
    let (mut nodes, _) = closed_november();
    let mut liar = crate::nodes::Node { number: 3, desk: nodes[2].desk.clone(), leaves: nodes[2].leaves.clone() };
    for (node, mark) in [(&mut nodes[2], 2), (&mut liar, 3)] {
        node.append(&contribution(mark));
        node.desk.checkpoint(&key(3));
    }
    talk(&mut nodes);
    let desk = folders(&[("a", &export(&nodes[0])), ("b", &export(&liar))]);
    damaged(&november_of(&desk, &["a", "b"], &[]), 3, "signed two histories");
    let other = november_of(&desk, &["a"], &["--federation", &"0".repeat(64)]);
    assert!(other.code == 7 && other.told.contains("and not the one that was asked for"), "{}", other.told);
}
