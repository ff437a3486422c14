//! The checkpoints that a deciding proposal names.

use std::collections::BTreeSet;

use purse::id::MemberId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::note::Name;
use tlog::origin::cosigner_of;

use super::fault::{NotAudited, PeriodFault};
use super::places::{self, Files};
use crate::closing::Cut;
use crate::desk::Signers;
use crate::export::cosigned_path;
use crate::facts::LogId;

/// Who cosigned the checkpoint that a cut names, if some place has it with enough good cosignatures and no other line.
pub(super) fn cosigners<F: Files>(
    places: &mut [F],
    signers: &Signers<'_>,
    cut: &Cut,
    needed: usize,
) -> Result<Result<BTreeSet<MemberId>, PeriodFault>, NotAudited<F::Failure>> {
    let (log, size) = (cut.log_id(), cut.size);
    let (mut why, mut failed) = (None, None);
    for files in places {
        match places::note(files, &cosigned_path(log, size)) {
            Ok(None) => {}
            Err(failure) => failed = failed.or(Some(failure)),
            Ok(Some(bytes)) => match verified(&bytes, signers, cut, needed) {
                Ok(members) => return Ok(Ok(members)),
                Err(fault) => why = why.or(Some(fault)),
            },
        }
    }
    match (why, failed) {
        (Some(fault), _) => Ok(Err(fault)),
        (None, Some(failure)) => Err(NotAudited::Failed(failure)),
        (None, None) => Ok(Err(PeriodFault::NoCheckpoint { log, size })),
    }
}

fn verified(bytes: &[u8], signers: &Signers<'_>, cut: &Cut, needed: usize) -> Result<BTreeSet<MemberId>, PeriodFault> {
    let (log, size) = (cut.log_id(), cut.size);
    let refused = |refusal| PeriodFault::Checkpoint { log, size, refusal };
    let note = SignedCheckpoint::parse(bytes).map_err(refused)?;
    let good = signers.verify(log, &note, needed).map_err(refused)?;
    let tree = note.checkpoint().tree();
    if (tree.size, tree.root.as_bytes()) != (size, &cut.root.0) {
        return Err(PeriodFault::OtherCheckpoint { log, size });
    }
    if let Some(name) = stranger(signers, log, &note) {
        return Err(PeriodFault::Stranger { log, size, name });
    }
    Ok(good.iter().filter_map(|line| cosigner_of(&line.cosigner)).map(MemberId::from_bytes).collect())
}

/// The name on the first line that is neither the log's nor a member's: in an export there is none, so one whose name or key
/// id was altered shows.
pub(super) fn stranger(signers: &Signers<'_>, log: LogId, note: &SignedCheckpoint) -> Option<Name> {
    let own = signers.of_log(log, note.checkpoint().tree().size).unwrap_or_default();
    let known: Vec<_> = own.into_iter().chain(signers.of_cosigners(log)).collect();
    let lines = note.note().signatures();
    lines.iter().find(|line| !known.iter().any(|key| line.is_by(key))).map(|line| line.name().clone())
}
