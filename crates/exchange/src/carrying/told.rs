//! What this member says of what it holds, and what it lets go.

use carry::id::VideoId;
use carry::logs;
use federation::Hash;
use federation::entry::{Entry, Holding, HoldingState};
use federation::facts::Standing;
use purse::usage::Hour;
use store::CarriedId;

use crate::adopting::Whose;
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Carried videos that are looked at in one go.
const AT_A_TIME: u32 = 500;

impl Office {
    /// Drops what was withdrawn for good, or is not placed here any more; how many videos that were. What was dropped is not
    /// served from this moment on.
    pub(super) async fn let_go(&self) -> Result<usize, ExchangeFailure> {
        let (mut after, mut gone) = (None, 0);
        loop {
            let page = self.store.carried_page(after, AT_A_TIME).await?;
            let Some((last, _)) = page.last() else { return Ok(gone) };
            after = Some(*last);
            for (id, _) in page {
                if !self.stays(id).await? && self.store.stop_carrying(id, self.clock.now()).await? {
                    gone += 1;
                }
            }
        }
    }

    /// Whether what is carried stays: its home wants it here, or it waits for the home that its space found.
    async fn stays(&self, id: CarriedId) -> Result<bool, ExchangeFailure> {
        if !self.is_placed_here(id).await {
            return Ok(false);
        }
        Ok(match self.whose(id).await? {
            Whose::Theirs | Whose::Adopted => true,
            Whose::Over => false,
            // Until it is here in the new home's name: then its objects need not be fetched again.
            Whose::TakenOver { here, home } => {
                here && self.store.carried(CarriedId { home, video: id.video }).await?.is_none()
            }
        })
    }

    async fn is_placed_here(&self, id: CarriedId) -> bool {
        let (me, desk) = (self.member(), self.desk().await);
        logs::stays(&desk.facts().carrying, &me, &id.home, &Hash(*id.video.as_bytes()))
    }

    /// Says of every carried video how it stands, and of what is no longer here that it is removed, as far as that is not
    /// said already.
    pub(super) async fn tell_holdings(&self) -> Result<(), ExchangeFailure> {
        let mut after = None;
        loop {
            let page = self.store.carried_page(after, AT_A_TIME).await?;
            let Some((last, _)) = page.last() else { break };
            after = Some(*last);
            for (id, manifest) in page {
                self.tell_carried(id, Hash(manifest)).await?;
            }
        }
        self.tell_removed().await
    }

    /// Says how a carried video stands, if that is not said already.
    pub(super) async fn tell_carried(&self, id: CarriedId, manifest: Hash) -> Result<(), ExchangeFailure> {
        let standing = {
            let desk = self.desk().await;
            desk.facts().carrying.standing(&id.home, &Hash(*id.video.as_bytes()))
        };
        let state = if standing == Standing::Served { HoldingState::Held } else { HoldingState::Withheld };
        // Who dropped it while it was being copied does not hold it, whatever has just arrived.
        if self.has_said(id, manifest, state).await || self.has_dropped(id).await.is_some() {
            return Ok(());
        }
        let bytes = self.store.carried(id).await?.map_or(0, |carried| carried.bytes);
        self.tell_holding(id, manifest, bytes, state).await
    }

    /// What was said to be stored and is not.
    async fn tell_removed(&self) -> Result<(), ExchangeFailure> {
        let said: Vec<(CarriedId, Hash)> = {
            let (me, desk) = (self.member(), self.desk().await);
            let stored = |holding: &&Holding| matches!(holding.state, HoldingState::Held | HoldingState::Withheld);
            let carrying = &desk.facts().carrying;
            let said = carrying.held_by(me).filter(stored).map(|holding| {
                let id = CarriedId { home: holding.home, video: VideoId::from_bytes(holding.video.0) };
                // Of a tombstone that it was obeyed.
                match carrying.standing(&holding.home, &holding.video) {
                    Standing::Gone(tombstone) => (id, tombstone),
                    Standing::Served | Standing::Withheld => (id, holding.manifest),
                }
            });
            said.collect()
        };
        for (id, manifest) in said {
            if self.store.carried(id).await?.is_none() {
                self.tell_holding(id, manifest, 0, HoldingState::Removed).await?;
            }
        }
        Ok(())
    }

    async fn has_said(&self, id: CarriedId, manifest: Hash, state: HoldingState) -> bool {
        let (me, desk) = (self.member(), self.desk().await);
        let (video, now) = (Hash(*id.video.as_bytes()), Hour::of(self.clock.now()));
        logs::has_said(&desk.facts().carrying, &me, (&id.home, &video), manifest, state, now)
    }

    /// Says how this member stands to a video, unless it said so last.
    pub(super) async fn tell_holding(
        &self,
        id: CarriedId,
        manifest: Hash,
        bytes: u64,
        state: HoldingState,
    ) -> Result<(), ExchangeFailure> {
        if self.has_said(id, manifest, state).await {
            return Ok(());
        }
        let hour = Hour::of(self.clock.now());
        let video = Hash(*id.video.as_bytes());
        self.append(&Entry::Holding(Holding { home: id.home, video, manifest, bytes, hour, state })).await.map(drop)
    }
}
