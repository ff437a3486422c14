//! Storage audits.

use std::collections::{BTreeMap, BTreeSet};

use carry::audit::{
    Answer, Audit, Delivered, MAX_QUESTIONS, Question, Seed, Verdict, choose, choose_video, is_lost, pause_seconds,
    worst,
};
use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::{Kind, Rendition, Segment};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::samples;

const HOLDER: MemberId = MemberId::from_bytes([1; 32]);
const OTHER: MemberId = MemberId::from_bytes([2; 32]);

/// A rendition whose segments have these lengths.
fn rendition(mark: u8, lengths: &[u64]) -> Rendition {
    let kind = Kind::Audio { channels: 2, sample_rate: 48_000 };
    let mut start = 0;
    let segments = lengths.iter().zip(0_u8..).map(|(len, number)| {
        let segment = Segment { start, len: *len, duration_ms: 4_000, sha256: [number; 32] };
        start += len;
        segment
    });
    let segments = segments.collect();
    Rendition {
        segments,
        object: ObjectHash::from_bytes([mark; 32]),
        ..samples::rendition("audio", kind, "mp4a.40.2", mark)
    }
}

fn seeds(count: u16) -> impl Iterator<Item = Seed> {
    (0..count).map(|number| {
        let mut seed = [9; 32];
        seed[..2].copy_from_slice(&number.to_be_bytes());
        seed
    })
}

#[test]
fn segments_are_drawn_in_proportion_to_their_bytes() {
    let renditions = [rendition(1, &[100, 200]), rendition(2, &[300, 400])];
    let mut drawn: BTreeMap<u64, u64> = BTreeMap::new();
    for seed in seeds(10_000) {
        *drawn.entry(choose(&renditions, &seed, 1)[0].len).or_default() += 1;
    }
    for (len, got) in drawn {
        let share = 10 * len;
        assert!(got.abs_diff(share) * 8 < share, "{got} of {share}");
    }
}

#[test]
fn an_object_that_is_listed_twice_is_asked_for_once() {
    let twice = [rendition(1, &[100, 200]), rendition(1, &[100, 200])];
    assert_eq!(choose(&twice, &[1; 32], 10).len(), 2);
}

#[test]
fn videos_are_drawn_in_proportion_to_their_bytes() {
    let id = |number: u8| VideoId::from_bytes([number; 32]);
    let videos = BTreeMap::from([(id(1), 1_000_000), (id(2), 3_000_000), (id(3), 0)]);
    let first = seeds(4_000).filter(|seed| choose_video(&videos, seed) == Some(id(1))).count();
    assert!((900..1_100).contains(&first), "{first}");
    assert_eq!(choose_video(&BTreeMap::from([(id(3), 0)]), &[1; 32]), None);
}

const QUESTION: Question =
    Question { object: ObjectHash::from_bytes([5; 32]), start: 1_000, len: 100, sha256: [6; 32] };

fn audit() -> Audit {
    Audit { asked_at_ms: 50_000, deadline_ms: 2_000, skew_ms: 500, questions: vec![QUESTION] }
}

fn came(after_ms: u64) -> Answer {
    Answer::Came { len: 100, sha256: [6; 32], after_ms }
}

fn delivered() -> Delivered {
    Delivered { by: OTHER, to: HOLDER, object: QUESTION.object, start: 1_000, len: 100, at_ms: 50_500 }
}

#[test]
fn each_verdict_has_an_answer_that_meets_it() {
    for (answers, delivered, verdict) in [
        (vec![came(2_000)], vec![], Verdict::Held),
        (vec![came(2_001)], vec![], Verdict::Late),
        (vec![Answer::Nothing], vec![], Verdict::Nothing),
        (vec![], vec![], Verdict::Nothing),
        (vec![Answer::Refused], vec![], Verdict::Refused),
        (vec![Answer::Came { len: 100, sha256: [7; 32], after_ms: 1 }], vec![], Verdict::Wrong),
        (vec![Answer::Came { len: 99, sha256: [6; 32], after_ms: 1 }], vec![], Verdict::Wrong),
        (vec![came(1_000)], vec![delivered()], Verdict::Fetched),
    ] {
        assert_eq!(audit().judge(HOLDER, &answers, &delivered), [verdict]);
    }
}

#[test]
fn only_these_bytes_by_another_in_this_time_are_evidence() {
    let one = delivered();
    for (delivered, verdict) in [
        (Delivered { start: 0, len: 1_001, ..one }, Verdict::Fetched),
        (Delivered { start: 0, len: 1_000, ..one }, Verdict::Held),
        (Delivered { start: 1_099, len: 1, ..one }, Verdict::Fetched),
        (Delivered { start: 1_100, ..one }, Verdict::Held),
        (Delivered { start: 1_050, len: 0, ..one }, Verdict::Held),
        (Delivered { object: ObjectHash::from_bytes([4; 32]), ..one }, Verdict::Held),
        (Delivered { to: OTHER, by: HOLDER, ..one }, Verdict::Held),
        (Delivered { by: HOLDER, ..one }, Verdict::Held),
        (Delivered { at_ms: 49_499, ..one }, Verdict::Held),
        (Delivered { at_ms: 49_500, ..one }, Verdict::Fetched),
        (Delivered { at_ms: 52_500, ..one }, Verdict::Fetched),
        (Delivered { at_ms: 52_501, ..one }, Verdict::Held),
    ] {
        assert_eq!(audit().judge(HOLDER, &[came(1)], &[delivered]), [verdict], "{delivered:?}");
    }
}

