//! The trial restore: once a month the machine proves that its backup can be had from every carrier and be restored.
//!
//! It fetches every piece from every member that says that it holds the backup, and verifies it; then it restores what it
//! fetched into a scratch folder, with the key that it has for that, and checks the result as `ecot check` does.

use std::sync::Arc;

use carry::id::MemberId;
use exchange::Office;
use exchange::backing::{Piece, PieceFailure, PieceList, fetch_piece};
use federation::entry::Backup;
use jiff::SignedDuration;
use peers::client::Fetch;
use purse::usage::Hour;
use seams::Seams;
use seams::real::RealDisk;
use web::backups::{TrialOfCarrier, TrialReport};

use super::due::{is_due, stands, to_try};
use super::{Backing, BackingError, gather};
use crate::backup::inventory::What;
use crate::backup::{Destination, Opened};
use crate::check::{FindingKind, Report};
use crate::member::DATABASE_FILE;
use crate::restore::Restore;

/// Where a trial restores to, in the data folder. It is removed at the end.
const SCRATCH: &str = "backup/trial";

impl Backing {
    /// Makes a trial restore if one is due and somebody holds a backup; its report, if it was made.
    ///
    /// # Errors
    /// [`BackingError`] of this machine's own disk or database; the next call tries again.
    pub async fn try_when_due(&self) -> Result<Option<TrialReport>, BackingError> {
        let last = self.store.last_trial().await?.and_then(|text| TrialReport::parse(&text));
        if !is_due(self.seams.clock.now(), last.as_ref()) {
            return Ok(None);
        }
        let (Some(office), Some(fetch)) = (self.membership.office(), self.membership.fetching()) else {
            return Ok(None);
        };
        let Some((backup, holders)) = self.to_try(&office).await else { return Ok(None) };
        let report = self.try_restore(&*fetch, &backup, &holders).await?;
        if !stands(&report, self.to_try(&office).await.map(|(backup, _)| backup.number)) {
            return Ok(None);
        }
        self.report(&report).await?;
        Ok(Some(report))
    }

    /// The own backup that is to be tried now, and who holds it.
    async fn to_try(&self, office: &Office) -> Option<(Backup, Vec<MemberId>)> {
        let (me, desk) = (office.member(), office.desk().await);
        let backing = &desk.facts().backing;
        let held = |backup| backing.holders(me, backup).next().is_some();
        let now = Hour::of(self.seams.clock.now());
        let number = to_try(now, backing.backups(&me).map(|backup| (backup, held(backup))))?;
        let backup = backing.backups(&me).find(|backup| backup.number == number)?;
        Some((backup.clone(), backing.holders(me, backup).collect()))
    }

    /// Makes a trial restore of a backup from these members.
    async fn try_restore(
        &self,
        fetch: &dyn Fetch,
        backup: &Backup,
        holders: &[MemberId],
    ) -> Result<TrialReport, BackingError> {
        let _one = self.making.lock().await;
        self.seams.disk.remove(SCRATCH).await?;
        let tried = self.tried(fetch, backup, holders).await;
        self.seams.disk.remove(SCRATCH).await?;
        tried
    }

    /// Remembers what a trial found, and says so in the program's log and to the operators.
    async fn report(&self, report: &TrialReport) -> Result<(), BackingError> {
        let text = serde_json::to_string(report).map_err(std::io::Error::other)?;
        self.store.note_trial(&text).await?;
        if report.is_good() {
            tracing::info!(number = report.number, "the backup was restored for trial, and is whole at every carrier");
        } else {
            tracing::error!(
                number = report.number,
                report = text,
                "the backup was restored for trial, and is not whole"
            );
        }
        self.mail(report).await;
        Ok(())
    }

    /// Removes what a trial left that was cut off; what cannot be removed is tried again at the next one.
    pub async fn tidy_up(&self) {
        if self.own.is_some()
            && let Err(error) = self.seams.disk.remove(SCRATCH).await
        {
            tracing::warn!(%error, "what is left of a trial restore is not removed");
        }
    }

