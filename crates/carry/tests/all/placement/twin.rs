//! The rules of placement once more, as slowly and plainly as they can be told.

use std::collections::{BTreeMap, BTreeSet};

use carry::id::{MemberId, VideoId};
use carry::placement::{Allowed, Health, Presence, Scene, contender, rank};

/// Who carries which video.
pub fn plan(scene: &Scene) -> BTreeMap<VideoId, Vec<MemberId>> {
    let mut twin = Twin { scene, load: BTreeMap::new(), copies: BTreeMap::new(), added: BTreeMap::new(), spent: 0 };
    let mut videos: Vec<VideoId> = scene.videos.keys().copied().collect();
    videos.sort_by_key(|id| (twin.live(*id), *id));
    let holders: BTreeMap<VideoId, BTreeSet<MemberId>> = videos.iter().map(|id| (*id, twin.keep(*id))).collect();
    let wanted: BTreeMap<VideoId, usize> = videos.iter().map(|id| (*id, twin.wanted(*id))).collect();
    for (id, wanted) in &wanted {
        while twin.copies[id].len() > *wanted {
            let last = twin.last(*id).unwrap();
            twin.copies.get_mut(id).unwrap().remove(&last);
        }
    }
    if twin.repair(&wanted) && twin.add() {
        twin.improve();
    }
    let mut result = BTreeMap::new();
    for (id, wanted) in wanted {
        let copies = &twin.copies[&id];
        let held = copies.intersection(&holders[&id]).count();
        let mut staying: Vec<MemberId> = holders[&id].difference(copies).copied().collect();
        staying.sort_by_key(|member| {
            (!twin.able(id, *member), twin.able(id, *member).then(|| twin.place(id, *member)), *member)
        });
        staying.truncate(wanted.saturating_sub(held));
        let all: BTreeSet<MemberId> = copies.iter().chain(&twin.added[&id]).chain(&staying).copied().collect();
        result.insert(id, all.into_iter().collect());
    }
    result
}

struct Twin<'a> {
    scene: &'a Scene,
    load: BTreeMap<MemberId, u64>,
    copies: BTreeMap<VideoId, BTreeSet<MemberId>>,
    added: BTreeMap<VideoId, BTreeSet<MemberId>>,
    spent: u64,
}

