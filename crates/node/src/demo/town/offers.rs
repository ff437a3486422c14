//! What the houses offer to carry for each other.

use serde_json::Value;

use super::{Town, TownError};
use crate::demo::acts::Act;

/// 20 GB, 500 GB a month, 100 Mbit/s.
const OFFER: Act = Act::Offer { storage: 20, delivery: 500, throughput: 100 };
/// What is noted once all did.
const DONE: &str = "all offer to carry";

impl Town {
    /// Every house offers to carry, so that a video is still there when its home is not.
    pub(super) async fn offer(&mut self) -> Result<(), TownError> {
        if self.notes.is_done(DONE) {
            return Ok(());
        }
        for house in &self.houses {
            house.act::<Value>(&OFFER).await?;
        }
        self.talk().await?;
        Ok(self.notes.note_done(DONE)?)
    }
}
