//! The carriers of a member that is in a federation, as the logs that are here tell.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use carry::allowance;
use carry::id::{MemberId, VideoId};
use carry::logs;
use carry::manifest::Core;
use carry::pathway::{self, Health};
use carry::serving;
use exchange::{Membership, Office};
use federation::Hash;
use federation::desk::Desk;
use federation::facts::{Carrying, Standing};
use jiff::{SignedDuration, Timestamp};
use peers::BaseUrl;
use peers::client::Directory;
use purse::usage::{Day, Hour, Unit};
use seams::Clock;
use store::{CarriedId, Hours, Store, StoreError};
use tokio::sync::Mutex;

use super::homes;
use super::pathways::{Carriers, Distances, MayServe, Pathway, Serving, Session};
use crate::metering::{Meter, PACE_SECONDS};

/// For how long what was delivered today is believed.
const COUNTED: SignedDuration = SignedDuration::from_secs(5);

/// What one more viewer is taken to need: a rendition of 1080p. A line that offers less has room for one.
const VIEWER_BITS_PER_SECOND: u64 = 6_000_000;

/// Above so many times the throughput that it offers a carrier serves nothing of others for the moment: up to there players that
/// came before go on.
const CROWDED_TIMES: u64 = 2;

/// Sums of an hour that are read at a time.
const AT_A_TIME: u32 = 1_000;

/// Bytes by home and carrier.
type Sums = BTreeMap<(MemberId, MemberId), u64>;

/// Who serves what, by the federation's logs; nobody else while the member is in none.
pub struct Federated {
    membership: Arc<Membership>,
    store: Store,
    clock: Arc<dyn Clock>,
    member: MemberId,
    /// Knows what was sent in the last seconds.
    meter: Arc<Meter>,
    /// What was delivered on the UTC day of the time at which it was counted.
    today: Mutex<Option<(Timestamp, Arc<Sums>)>>,
}

impl Federated {
    #[must_use]
    pub fn new(
        membership: Arc<Membership>,
        store: Store,
        clock: Arc<dyn Clock>,
        member: MemberId,
        meter: Arc<Meter>,
    ) -> Self {
        Self { membership, store, clock, member, meter, today: Mutex::new(None) }
    }

    /// What was delivered today, as far as it is written: each for each.
    async fn sent_today(&self) -> Result<Arc<Sums>, StoreError> {
        let now = self.clock.now();
        let mut kept = self.today.lock().await;
        if let Some((at, sums)) = &*kept
            && now.duration_since(*at) < COUNTED
            && day(now) == day(*at)
        {
            return Ok(Arc::clone(sums));
        }
        let today = day(now);
        let end = today.last_hour();
        let hours = Hours { from: today.first_hour(), until: Hour::from_number(end.number() + 1).unwrap_or(end) };
        let (mut sums, mut last) = (Sums::new(), None);
        loop {
            let page = self.store.usage_by_hour(hours, last.as_ref(), AT_A_TIME).await?;
            let Some(end) = page.last() else { break };
            last = Some(end.clone());
            for row in page.into_iter().filter(|row| row.unit == Unit::Byte) {
                let sum = sums.entry((row.home, row.carrier)).or_insert(0);
                *sum = sum.saturating_add(row.quantity);
            }
        }
        let sums = Arc::new(sums);
        *kept = Some((now, Arc::clone(&sums)));
        Ok(sums)
    }

    async fn found(
        &self,
        video: VideoId,
        session: Session,
        distances: &Distances,
    ) -> Result<Option<Serving>, StoreError> {
        let Some(office) = self.membership.office() else { return Ok(None) };
        let sent = self.sent_today().await?;
        let now = self.clock.now();
        let Some((home, manifest)) = homes::home_of(&self.store, &office, video).await? else { return Ok(None) };
        let desk = office.desk().await;
        let carrying = &desk.facts().carrying;
        let named = Hash(*video.as_bytes());
        // Who is no longer asked to carry it is about to let it go.
        let placed = carrying.placement(&home, &named);
        let asked = |carrier: &MemberId| placed.is_none_or(|placed| placed.carriers.contains(carrier));
        let named_to_players = |carrier: &MemberId| home != self.member || office.is_named(video, *carrier);
        let serving = carrying.serving(&home, &named, manifest);
        let mut members: Vec<MemberId> = serving.filter(asked).filter(named_to_players).collect();
        if carrying.standing(&home, &named) == Standing::Served {
            members.push(home);
        }
        let room = self.fill(carrying, now) < Fill::Full;
        let view = View { office: &office, desk: &desk, member: self.member, now, sent: &sent, room, distances };
        let known = members.iter().map(|member| (*member, view.pathway(home, *member))).collect();
        let mut number = [0; 16];
        number[..8].copy_from_slice(&session.number().to_be_bytes());
        let steered = pathway::steer(home, &known, &number);
        let base = |member: MemberId| Some(Pathway::of_member(member, self.base(&office, member)?));
        let pathways: Vec<Pathway> = steered.order.iter().copied().filter_map(base).collect();
        Ok(base(home).map(|home| Serving { home, pathways, ttl_seconds: steered.ttl_seconds }))
    }

