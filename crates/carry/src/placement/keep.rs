//! What a planner knows of a member and of a video before it chooses anything.

use super::rendezvous::Contender;
use super::{Allowed, Figures, Health, Member, Offer, Presence, Scene, Video, contender, fair_share, rank};
use crate::id::{MemberId, VideoId};

/// A member and what this plan puts there.
pub(super) struct Place {
    pub(super) id: MemberId,
    contender: Contender,
    member: Member,
    /// Up to here it may get something new, in bytes of this home.
    fresh: u64,
    /// Up to here it keeps what it has.
    kept: u64,
    /// Planned so far; what is moved away stays in it.
    load: u64,
    silent: bool,
}

impl Place {
    pub(super) fn of(id: MemberId, member: &Member, scene: &Scene) -> Self {
        let offer = member.offer.storage_bytes;
        let others = member.stored_bytes.saturating_sub(member.stored_for_home_bytes);
        let free = offer.saturating_sub(others);
        let equal = offer / member.homes.max(1);
        let fair = fair_share(offer, others, member.homes);
        let fresh = if member.health == Health::Full { 0 } else { fair };
        let silent = match member.health {
            Health::SilentSince(since) => scene.now_seconds.saturating_sub(since) > scene.figures.silence_seconds,
            Health::Alive | Health::Full => false,
        };
        Self { id, contender: contender(id), member: *member, fresh, kept: free.max(equal), load: 0, silent }
    }

    pub(super) fn away(&self) -> bool {
        self.silent || self.member.leaving
    }

    pub(super) fn offers(&self) -> bool {
        let Offer { storage_bytes, delivery_bytes, bits_per_second } = self.member.offer;
        storage_bytes > 0 && delivery_bytes > 0 && bits_per_second > 0
    }

    pub(super) fn has_room(&self, bytes: u64) -> bool {
        self.load.checked_add(bytes).is_some_and(|load| load <= self.fresh)
    }

    /// Adds what is there already, if it fits.
    pub(super) fn keep(&mut self, bytes: u64) -> bool {
        let load = self.load.checked_add(bytes).filter(|load| *load <= self.kept);
        self.load = load.unwrap_or(self.load);
        load.is_some()
    }

    /// Adds what is new.
    pub(super) fn take(&mut self, bytes: u64) {
        assert!(self.has_room(bytes), "placed where there is no room");
        self.load += bytes;
    }

    /// Whether what it has of a video can stay there for a while.
    fn may_keep(&self, state: Presence) -> bool {
        match state {
            Presence::Held => !self.silent,
            Presence::Copying => !self.away() && self.offers(),
            Presence::Dropped | Presence::Full => false,
        }
    }
}

/// A video while it is placed. Members are numbers of places, which ascend with their ids.
pub(super) struct Work<'a> {
    pub(super) id: VideoId,
    pub(super) video: &'a Video,
    pub(super) wanted: usize,
    /// Whoever may have a copy, the first choice first.
    pub(super) ranking: Vec<usize>,
    /// Who is to have a copy, as places in `ranking`, ascending.
    pub(super) chosen: Vec<usize>,
    /// Members beside the author's machines that hold it and can keep it, chosen or not.
    pub(super) holders: Vec<usize>,
    /// The author's machines that have it or get it.
    pub(super) added: Vec<usize>,
    /// Copies that live now.
    pub(super) live: usize,
}

impl<'a> Work<'a> {
    pub(super) fn of(id: VideoId, video: &'a Video, places: &[Place]) -> Self {
        let may = |place: &Place| {
            let gone = matches!(video.present.get(&place.id), Some(Presence::Dropped | Presence::Full));
            allows(video, place.id) && place.offers() && !place.away() && !gone
        };
        let eligible = places.iter().enumerate().filter(|(_, place)| may(place));
        let mut scored: Vec<(u128, usize)> =
            eligible.map(|(number, place)| (rank(&place.contender, id, &place.member.offer), number)).collect();
        scored.sort_unstable_by(|(a, first), (b, second)| b.cmp(a).then(first.cmp(second)));
        let lives = |place: &&Place| {
            !place.silent && allows(video, place.id) && video.present.get(&place.id) == Some(&Presence::Held)
        };
        let live = places.iter().filter(lives).count();
        let ranking = scored.into_iter().map(|(_, number)| number).collect();
        Self { id, video, wanted: 0, ranking, chosen: vec![], holders: vec![], added: vec![], live }
    }

    /// Keeps what is there as far as it fits, then decides how many copies are wanted.
    pub(super) fn keep(&mut self, places: &mut [Place], figures: &Figures) {
        for (number, place) in places.iter_mut().enumerate() {
            let Some(state) = self.video.present.get(&place.id) else { continue };
            let added = self.video.choice.added.contains(&place.id);
            if !(added || allows(self.video, place.id)) || !place.may_keep(*state) || !place.keep(self.video.bytes) {
                continue;
            }
            if added {
                self.added.push(number);
                continue;
            }
            if *state == Presence::Held {
                self.holders.push(number);
            }
            self.chosen.extend(self.ranking.iter().position(|ranked| *ranked == number));
        }
        self.chosen.sort_unstable();
        self.wanted = wanted(self.video, figures, self.chosen.len());
        self.chosen.truncate(self.wanted);
    }

    pub(super) fn holds(&self, number: usize) -> bool {
        self.holders.contains(&number)
    }
}

/// Whether the author lets this member have one of the charter's copies.
pub(super) fn allows(video: &Video, member: MemberId) -> bool {
    let allowed = match &video.choice.allowed {
        Allowed::Any => true,
        Allowed::None => false,
        Allowed::Only(members) => members.contains(&member),
    };
    allowed && !video.choice.added.contains(&member)
}

/// Copies beside home, of which `present` are there.
fn wanted(video: &Video, figures: &Figures, present: usize) -> usize {
    if video.choice.allowed == Allowed::None {
        return 0;
    }
    let watched = &video.watched;
    let least = more(figures, watched.viewers, watched.hour_bytes);
    let hour = watched.hour_bytes.max(watched.day_bytes / 24);
    let most = more(figures, watched.viewers.saturating_mul(2), hour.saturating_mul(2));
    let bound = |more: usize| figures.copies.saturating_add(more).min(figures.most_copies.max(figures.copies));
    present.clamp(bound(least), bound(most))
}

/// Copies beyond the charter's for so many viewers and bytes in an hour.
fn more(figures: &Figures, viewers: u64, bytes: u64) -> usize {
    let for_viewers = viewers.checked_div(figures.viewers_per_copy).unwrap_or(0);
    let for_bytes = bytes.checked_div(figures.bytes_per_copy).unwrap_or(0);
    usize::try_from(for_viewers.max(for_bytes)).unwrap_or(usize::MAX)
}
