//! What the people of a member do: they write down what happened, vote, and approve.

use federation::entry::{Approval, Entry, Side};
use federation::facts::LogId;
use federation::roll::{Act, Ballot, Chain, Resolution};
use federation::rounds::{Outcome, Voice};
use federation::signed::{Signable, Signed};

use super::{Member, Scene};
use crate::clock::{DAY, HOUR, MAX_MONTHS, Minute, begin, first_day};
use crate::crew::Crew;
use crate::entries::{self, Told};
use crate::gone::Gone;
use crate::truth::{Deed, SERVICES};

/// From so long after a day's end on, a home says that it saw nothing of a claim.
const LOOKED_AT_AFTER: Minute = 18 * HOUR;

impl Member {
    pub(super) fn work(&mut self, scene: &Scene<'_>) {
        while let Some((due, deed)) = self.works.front().copied().filter(|(due, _)| *due <= scene.at) {
            let done = match deed {
                Deed::Admit(number) => self.may_append() && self.admit(scene, number),
                deed => entries::entry(scene.crew, &scene.plan.truth, self.number, deed)
                    .is_some_and(|(entry, told)| self.append(&entry, told)),
            };
            if !done {
                return;
            }
            self.works.pop_front();
            self.doing.push((due, deed));
        }
    }

    /// Puts the request of a member to the vote; whether it is in by now.
    pub fn admit(&mut self, scene: &Scene<'_>, number: usize) -> bool {
        let Ok(chain) = self.desk.chain() else { return false };
        if chain.roll.members.contains_key(&scene.crew.ids[number]) {
            return true;
        }
        let month = if number < scene.plan.founders { 0 } else { 1 };
        self.propose(Act::Admit(scene.crew.request(number, first_day(month))));
        false
    }

    /// Puts it to the vote that the member which died is gone, until it is adopted.
    pub(super) fn miss(&mut self, scene: &Scene<'_>) {
        let due = |gone: &Gone| gone.proposer == self.number && gone.proposed_from <= scene.at;
        let Some(gone) = scene.plan.gone().filter(due) else { return };
        let adopted = |chain: &Chain| chain.roll.absence(&scene.crew.ids[gone.member]).is_some();
        if self.desk.chain().is_ok_and(|chain| !adopted(chain)) {
            self.propose(gone.act(scene.crew));
        }
    }

    fn propose(&mut self, act: Act) {
        let Ok(chain) = self.desk.chain() else { return };
        let resolution = Resolution { number: chain.roll.number + 1, previous: chain.roll.head, act, minutes: None };
        if !chain.next.candidates.contains_key(&resolution.hash()) {
            self.append(&Entry::Resolution(resolution), Told::Nothing);
        }
    }

    /// A ballot for a member that is known to have asked, or that one is gone which is known to have died.
    pub fn vote(&mut self, scene: &Scene<'_>) {
        let me = self.desk.me().member;
        let Ok(chain) = self.desk.chain() else { return };
        let Outcome::Open { round, .. } = chain.next.outcome else { return };
        let is_gone = |act: &Act| scene.plan.gone().is_some_and(|gone| gone.act(scene.crew) == *act);
        let asked = |resolution: &Resolution| match &resolution.act {
            Act::Admit(request) => scene.crew.ids.contains(&request.value.seat.member),
            act => is_gone(act),
        };
        let candidate = chain.next.candidates.iter().find(|(_, resolution)| asked(resolution));
        let Some((hash, resolution)) = candidate else { return };
        let spoken = chain.next.heard.of(round, &me).next().is_some();
        if spoken || !chain.roll.electorate().contains(&me) {
            return;
        }
        let ballot = Ballot {
            federation: self.desk.federation(),
            number: resolution.number,
            round,
            member: me,
            voice: Voice::For(*hash),
        };
        let told = if is_gone(&resolution.act) { Told::Gone { hash: *hash, round } } else { Told::Nothing };
        self.append(&Entry::Ballot(Signed::sign(ballot, &self.key)), told);
    }

    /// Estimates that are known to be sound are approved when they are seen.
    pub(super) fn approve(&mut self, scene: &Scene<'_>) {
        let truth = &scene.plan.truth;
        for (place, bill) in truth.bills.iter().enumerate() {
            if bill.carrier == self.number || self.habits.rejects.contains(&place) {
                continue;
            }
            let name = entries::name(scene.crew, bill.carrier, &entries::estimate(truth, place));
            let me = std::iter::once(self.desk.me().member).collect();
            let known = self.desk.facts().estimates.get(&name);
            let author = known.is_some_and(|estimate| estimate.at.author == scene.crew.ids[bill.carrier]);
            if author && self.desk.facts().approvals(&name, None, &me) == 0 {
                self.append(&Entry::Approval(Approval { of: name, yes: true }), Told::Approval(place));
            }
        }
    }

    /// Takes note of what others claim against it.
    pub(super) fn note_claims(&mut self, crew: &Crew, log: LogId, leaf: &[u8]) {
        let Ok(Entry::Usage(usage)) = Entry::from_leaf(leaf) else { return };
        let (Some(carrier), Side::Claim) = (crew.number(&log.member), usage.side) else { return };
        let seconds = usage.hour.number() * 3_600 - crate::clock::timestamp(0).as_second();
        let Ok(at) = u64::try_from(seconds / 60) else { return };
        for row in usage.rows.iter().filter(|row| row.other == crew.ids[self.number]) {
            if let Some(service) = SERVICES.iter().position(|(name, _)| *name == row.service) {
                self.claimed.entry((carrier, service, at / DAY)).or_insert(at);
            }
        }
    }

    /// A claim without an observation is charged whole: so a home that saw nothing says that it saw nothing.
    pub(super) fn answer_claims(&mut self, scene: &Scene<'_>) {
        let (truth, me) = (&scene.plan.truth, self.number);
        let due = |day: Minute| (day + 1) * DAY + LOOKED_AT_AFTER <= scene.at;
        let answered: Vec<_> =
            self.claimed.iter().filter(|((_, _, day), _)| due(*day)).map(|(k, at)| (*k, *at)).collect();
        for ((carrier, service, day), at) in answered {
            let used = truth
                .uses
                .iter()
                .any(|one| (one.home, one.carrier, one.service, one.at / DAY) == (me, carrier, service, day));
            let closed =
                (0..=MAX_MONTHS).filter(|month| begin(*month) <= at).any(|month| self.reports.contains_key(&month));
            let (entry, told) = entries::saw_nothing(scene.crew, carrier, at, service);
            if used || closed || self.append(&entry, told) {
                self.claimed.remove(&(carrier, service, day));
            }
        }
    }
}
