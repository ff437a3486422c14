//! The carriers of a member that is in a federation, as the logs that are here tell.

mod today;

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
use jiff::Timestamp;
use peers::BaseUrl;
use peers::client::Directory;
use purse::usage::{Day, Hour};
use seams::Clock;
use store::{CarriedId, Store, StoreError};

use self::today::{SentToday, Sums};
use super::homes;
use super::pathways::{Carriers, Distances, MayServe, Pathway, Serving, Session};
use crate::metering::{Meter, PACE_SECONDS};

/// What one more viewer is taken to need: a rendition of 1080p. A line that offers less has room for one.
const VIEWER_BITS_PER_SECOND: u64 = 6_000_000;

/// Above so many times the throughput that it offers a carrier serves nothing of others for the moment: up to there players that
/// came before go on.
const CROWDED_TIMES: u64 = 2;

/// Who serves what, by the federation's logs; nobody else while the member is in none.
pub struct Federated {
    membership: Arc<Membership>,
    store: Store,
    clock: Arc<dyn Clock>,
    member: MemberId,
    /// Knows what was sent in the last seconds.
    meter: Arc<Meter>,
    sent: SentToday,
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
        let sent = SentToday::new(store.clone(), Arc::clone(&clock), member, Arc::clone(&meter));
        Self { membership, store, clock, member, meter, sent }
    }

    async fn found(
        &self,
        video: VideoId,
        session: Session,
        distances: &Distances,
    ) -> Result<Option<Serving>, StoreError> {
        let Some(office) = self.membership.office() else { return Ok(None) };
        let sent = self.sent.written().await?;
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
        let own = self.sent.soon(home, now).await?;
        let view = View { office: &office, desk: &desk, member: self.member, now, sent: &sent, own, room, distances };
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
    /// What this member has soon sent for the video's home.
    own: u64,
    /// Whether this member has room for one more viewer of others' videos.
    room: bool,
    /// As the player says.
    distances: &'a Distances,
}

impl View<'_> {
    fn pathway(&self, home: MemberId, member: MemberId) -> pathway::Pathway {
        let carries = member == self.member && member != home;
        let sent = if carries { self.own } else { self.sent.get(&(home, member)).copied().unwrap_or(0) };
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
        let now = self.clock.now();
        let sent = self.sent.soon(id.home, now).await?;
        let home = office.home_of_carried(id).await?;
        let desk = office.desk().await;
        let (carrying, named) = (&desk.facts().carrying, Hash(*id.video.as_bytes()));
        let allowance = carrying.allowance(&id.home, &self.member, day(now).date());
        let word = serving::word(carrying, &home, (&id.home, &named), &self.member);
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
