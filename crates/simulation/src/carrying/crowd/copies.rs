//! Where the crowd's video is carried.

use std::collections::{BTreeMap, BTreeSet};

use carry::id::{MemberId, VideoId};
use carry::placement::{Allowed, Choice, Figures, Health, Member, Presence, Scene, Video, Watched, plan};

use super::Run;
use crate::clock::{HOUR, Minute};
use crate::dice::wide;

/// Minutes until a new copy is whole.
const COPIED_IN: Minute = 10;

impl Run {
    /// More copies the more it is watched, by the plan that homes make.
    pub(super) fn place(&mut self, now: Minute) {
        let video = VideoId::from_bytes([1; 32]);
        let sent = |hours: Minute| -> u64 {
            let from = (now / HOUR).saturating_sub(hours - 1);
            self.came.sent.iter().filter(|((_, hour), _)| *hour >= from).map(|(_, bytes)| bytes).sum()
        };
        let watched = Watched { viewers: 0, hour_bytes: sent(1), day_bytes: sent(24) };
        let present = self
            .holds
            .iter()
            .map(|(number, since)| (self.ids[*number], if *since <= now { Presence::Held } else { Presence::Copying }));
        let member = |id: &MemberId| {
            let homes = wide(self.crowd.members - 1);
            let member = Member {
                offer: self.crowd.offer,
                stored_bytes: 0,
                stored_for_home_bytes: 0,
                homes,
                health: Health::Alive,
                leaving: false,
            };
            (*id, member)
        };
        let choice = Choice { allowed: Allowed::Any, added: BTreeSet::new() };
        let known = Video { bytes: self.crowd.video_bytes, choice, watched, present: present.collect() };
        let scene = Scene {
            home: self.ids[0],
            now_seconds: now * 60,
            figures: Figures::default(),
            members: self.ids.iter().skip(1).map(member).collect(),
            videos: BTreeMap::from([(video, known)]),
        };
        let carriers = plan(&scene).carriers.remove(&video).unwrap_or_default();
        let carriers: BTreeSet<usize> =
            carriers.iter().filter_map(|id| self.ids.iter().position(|known| known == id)).collect();
        self.holds.retain(|number, _| carriers.contains(number));
        for number in carriers {
            self.holds.entry(number).or_insert(now + COPIED_IN);
        }
    }
}
