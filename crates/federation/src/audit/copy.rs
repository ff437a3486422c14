//! One copy of one log.

use std::collections::{BTreeMap, BTreeSet};

use tlog::checkpoint::SignedCheckpoint;
use tlog::merkle::{self, Edge, leaf_hash};
use tlog::tile::{LogCheck, LogFault, Tile, parse_bundle};

use super::fault::CopyFault;
use super::places::{self, Files, MAX_LOG_ENTRIES};
use crate::desk::{signed_by, verifier_keys};
use crate::entry::Entry;
use crate::export::checkpoint_path;
use crate::facts::{KeyHistory, LogId, Place};
use crate::hash::Hash;

/// What of a log is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Every entry is read, and the tiles of hashes are compared.
    Whole,
    /// Entries are hashed, and all but usage read; tiles of hashes are asked for only to name what is altered.
    Facts,
}

/// Which logs are looked at how closely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All, as far as a closing needs them.
    Facts,
    /// Every entry of all.
    Whole,
    /// Every entry of this one; the others as far as they are there, for the roll.
    Only(LogId),
}

impl Wanted {
    pub(super) fn depth(self, log: LogId) -> Depth {
        if self == Self::Whole || self == Self::Only(log) { Depth::Whole } else { Depth::Facts }
    }

    pub(super) fn can_miss(self, log: LogId) -> bool {
        matches!(self, Self::Only(only) if only != log)
    }
}

/// A log that is read, and is the one that its checkpoint signs.
#[derive(Debug)]
pub(super) struct WholeLog {
    /// All entries but usage that this program can read, by place.
    pub(super) kept: Vec<(u64, Hash, Entry)>,
    pub(super) kept_bytes: usize,
    /// The roots of its first entries, of the sizes that were asked for.
    pub(super) roots: BTreeMap<u64, merkle::Hash>,
}

/// Why a copy does not serve.
#[derive(Debug)]
pub(super) enum NotWhole<E> {
    Fault(CopyFault),
    Failed(E),
}

impl<E> From<CopyFault> for NotWhole<E> {
    fn from(fault: CopyFault) -> Self {
        Self::Fault(fault)
    }
}

/// The latest checkpoint of a copy; whether its log signed it shows when the entries are read.
pub(super) fn checkpoint<F: Files>(files: &mut F, log: LogId) -> Result<SignedCheckpoint, NotWhole<F::Failure>> {
    let bytes = places::note(files, &checkpoint_path(log)).map_err(NotWhole::Failed)?;
    let note = SignedCheckpoint::parse(&bytes.ok_or(CopyFault::Missing)?).map_err(CopyFault::Checkpoint)?;
    let checkpoint = note.checkpoint();
    if log.origin().is_none_or(|origin| origin.name() != *checkpoint.origin()) {
        return Err(CopyFault::OtherLog(checkpoint.origin().clone()).into());
    }
    let size = checkpoint.tree().size;
    if size > MAX_LOG_ENTRIES { Err(CopyFault::TooLarge(size).into()) } else { Ok(note) }
}

/// Reads a copy to its end. `first` is the key with which the log began, `watched` the sizes of which the root is wanted.
pub(super) fn read<F: Files>(
    files: &mut F,
    (log, first): (LogId, [u8; 32]),
    note: &SignedCheckpoint,
    depth: Depth,
    watched: &BTreeSet<u64>,
) -> Result<WholeLog, NotWhole<F::Failure>> {
    let mut reading = Reading::new(log, depth, watched);
    let tree = match reading.tree(files, note, depth == Depth::Whole).map_err(NotWhole::Failed)? {
        Err(_) if depth == Depth::Facts => {
            // Once more with the hashes beside it: they tell where.
            reading = Reading::new(log, depth, watched);
            reading.tree(files, note, true).map_err(NotWhole::Failed)?
        }
        tree => tree,
    };
    let name = note.checkpoint().origin();
    let keys = verifier_keys(name, &reading.keys.keys(log, first, note.checkpoint().tree().size));
    let signed = signed_by(note, &keys).map(|_| ());
    match (tree, signed) {
        // The hashes lead to the root of the checkpoint, so it is the entries that are altered.
        (Err(fault @ (LogFault::EntryAltered(_) | LogFault::TileAltered(_))), _) => Err(CopyFault::Tree(fault).into()),
        (_, Err(refusal)) => Err(CopyFault::Checkpoint(refusal).into()),
        (Err(fault), Ok(())) => Err(CopyFault::Tree(fault).into()),
        (Ok(()), Ok(())) => reading.finish().map_err(NotWhole::Fault),
    }
}

