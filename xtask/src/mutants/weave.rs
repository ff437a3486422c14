//! The copy of the tree with all bugs in it, each asleep until chosen.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::list::{GUARD, Mutant};
use super::output_of;

/// The variable that chooses a bug at run time.
pub(super) const CHOICE: &str = "ECOT_MUTANT";

/// The folder of the copy in which everything is. Cargo tells members of a workspace apart by their
/// path from its top: at the same place they would share artifacts with those of the real tree, and
/// a later build would link planted code.
const APART: &str = "planted";

/// What must stand at the top of a workspace.
const AT_TOP: [&str; 4] = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo/config.toml"];

/// Copies what git knows, and what it would add, to target/mutants/tree, with the bugs woven in.
/// Files that are the same already keep their times, so that a second build has little to do.
pub(super) fn copy_with(root: &Path, mutants: &[Mutant]) -> Result<PathBuf, String> {
    let tree = root.join("target/mutants/tree");
    let listed = output_of(
        Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root),
    )?;
    let listed = String::from_utf8(listed).map_err(|error| error.to_string())?;
    let names: BTreeSet<&str> = listed.split('\0').filter(|name| root.join(name).is_file()).collect();
    if let Some(lost) = mutants.iter().find(|mutant| !names.contains(mutant.file.as_str())) {
        return Err(format!("{}: no file {}", lost.name, lost.file));
    }
    let mut written = BTreeSet::new();
    for name in &names {
        let here: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.file == *name).collect();
        let contents = fs::read(root.join(name)).map_err(|error| format!("{name}: {error}"))?;
        let contents = match (here.is_empty(), *name) {
            (true, "Cargo.toml") => members_apart(&text(name, contents)?).into_bytes(),
            (true, _) => contents,
            (false, _) => weave(&text(name, contents)?, &here)?.into_bytes(),
        };
        let to = if AT_TOP.contains(name) { (*name).to_owned() } else { format!("{APART}/{name}") };
        write_if_new(&tree.join(&to), &contents).map_err(|error| format!("{to}: {error}"))?;
        written.insert(to);
    }
    remove_others(&tree, &written).map_err(|error| format!("{}: {error}", tree.display()))?;
    Ok(tree)
}

fn text(name: &str, contents: Vec<u8>) -> Result<String, String> {
    String::from_utf8(contents).map_err(|error| format!("{name}: {error}"))
}

/// The workspace's manifest with its members in [`APART`].
fn members_apart(manifest: &str) -> String {
    manifest.replace("\"crates/", &format!("\"{APART}/crates/")).replace("\"xtask\"", &format!("\"{APART}/xtask\""))
}

/// `text` with each bug in the place of its original.
fn weave(text: &str, mutants: &[&Mutant]) -> Result<String, String> {
    let mut places = Vec::new();
    for mutant in mutants {
        let mut found = text.match_indices(&mutant.original);
        match (found.next(), found.next()) {
            (Some((start, _)), None) => places.push((start, *mutant)),
            (None, _) => {
                return Err(format!(
                    "{}: its original no longer stands in {}. Find what became of it and plant the bug there.",
                    mutant.name, mutant.file
                ));
            }
            (Some(_), Some(_)) => {
                return Err(format!("{}: its original stands twice in {}", mutant.name, mutant.file));
            }
        }
    }
    places.sort_by_key(|(start, _)| *start);
    let mut out = String::new();
    let mut at = 0;
    for (start, mutant) in places {
        let Some(between) = text.get(at..start) else {
            return Err(format!("{}: overlaps with another planted bug", mutant.name));
        };
        let chosen = format!("(std::env::var_os(\"{CHOICE}\").is_some_and(|chosen| chosen == \"{}\"))", mutant.name);
        out.push_str(between);
        out.push_str(&mutant.planted.replace(GUARD, &chosen));
        at = start + mutant.original.len();
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Ok(out)
}

fn write_if_new(path: &Path, contents: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|there| there == contents) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, contents)
}

/// Removes files of an earlier copy that the tree no longer has.
fn remove_others(tree: &Path, names: &BTreeSet<String>) -> io::Result<()> {
    let mut folders = vec![tree.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let known = |name: &Path| name.to_str().is_some_and(|name| names.contains(name));
            if path.is_dir() {
                folders.push(path);
            } else if !path.strip_prefix(tree).is_ok_and(known) {
                fs::remove_file(path)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::list::Test;
    use super::*;

    fn mutant(name: &str, original: &str, planted: &str) -> Mutant {
        Mutant {
            name: name.to_owned(),
            file: "a.rs".to_owned(),
            original: original.to_owned(),
            planted: planted.to_owned(),
            test: Test { target: "t".to_owned(), function: "f".to_owned() },
        }
    }

    #[test]
    fn each_bug_stands_in_the_place_of_its_original_behind_its_own_guard() {
        let (first, second) = (mutant("one", "b()", "if !MUTANT { b() }"), mutant("two", "a()", "z(MUTANT)"));
        let woven = weave("a(); b();", &[&first, &second]).unwrap();
        assert!(woven.starts_with("z((std::env::var_os(\"ECOT_MUTANT\")"), "{woven}");
        assert!(woven.contains("chosen == \"one\")) { b() };"), "{woven}");
    }

    #[test]
    fn the_copy_shares_no_member_with_the_real_workspace() {
        let manifest = "members = [\"crates/*\", \"xtask\"]\npurse = { path = \"crates/purse\" }";
        let apart = "members = [\"planted/crates/*\", \"planted/xtask\"]\npurse = { path = \"planted/crates/purse\" }";
        assert_eq!(members_apart(manifest), apart);
    }

    #[test]
    fn an_original_that_is_gone_or_not_unique_is_an_error() {
        let gone = weave("a();", &[&mutant("m", "b()", "MUTANT")]).unwrap_err();
        assert!(gone.contains("no longer stands in a.rs"), "{gone}");
        let twice = weave("a(); a();", &[&mutant("m", "a()", "MUTANT")]).unwrap_err();
        assert!(twice.contains("stands twice"), "{twice}");
        let overlapping = [&mutant("m", "a(b", "MUTANT"), &mutant("n", "b)", "MUTANT")];
        assert!(weave("a(b)", &overlapping).is_err());
    }
}
