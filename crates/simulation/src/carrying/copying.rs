//! What carriers do: let go what is withdrawn, say what they hold, fetch what is placed with them.

use carry::logs;
use carry::placement::fair_share;
use federation::Hash;
use federation::entry::{Entry, Holding, HoldingState};
use federation::facts::Standing;

use super::ledger::To;
use super::machine::Stored;
use super::plan::Film;
use super::serving::Given;
use super::world::{World, film, manifest, video};
use crate::dice::wide;

/// Bytes of a video that are fetched in a minute at most.
const FETCHED_MINUTE: u64 = 200_000_000;

impl World<'_> {
    /// One turn of carrying.
    pub(super) fn carry(&mut self, number: usize) {
        if !self.conduct(number).stores() {
            self.machines[number].stored.values_mut().for_each(|stored| stored.real = false);
        }
        self.let_go(number);
        self.tell_holdings(number);
        let mut wanted = self.wanted(number);
        self.refuse_what_has_no_room(number, &mut wanted);
        for film in wanted {
            if self.conduct(number).stores() {
                self.fetch(number, film);
            } else {
                let stored = Stored { bytes: self.plan.films[film].bytes, since: self.now, real: false };
                self.machines[number].stored.insert(film, stored);
            }
        }
    }

    fn let_go(&mut self, number: usize) {
        if !self.conduct(number).obeys() {
            return;
        }
        let machine = &mut self.machines[number];
        let (carrying, me, films) = (&machine.facts.carrying, machine.id, &self.plan.films);
        let stays = |film: &usize| logs::stays(carrying, &me, &self.crew.ids[films[*film].home], &video(*film));
        machine.stored.retain(|film, _| stays(film));
        machine.incoming.retain(|film, _| stays(film));
    }

    fn tell_holdings(&mut self, number: usize) {
        for (film, stored) in self.machines[number].stored.clone() {
            self.say(number, film, manifest(film), stored.bytes, HoldingState::Held);
        }
        let machine = &self.machines[number];
        let carrying = &machine.facts.carrying;
        let said = carrying.held_by(machine.id).filter(|holding| holding.state == HoldingState::Held);
        let gone: Vec<(usize, Hash)> = said
            .filter(|holding| !machine.stored.contains_key(&film(&holding.video)))
            .map(|holding| match carrying.standing(&holding.home, &holding.video) {
                Standing::Gone(tombstone) => (film(&holding.video), tombstone),
                Standing::Served | Standing::Withheld => (film(&holding.video), holding.manifest),
            })
            .collect();
        for (film, manifest) in gone {
            self.say(number, film, manifest, 0, HoldingState::Removed);
        }
    }

    /// Says how it stands to a video, unless it said so last.
    fn say(&mut self, number: usize, film: usize, manifest: Hash, bytes: u64, state: HoldingState) {
        let machine = &self.machines[number];
        let home = self.id(self.plan.films[film].home);
        let (carrying, hour) = (&machine.facts.carrying, machine.hour(self.now));
        if !logs::has_said(carrying, &machine.id, (&home, &video(film)), manifest, state, hour) {
            self.append(number, Entry::Holding(Holding { home, video: video(film), manifest, bytes, hour, state }));
        }
    }

    fn wanted(&self, number: usize) -> Vec<usize> {
        let machine = &self.machines[number];
        let wanted = logs::wanted(&machine.facts.carrying, machine.id).map(|(_, placed)| film(&placed.video));
        wanted.filter(|film| !machine.stored.contains_key(film)).collect()
    }

    /// Says that there is no room for what would be more than it offers, than this home may have, or than its disk has.
    fn refuse_what_has_no_room(&mut self, number: usize, wanted: &mut Vec<usize>) {
        let machine = &self.machines[number];
        let offered = machine.site.offer.storage_bytes;
        let of_home = |home: usize| -> u64 {
            let mine = machine.stored.iter().filter(|(film, _)| self.plan.films[**film].home == home);
            mine.map(|(_, stored)| stored.bytes).sum()
        };
        let stored: u64 = machine.stored.values().map(|stored| stored.bytes).sum();
        // What is being fetched stands on the disk twice for a moment.
        let free = machine.site.disk_bytes.saturating_sub(machine.on_disk()) / 2;
        let mut left = offered.saturating_sub(stored).min(free);
        let homes = wide(self.machines.len() - 1);
        let mut refused = Vec::new();
        wanted.retain(|film| {
            let Film { home, bytes, .. } = self.plan.films[*film];
            let mine = of_home(home);
            let share = fair_share(offered, stored - mine, homes).saturating_sub(mine);
            let fits = bytes <= left && bytes <= share;
            if fits {
                left -= bytes;
            } else {
                refused.push(*film);
            }
            fits
        });
        for film in refused {
            self.say(number, film, manifest(film), 0, HoldingState::Full);
        }
    }

    /// Fetches the next part, from home or whoever says that it holds the video.
    fn fetch(&mut self, number: usize, film: usize) {
        let of = self.plan.films[film];
        let have = self.machines[number].incoming.get(&film).copied().unwrap_or(0);
        let part = (of.bytes - have).min(FETCHED_MINUTE);
        let holders = self.holders(number, film).into_iter().filter(|holder| *holder != number);
        for source in std::iter::once(of.home).chain(holders) {
            // A slow line gives what it has left.
            let line = self.machines[source].site.line - self.machines[source].line_used;
            let part = part.min(line);
            if part > 0 && self.request(source, film, part, To::Member(number)) == Given::Bytes {
                let have = have + part;
                self.machines[number].incoming.insert(film, have);
                if have >= of.bytes {
                    self.machines[number].incoming.remove(&film);
                    let stored = Stored { bytes: of.bytes, since: self.now, real: true };
                    self.machines[number].stored.insert(film, stored);
                    self.say(number, film, manifest(film), of.bytes, HoldingState::Held);
                }
                return;
            }
        }
    }
}