/// The bundles of a log of `size` entries below `end`, in their order.
pub(super) fn bundles<F: Files>(
    files: &mut F,
    log: LogId,
    (size, end): (u64, u64),
    mut each: impl FnMut(&[u8]),
) -> Result<(), F::Failure> {
    let mut check = (0..).map_while(|index| Tile::of_tree(tlog::tile::Kind::Entries, index, size));
    let mut place = 0;
    while place < end
        && let Some(tile) = check.next()
    {
        let bundle = places::tile(files, log, &tile)?.unwrap_or_default();
        // What is missing or malformed is not there: the root shows it.
        let Ok(entries) = parse_bundle(&bundle, tile.width()) else { return Ok(()) };
        for entry in entries {
            if place < end {
                each(entry);
            }
            place += 1;
        }
    }
    Ok(())
}

struct Reading<'a> {
    log: LogId,
    depth: Depth,
    watched: &'a BTreeSet<u64>,
    /// Only if some size is watched.
    edge: Edge,
    place: u64,
    keys: KeyHistory,
    whole: WholeLog,
    unreadable: Option<CopyFault>,
}

impl<'a> Reading<'a> {
    fn new(log: LogId, depth: Depth, watched: &'a BTreeSet<u64>) -> Self {
        let whole = WholeLog { kept: Vec::new(), kept_bytes: 0, roots: BTreeMap::new() };
        let (edge, keys) = (Edge::new(), KeyHistory::default());
        Self { log, depth, watched, edge, place: 0, keys, whole, unreadable: None }
    }

    fn tree<F: Files>(
        &mut self,
        files: &mut F,
        note: &SignedCheckpoint,
        with_hashes: bool,
    ) -> Result<Result<(), LogFault>, F::Failure> {
        let mut check = LogCheck::new(note.checkpoint().tree());
        while let Some(expected) = check.expects() {
            let Some(bundle) = places::tile(files, self.log, &expected.bundle)? else {
                return Ok(Err(LogFault::BundleMissing(expected.bundle)));
            };
            let mut hashes = Vec::with_capacity(expected.hashes.len());
            for tile in &expected.hashes {
                hashes.push(if with_hashes { places::tile(files, self.log, tile)? } else { None });
            }
            if let Err(fault) = check.take(&bundle, &hashes) {
                return Ok(Err(fault));
            }
            for leaf in parse_bundle(&bundle, expected.bundle.width()).unwrap_or_default() {
                self.take(leaf);
            }
        }
        Ok(check.finish())
    }

    fn take(&mut self, leaf: &[u8]) {
        let place = self.place;
        self.place += 1;
        if !self.watched.is_empty() {
            self.edge.append(leaf_hash(leaf));
            if self.watched.contains(&self.place) {
                self.whole.roots.insert(self.place, self.edge.root());
            }
        }
        let usage = Entry::is_usage(leaf);
        if usage && self.depth == Depth::Facts {
            return;
        }
        match Entry::from_leaf(leaf) {
            Ok(_) if usage => {}
            Ok(entry) => self.keep(place, leaf, entry),
            Err(refusal) => {
                self.unreadable.get_or_insert(CopyFault::Entry { place, refusal });
            }
        }
    }

    fn keep(&mut self, place: u64, leaf: &[u8], entry: Entry) {
        if let Entry::Key(change) = &entry {
            self.keys.add(Place { author: self.log.member, log: self.log.log, place }, change.clone());
        }
        self.whole.kept_bytes += leaf.len();
        if self.whole.kept_bytes <= super::MAX_KEPT_BYTES {
            self.whole.kept.push((place, Hash::of_entry(&self.log.member, leaf), entry));
        }
    }

    /// An entry of a kind that this program does not know says nothing to it, and is a fault only where every entry is read.
    fn finish(self) -> Result<WholeLog, CopyFault> {
        match self.unreadable {
            Some(fault) if self.depth == Depth::Whole => Err(fault),
            _ => Ok(self.whole),
        }
    }
}
