//! Storage audits: whether those who say that they hold a video do.
//!
//! The same segments, chosen at random, are asked of all who say so, at once and with a deadline. Who holds a part f of a
//! video's bytes answers n segments rightly with a probability of about f^n: of 20 segments, who holds nine tenths is found
//! out in 88 audits of 100, who holds half in all but one of a million. Segments are drawn in proportion to their bytes, so
//! that leaving out the large renditions is no way to save storage.
//!
//! Who fetches from another what it says it holds can answer rightly. So others say afterwards what they delivered to members
//! meanwhile ([`Delivered`]). This does not see what was fetched as an unknown viewer; the deadline is all there is
//! against that.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::id::{MemberId, ObjectHash, VideoId};
use crate::manifest::Rendition;
use crate::placement::rendezvous::{Contender, Purpose};

/// What is drawn for: which video, and which segments of it.
const OF_VIDEOS: Purpose = *b"ecot audit 1: a video\0\0\0\0\0\0\0\0\0\0\0";
const OF_SEGMENTS: Purpose = *b"ecot audit 1: a segment\0\0\0\0\0\0\0\0\0";

/// Segments that one audit asks for at most.
pub const MAX_QUESTIONS: usize = 64;

/// 32 random bytes that nobody else knows before the audit.
pub type Seed = [u8; 32];

/// The video to audit: drawn in proportion to the bytes of each; none if none has any.
#[must_use]
pub fn choose_video(videos: &BTreeMap<VideoId, u64>, seed: &Seed) -> Option<VideoId> {
    let contender = Contender::new(&OF_VIDEOS, seed);
    let scored = videos.iter().filter(|(_, bytes)| **bytes > 0);
    scored.map(|(id, bytes)| (contender.score(id.as_bytes(), *bytes), *id)).max().map(|(_, id)| id)
}

/// One segment to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    pub object: ObjectHash,
    /// Offset in the object.
    pub start: u64,
    /// Bytes.
    pub len: u64,
    /// SHA-256 of these bytes.
    pub sha256: [u8; 32],
}

/// `count` different segments of a video, all of them if there are fewer, at most [`MAX_QUESTIONS`]: drawn in proportion to
/// their bytes, without putting back. More of the same seed begin with the same.
#[must_use]
pub fn choose(renditions: &[Rendition], seed: &Seed, count: usize) -> Vec<Question> {
    let contender = Contender::new(&OF_SEGMENTS, seed);
    let questions = renditions.iter().flat_map(|rendition| {
        let object = rendition.object;
        rendition.segments.iter().map(move |segment| Question {
            object,
            start: segment.start,
            len: segment.len,
            sha256: segment.sha256,
        })
    });
    let mut scored: Vec<(Reverse<u128>, ObjectHash, u64, Question)> = questions
        .map(|question| {
            let mut thing = [0; 40];
            thing[..32].copy_from_slice(question.object.as_bytes());
            thing[32..].copy_from_slice(&question.start.to_be_bytes());
            (Reverse(contender.score(&thing, question.len)), question.object, question.start, question)
        })
        .collect();
    scored.sort_unstable_by_key(|(score, object, start, _)| (*score, *object, *start));
    scored.dedup_by_key(|(_, object, start, _)| (*object, *start));
    scored.into_iter().map(|(.., question)| question).take(count.min(MAX_QUESTIONS)).collect()
}

/// An audit: what was asked of every holder at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Milliseconds since 1970.
    pub asked_at_ms: u64,
    /// Milliseconds after that in which an answer is in time.
    pub deadline_ms: u64,
    /// By how many milliseconds clocks of members may differ.
    pub skew_ms: u64,
    pub questions: Vec<Question>,
}

/// What came to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Bytes.
    Came {
        len: u64,
        sha256: [u8; 32],
        /// Milliseconds from the question to the last byte.
        after_ms: u64,
    },
    /// It said that it has no such thing.
    Refused,
    /// No bytes, or not all: silence, an error, or that it serves nothing at the moment.
    Nothing,
}

/// What a member says that it delivered to another member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivered {
    pub by: MemberId,
    pub to: MemberId,
    pub object: ObjectHash,
    /// Offset in the object.
    pub start: u64,
    /// Bytes.
    pub len: u64,
    /// Milliseconds since 1970, by the clock of who delivered.
    pub at_ms: u64,
}

