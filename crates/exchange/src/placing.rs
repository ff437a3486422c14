//! Placing: where this member wants its own videos carried, and how much others may deliver for it. Both stand in its log,
//! and change there only when they change.

mod scene;

use std::collections::BTreeMap;

use carry::adoption;
use carry::allowance::{self, Month, PROMISED_TIMES};
use carry::id::VideoId;
use carry::manifest::Core;
use carry::placement::{Plan, plan};
use federation::Hash;
use federation::entry::{Allowance, Allowances, Entry, MAX_ALLOWANCES, Placement, Withdrawal, Withdrawn};
use federation::facts::Standing;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use purse::id::MemberId;
use store::OwnManifest;

use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Own videos that are read at a time.
const AT_A_TIME: u32 = 500;

impl Office {
    /// Says in the own log where every video is to be carried, which are withdrawn, and what others may deliver, as far as
    /// that changed. Nothing is placed before everybody was asked once: until then it is not known who is there.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; the next call goes on.
    pub async fn place(&self) -> Result<(), ExchangeFailure> {
        let _one = self.placing.lock().await;
        if !self.desk().await.may_append() || !self.has_asked() {
            return Ok(());
        }
        self.renew_unfit().await?;
        let own = self.own_videos().await?;
        self.withdraw(&own).await?;
        let mut open: BTreeMap<VideoId, &OwnManifest> =
            own.iter().filter(|video| !video.tombstone && !video.closing).map(|video| (video.video, video)).collect();
        self.leave_out_adopted(&mut open).await;
        let scene = self.scene(&open).await?;
        let Plan { carriers, .. } = plan(&scene);
        for (video, carriers) in carriers {
            if let Some(own) = open.get(&video) {
                self.say_placed(own, carriers).await?;
            }
        }
        self.allow().await
    }

    pub(crate) async fn own_videos(&self) -> Result<Vec<OwnManifest>, ExchangeFailure> {
        let mut all: Vec<OwnManifest> = Vec::new();
        loop {
            let page = self.store.own_manifests(all.last().map(|last| last.video), AT_A_TIME).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }

    /// What others adopted, while this member was gone or before it did, is theirs to place.
    async fn leave_out_adopted(&self, open: &mut BTreeMap<VideoId, &OwnManifest>) {
        let me = self.member();
        let desk = self.desk().await;
        let Ok(chain) = desk.chain() else { return };
        let adoptions = &desk.facts().adoptions;
        let own = |core: &Core| adoption::home(core, &chain.roll, adoptions) == me;
        open.retain(|_, video| core(video).is_none_or(|core| own(&core)));
    }

    /// Tombstones, and what nobody is to serve while it is stored anew, of videos that were placed somewhere: by this home, or,
    /// if it adopted them, by the one before.
    async fn withdraw(&self, own: &[OwnManifest]) -> Result<(), ExchangeFailure> {
        for video in own {
            let named = Hash(*video.video.as_bytes());
            let (placed, standing) = {
                let (me, desk) = (self.member(), self.desk().await);
                let carrying = &desk.facts().carrying;
                (carrying.placement(&me, &named).is_some(), carrying.standing(&me, &named))
            };
            let what = match standing {
                Standing::Gone(_) => None,
                _ if video.tombstone => Some(Withdrawn::Gone(Hash(video.manifest))),
                Standing::Served => video.closing.then_some(Withdrawn::Withheld),
                Standing::Withheld => (!video.closing).then_some(Withdrawn::Lifted),
            };
            if let Some(what) = what
                && (placed || self.store.was_at_gone_home(video.video).await?)
            {
                self.append(&Entry::Withdrawal(Withdrawal { video: named, what })).await?;
            }
        }
        Ok(())
    }

    async fn say_placed(&self, own: &OwnManifest, carriers: Vec<MemberId>) -> Result<(), ExchangeFailure> {
        let (video, manifest) = (Hash(*own.video.as_bytes()), Hash(own.manifest));
        let said = {
            let (me, desk) = (self.member(), self.desk().await);
            desk.facts().carrying.placement(&me, &video).cloned()
        };
        let changed = match &said {
            // That a video has a new home is said even if nobody else has it.
            None => !carriers.is_empty() || core(own).is_some_and(|core| core.home != self.member()),
            Some(said) => said.manifest != manifest || said.carriers != carriers,
        };
        if !changed {
            return Ok(());
        }
        let placement = Placement { video, manifest, sequence: own.sequence, bytes: own.bytes, carriers };
        self.append(&Entry::Placement(placement)).await.map(drop)
    }

    /// Says what each carrier may deliver for this home in a day, from today on, if that changed.
    async fn allow(&self) -> Result<(), ExchangeFailure> {
        let today = TimeZone::UTC.to_datetime(self.clock.now()).date();
        let limit = self.store.settings().await?.delivered_by_others_bytes;
        let said = {
            let (me, desk) = (self.member(), self.desk().await);
            let Ok(chain) = desk.chain() else { return Ok(()) };
            let carrying = &desk.facts().carrying;
            let others = chain.roll.electorate().into_iter().filter(|member| *member != me);
            let offers = others.filter_map(|other| Some((other, carrying.offered(&other)?.delivery_bytes)));
            let offers: BTreeMap<MemberId, u64> = offers.take(MAX_ALLOWANCES).collect();
            let homes = u32::try_from(chain.roll.electorate().len().saturating_sub(1)).unwrap_or(u32::MAX);
            let allowances = daily(today, (homes, limit), offers);
            let known = carrying.allowances(&me, today).map(|allowances| &allowances.rows);
            // A home that has nobody to carry for it binds nobody.
            if known == Some(&allowances.rows) || (known.is_none() && allowances.rows.is_empty()) {
                return Ok(());
            }
            allowances
        };
        self.append(&Entry::Allowances(said)).await.map(drop)
    }
}

/// The core of an own video that is not deleted.
fn core(own: &OwnManifest) -> Option<Core> {
    own.core.as_ref().and_then(|core| Core::from_cbor(core).ok())
}

fn daily(today: Date, (homes, limit): (u32, Option<u64>), offers: BTreeMap<MemberId, u64>) -> Allowances {
    let days = u32::try_from(today.days_in_month()).unwrap_or(allowance::MOST_DAYS);
    let month = Month { days, homes, times: PROMISED_TIMES, limit, offers };
    let rows = allowance::daily(&month).into_iter().map(|(carrier, bytes)| Allowance { carrier, bytes });
    Allowances { from: today, rows: rows.collect() }
}
