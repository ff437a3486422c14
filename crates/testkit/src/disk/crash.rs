//! What a crash leaves.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::Path;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng;

use super::model::{FileState, Model};

/// The files that survive, by path, each with its contents.
pub(super) type Survivors = BTreeMap<String, Vec<u8>>;

/// Decides what survives of the files below `root`. Paths that begin with one of `trusted` belong
/// to a program that syncs by itself (SQLite): they survive as they are, as after a killed process.
pub(super) fn survivors(
    model: &Model,
    root: &Path,
    trusted: &[String],
    chance: &mut ChaCha20Rng,
) -> io::Result<Survivors> {
    let live = read_all(root)?;
    let is_trusted = |path: &str| trusted.iter().any(|prefix| path.starts_with(prefix.as_str()));
    let mut out = Survivors::new();
    for (path, contents) in &live {
        // SQLite's shared memory is no file that a crash leaves: it is made anew at the next start.
        if is_trusted(path) && path.ends_with("-shm") {
            continue;
        }
        if is_trusted(path) {
            out.insert(path.clone(), contents.clone());
        } else if !model.live.contains_key(path)
            && let Some(left) = of_a_stranger(contents, chance)
        {
            out.insert(path.clone(), left);
        }
    }
    let mut left = HashMap::new();
    for (path, file) in names_after(model, chance) {
        if is_trusted(&path) {
            continue;
        }
        let state = &model.files[&file];
        let now = model.live.iter().find(|(_, id)| **id == file).and_then(|(p, _)| live.get(p));
        // Two names of one file show the same bytes.
        let contents = left.entry(file).or_insert_with(|| of_contents(state, now.map(Vec::as_slice), chance));
        out.insert(path, contents.clone());
    }
    Ok(out)
}

/// Each folder keeps a prefix of its unsynced changes of names.
fn names_after(model: &Model, chance: &mut ChaCha20Rng) -> BTreeMap<String, super::model::FileId> {
    let folders: BTreeSet<&str> = model.pending.iter().map(|change| change.folder()).collect();
    let mut kept: BTreeMap<&str, usize> = BTreeMap::new();
    for folder in folders {
        let count = model.pending.iter().filter(|change| change.folder() == folder).count();
        kept.insert(folder, up_to(count, chance));
    }
    let mut names = model.durable.clone();
    for change in &model.pending {
        match kept.get_mut(change.folder()) {
            Some(rest) if *rest > 0 => {
                *rest -= 1;
                change.apply(&mut names);
            }
            _ => {}
        }
    }
    names
}

/// What remains of a file: as synced, as written, or something between.
fn of_contents(file: &FileState, now: Option<&[u8]>, chance: &mut ChaCha20Rng) -> Vec<u8> {
    let durable = &file.durable;
    let Some(now) = now.filter(|now| now != durable) else {
        return durable.clone();
    };
    let (synced_prefix, untouched) = (file.untouched, durable.get(..file.untouched));
    assert!(untouched.is_some_and(|bytes| now.starts_with(bytes)), "synced bytes changed although nothing was written");
    match chance.next_u32() % 4 {
        0 => durable.clone(),
        1 => now.to_vec(),
        2 => now[..synced_prefix + up_to(now.len() - synced_prefix, chance)].to_vec(),
        // The length reached the platter, the bytes after some point did not.
        _ => {
            let whole = synced_prefix + up_to(now.len() - synced_prefix, chance);
            let mut torn = now.to_vec();
            torn[whole..].fill(0);
            torn
        }
    }
}

/// What remains of a file that another program wrote and nobody synced.
fn of_a_stranger(contents: &[u8], chance: &mut ChaCha20Rng) -> Option<Vec<u8>> {
    match chance.next_u32() % 3 {
        0 => None,
        1 => Some(contents.to_vec()),
        _ => Some(contents[..up_to(contents.len(), chance)].to_vec()),
    }
}

/// 0 to `most`, each as likely.
pub(super) fn up_to(most: usize, chance: &mut ChaCha20Rng) -> usize {
    let choices = u64::try_from(most).expect("a length fits 64 bits") + 1;
    usize::try_from(chance.next_u64() % choices).expect("not above a length")
}

/// Every file below `root`, by its path from there.
pub(super) fn read_all(root: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut out = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name().into_string().map_err(|_| io::ErrorKind::InvalidData)?;
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                let contents = fs::read(entry.path())?;
                out.insert(path, contents);
            }
        }
    }
    Ok(out)
}
