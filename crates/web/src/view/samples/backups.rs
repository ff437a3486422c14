//! This member's sealed backup.

use super::Sample;
use super::federation::{chrome, frame};
use crate::i18n::Lang;
use crate::view::federation::Tab;
use crate::view::federation::backups::{
    BackupPage, KeeperRow, KeeperState, KeptRow, NewestBackup, TrialRow, TrialShown,
};
use crate::view::form::Complaints;
use crate::view::samples::hours_ago;

fn empty(lang: Lang) -> BackupPage {
    BackupPage {
        chrome: chrome(lang, "/federation/backup"),
        frame: frame(lang, Tab::Backup),
        newest: None,
        asked: None,
        trial: None,
        edits: true,
        kept: Vec::new(),
        complaints: Complaints::default(),
    }
}

fn full(lang: Lang) -> BackupPage {
    let keeper = |carrier: &str, state| KeeperRow { carrier: carrier.to_owned(), state };
    let row = |carrier: &str, right, wrong| TrialRow { carrier: carrier.to_owned(), right, wrong };
    let carriers = vec![keeper("Aubépine", KeeperState::Held), keeper("Bruyère", KeeperState::Copying)];
    BackupPage {
        newest: Some(NewestBackup { number: 214, taken: hours_ago(9), bytes: 3_412_000_000, carriers }),
        trial: Some(TrialShown {
            at: hours_ago(200),
            number: 206,
            good: true,
            carriers: vec![row("Aubépine", 1_204, 0), row("Bruyère", 1_204, 0)],
            findings: Some(0),
        }),
        kept: vec![KeptRow { home: "Aubépine".to_owned(), bytes: 12_400_000_000 }],
        ..empty(lang)
    }
}

fn bad(lang: Lang) -> BackupPage {
    let row = |carrier: &str, right, wrong| TrialRow { carrier: carrier.to_owned(), right, wrong };
    let keeper = |carrier: &str, state| KeeperRow { carrier: carrier.to_owned(), state };
    let carriers = vec![keeper("Aubépine", KeeperState::Full), keeper("Bruyère", KeeperState::Damaged)];
    let trial = |findings| TrialShown {
        at: hours_ago(20),
        number: 213,
        good: false,
        carriers: vec![row("Aubépine", 1_190, 14), row("Bruyère", 0, 1_204)],
        findings,
    };
    BackupPage {
        newest: Some(NewestBackup { number: 214, taken: hours_ago(9), bytes: 3_412_000_000, carriers }),
        asked: Some(hours_ago(0)),
        trial: Some(trial(Some(3))),
        ..full(lang)
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let mut lost = BackupPage { edits: false, asked: None, ..bad(lang) };
    if let Some(newest) = &mut lost.newest {
        newest.carriers.clear();
    }
    if let Some(trial) = &mut lost.trial {
        trial.findings = None;
    }
    Ok(vec![
        Sample::of("federation-backup", &full(lang))?,
        Sample::of("federation-backup-empty", &empty(lang))?,
        Sample::of("federation-backup-bad", &bad(lang))?,
        Sample::of("federation-backup-read", &lost)?,
    ])
}
