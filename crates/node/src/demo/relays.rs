//! Carriers that a file names: so that a browser test or a figure can put a relay of its own in front of a member and kill it.
//! Without the file everything is as the member's federation has it.

use std::sync::Arc;

use async_trait::async_trait;
use carry::id::{MemberId, VideoId};
use carry::manifest::Core;
use carry::pathway::CALM_SECONDS;
use peers::BaseUrl;
use seams::Disk;
use serde::Deserialize;
use store::{CarriedId, StoreError};
use web::delivery::{Carriers, Distances, MayServe, Pathway, Serving, Session};

/// In the data folder: `[{"member": "<64 hex characters>", "base": "http://127.0.0.1:8081"}, …]`, the best first. The entry
/// without a member is this one.
pub const FILE: &str = "relays.json";
/// In the data folder of a liar: it serves what it holds, whatever homes say.
pub const DEFIES: &str = "defies";
/// Longest file that is read.
const FILE_BYTES: u64 = 16 << 10;

#[derive(Deserialize)]
struct Named {
    member: Option<String>,
    base: String,
}

/// Reads the file at each question.
pub struct Relays {
    pub disk: Arc<dyn Disk>,
    /// This member, which is the home.
    pub member: MemberId,
    /// Who knows when there is no file.
    pub otherwise: Arc<dyn Carriers>,
}

#[async_trait]
impl Carriers for Relays {
    async fn serving(&self, video: VideoId, session: Session, distances: &Distances) -> Option<Serving> {
        let Ok(text) = self.disk.read(FILE, 0..FILE_BYTES).await else {
            return self.otherwise.serving(video, session, distances).await;
        };
        let named: Vec<Named> = serde_json::from_slice(&text).unwrap_or_default();
        let pathways: Vec<Pathway> = named.iter().filter_map(|one| self.pathway(one)).collect();
        let home = pathways.iter().find(|pathway| pathway.member() == Some(self.member))?.clone();
        Some(Serving { home, pathways, ttl_seconds: CALM_SECONDS })
    }

    async fn may_serve(&self, id: CarriedId) -> Result<MayServe, StoreError> {
        if self.defies().await {
            return Ok(MayServe::Yes);
        }
        self.otherwise.may_serve(id).await
    }

    async fn is_gone(&self, video: VideoId) -> bool {
        !self.defies().await && self.otherwise.is_gone(video).await
    }

    async fn is_home(&self, core: &Core, member: MemberId) -> bool {
        self.otherwise.is_home(core, member).await
    }
}

impl Relays {
    async fn defies(&self) -> bool {
        self.disk.read(DEFIES, 0..0).await.is_ok()
    }

    fn pathway(&self, named: &Named) -> Option<Pathway> {
        let member = named.member.as_ref().map_or(Ok(self.member), |member| member.parse()).ok()?;
        Some(Pathway::of_member(member, BaseUrl::parse(&named.base).ok()?))
    }
}
