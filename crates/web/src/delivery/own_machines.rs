//! Machines of authors' own among those who serve a video: what the federation says, with them in it.

use std::sync::Arc;

use async_trait::async_trait;
use carry::id::{MemberId, VideoId};
use carry::manifest::Core;
use carry::own_machine::Standing;
use carry::pathway::CALM_SECONDS;
use peers::BaseUrl;
use seams::Clock;
use store::{CarriedId, OwnMachine, Store, StoreError};

use super::pathways::{By, Carriers, Distances, MayServe, Pathway, Serving, Session};

/// When a player asks again whose order has an own machine in it: one that fails a check is then named to it no more.
const OWN_SECONDS: u32 = 60;

/// Adds own machines that were checked lately to who else serves a video of this home.
///
/// They come right behind home: a machine of the author's own costs nobody anything, so it goes before the members that would
/// be paid for out of the common pot; and behind home, because its line is a household's and its power is somebody's switch.
/// Only home names them: a carrier's playlists do not, it knows nothing of them.
pub struct WithOwnMachines {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    /// This member, as players reach it.
    pub home: Pathway,
    pub otherwise: Arc<dyn Carriers>,
}

impl WithOwnMachines {
    async fn machines(&self, video: VideoId) -> Vec<Pathway> {
        let machines = match self.store.own_machines_with(video).await {
            Ok(machines) => machines,
            Err(failure) => {
                tracing::warn!(%failure, "which own machines hold a video is not known; players are sent to none");
                Vec::new()
            }
        };
        let now = self.clock.now();
        let serves = machines.iter().filter(|machine| machine.standing(now) == Standing::Serves);
        serves.filter_map(pathway).collect()
    }
}

fn pathway(machine: &OwnMachine) -> Option<Pathway> {
    let base = BaseUrl::parse(machine.address.as_deref()?).ok()?;
    Some(Pathway { by: By::OwnMachine(machine.id), base })
}

#[async_trait]
impl Carriers for WithOwnMachines {
    async fn serving(&self, video: VideoId, session: Session, distances: &Distances) -> Option<Serving> {
        let serving = self.otherwise.serving(video, session, distances).await;
        if serving.as_ref().is_some_and(|serving| serving.home.by != self.home.by) {
            return serving;
        }
        let machines = self.machines(video).await;
        if machines.is_empty() {
            return serving;
        }
        let alone =
            || Serving { home: self.home.clone(), pathways: vec![self.home.clone()], ttl_seconds: CALM_SECONDS };
        let mut serving = serving.unwrap_or_else(alone);
        let home = serving.pathways.iter().position(|pathway| pathway.by == self.home.by);
        let behind = home.map_or(0, |home| home + 1);
        serving.pathways.splice(behind..behind, machines);
        serving.ttl_seconds = serving.ttl_seconds.min(OWN_SECONDS);
        Some(serving)
    }

    async fn may_serve(&self, id: CarriedId) -> Result<MayServe, StoreError> {
        self.otherwise.may_serve(id).await
    }

    async fn is_gone(&self, video: VideoId) -> bool {
        self.otherwise.is_gone(video).await
    }

    async fn is_home(&self, core: &Core, home: MemberId) -> bool {
        self.otherwise.is_home(core, home).await
    }
}
