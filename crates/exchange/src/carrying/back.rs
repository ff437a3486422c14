//! What carriers hold of this member's own videos: so much a backup need not have, and a restored member fetches back.

use std::collections::{BTreeSet, HashSet};

use carry::copying::{Copying, objects};
use carry::keeping::BACKUP_COPIES;
use carry::manifest::{Body, Manifest, SignedManifest};
use federation::Hash;
use objects::ObjectHash;
use purse::id::MemberId;

use super::{Carrier, CopyFailure};
use crate::failure::ExchangeFailure;
use crate::office::Office;
use crate::received::Received;

/// What was fetched back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Back {
    pub fetched: usize,
    /// Objects of own videos that are not here and that nobody hands out now.
    pub missing: Vec<ObjectHash>,
}

/// The objects of one own video, and who serves them.
struct Served {
    objects: Vec<Copying>,
    carriers: Vec<MemberId>,
}

impl Office {
    /// The objects of own videos that [`BACKUP_COPIES`] others hold and serve.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of this member's own database.
    pub async fn carried_by_others(&self) -> Result<HashSet<ObjectHash>, ExchangeFailure> {
        let all = self.own_served().await?;
        let enough = all.iter().filter(|served| served.carriers.len() >= BACKUP_COPIES);
        Ok(enough.flat_map(|served| &served.objects).map(|copying| copying.object).collect())
    }

    /// Fetches the objects of own videos that are not here from who serves them. What nobody hands out now is told, and may
    /// be had later.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of this member's own database.
    pub async fn fetch_back(&self, with: &Carrier<'_>) -> Result<Back, ExchangeFailure> {
        let _one = self.carrying.lock().await;
        let (mut back, mut silent, mut received) = (Back::default(), BTreeSet::new(), Received::new());
        for Served { objects, carriers } in self.own_served().await? {
            for copying in objects {
                if matches!(with.objects.size(copying.object).await, Ok(Some(bytes)) if bytes == copying.bytes) {
                    continue;
                }
                match self.copy_object(with, &copying, &carriers, &mut silent, &mut received).await {
                    Ok(()) => back.fetched += 1,
                    Err(CopyFailure::Store(failure)) => return Err(failure.into()),
                    Err(failure) => {
                        tracing::warn!(object = %copying.object, %failure, "an object is not fetched back yet");
                        back.missing.push(copying.object);
                    }
                }
            }
        }
        // Carriers claim what they sent: it is this home's own observation.
        self.observe_received(&received).await?;
        Ok(back)
    }

    async fn own_served(&self) -> Result<Vec<Served>, ExchangeFailure> {
        let mut all = Vec::new();
        for own in self.own_videos().await?.into_iter().filter(|own| !own.tombstone) {
            let Some(signed) = self.store.signed_manifest(&own.manifest).await? else { continue };
            let signed = SignedManifest::from_cbor(&signed).ok();
            let manifest = signed.and_then(|signed| Manifest::from_cbor(&signed.bytes).ok());
            let Some(Manifest { body: Body::Published(published), .. }) = manifest else { continue };
            let carriers = {
                let (me, desk) = (self.member(), self.desk().await);
                let video = Hash(*own.video.as_bytes());
                desk.facts().carrying.serving(&me, &video, Hash(own.manifest)).collect()
            };
            all.push(Served { objects: objects(&published), carriers });
        }
        Ok(all)
    }
}
