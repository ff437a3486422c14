//! What this member may not or will not host, by its operators' word. It stands until they take it back.

use federation::Hash;
use federation::entry::{DropReason, HoldingState};
use store::CarriedId;

use crate::failure::ExchangeFailure;
use crate::office::Office;

impl Office {
    /// Drops a video of another home that is stored here or placed here, and says why; whether it is either. It is not served
    /// from this moment on. The entry comes first: after a crash in between, the next turn of carrying lets the video go.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; nothing is served of what was said, and dropping again goes on.
    pub async fn drop_carried(&self, id: CarriedId, why: DropReason) -> Result<bool, ExchangeFailure> {
        let placed = {
            let (me, desk) = (self.member(), self.desk().await);
            let placed = desk.facts().carrying.placement(&id.home, &Hash(*id.video.as_bytes()));
            placed.filter(|placed| placed.carriers.contains(&me)).map(|placed| placed.manifest)
        };
        let stored = self.store.carried(id).await?.map(|carried| Hash(carried.manifest));
        let Some(manifest) = stored.or(placed) else { return Ok(false) };
        self.tell_holding(id, manifest, 0, HoldingState::Dropped(why)).await?;
        self.store.stop_carrying(id, self.clock.now()).await?;
        Ok(true)
    }

    /// Takes that back, so that the home may place the video here again; whether it was dropped.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn host_again(&self, id: CarriedId) -> Result<bool, ExchangeFailure> {
        let Some(manifest) = self.has_dropped(id).await else { return Ok(false) };
        self.tell_holding(id, manifest, 0, HoldingState::Removed).await?;
        Ok(true)
    }

    /// The manifest in which this member dropped a video; none if it did not, or took it back.
    pub(super) async fn has_dropped(&self, id: CarriedId) -> Option<Hash> {
        let (me, desk) = (self.member(), self.desk().await);
        let said = desk.facts().carrying.holding(&id.home, &Hash(*id.video.as_bytes()), &me)?;
        let by_people = !matches!(said.state, HoldingState::Dropped(DropReason::Damaged));
        (matches!(said.state, HoldingState::Dropped(_)) && by_people).then_some(said.manifest)
    }
}