#[test]
fn the_worst_answer_is_the_verdict() {
    assert_eq!(worst(&[]), Verdict::Held);
    assert_eq!(worst(&[Verdict::Held, Verdict::Wrong, Verdict::Late]), Verdict::Wrong);
    assert_eq!(worst(&[Verdict::Fetched, Verdict::Held]), Verdict::Fetched);
}

#[test]
fn who_fails_twice_running_or_alters_anything_is_lost_and_who_is_slow_is_not() {
    use Verdict::{Fetched, Held, Late, Nothing, Refused, Wrong};
    for (last_first, lost) in [
        (vec![], false),
        (vec![Refused], false),
        (vec![Refused, Held], false),
        (vec![Held, Refused, Refused], false),
        (vec![Late, Late, Late, Refused], false),
        (vec![Refused, Nothing], true),
        (vec![Nothing, Nothing, Held], true),
        (vec![Fetched, Fetched], true),
        (vec![Wrong], true),
        (vec![Held, Wrong], true),
    ] {
        assert_eq!(is_lost(&last_first), lost, "{last_first:?}");
    }
    for verdict in Verdict::ALL {
        assert_eq!(Verdict::from_code(verdict.code()), Some(verdict));
    }
    assert_eq!(Verdict::from_code("guilty"), None);
}

#[test]
fn who_holds_nine_tenths_is_found_out_in_about_88_audits_of_100() {
    let whole = [rendition(1, &[1_000; 200])];
    let kept: BTreeSet<u64> =
        whole[0].segments.iter().map(|segment| segment.start).filter(|start| start % 10_000 != 0).collect();
    let found = seeds(1_000).filter(|seed| choose(&whole, seed, 20).iter().any(|asked| !kept.contains(&asked.start)));
    let found = found.count();
    assert!((850..930).contains(&found), "{found}");
}

fn renditions() -> impl Strategy<Value = Vec<Rendition>> {
    vec(vec(1_u64..1_000_000, 0..40), 0..5)
        .prop_map(|all| (1_u8..).zip(&all).map(|(mark, lengths)| rendition(mark, lengths)).collect())
}

proptest! {
    #[test]
    fn questions_are_different_segments_and_more_begin_with_the_same(
        renditions in renditions(), seed in any::<Seed>(), count in 0_usize..80,
    ) {
        let asked = choose(&renditions, &seed, count);
        let all: usize = renditions.iter().map(|rendition| rendition.segments.len()).sum();
        prop_assert_eq!(asked.len(), count.min(all).min(MAX_QUESTIONS));
        let places: BTreeSet<_> = asked.iter().map(|question| (question.object, question.start)).collect();
        prop_assert_eq!(places.len(), asked.len());
        for question in &asked {
            let rendition = renditions.iter().find(|rendition| rendition.object == question.object).unwrap();
            let found = rendition.segments.iter().find(|segment| segment.start == question.start).unwrap();
            prop_assert_eq!((question.len, question.sha256), (found.len, found.sha256));
        }
        let fewer = choose(&renditions, &seed, count / 2);
        prop_assert!(asked.starts_with(&fewer));
    }

    #[test]
    fn who_answers_rightly_in_time_is_never_accused(
        renditions in renditions(), seed in any::<Seed>(), after_ms in 0_u64..=2_000, at_ms in any::<u64>(),
    ) {
        let questions = choose(&renditions, &seed, 20);
        let right = |question: &Question| Answer::Came { len: question.len, sha256: question.sha256, after_ms };
        let answers: Vec<Answer> = questions.iter().map(right).collect();
        // Others fetched the same meanwhile, and from this holder.
        let delivered: Vec<Delivered> = questions
            .iter()
            .map(|question| Delivered { by: HOLDER, to: OTHER, object: question.object, start: question.start, len: question.len, at_ms })
            .collect();
        let verdicts = Audit { questions, ..audit() }.judge(HOLDER, &answers, &delivered);
        prop_assert_eq!(verdicts.len(), answers.len());
        prop_assert_eq!(worst(&verdicts), Verdict::Held);
    }

    #[test]
    fn the_next_time_comes_and_is_never_further_than_twice_the_mean(mean in 0_u64..1_000_000, random in any::<u64>()) {
        let pause = pause_seconds(mean, random);
        prop_assert!((1..=mean.max(1) * 2).contains(&pause), "{}", pause);
    }

    #[test]
    fn one_altered_answer_is_named_and_no_other(
        renditions in renditions(), seed in any::<Seed>(), altered in any::<prop::sample::Index>(),
    ) {
        let questions = choose(&renditions, &seed, 20);
        let altered = altered.index(questions.len().max(1));
        let answers: Vec<Answer> = questions
            .iter()
            .enumerate()
            .map(|(at, question)| {
                let mut sha256 = question.sha256;
                sha256[31] ^= u8::from(at == altered);
                Answer::Came { len: question.len, sha256, after_ms: 1 }
            })
            .collect();
        let verdicts = Audit { questions, ..audit() }.judge(HOLDER, &answers, &[]);
        for (at, verdict) in verdicts.into_iter().enumerate() {
            prop_assert_eq!(verdict, if at == altered { Verdict::Wrong } else { Verdict::Held });
        }
    }
}
