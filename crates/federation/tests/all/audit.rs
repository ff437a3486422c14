//! An auditor has nothing but exports: what they prove, and what is found in them.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::LazyLock;

use federation::audit::{Audit, Closed, CopyFault, Fault, Files, NotAudited, PeriodFault};
use federation::charter::DEFAULT;
use federation::closing::Span;
use federation::entry::Entry;
use federation::export;
use federation::facts::LogId;
use federation::signed::Signable;
use proptest::prelude::*;
use proptest::sample::Index;
use tlog::tile::{Kind, LogFault, Tile};

use crate::exported::{Export, close, closed_november, export, november, without};
use crate::nodes::{contribution, log, talk};
use crate::town::{DECEMBER, NOVEMBER, member};

/// An export in memory.
#[derive(Debug, Clone)]
pub struct Memory(pub Export);

impl Files for Memory {
    type Failure = Infallible;

    fn read(&mut self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.0.get(path).map(|bytes| bytes[..bytes.len().min(limit + 1)].to_vec()))
    }
}

pub fn closings(exports: &[&Export], span: Span) -> Result<Vec<Closed>, Fault> {
    let places = exports.iter().map(|export| Memory((*export).clone())).collect();
    let fault = |not: NotAudited<Infallible>| match not {
        NotAudited::Fault(fault) => fault,
        NotAudited::Failed(never) => match never {},
    };
    Audit::read(places).map_err(fault)?.closed(span).map_err(fault)
}

pub fn verified(exports: &[&Export]) -> Result<Audit<Memory>, Fault> {
    let places = exports.iter().map(|export| Memory((*export).clone())).collect();
    Audit::verify(places).map_err(|not| match not {
        NotAudited::Fault(fault) => fault,
        NotAudited::Failed(never) => match never {},
    })
}

pub fn period_fault(exports: &[&Export], span: Span) -> PeriodFault {
    match closings(exports, span).unwrap_err() {
        Fault::Period { fault, .. } => *fault,
        other => panic!("{other}"),
    }
}

/// The checkpoint of a log that the proposal names.
pub fn named(export: &Export, of: LogId) -> String {
    let start = export::log_path(of) + "/checkpoints/";
    export.keys().find(|path| path.starts_with(&start)).unwrap().clone()
}

#[test]
fn two_months_are_verified_from_one_members_copies() {
    let (mut nodes, november) = closed_november();
    nodes[2].append(&contribution(2));
    talk(&mut nodes);
    let december = close(&mut nodes, DECEMBER, "2027-01-03T00:00:00Z", Some(&november));
    let export = export(&nodes[1]);
    let closed = closings(&[&export], DECEMBER).unwrap();
    let reports: Vec<_> = closed.iter().map(|closed| closed.closing.report.clone()).collect();
    assert_eq!(reports, [november, december]);
    assert!(closed.iter().all(|closed| closed.otherwise.is_empty() && closed.unheard.is_empty()));
    assert!(closed.iter().all(|closed| closed.cosigners.values().all(|members| members.len() == 2)));
    let audit = verified(&[&export]).unwrap();
    assert_eq!((audit.logs().len(), audit.absent().len()), (3, 0));
    assert_eq!(audit.cosigners(&log(1)), BTreeSet::from([member(2), member(3)]));
}

pub static GOOD: LazyLock<Export> = LazyLock::new(|| export(&closed_november().0[0]));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn one_altered_byte_of_entries_or_signatures_is_found_in_its_log(file in any::<Index>(), at in any::<Index>(), flip in 1_u8..) {
        let good = &*GOOD;
        let covered: Vec<&String> = good.keys().filter(|path| path.contains("/tile/entries/") || path.contains("/checkpoint")).collect();
        let path = (*file.get(&covered)).clone();
        let mut bad = good.clone();
        let bytes = bad.get_mut(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        let fault = verified(&[&bad]).map(|_| ()).and_then(|()| closings(&[&bad], NOVEMBER).map(|_| ())).unwrap_err();
        let found = fault.log().map(export::log_path).unwrap();
        prop_assert!(path.starts_with(&(found + "/")), "{path} byte {at}: {fault}");
        if path.contains("/tile/") {
            let found = closings(&[&bad], NOVEMBER).unwrap_err();
            let place = entry_at(&path, good.get(&path).unwrap(), at);
            prop_assert!(names(&found, place), "{path} byte {at} is in entry {place}: {found}");
        }
    }
}

/// Which entry of the log a byte of a bundle is in.
fn entry_at(path: &str, bundle: &[u8], at: usize) -> u64 {
    let tile = Tile::parse(&path[path.find("tile/").unwrap()..]).unwrap();
    assert_eq!(tile.kind(), Kind::Entries);
    let (mut place, mut end) = (tile.index() * 256, 0);
    loop {
        end += 2 + usize::from(u16::from_be_bytes([bundle[end], bundle[end + 1]]));
        if at < end {
            return place;
        }
        place += 1;
    }
}

fn names(fault: &Fault, place: u64) -> bool {
    let Fault::Log { fault: CopyFault::Tree(fault), .. } = fault else { return false };
    match fault {
        LogFault::EntryAltered(places) => *places == (place..place + 1),
        LogFault::BundleMalformed { entry, .. } => *entry == place,
        _ => false,
    }
}