impl Twin<'_> {
    fn state(&self, video: VideoId, member: MemberId) -> Option<Presence> {
        self.scene.videos[&video].present.get(&member).copied()
    }

    fn known(&self, member: MemberId) -> bool {
        member != self.scene.home && self.scene.members.contains_key(&member)
    }

    fn silent(&self, member: MemberId) -> bool {
        let limit = self.scene.figures.silence_seconds;
        match self.scene.members[&member].health {
            Health::SilentSince(since) => self.scene.now_seconds > since + limit,
            Health::Alive | Health::Full => false,
        }
    }

    fn active(&self, member: MemberId) -> bool {
        let seat = self.scene.members[&member];
        let nothing =
            seat.offer.storage_bytes == 0 || seat.offer.delivery_bytes == 0 || seat.offer.bits_per_second == 0;
        !nothing && !seat.leaving && !self.silent(member)
    }

    fn is_added(&self, video: VideoId, member: MemberId) -> bool {
        self.scene.videos[&video].choice.added.contains(&member)
    }

    fn allowed(&self, video: VideoId, member: MemberId) -> bool {
        self.known(member)
            && !self.is_added(video, member)
            && match &self.scene.videos[&video].choice.allowed {
                Allowed::Any => true,
                Allowed::None => false,
                Allowed::Only(list) => list.contains(&member),
            }
    }

    fn able(&self, video: VideoId, member: MemberId) -> bool {
        let gone = matches!(self.state(video, member), Some(Presence::Dropped | Presence::Full));
        self.allowed(video, member) && self.active(member) && !gone
    }

    /// The first choice is the least.
    fn place(&self, video: VideoId, member: MemberId) -> (std::cmp::Reverse<u128>, MemberId) {
        let score = rank(&contender(member), video, &self.scene.members[&member].offer);
        (std::cmp::Reverse(score), member)
    }

    fn live(&self, video: VideoId) -> usize {
        let members = self.scene.members.keys();
        members
            .filter(|id| self.allowed(video, **id) && !self.silent(**id))
            .filter(|id| self.state(video, **id) == Some(Presence::Held))
            .count()
    }

    fn last(&self, video: VideoId) -> Option<MemberId> {
        self.copies[&video].iter().copied().max_by_key(|member| self.place(video, *member))
    }

    fn free(&self, member: MemberId) -> u64 {
        let seat = self.scene.members[&member];
        seat.offer.storage_bytes.saturating_sub(seat.stored_bytes.saturating_sub(seat.stored_for_home_bytes))
    }

    fn equal(&self, member: MemberId) -> u64 {
        let seat = self.scene.members[&member];
        seat.offer.storage_bytes / std::cmp::max(seat.homes, 1)
    }

    fn fits(&self, video: VideoId, member: MemberId) -> bool {
        let free = self.free(member);
        let most = std::cmp::min(free, std::cmp::max(self.equal(member), free / 2));
        let most = if self.scene.members[&member].health == Health::Full { 0 } else { most };
        self.load.get(&member).copied().unwrap_or(0) + self.scene.videos[&video].bytes <= most
    }

    /// Keeps what is there; who holds it all.
    fn keep(&mut self, video: VideoId) -> BTreeSet<MemberId> {
        let (mut holders, mut copies, mut added) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (member, state) in &self.scene.videos[&video].present {
            let machine = self.is_added(video, *member);
            if !self.known(*member) || !(machine || self.allowed(video, *member)) {
                continue;
            }
            let stays = match state {
                Presence::Held => !self.silent(*member),
                Presence::Copying => self.active(*member),
                Presence::Dropped | Presence::Full => false,
            };
            let load = self.load.get(member).copied().unwrap_or(0) + self.scene.videos[&video].bytes;
            if !stays || load > std::cmp::max(self.free(*member), self.equal(*member)) {
                continue;
            }
            self.load.insert(*member, load);
            if machine {
                added.insert(*member);
            } else {
                holders.extend((*state == Presence::Held).then_some(*member));
                copies.extend(self.able(video, *member).then_some(*member));
            }
        }
        self.copies.insert(video, copies);
        self.added.insert(video, added);
        holders
    }

    fn wanted(&self, id: VideoId) -> usize {
        let (video, figures) = (&self.scene.videos[&id], &self.scene.figures);
        if video.choice.allowed == Allowed::None {
            return 0;
        }
        let bounded = |more: u64| {
            let all = figures.copies + usize::try_from(more).unwrap();
            if all > figures.most_copies { figures.copies.max(figures.most_copies) } else { all }
        };
        let part = |much: u64, each: u64| much.checked_div(each).unwrap_or(0);
        let watched = video.watched;
        let hour = std::cmp::max(watched.hour_bytes, watched.day_bytes / 24);
        let up = part(watched.viewers, figures.viewers_per_copy).max(part(watched.hour_bytes, figures.bytes_per_copy));
        let down = part(watched.viewers * 2, figures.viewers_per_copy).max(part(hour * 2, figures.bytes_per_copy));
        std::cmp::max(bounded(up), std::cmp::min(bounded(down), self.copies[&id].len()))
    }

    /// Takes the bytes of a copy, or says that they are too many.
    fn copy(&mut self, video: VideoId, member: MemberId) -> bool {
        let bytes = self.scene.videos[&video].bytes;
        if self.spent > 0 && self.spent + bytes > self.scene.figures.new_bytes {
            return false;
        }
        self.spent += bytes;
        *self.load.entry(member).or_default() += bytes;
        true
    }

    fn best(&self, video: VideoId) -> Option<MemberId> {
        let free = |member: &&MemberId| {
            self.able(video, **member) && !self.copies[&video].contains(member) && self.fits(video, **member)
        };
        self.scene.members.keys().filter(free).copied().min_by_key(|member| self.place(video, *member))
    }

    fn repair(&mut self, wanted: &BTreeMap<VideoId, usize>) -> bool {
        let mut made: BTreeMap<VideoId, usize> = BTreeMap::new();
        loop {
            let short = wanted.iter().filter(|(id, wanted)| self.copies[id].len() < **wanted);
            let next = short.filter_map(|(id, _)| Some((*id, self.best(*id)?)));
            let copies = |id: &VideoId| self.live(*id) + made.get(id).copied().unwrap_or(0);
            let Some((id, member)) = next.min_by_key(|(id, _)| (copies(id), *id)) else { return true };
            if !self.copy(id, member) {
                return false;
            }
            self.copies.get_mut(&id).unwrap().insert(member);
            *made.entry(id).or_default() += 1;
        }
    }

    fn add(&mut self) -> bool {
        for (id, video) in &self.scene.videos {
            for member in video.choice.added.iter().filter(|member| !video.present.contains_key(member)) {
                if !self.known(*member) || !self.active(*member) || !self.fits(*id, *member) {
                    continue;
                }
                if !self.copy(*id, *member) {
                    return false;
                }
                self.added.get_mut(id).unwrap().insert(*member);
            }
        }
        true
    }

    fn improve(&mut self) {
        for id in self.scene.videos.keys() {
            while let (Some(best), Some(last)) = (self.best(*id), self.last(*id)) {
                if self.place(*id, best) > self.place(*id, last) {
                    break;
                }
                if !self.copy(*id, best) {
                    return;
                }
                let copies = self.copies.get_mut(id).unwrap();
                copies.remove(&last);
                copies.insert(best);
            }
        }
    }
}