/// What an answer shows. From the best to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The right bytes, in time.
    Held,
    /// The right bytes, too late.
    Late,
    /// No bytes, and no word that it has none.
    Nothing,
    /// It says that it has no such thing, and said before that it holds it.
    Refused,
    /// Other bytes.
    Wrong,
    /// Another member delivered some of these very bytes to it meanwhile, whatever it answered.
    Fetched,
}

impl Verdict {
    /// Every verdict, from the best to the worst.
    pub const ALL: [Self; 6] = [Self::Held, Self::Late, Self::Nothing, Self::Refused, Self::Wrong, Self::Fetched];

    /// As it is kept.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Late => "late",
            Self::Nothing => "nothing",
            Self::Refused => "refused",
            Self::Wrong => "wrong",
            Self::Fetched => "fetched",
        }
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// Whether nobody got the right bytes. Who is slow serves all the same.
    #[must_use]
    pub const fn failed(self) -> bool {
        !matches!(self, Self::Held | Self::Late)
    }
}

impl Audit {
    /// What the answers of a holder show: a verdict for each question. An answer that is not there is none.
    ///
    /// # Panics
    /// If there are more answers than questions.
    #[must_use]
    pub fn judge(&self, holder: MemberId, answers: &[Answer], delivered: &[Delivered]) -> Vec<Verdict> {
        assert!(answers.len() <= self.questions.len(), "answers to what was not asked");
        let answers = answers.iter().copied().chain(std::iter::repeat(Answer::Nothing));
        let pairs = self.questions.iter().zip(answers);
        pairs
            .map(|(question, answer)| {
                if delivered.iter().any(|one| one.to == holder && self.is_evidence(question, one)) {
                    Verdict::Fetched
                } else {
                    self.judge_bytes(question, answer)
                }
            })
            .collect()
    }

    fn judge_bytes(&self, question: &Question, answer: Answer) -> Verdict {
        match answer {
            Answer::Nothing => Verdict::Nothing,
            Answer::Refused => Verdict::Refused,
            Answer::Came { len, sha256, .. } if (len, sha256) != (question.len, question.sha256) => Verdict::Wrong,
            Answer::Came { after_ms, .. } if after_ms > self.deadline_ms => Verdict::Late,
            Answer::Came { .. } => Verdict::Held,
        }
    }

    /// Whether a delivery was of some of these bytes, by another, while the question was open.
    fn is_evidence(&self, question: &Question, one: &Delivered) -> bool {
        let end = |start: u64, len: u64| start.saturating_add(len);
        let begins_before = one.start < end(question.start, question.len);
        let overlaps = begins_before && question.start < end(one.start, one.len);
        let opened = self.asked_at_ms.saturating_sub(self.skew_ms);
        let closed = self.asked_at_ms.saturating_add(self.deadline_ms).saturating_add(self.skew_ms);
        one.len > 0
            && one.by != one.to
            && one.object == question.object
            && overlaps
            && (opened..=closed).contains(&one.at_ms)
    }
}

/// The verdict on a holder: the worst of its answers; that it holds the video if nothing was asked.
#[must_use]
pub fn worst(verdicts: &[Verdict]) -> Verdict {
    verdicts.iter().copied().max().unwrap_or(Verdict::Held)
}

/// Whether a holder is taken not to hold a video, by the verdicts on it of that video, the last one first: it failed twice
/// running, or altered something. One failure alone may be a restart, or a line that was down.
#[must_use]
pub fn is_lost(last_first: &[Verdict]) -> bool {
    let altered = last_first.iter().any(|verdict| matches!(verdict, Verdict::Wrong));
    altered || (last_first.len() > 1 && last_first.iter().take(2).all(|verdict| verdict.failed()))
}

/// Seconds to the next time that nobody is to foresee, `mean` on average: from 1 to twice as many, by a random number.
#[must_use]
pub const fn pause_seconds(mean: u64, random: u64) -> u64 {
    match random.checked_rem(mean.saturating_mul(2)) {
        Some(rest) => rest.saturating_add(1),
        None => 1,
    }
}