    async fn tried(
        &self,
        fetch: &dyn Fetch,
        backup: &Backup,
        holders: &[MemberId],
    ) -> Result<TrialReport, BackingError> {
        let pieces = Destination::within(&self.seams, &format!("{SCRATCH}/pieces/"))?;
        let gathered = gather(fetch, backup, holders, &pieces, &|_, _| {}).await;
        let mut carriers = Vec::new();
        for holder in holders {
            carriers.push(self.ask_for_all(fetch, backup, *holder).await?);
        }
        let findings = match gathered {
            Ok(_) => self.restored(backup.number, pieces).await,
            Err(failure) => {
                tracing::warn!(%failure, "not all of the backup could be fetched for the trial");
                None
            }
        };
        Ok(TrialReport { at_ms: self.seams.clock.now().as_millisecond(), number: backup.number, carriers, findings })
    }

    /// What one carrier hands out of all pieces. Nothing of it is kept.
    async fn ask_for_all(
        &self,
        fetch: &dyn Fetch,
        backup: &Backup,
        holder: MemberId,
    ) -> Result<TrialOfCarrier, BackingError> {
        let scratch = Destination::within(&self.seams, &format!("{SCRATCH}/asked/"))?;
        let mut told = TrialOfCarrier { member: holder.to_string(), right: 0, wrong: 0 };
        let list = Piece { hash: carry::id::ObjectHash::from_bytes(backup.list.0), bytes: backup.list_bytes };
        let known = self.pieces_of(list).await?;
        for piece in known.pieces().iter().chain([&list]) {
            match fetch_piece(fetch, &holder, scratch.sealed(), *piece).await {
                Ok(_staged) => told.right += 1,
                Err(PieceFailure::Objects(failure)) => return Err(failure.into()),
                Err(failure) => {
                    tracing::warn!(%failure, "a carrier does not hand out a piece of the backup");
                    told.wrong += 1;
                }
            }
            scratch.sealed().clean_staging().await?;
        }
        Ok(told)
    }

    /// The list as this machine made it, or as it was fetched for the trial.
    async fn pieces_of(&self, list: Piece) -> Result<PieceList, BackingError> {
        let fetched = Destination::within(&self.seams, &format!("{SCRATCH}/pieces/"))?;
        for place in self.own.iter().map(|own| &own.destination).chain([&fetched]) {
            if place.sealed().size(list.hash).await? == Some(list.bytes) {
                let bytes = place.sealed().read(list.hash, 0..list.bytes).await?;
                return Ok(PieceList::parse(&bytes).unwrap_or_default());
            }
        }
        Ok(PieceList::default())
    }

    /// How many things are wrong in what a restore of these pieces makes; none if it cannot be restored.
    async fn restored(&self, number: u64, from: Destination) -> Option<u64> {
        let restored = self.restore_into_scratch(number, from).await;
        match restored {
            Ok((report, carried)) => Some(wrong(&report, &carried)),
            Err(failure) => {
                tracing::warn!(%failure, "the backup could not be restored for trial");
                None
            }
        }
    }

    async fn restore_into_scratch(
        &self,
        number: u64,
        from: Destination,
    ) -> Result<(Report, Vec<String>), BackingError> {
        let backup = Opened::open_with(from, Some(number), self.trial_key().await?).await?;
        let carried = backup.inventory.entries.iter().filter_map(|entry| match entry.what {
            What::Carried(hash) => Some(hash.to_string()),
            _ => None,
        });
        let carried = carried.collect();
        let folder = format!("{SCRATCH}/data");
        self.seams.disk.make_folder(&folder).await?;
        let host = self.seams.disk.host_path(&folder);
        let seams = Seams { disk: Arc::new(RealDisk::open(&host)?), ..self.seams.clone() };
        let database = format!("sqlite:{}", host.join(DATABASE_FILE).display());
        let uploads_live = SignedDuration::from_hours(1);
        let restore = Restore { backup, seams, database, skip_damaged: false, uploads_live, carriers: None };
        Ok((restore.run(&|_| {}).await?.check, carried))
    }
}

/// Findings but for objects that others carry, which a trial does not fetch: the audits of carriers look after them.
fn wrong(report: &Report, carried: &[String]) -> u64 {
    let named = |subject: &String| carried.contains(subject);
    let left = report
        .findings
        .iter()
        .filter(|finding| !(finding.kind == FindingKind::ObjectMissing && named(&finding.subject)));
    u64::try_from(left.count()).unwrap_or(u64::MAX).saturating_add(report.counts.not_shown)
}
