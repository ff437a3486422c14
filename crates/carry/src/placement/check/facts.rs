//! What the checker knows of a scene and a plan.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::super::rendezvous::Contender;
use super::super::{Allowed, Health, Member, Plan, Presence, Scene, Video, contender, rank};
use super::turns;
use crate::id::{MemberId, VideoId};

/// What a plan puts at a member.
#[derive(Clone, Copy, Default)]
pub(super) struct Planned {
    /// Of all videos that it is to carry.
    pub(super) bytes: u128,
    /// These, and what is there and is to go.
    pub(super) with_leaving_bytes: u128,
    /// Whether one of them is new there.
    pub(super) new: bool,
}

pub(super) struct Facts<'a> {
    pub(super) scene: &'a Scene,
    pub(super) plan: &'a Plan,
    /// Whether something could have been copied but for the bytes that one plan may have copied.
    pub(super) used_up: bool,
    planned: BTreeMap<MemberId, Planned>,
    able: BTreeMap<VideoId, BTreeSet<MemberId>>,
    contenders: BTreeMap<MemberId, Contender>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(scene: &'a Scene, plan: &'a Plan) -> Self {
        let contenders = scene.members.keys().map(|id| (*id, contender(*id))).collect();
        let mut facts =
            Self { scene, plan, used_up: false, planned: BTreeMap::new(), able: BTreeMap::new(), contenders };
        for (id, video) in &scene.videos {
            let carriers = facts.carriers(*id);
            let bytes = u128::from(video.bytes);
            for carrier in &carriers {
                let planned = facts.planned.entry(*carrier).or_default();
                planned.bytes += bytes;
                planned.with_leaving_bytes += bytes;
                planned.new |= !has(video, *carrier);
            }
            for gone in video.present.keys().filter(|id| has(video, **id) && !carriers.contains(id)) {
                facts.planned.entry(*gone).or_default().with_leaving_bytes += bytes;
            }
        }
        facts.able = scene.videos.iter().map(|(id, video)| (*id, facts.find_able(video))).collect();
        facts.used_up = turns::used_up(&facts);
        facts
    }

    /// Who is to carry it, home and unknown members apart.
    pub(super) fn carriers(&self, video: VideoId) -> BTreeSet<MemberId> {
        let named = self.plan.carriers.get(&video).into_iter().flatten();
        named.filter(|id| **id != self.scene.home && self.scene.members.contains_key(id)).copied().collect()
    }

    pub(super) fn planned_at(&self, id: MemberId) -> Planned {
        self.planned.get(&id).copied().unwrap_or_default()
    }

    pub(super) fn silent(&self, id: MemberId) -> bool {
        match self.scene.members.get(&id).map(|member| member.health) {
            Some(Health::SilentSince(since)) => {
                self.scene.now_seconds > since.saturating_add(self.scene.figures.silence_seconds)
            }
            _ => false,
        }
    }

    pub(super) fn leaving(&self, id: MemberId) -> bool {
        self.scene.members.get(&id).is_some_and(|member| member.leaving)
    }

    pub(super) fn offers(&self, id: MemberId) -> bool {
        self.scene.members.get(&id).is_some_and(|member| {
            [member.offer.storage_bytes, member.offer.delivery_bytes, member.offer.bits_per_second]
                .iter()
                .all(|figure| *figure != 0)
        })
    }

    /// Whether a new video fits, whatever was done first: what is to go is still there.
    pub(super) fn surely_fits(&self, id: MemberId, bytes: u64) -> bool {
        self.fits(id, self.planned_at(id).with_leaving_bytes, bytes)
    }

    /// Whether a new video may have fitted at some moment.
    pub(super) fn maybe_fits(&self, id: MemberId, bytes: u64) -> bool {
        self.fits(id, self.planned_at(id).bytes, bytes)
    }

    fn fits(&self, id: MemberId, there: u128, bytes: u64) -> bool {
        self.scene.members.get(&id).is_some_and(|member| there + u128::from(bytes) <= most_with_new(member))
    }

    /// Whether a member may have had to give up some of what it has.
    pub(super) fn overfull(&self, id: MemberId) -> bool {
        let bytes = self.planned_at(id).with_leaving_bytes;
        self.scene.members.get(&id).is_none_or(|member| bytes > most_kept(member))
    }

    /// Who may hold a copy, or be given one, whether or not there is room.
    pub(super) fn able(&self, video: VideoId) -> &BTreeSet<MemberId> {
        &self.able[&video]
    }

    fn find_able(&self, video: &Video) -> BTreeSet<MemberId> {
        let able = |id: &MemberId| {
            let refused = matches!(video.present.get(id), Some(Presence::Dropped | Presence::Full));
            self.may(video, *id) && self.offers(*id) && !self.silent(*id) && !self.leaving(*id) && !refused
        };
        self.scene.members.keys().copied().filter(able).collect()
    }

    /// Whether the author lets this member hold one of the charter's copies.
    pub(super) fn may(&self, video: &Video, id: MemberId) -> bool {
        let chosen = match &video.choice.allowed {
            Allowed::None => false,
            Allowed::Any => true,
            Allowed::Only(list) => list.contains(&id),
        };
        chosen && id != self.scene.home && !video.choice.added.contains(&id)
    }

    pub(super) fn score(&self, id: VideoId, member: MemberId) -> (u128, std::cmp::Reverse<MemberId>) {
        let known = self.scene.members.get(&member).zip(self.contenders.get(&member));
        let score = known.map(|(known, contender)| rank(contender, id, &known.offer));
        (score.unwrap_or(0), std::cmp::Reverse(member))
    }

    /// How many copies there are to be. More than one number where it depends on how many fitted before.
    pub(super) fn wanted(&self, id: VideoId) -> RangeInclusive<usize> {
        let video = &self.scene.videos[&id];
        if video.choice.allowed == Allowed::None {
            return 0..=0;
        }
        let there = self.able(id).iter().filter(|member| has(video, **member));
        let (most, sure) =
            there.fold((0, 0), |(most, sure), member| (most + 1, sure + usize::from(!self.overfull(*member))));
        let (figures, watched) = (&self.scene.figures, &video.watched);
        let ceiling = figures.most_copies.max(figures.copies);
        let asked = |viewers: u128, bytes: u128| {
            let parts = [(viewers, figures.viewers_per_copy), (bytes, figures.bytes_per_copy)];
            let more = parts.map(|(much, each)| if each == 0 { 0 } else { much / u128::from(each) });
            let more = usize::try_from(more[0].max(more[1])).unwrap_or(usize::MAX);
            figures.copies.saturating_add(more).min(ceiling)
        };
        let (viewers, hour) = (u128::from(watched.viewers), u128::from(watched.hour_bytes));
        let mean = u128::from(watched.day_bytes) / 24;
        let (least, bound) = (asked(viewers, hour), asked(viewers * 2, hour.max(mean) * 2));
        let between = |there: usize| there.max(least).min(bound);
        between(sure)..=between(most)
    }
}

/// Whether a carrier has a video or fetches it.
pub(super) fn has(video: &Video, id: MemberId) -> bool {
    matches!(video.present.get(&id), Some(Presence::Held | Presence::Copying))
}

/// Whether a carrier has all of a video.
pub(super) fn held(video: &Video, id: MemberId) -> bool {
    video.present.get(&id) == Some(&Presence::Held)
}

fn free(member: &Member) -> u128 {
    let others = member.stored_bytes.saturating_sub(member.stored_for_home_bytes);
    u128::from(member.offer.storage_bytes.saturating_sub(others))
}

fn equal_part(member: &Member) -> u128 {
    u128::from(member.offer.storage_bytes) / u128::from(member.homes.max(1))
}

/// Bytes of this home that a member keeps at most.
pub(super) fn most_kept(member: &Member) -> u128 {
    free(member).max(equal_part(member))
}

/// Bytes of this home that a member has at most when one of its videos is new there.
pub(super) fn most_with_new(member: &Member) -> u128 {
    match member.health {
        Health::Full => 0,
        Health::Alive | Health::SilentSince(_) => free(member).min(equal_part(member).max(free(member) / 2)),
    }
}
