//! The home's side: saying that there is a new backup, and who is to keep it.

use std::collections::BTreeMap;

use carry::keeping::{Keeper, keepers};
use carry::placement::fair_share;
use federation::Hash;
use federation::desk::Desk;
use federation::entry::{Backup, BackupState, Entry};
use federation::roll::Standing;
use jiff::Timestamp;
use purse::id::MemberId;
use purse::usage::Hour;

use super::Piece;
use crate::failure::ExchangeFailure;
use crate::office::{Answers, Office};

/// Seconds within which a member that is there has answered: it is asked every minute.
const ANSWERS_WITHIN_SECONDS: u64 = 300;

/// A backup of this member that is sealed and whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadeBackup {
    pub number: u64,
    pub taken: Timestamp,
    pub inventory: Piece,
    pub list: Piece,
    /// Of all pieces and the list.
    pub bytes: u64,
    /// As in [`Backup::recipient`].
    pub recipient: [u8; 32],
}

impl Office {
    /// The number above those that this member's log has said of its backups.
    pub async fn next_backup_number(&self) -> u64 {
        let desk = self.desk().await;
        desk.facts().backing.newest(&self.member()).map_or(1, |newest| newest.number + 1)
    }

    /// Says that there is a new backup, and who is to keep it.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn say_backup(&self, made: &MadeBackup) -> Result<(), ExchangeFailure> {
        let mut backup = Backup {
            number: made.number,
            taken: Hour::of(made.taken),
            inventory: Hash(*made.inventory.hash.as_bytes()),
            inventory_bytes: made.inventory.bytes,
            list: Hash(*made.list.hash.as_bytes()),
            list_bytes: made.list.bytes,
            bytes: made.bytes,
            recipient: made.recipient,
            carriers: Vec::new(),
        };
        backup.carriers = self.who_keeps(&*self.desk().await, &backup);
        self.append(&Entry::Backup(backup)).await.map(drop)
    }

    /// Asks somebody else to keep the newest backup, where that is needed. Nobody is asked before everybody was asked once:
    /// until then it is not known who is there.
    pub(crate) async fn place_backup(&self) -> Result<(), ExchangeFailure> {
        if !self.desk().await.may_append() || !self.has_asked() {
            return Ok(());
        }
        let changed = {
            let desk = self.desk().await;
            let Some(newest) = desk.facts().backing.newest(&self.member()) else { return Ok(()) };
            let carriers = self.who_keeps(&desk, newest);
            (carriers != newest.carriers).then(|| Backup { carriers, ..newest.clone() })
        };
        match changed {
            Some(backup) => self.append(&Entry::Backup(backup)).await.map(drop),
            None => Ok(()),
        }
    }

    fn who_keeps(&self, desk: &Desk, backup: &Backup) -> Vec<MemberId> {
        let Ok(chain) = desk.chain() else { return Vec::new() };
        let (me, now) = (self.member(), self.clock.now());
        let homes = u64::try_from(chain.roll.electorate().len().saturating_sub(1)).unwrap_or(u64::MAX);
        let placed = placed(desk);
        let others = chain.roll.members.iter().filter(|(member, _)| **member != me);
        let known: Vec<Keeper> = others
            .filter_map(|(member, standing)| self.may_keep(desk, (member, standing), backup, &placed, (homes, now)))
            .collect();
        keepers(me, backup.bytes, &known, ANSWERS_WITHIN_SECONDS)
    }

    fn may_keep(
        &self,
        desk: &Desk,
        (member, standing): (&MemberId, &Standing),
        backup: &Backup,
        placed: &BTreeMap<(MemberId, MemberId), u64>,
        (homes, now): (u64, Timestamp),
    ) -> Option<Keeper> {
        let (me, backing) = (self.member(), &desk.facts().backing);
        let offered_bytes = desk.facts().carrying.offered(member)?.storage_bytes;
        let of_others =
            placed.range((*member, MemberId::from_bytes([0; 32]))..).take_while(|((at, _), _)| at == member);
        let others =
            of_others.filter(|((_, home), _)| *home != me).fold(0_u64, |sum, (_, bytes)| sum.saturating_add(*bytes));
        let videos = desk.facts().carrying.placed_with(*member).filter(|(home, _)| *home == me);
        let videos = videos.fold(0_u64, |sum, (_, placed)| sum.saturating_add(placed.bytes));
        let said = backing.holding(&me, member, backup.number).filter(|holding| holding.list == backup.list);
        Some(Keeper {
            member: *member,
            offered_bytes,
            free_bytes: fair_share(offered_bytes, others, homes).saturating_sub(videos),
            silent_seconds: silent_seconds(self.answers(member), now),
            leaving: standing.to.is_some(),
            refused: said.is_some_and(|said| matches!(said.state, BackupState::Full | BackupState::Damaged)),
            keeps: backing.newest(&me).is_some_and(|newest| newest.carriers.contains(member)),
        })
    }
}

/// Bytes that homes have placed, by carrier and home: videos, and of each home its newest backup.
fn placed(desk: &Desk) -> BTreeMap<(MemberId, MemberId), u64> {
    let mut placed: BTreeMap<(MemberId, MemberId), u64> = BTreeMap::new();
    let Ok(chain) = desk.chain() else { return placed };
    let mut add = |carrier, home, bytes| {
        let sum = placed.entry((carrier, home)).or_default();
        *sum = sum.saturating_add(bytes);
    };
    for carrier in chain.roll.members.keys() {
        for (home, placement) in desk.facts().carrying.placed_with(*carrier) {
            add(*carrier, home, placement.bytes);
        }
    }
    for home in chain.roll.members.keys() {
        if let Some(newest) = desk.facts().backing.newest(home) {
            newest.carriers.iter().for_each(|carrier| add(*carrier, *home, newest.bytes));
        }
    }
    placed
}

fn silent_seconds(answers: Answers, now: Timestamp) -> u64 {
    let (Answers::At(since) | Answers::NotSince(since)) = answers;
    u64::try_from(now.as_second().saturating_sub(since.as_second())).unwrap_or(0)
}
