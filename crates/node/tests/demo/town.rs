use std::fs;

use crate::process::{end, town};

#[test]
fn three_members_close_a_month_carry_a_video_and_are_recomputed_from_each_copy_with_one_machine_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (code, report, errors) = end(town(folder.path(), "3", "0").arg("--once"));
    assert_eq!(code, Some(0), "{report}{errors}");
    for words in [
        "bruyere is a member",
        "chardon is a member",
        "is closed on report",
        "is carried by bruyere, chardon.",
        "Who carried what of aubepine:",
        "aubepine was stopped; from http://ecot.localhost:",
        "All that was on the machine of aubepine was deleted; it is back",
        "It was deleted while chardon was away",
        "The machine of aubepine is gone",
        "From bruyere's copies alone: the same report.",
        "From chardon's copies alone: the same report.",
        "The fund's books: ",
    ] {
        assert!(report.contains(words), "{words}: {report}{errors}");
    }
    assert!(!folder.path().join("aubepine").exists());
    let book = fs::read_to_string(folder.path().join("exports/fund.hledger")).unwrap();
    assert!(book.contains("account "), "{book}");
}

#[test]
fn a_member_that_lies_about_money_is_named_whichever_way_it_lies() {
    for (cheat, words) in [
        ("fork", "chardon signed two logs"),
        ("amount", "chardon stated another report"),
        ("replay", "chardon told hours of"),
    ] {
        is_named(cheat, words);
    }
}

#[test]
fn a_member_that_lies_about_what_it_carries_is_named_whichever_way_it_lies() {
    for (cheat, words) in [
        ("inflate", "chardon claims "),
        ("corrupt", "chardon sent what is not the video"),
        ("hoard", "chardon says that it stores "),
        ("resurrect", "chardon serves a video that its home deleted"),
    ] {
        is_named(cheat, words);
    }
}

fn is_named(cheat: &str, words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (code, report, errors) = end(town(folder.path(), "3", "0").args(["--once", "--cheat", cheat]));
    assert_eq!(code, Some(7), "{cheat}: {report}{errors}");
    assert!(errors.contains(words), "{cheat}: {errors}");
}

#[test]
fn a_town_is_found_again_at_its_ports_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let notes =
        r#"{ "ports": [4001, 4002, 4003], "name_port": 4004, "first_day": "2026-10-01", "done": [], "estimates": {} }"#;
    fs::write(folder.path().join("town.json"), notes).unwrap();
    for (members, port) in [("2", "4001"), ("3", "4002")] {
        let (code, _, errors) = end(&mut town(folder.path(), members, port));
        assert_eq!(code, Some(1), "{errors}");
        assert!(errors.contains("3 houses from port 4001 on"), "{errors}");
    }
}