    /// How full the line is that this member offers to others. Of what it never offered there is no measure.
    fn fill(&self, carrying: &Carrying, now: Timestamp) -> Fill {
        let offered = carrying.offered(&self.member).map_or(0, |offer| offer.bits_per_second);
        if offered == 0 {
            return Fill::Room;
        }
        let sent = self.meter.sent_for_others(now);
        let most = offered.saturating_mul(CROWDED_TIMES);
        if !allowance::has_room(most, sent, 0, PACE_SECONDS) {
            Fill::Crowded
        } else if allowance::has_room(offered, sent, VIEWER_BITS_PER_SECOND.min(offered), PACE_SECONDS) {
            Fill::Room
        } else {
            Fill::Full
        }
    }

    fn base(&self, office: &Office, member: MemberId) -> Option<BaseUrl> {
        if member == self.member { Some(self.membership.own().clone()) } else { office.ring().base(&member) }
    }
}

/// How what is sent for others stands to what is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fill {
    /// One more viewer fits in.
    Room,
    /// New viewers go elsewhere, if they can.
    Full,
    /// Others' objects are not served for the moment.
    Crowded,
}

/// What is known of members when players are steered.
struct View<'a> {
    office: &'a Office,
    desk: &'a Desk,
    member: MemberId,
    now: Timestamp,
    sent: &'a Sums,
    /// Whether this member has room for one more viewer of others' videos.
    room: bool,
    /// As the player says.
    distances: &'a Distances,
}

impl View<'_> {
    fn pathway(&self, home: MemberId, member: MemberId) -> pathway::Pathway {
        let sent = self.sent.get(&(home, member)).copied().unwrap_or(0);
        let today = logs::today(&self.desk.facts().carrying, &home, &member, day(self.now), sent);
        // Of the others' lines they alone know. What is at home here is not carried for anybody.
        let room = self.room || member != self.member || member == home;
        pathway::Pathway { today, room, health: self.health(member), nearness: self.distances.of(member) }
    }

    fn health(&self, member: MemberId) -> Health {
        let silent = self.office.answers(&member).silent_since(self.now);
        if member == self.member || silent.is_none() { Health::Answering } else { Health::Silent }
    }
}

#[async_trait]
impl Carriers for Federated {
    async fn serving(&self, video: VideoId, session: Session, distances: &Distances) -> Option<Serving> {
        match self.found(video, session, distances).await {
            Ok(serving) => serving,
            Err(failure) => {
                tracing::warn!(%failure, "who serves a video is not known; this member serves alone");
                None
            }
        }
    }

    async fn may_serve(&self, id: CarriedId) -> Result<MayServe, StoreError> {
        let Some(office) = self.membership.office() else { return Ok(MayServe::NotYet) };
        if !office.may_serve_for_others() {
            return Ok(MayServe::NotYet);
        }
        let sent = self.sent_today().await?;
        let sent = sent.get(&(id.home, self.member)).copied().unwrap_or(0);
        let (desk, now) = (office.desk().await, self.clock.now());
        let carrying = &desk.facts().carrying;
        let allowance = carrying.allowance(&id.home, &self.member, day(now).date());
        let word = carrying.standing(&id.home, &Hash(*id.video.as_bytes()));
        let may = serving::may_serve(true, word, allowance, sent);
        let crowded = may == MayServe::Yes && self.fill(carrying, now) == Fill::Crowded;
        Ok(if crowded { MayServe::Crowded } else { may })
    }

    async fn is_home(&self, core: &Core, member: MemberId) -> bool {
        match self.membership.office() {
            Some(office) => office.home_now(core).await == member,
            None => true,
        }
    }

    async fn is_gone(&self, video: VideoId) -> bool {
        let Some(office) = self.membership.office() else { return false };
        let (desk, named) = (office.desk().await, Hash(*video.as_bytes()));
        let carrying = &desk.facts().carrying;
        let mut homes = homes::last_homes(&desk, &named).into_iter().peekable();
        homes.peek().is_some() && homes.all(|home| matches!(carrying.standing(&home, &named), Standing::Gone(_)))
    }
}

fn day(time: Timestamp) -> Day {
    Hour::of(time).day()
}