#[test]
fn an_altered_byte_of_the_other_files_is_found_and_named() {
    let good = GOOD.clone();
    for (path, bytes) in &good {
        if path.contains("/tile/entries/") || path.contains("/checkpoint") {
            continue;
        }
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut bad = good.clone();
            bad.get_mut(path).unwrap()[at] ^= 1;
            let fault = verified(&[&bad]).unwrap_err();
            let named = fault.to_string();
            let file = path.rsplit_once("/tile").map_or(path.as_str(), |(_, tile)| tile);
            assert!(named.contains(file) || matches!(fault, Fault::OtherFounding), "{path} {at}: {named}");
        }
    }
    let mut none = good.clone();
    none.remove(export::FOUNDING);
    assert_eq!(verified(&[&none]).unwrap_err(), Fault::NoFounding);
    let mut none = good;
    none.remove(&export::charter_path(&export::charter_hash(DEFAULT)));
    assert!(matches!(verified(&[&none]).unwrap_err(), Fault::Roll(_)));
}

#[test]
fn a_missing_log_is_named_and_taken_from_whoever_has_it() {
    let (nodes, closed) = closed_november();
    let whole = export(&nodes[0]);
    let (no_second, no_third) = (without(&whole, log(2)), without(&whole, log(3)));
    assert_eq!(period_fault(&[&no_second], NOVEMBER), PeriodFault::Missing(log(2)));
    assert_eq!(verified(&[&no_second]).unwrap_err(), Fault::Log { log: log(2), fault: CopyFault::Missing });
    let both = closings(&[&no_second, &no_third], NOVEMBER).unwrap();
    assert_eq!(both[0].hash, closed.hash());
    let mut altered = whole.clone();
    altered.get_mut(&bundle(2)).unwrap()[40] ^= 1;
    assert!(closings(&[&altered], NOVEMBER).is_err());
    assert_eq!(closings(&[&altered, &no_third], NOVEMBER).unwrap()[0].hash, closed.hash());
    let audit = verified(&[&altered, &no_third]).unwrap();
    assert!(matches!(audit.logs()[&log(2)].passed_over[..], [(0, CopyFault::Tree(_))]));
    assert_eq!(audit.logs()[&log(2)].place, 1);
}

fn bundle(number: u8) -> String {
    format!("{}/tile/entries/000", export::log_path(log(number)))
}

#[test]
fn a_log_that_ends_before_what_counts_is_too_short() {
    let mut nodes = november();
    let before = export(&nodes[0]);
    nodes[1].append(&contribution(2));
    talk(&mut nodes);
    close(&mut nodes, NOVEMBER, "2026-12-03T00:00:00Z", None);
    let mut cut = without(&export(&nodes[0]), log(2));
    let old = without(&without(&before, log(1)), log(3));
    let cosigned = named(&export(&nodes[0]), log(2));
    cut.extend(old);
    cut.insert(cosigned.clone(), export(&nodes[0])[&cosigned].clone());
    assert!(matches!(period_fault(&[&cut], NOVEMBER), PeriodFault::TooShort { log: of, .. } if of == log(2)));
}

#[test]
fn a_checkpoint_needs_the_cosignatures_of_the_charter_and_no_other_lines() {
    let good = GOOD.clone();
    let path = named(&good, log(1));
    let with = |alter: &dyn Fn(Vec<String>) -> Vec<String>| {
        let text = String::from_utf8(good[&path].clone()).unwrap();
        let lines = alter(text.lines().map(str::to_owned).collect());
        let mut export = good.clone();
        export.insert(path.clone(), (lines.join("\n") + "\n").into_bytes());
        period_fault(&[&export], NOVEMBER)
    };
    // Origin, size, root, an empty line, the log's, two cosigners'.
    let one_less = with(&|lines| lines[..6].to_vec());
    assert!(one_less.to_string().contains("has 1 cosignatures and needs 2"), "{one_less}");
    let unsigned = with(&|mut lines| {
        lines.remove(4);
        lines
    });
    assert!(unsigned.to_string().ends_with("the log did not sign its checkpoint"), "{unsigned}");
    let other = String::from_utf8(good[&named(&good, log(2))].clone()).unwrap();
    let stolen = other.lines().last().unwrap().to_owned();
    let forged = with(&|mut lines| {
        let place = lines.len() - 1;
        let whose = lines[5].clone();
        let line = if stolen.split(' ').nth(1) == whose.split(' ').nth(1) { 5 } else { place };
        lines[line].clone_from(&stolen);
        lines
    });
    assert!(matches!(forged, PeriodFault::Checkpoint { log: of, .. } if of == log(1)), "{forged}");
    let stranger = with(&|mut lines| {
        lines.push("\u{2014} example.org/witness AAAAAAECAwQ=".to_owned());
        lines
    });
    assert!(matches!(stranger, PeriodFault::Stranger { .. }), "{stranger}");
    let other = with(&|_| {
        String::from_utf8(good[&export::checkpoint_path(log(1))].clone()).unwrap().lines().map(str::to_owned).collect()
    });
    assert!(matches!(other, PeriodFault::OtherCheckpoint { .. } | PeriodFault::Checkpoint { .. }), "{other}");
    let mut none = good.clone();
    none.remove(&path);
    assert!(matches!(period_fault(&[&none], NOVEMBER), PeriodFault::NoCheckpoint { log: of, .. } if of == log(1)));
}

#[test]
fn an_entry_that_cannot_be_read_is_named_when_every_entry_is_asked_for() {
    let (nodes, _) = closed_november();
    let mut export = export(&nodes[0]);
    let path = export::checkpoint_path(log(1));
    export.insert(path.clone(), export[&export::checkpoint_path(log(2))].clone());
    let other = verified(&[&export]).unwrap_err();
    assert!(matches!(other, Fault::Log { log: of, fault: CopyFault::OtherLog(_) } if of == log(1)));
    assert_eq!(Entry::from_leaf(&[0x82, 1, 0x82, 12]).is_err(), Entry::is_usage(&[0x82, 1, 0x82, 12]));
}
