//! Evidence of how others carry: what carriers answered, what canaries received, what players reported.

use carry::audit::Verdict;
use store::{AskedFor, AskedOfCarriers, CanarySum, CarrierAnswer, ReportedPart};

use crate::engines::on_both;
use crate::samples::*;

/// Asked at second `n` for the part at `start` of a carrier.
pub fn answer(n: i64, carrier: u8, start: u64, verdict: Verdict) -> CarrierAnswer {
    CarrierAnswer {
        asked_at: at(n),
        carrier: member(carrier),
        video: video_id(1),
        object: object_hash(1),
        start,
        len: 100,
        expected: [1; 32],
        cause: AskedFor::Drawn,
        verdict,
        status: (verdict == Verdict::Refused).then_some(404),
        found: matches!(verdict, Verdict::Held | Verdict::Wrong).then_some([2; 32]),
        after_ms: Some(30),
    }
}

pub fn part(carrier: u8, start: u64) -> ReportedPart {
    ReportedPart {
        carrier: member(carrier),
        video: video_id(1),
        object: object_hash(1),
        start,
        len: 100,
        expected: [1; 32],
        found: [2; 32],
    }
}

#[tokio::test]
async fn answers_are_kept_once_summed_by_day_and_failures_are_found() {
    on_both(async |store| {
        let (right, refused) = (answer(10, 1, 0, Verdict::Held), answer(10, 2, 0, Verdict::Refused));
        let altered = CarrierAnswer { cause: AskedFor::Reported, ..answer(20, 2, 100, Verdict::Wrong) };
        let slow = answer(20, 3, 100, Verdict::Late);
        store.keep_carrier_answers(&[right.clone(), refused.clone()]).await.unwrap();
        let again = CarrierAnswer { verdict: Verdict::Wrong, ..right.clone() };
        store.keep_carrier_answers(&[again, altered.clone(), slow.clone()]).await.unwrap();
        assert_eq!(
            store.answers_of(video_id(1), member(1), at(0)).await.unwrap(),
            [right],
            "it is kept as it was first"
        );
        let failed = [altered.clone(), refused.clone()];
        assert_eq!(store.failed_between(at(0), at(21), 9).await.unwrap(), failed);
        assert_eq!(store.failed_between(at(0), at(20), 9).await.unwrap(), failed[1..]);
        assert_eq!(store.failed_between(at(0), at(21), 1).await.unwrap(), failed[..1]);
        assert_eq!(store.asked_of_carriers(at(0)).await.unwrap(), AskedOfCarriers { bytes: 400, reported: 1 });
        assert_eq!(store.asked_of_carriers(at(11)).await.unwrap(), AskedOfCarriers { bytes: 200, reported: 1 });
        assert_eq!(store.failed_answers(at(0)).await.unwrap(), [(video_id(1), member(2))], "who is slow did not fail");
        assert_eq!(store.answers_of(video_id(1), member(2), at(0)).await.unwrap(), [altered.clone(), refused]);
        assert_eq!(store.answers_of(video_id(1), member(2), at(11)).await.unwrap(), [altered]);
        let mut sums = vec![(member(2), Verdict::Wrong, 1), (member(3), Verdict::Late, 1)];
        sums.sort_by_key(|(carrier, ..)| *carrier);
        assert_eq!(store.answer_sums(at(11), at(21)).await.unwrap(), sums);
        store.forget_evidence(at(20)).await.unwrap();
        assert_eq!(store.asked_of_carriers(at(0)).await.unwrap(), AskedOfCarriers { bytes: 200, reported: 1 });
    })
    .await;
}

#[tokio::test]
async fn what_a_canary_received_is_summed_by_day_home_and_carrier() {
    on_both(async |store| {
        let (day, next) = (hour(0).day(), hour(24).day());
        let sum = |day, carrier, received, reported| CanarySum {
            day,
            home: member(9),
            carrier: member(carrier),
            received,
            reported,
        };
        for one in [sum(day, 1, 100, 100), sum(day, 1, 50, 0), sum(next, 2, 7, 7)] {
            store.add_canary(&one).await.unwrap();
        }
        let (from, between) = (day.first_hour().start(), next.first_hour().start());
        assert_eq!(store.canaries(from, between).await.unwrap(), [sum(day, 1, 150, 100)]);
        assert_eq!(store.canaries(between, jiff::Timestamp::MAX).await.unwrap(), [sum(next, 2, 7, 7)]);
        store.forget_evidence(between).await.unwrap();
        assert_eq!(store.canaries(from, jiff::Timestamp::MAX).await.unwrap(), [sum(next, 2, 7, 7)]);
    })
    .await;
}

#[tokio::test]
async fn a_reported_part_is_counted_until_it_is_tried_and_again_when_it_is_reported_again() {
    on_both(async |store| {
        assert!(store.report_part(&part(1, 0), at(1), 2).await.unwrap());
        let other = ReportedPart { found: [3; 32], ..part(1, 0) };
        assert!(store.report_part(&other, at(2), 2).await.unwrap());
        assert!(store.report_part(&part(1, 100), at(3), 2).await.unwrap());
        assert!(!store.report_part(&part(2, 0), at(3), 2).await.unwrap(), "there is no room");
        let untried = store.untried_parts(9).await.unwrap();
        assert_eq!(
            untried.iter().map(|one| (one.part, one.reports)).collect::<Vec<_>>(),
            [(other, 2), (part(1, 100), 1)]
        );
        assert_eq!((untried[0].first_at, untried[0].last_at, untried[0].tried_at), (at(1), at(2), None));
        store.mark_part_tried(member(1), object_hash(1), 0, at(4)).await.unwrap();
        assert_eq!(store.untried_parts(9).await.unwrap().len(), 1);
        assert!(store.report_part(&part(1, 0), at(5), 2).await.unwrap());
        assert_eq!(store.untried_parts(9).await.unwrap().len(), 2);
        let reported = store.reported_parts(at(4), at(6), 9).await.unwrap();
        assert_eq!(reported.iter().map(|one| (one.reports, one.tried_at)).collect::<Vec<_>>(), [(3, Some(at(4)))]);
    })
    .await;
}
