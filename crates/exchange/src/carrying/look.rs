//! Looking at what a gone home had placed: whose its videos are stands in the cores of their manifests, which carriers hand
//! out.

use std::collections::BTreeSet;

use carry::id::VideoId;
use federation::Hash;
use federation::facts::Standing;
use peers::client::Transport;
use purse::id::MemberId;
use store::GoneVideo;

use super::{CopyFailure, Wanted};
use crate::adopting::{core_of, space_at};
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Manifests of gone homes that are asked for in one turn.
const LOOKED_AT_A_TURN: usize = 100;

impl Office {
    /// Notes whose the videos are that gone homes had placed, as far as that is not noted. What nobody hands out is asked for
    /// again when all others were.
    pub(super) async fn look_at_gone(&self, transport: &dyn Transport) -> Result<(), ExchangeFailure> {
        let (mut silent, mut asked) = (BTreeSet::new(), 0);
        for wanted in self.not_looked_at().await? {
            let video = match self.store.carried(wanted.id()).await? {
                Some(carried) if carried.manifest == wanted.manifest.0 => core_of(&carried.signed),
                _ if asked >= LOOKED_AT_A_TURN => break,
                _ => {
                    asked += 1;
                    *self.looked.lock().await = Some(wanted.id());
                    let sources = self.sources(&wanted).await;
                    match self.manifest(transport, &wanted, &sources, &mut silent).await {
                        Ok(found) => Some(found.core),
                        Err(CopyFailure::Store(failure)) => return Err(failure.into()),
                        Err(failure) => {
                            tracing::info!(home = %wanted.home, video = %wanted.video, %failure, "whose it is is not known yet");
                            None
                        }
                    }
                }
            };
            if let Some(core) = video {
                let (video, space) = (wanted.video, space_at(wanted.home, &core));
                let manifest = wanted.manifest.0;
                self.store.note_gone_video(&GoneVideo { video, space, manifest, trouble: None }).await?;
            }
        }
        Ok(())
    }

    /// What gone homes had placed and is not noted, from behind the last one that was asked for.
    async fn not_looked_at(&self) -> Result<Vec<Wanted>, ExchangeFailure> {
        let gone: BTreeSet<MemberId> = {
            let (today, desk) = (self.today(), self.desk().await);
            desk.chain().map_or_else(|_| BTreeSet::new(), |chain| chain.roll.gone_on(today))
        };
        let mut missing = Vec::new();
        for home in gone {
            let known = self.looked_at(home).await?;
            let desk = self.desk().await;
            let carrying = &desk.facts().carrying;
            for placed in carrying.placements(&home) {
                let (video, manifest) = (VideoId::from_bytes(placed.video.0), placed.manifest);
                let noted = known.get(&video).is_some_and(|known| Hash(known.manifest) == manifest);
                if !noted && !matches!(carrying.standing(&home, &placed.video), Standing::Gone(_)) {
                    missing.push(Wanted { home, video, manifest, bytes: placed.bytes, here_bytes: 0 });
                }
            }
        }
        let last = *self.looked.lock().await;
        let first = last.map_or(0, |last| missing.iter().take_while(|wanted| wanted.id() <= last).count());
        missing.rotate_left(first);
        Ok(missing)
    }
}
