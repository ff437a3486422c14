//! Storage audits: homes ask those who say that they hold a video for the same segments at once, and judge the answers.

use std::collections::{BTreeMap, BTreeSet};

use carry::audit::{Answer, Audit, Delivered, Question, Verdict, choose, choose_video, worst};
use carry::id::{ObjectHash, VideoId};
use carry::manifest::{Init, Kind, Rendition, RenditionFacts, Segment};
use carry::serving::MayServe;

use super::ledger::To;
use super::plan::SEGMENT;
use super::serving::Given;
use super::world::{World, film, video};
use crate::clock::{Minute, timestamp};

/// Minutes between two audits of a home, in the mean.
const EVERY: u64 = 240;
/// Segments that are asked for.
const QUESTIONS: usize = 4;
/// Milliseconds in which answers are in time.
const DEADLINE_MS: u64 = 30_000;
/// Clocks may differ by so many milliseconds.
const SKEW_MS: u64 = 300_000;
/// Failures one after the other, of a member that answers otherwise, of which it is accused.
const FAILURES: u32 = 2;
/// A member that answered within so many minutes is audited.
const ANSWERED_WITHIN: Minute = 5;

/// What audits came to.
#[derive(Debug, Clone, Default)]
pub struct Audits {
    /// By home and holder.
    failures: BTreeMap<(usize, usize), u32>,
    pub accused: BTreeSet<usize>,
    /// How many verdicts there were of each kind.
    pub verdicts: BTreeMap<Verdict, u64>,
}

/// The one rendition that every video of a run has.
#[must_use]
pub fn rendition(film: usize, bytes: u64) -> Rendition {
    let count = bytes / SEGMENT;
    let segment = |number: u64| {
        let mut sha256 = video(film).0;
        sha256[8..16].copy_from_slice(&number.to_be_bytes());
        Segment { start: number * SEGMENT, len: SEGMENT, duration_ms: 4_000, sha256 }
    };
    Rendition {
        facts: RenditionFacts {
            name: "audio".to_owned(),
            kind: Kind::Audio { channels: 2, sample_rate: 48_000 },
            codecs: "mp4a.40.2".to_owned(),
            bandwidth: 900_000,
            average_bandwidth: 650_000,
        },
        object: ObjectHash::from_bytes(video(film).0),
        bytes,
        init: Init { start: 0, len: 0, sha256: [0; 32] },
        segments: (0..count).map(segment).collect(),
    }
}

impl World<'_> {
    /// Some homes audit one of their videos in this minute.
    pub(super) fn audit(&mut self) {
        for home in 0..self.machines.len() {
            if self.machines[home].up && self.dice.one_in(EVERY) {
                self.audit_home(home);
            }
        }
    }

    fn audit_home(&mut self, home: usize) {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.dice.below(u64::MAX).to_be_bytes());
        let carried = |film: &usize| self.plan.films[*film].home == home && !self.holders(home, *film).is_empty();
        let videos: BTreeMap<VideoId, u64> = (0..self.own.len())
            .filter(carried)
            .map(|film| (VideoId::from_bytes(video(film).0), self.plan.films[film].bytes))
            .collect();
        let Some(chosen) = choose_video(&videos, &seed) else { return };
        let film = film(&federation::Hash(*chosen.as_bytes()));
        let questions = choose(&[rendition(film, videos[&chosen])], &seed, QUESTIONS);
        let now = self.machines[home].clock(self.now);
        let audit = Audit { asked_at_ms: ms(now), deadline_ms: DEADLINE_MS, skew_ms: SKEW_MS, questions };
        let holders = self.holders(home, film);
        let answers: Vec<(usize, Vec<Answer>, Vec<Delivered>)> =
            holders.into_iter().filter_map(|holder| self.answers(home, holder, film, &audit)).collect();
        // What others say that they delivered; of itself nobody is asked.
        let delivered: Vec<Delivered> = answers.iter().flat_map(|(.., delivered)| delivered.clone()).collect();
        for (holder, answers, _) in answers {
            let verdict = worst(&audit.judge(self.id(holder), &answers, &delivered));
            self.remember(home, holder, verdict);
        }
    }

    fn remember(&mut self, home: usize, holder: usize, verdict: Verdict) {
        *self.audits.verdicts.entry(verdict).or_insert(0) += 1;
        let failures = self.audits.failures.entry((home, holder)).or_insert(0);
        match verdict {
            Verdict::Held | Verdict::Late => *failures = 0,
            Verdict::Nothing | Verdict::Refused | Verdict::Wrong => *failures += 1,
            Verdict::Fetched => *failures = FAILURES,
        }
        if *failures >= FAILURES {
            self.audits.accused.insert(holder);
        }
    }

    /// What a holder answers, and what others delivered to it meanwhile. Who is silent, or refuses with a code because its day's
    /// allowance is used or it has just come back, is not judged.
    fn answers(
        &mut self,
        home: usize,
        holder: usize,
        film: usize,
        audit: &Audit,
    ) -> Option<(usize, Vec<Answer>, Vec<Delivered>)> {
        let now = self.machines[home].clock(self.now);
        let answered = self.machines[home].answered.get(&holder).copied()?;
        if now.saturating_sub(answered) >= ANSWERED_WITHIN {
            self.audits.failures.remove(&(home, holder));
            return None;
        }
        if self.machines[holder].up
            && matches!(self.may_serve(holder, film), MayServe::OverAllowance | MayServe::NotYet)
        {
            return None;
        }
        let (mut answers, mut delivered, mut after_ms) = (Vec::new(), Vec::new(), 100);
        for question in &audit.questions {
            let source = self.source(holder, film);
            let given = self.request(holder, film, question.len, To::Viewer { made_up: false });
            if given == Given::Bytes {
                self.report(holder, film, question.len, false);
            }
            after_ms += self.took_ms(holder, question) + source.map_or(0, |source| self.took_ms(source, question));
            if let (Some(source), true) = (source, self.fetches_openly()) {
                delivered.push(Delivered {
                    by: self.id(source),
                    to: self.id(holder),
                    object: question.object,
                    start: question.start,
                    len: question.len,
                    at_ms: ms(self.machines[source].clock(self.now)),
                });
            }
            let came = |after_ms| Answer::Came { len: question.len, sha256: question.sha256, after_ms };
            answers.push(match given {
                Given::Bytes => came(after_ms),
                // A line that is full is slow.
                Given::Busy => came(DEADLINE_MS + 1),
                Given::Nothing => Answer::Nothing,
            });
        }
        Some((holder, answers, delivered))
    }

    /// From whom who stores nothing has what it answers.
    fn source(&self, holder: usize, film: usize) -> Option<usize> {
        let real = self.machines[holder].stored.get(&film)?.real;
        let others = (0..self.machines.len()).filter(|other| *other != holder && self.may_give(*other, film));
        if real { None } else { others.min_by_key(|other| *other != self.plan.films[film].home) }
    }

    /// Half of a line is free for it.
    fn took_ms(&self, at: usize, question: &Question) -> u64 {
        let bytes_per_second = (self.machines[at].site.line / 120).max(1);
        question.len * 1_000 / bytes_per_second
    }
}

fn ms(at: Minute) -> u64 {
    u64::try_from(timestamp(at).as_millisecond()).unwrap_or(0)
}
