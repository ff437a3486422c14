//! What stands beside the logs: the founding resolution, and the charters.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{Fault, NotAudited};
use super::places::Files;
use crate::charter::{Charter, MAX_BYTES as MAX_CHARTER_BYTES};
use crate::export::{FOUNDING, charter_hash, charter_path};
use crate::facts::Facts;
use crate::hash::Hash;
use crate::roll::{Act, Resolution, Seat};
use crate::signed::Signable;

/// The founding resolution of the first place that has one which can be.
pub(super) fn founding<F: Files>(places: &mut [F]) -> Result<(Hash, Resolution, Seat), NotAudited<F::Failure>> {
    let (mut why, mut failed) = (None, None);
    for files in places {
        match files.read(FOUNDING, Resolution::MAX_BYTES) {
            Ok(None) => {}
            Err(failure) => failed = failed.or(Some(failure)),
            Ok(Some(bytes)) => match Resolution::from_cbor(&bytes) {
                Ok(founding) => match &founding.act {
                    Act::Found { founder, .. } => return Ok((founding.hash(), founding.clone(), founder.clone())),
                    _ => why = why.or(Some(Fault::OtherFounding)),
                },
                Err(refusal) => why = why.or(Some(Fault::Founding(refusal))),
            },
        }
    }
    match (why, failed) {
        (Some(fault), _) => Err(fault.into()),
        (None, Some(failure)) => Err(NotAudited::Failed(failure)),
        (None, None) => Err(Fault::NoFounding.into()),
    }
}

/// Reads the charters that resolutions name. One that nobody has is left out: the roll then goes only as far as it can.
pub(super) fn more_charters<F: Files>(
    places: &mut [F],
    facts: &Facts,
    charters: &mut BTreeMap<Hash, Charter>,
) -> Result<(), NotAudited<F::Failure>> {
    let named = facts.resolutions.values().filter_map(|resolution| match &resolution.act {
        Act::Found { charter, .. } | Act::Amend { charter, .. } => Some(*charter),
        _ => None,
    });
    for hash in named.collect::<BTreeSet<_>>() {
        if charters.contains_key(&hash) {
            continue;
        }
        let (mut altered, mut failed) = (false, None);
        for files in &mut *places {
            match files.read(&charter_path(&hash), MAX_CHARTER_BYTES) {
                Ok(None) => continue,
                Err(failure) => failed = failed.or(Some(failure)),
                Ok(Some(bytes)) => match charter(&hash, bytes) {
                    Some(charter) => {
                        charters.insert(hash, charter);
                    }
                    None => altered = true,
                },
            }
        }
        match (charters.contains_key(&hash), altered, failed) {
            (false, true, _) => return Err(Fault::Charter(hash).into()),
            (false, false, Some(failure)) => return Err(NotAudited::Failed(failure)),
            _ => {}
        }
    }
    Ok(())
}

fn charter(hash: &Hash, bytes: Vec<u8>) -> Option<Charter> {
    let text = String::from_utf8(bytes).ok().filter(|text| charter_hash(text) == *hash)?;
    Charter::parse(&text).ok()
}
