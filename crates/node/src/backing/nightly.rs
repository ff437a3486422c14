//! Making a backup at night, and when the operator asks.

use bytes::Bytes;
use exchange::Office;
use exchange::backing::{MadeBackup, Piece, PieceList};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Backing, BackingError, Own, to_bytes};
use crate::backup::sealed_piece;
use crate::backup::{Backup, BackupError, Destination, Line};

/// Hours of the night, UTC: from this one ...
const NIGHT_FROM: i8 = 1;
/// ... to before this one.
const NIGHT_TO: i8 = 5;
/// Seconds after a backup before which the night does not bring another.
const SOONEST_SECONDS: i64 = 18 * 3_600;
/// Seconds after a backup after which another is made at any time of the day: the machine was off at night.
const LATEST_SECONDS: i64 = 30 * 3_600;
/// Own backups that stay in the folder: the newest, and the one before it while carriers go over.
const KEPT: usize = 2;

/// When a backup was made or asked for last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Last {
    pub made: Option<Timestamp>,
    /// By the operator.
    pub asked: Option<Timestamp>,
}

/// Whether a backup is to be made now.
#[must_use]
pub fn is_due(now: Timestamp, last: Last) -> bool {
    let Some(made) = last.made else { return true };
    if last.asked.is_some() {
        return true;
    }
    let passed = now.as_second().saturating_sub(made.as_second());
    let hour = TimeZone::UTC.to_datetime(now).hour();
    let night = (NIGHT_FROM..NIGHT_TO).contains(&hour);
    passed >= LATEST_SECONDS || (night && passed >= SOONEST_SECONDS)
}

impl Backing {
    /// Makes a backup if one is due; whether it did. Nothing is due while it is not set to whom it is sealed, while the member is
    /// alone, or while it may not append to its log.
    ///
    /// # Errors
    /// [`BackingError`]; the next call tries again.
    pub async fn tick(&self) -> Result<bool, BackingError> {
        let Some(office) = self.membership.office() else { return Ok(false) };
        if self.own.is_none() || !may_say(&office).await {
            return Ok(false);
        }
        let made = {
            let desk = office.desk().await;
            desk.facts().backing.newest(&office.member()).map(|newest| newest.taken.start_ms())
        };
        let made = made.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let last = Last { made, asked: self.store.backup_asked().await? };
        if !is_due(self.seams.clock.now(), last) {
            return Ok(false);
        }
        self.make(&office).await?;
        self.store.backup_was_made().await?;
        Ok(true)
    }

    /// Makes a backup and says so in the log; none if the operator has not said to whom it is sealed.
    ///
    /// # Errors
    /// [`BackingError`].
    pub async fn make(&self, office: &Office) -> Result<Option<MadeBackup>, BackingError> {
        let _one = self.making.lock().await;
        let Some(Own { recipient, destination }) = &self.own else { return Ok(None) };
        let backup = Backup {
            store: self.store.clone(),
            objects: self.objects.clone(),
            disk: self.seams.disk.clone(),
            clock: self.seams.clock.clone(),
            configuration: self.configuration.get().cloned().unwrap_or_default(),
            recipient: recipient.clone(),
            trial: Some(self.trial_key().await?.to_public()),
            carried: office.carried_by_others().await?,
            above: office.next_backup_number().await.saturating_sub(1),
            to: destination.clone(),
            keep: KEPT,
            verify: false,
        };
        let taken = self.seams.clock.now();
        let made = backup.make(&|_| {}).await?;
        if let Some(first) = made.damaged.first() {
            tracing::error!(files = made.damaged.len(), %first, "the backup is without files that this member has lost");
        }
        let said = listed(destination, made.number, taken, to_bytes(recipient)).await?;
        office.say_backup(&said).await?;
        tracing::info!(number = made.number, bytes = said.bytes, new_bytes = made.new_bytes, "a backup was made");
        Ok(Some(said))
    }
}

/// The backup of this number, with the list of its pieces stored beside them.
async fn listed(
    destination: &Destination,
    number: u64,
    taken: Timestamp,
    recipient: [u8; 32],
) -> Result<MadeBackup, BackingError> {
    let record = destination.record(number).await?;
    let lines = destination.files(number).await?;
    // The list with names is for this machine alone.
    let pieces = lines.iter().map(|Line { file, .. }| *file).filter(|file| file.hash != record.list.hash);
    let pieces = PieceList::new(pieces.map(|file| Piece { hash: file.hash, bytes: file.bytes }).collect());
    let text = Bytes::from(pieces.text());
    let stored = destination
        .put(sealed_piece(text))
        .await
        .map_err(|error| BackingError::Backup(BackupError::Destination(error.into())))?;
    let list = Piece { hash: stored.hash, bytes: stored.bytes };
    let inventory = Piece { hash: record.inventory.hash, bytes: record.inventory.bytes };
    let bytes = pieces.bytes().saturating_add(list.bytes);
    Ok(MadeBackup { number, taken, inventory, list, bytes, recipient })
}

/// Whether it can be said that there is a backup, and anybody else is in the federation.
async fn may_say(office: &Office) -> bool {
    let desk = office.desk().await;
    desk.may_append() && desk.chain().is_ok_and(|chain| chain.roll.electorate().len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_backup_is_due_at_night_and_by_day_only_when_the_night_was_missed() {
        let made = Some(at("2026-11-05T02:10:00Z"));
        for (now, due) in [
            ("2026-11-05T12:00:00Z", false),
            ("2026-11-05T23:59:00Z", false),
            ("2026-11-06T00:59:00Z", false),
            ("2026-11-06T01:00:00Z", true),
            ("2026-11-06T04:59:00Z", true),
            ("2026-11-06T07:00:00Z", false),
            ("2026-11-06T08:10:00Z", true),
        ] {
            assert_eq!(is_due(at(now), Last { made, asked: None }), due, "{now}");
        }
    }

    #[test]
    fn the_first_backup_is_due_at_once_and_so_is_one_that_the_operator_asked_for() {
        let now = at("2026-11-05T12:00:00Z");
        assert!(is_due(now, Last::default()));
        assert!(is_due(now, Last { made: Some(at("2026-11-05T11:00:00Z")), asked: Some(now) }));
    }
}
