//! What this member says of the backups that it keeps, and which it lets go.

use carry::keeping::BACKUP_COPIES;
use federation::Hash;
use federation::entry::{Backup, BackupHolding, BackupState, Entry};
use federation::facts::Backing;
use purse::id::MemberId;
use purse::usage::Hour;
use store::{KeptBackup, KeptId};

use crate::failure::ExchangeFailure;
use crate::office::Office;

impl Office {
    /// Lets go what is no longer to be kept; how many backups that were.
    pub(super) async fn let_backups_go(&self, here: &[KeptBackup]) -> Result<usize, ExchangeFailure> {
        let mut gone = 0;
        for kept in here {
            let stays = {
                let desk = self.desk().await;
                is_to_be_kept(&desk.facts().backing, kept, self.member())
            };
            if !stays && self.store.let_backup_go(kept.id, self.clock.now()).await? {
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// Says of every backup that is here that it is held, and of what is no longer here that it is removed, as far as that is
    /// not said already.
    pub(super) async fn tell_backups(&self) -> Result<(), ExchangeFailure> {
        let here = self.store.kept_backups().await?;
        let untold = {
            let (me, desk) = (self.member(), self.desk().await);
            let backing = &desk.facts().backing;
            let held = |kept: &KeptBackup| {
                let mut known = backing.backups(&kept.id.home);
                let backup = known.find(|backup| backup.number == kept.id.number && backup.list.0 == kept.list)?;
                Some((kept.id.home, backup.clone(), BackupState::Held))
            };
            let mut untold: Vec<(MemberId, Backup, BackupState)> = here.iter().filter_map(held).collect();
            for said in backing.held_by(me).filter(|said| said.state == BackupState::Held) {
                let id = KeptId { home: said.home, number: said.number };
                let backup = backing.backups(&said.home).find(|backup| backup.number == said.number);
                if let Some(backup) = backup
                    && !here.iter().any(|kept| kept.id == id)
                {
                    untold.push((said.home, backup.clone(), BackupState::Removed));
                }
            }
            untold
        };
        for (home, backup, state) in untold {
            self.tell_backup(home, &backup, state).await?;
        }
        Ok(())
    }

    /// Says how this member stands to a backup, unless it said so last.
    pub(super) async fn tell_backup(
        &self,
        home: MemberId,
        backup: &Backup,
        state: BackupState,
    ) -> Result<(), ExchangeFailure> {
        let said = {
            let (me, desk) = (self.member(), self.desk().await);
            let said = desk.facts().backing.holding(&home, &me, backup.number).copied();
            said.is_some_and(|said| said.state == state && said.list == backup.list)
        };
        if said {
            return Ok(());
        }
        let bytes = if state == BackupState::Held { backup.bytes } else { 0 };
        let (number, list, hour) = (backup.number, backup.list, Hour::of(self.clock.now()));
        self.append(&Entry::BackupHolding(BackupHolding { home, number, list, bytes, hour, state })).await.map(drop)
    }
}

/// Whether a backup that is here is to stay: as long as it is asked for here and no newer one is held by enough.
fn is_to_be_kept(backing: &Backing, kept: &KeptBackup, me: MemberId) -> bool {
    let home = kept.id.home;
    let Some(own) = backing.backups(&home).find(|backup| backup.number == kept.id.number) else { return false };
    let newer = backing.backups(&home).take_while(|backup| backup.number > kept.id.number);
    let mut newer = newer.filter(|backup| {
        let enough = backup.carriers.len().clamp(1, BACKUP_COPIES);
        backing.holders(home, backup).count() >= enough
    });
    own.list == Hash(kept.list) && own.carriers.contains(&me) && newer.next().is_none()
}
