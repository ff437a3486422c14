//! Evidence of how other members carry this member's videos, and of what this member received from them as a canary.

use carry::audit::Verdict;
use carry::id::{MemberId, ObjectHash, VideoId};
use jiff::Timestamp;

use super::methods;
use crate::rows::{AskedOfCarriers, CanarySum, CarrierAnswer, PartReports, ReportedPart};

methods! {
    /// Keeps what carriers answered; an answer that is here stays as it is.
    write keep_carrier_answers(answers: &[CarrierAnswer]) -> () => evidence::keep_answers;
    /// What was asked of carriers since then.
    read asked_of_carriers(since: Timestamp) -> AskedOfCarriers => evidence::asked;
    /// Answers from then up to before then that were neither right nor only late, the newest first.
    read failed_between(from: Timestamp, until: Timestamp, limit: u32) -> Vec<CarrierAnswer> => evidence::failed_between;
    /// How many answers of each carrier had which verdict, from then up to before then, in the order of carriers.
    read answer_sums(from: Timestamp, until: Timestamp) -> Vec<(MemberId, Verdict, u64)> => evidence::sums;
    /// The videos and carriers of which some answer since then was neither right nor only late.
    read failed_answers(since: Timestamp) -> Vec<(VideoId, MemberId)> => evidence::failed;
    /// What a carrier answered about a video since then, the newest first.
    read answers_of(video: VideoId, carrier: MemberId, since: Timestamp) -> Vec<CarrierAnswer> => evidence::of;
    /// Adds to what this member received as a canary on a day.
    write add_canary(sum: &CanarySum) -> () => evidence::add_canary;
    /// What it received on days that begin in this time, in the order of day, home and carrier.
    read canaries(from: Timestamp, until: Timestamp) -> Vec<CanarySum> => evidence::canaries;
    /// Counts a report of a part; whether there was room for it. Of what was reported before the last player's word is kept.
    write report_part(part: &ReportedPart, now: Timestamp, most: u64) -> bool => reported_parts::report;
    /// Reported parts that this member has not fetched itself since they were reported, the first one first.
    read untried_parts(limit: u32) -> Vec<PartReports> => reported_parts::untried;
    /// Reported parts of a time, by their last report, the newest first.
    read reported_parts(from: Timestamp, until: Timestamp, limit: u32) -> Vec<PartReports> => reported_parts::reported;
    /// This member has fetched it itself.
    write mark_part_tried(carrier: MemberId, object: ObjectHash, start: u64, now: Timestamp) -> () => reported_parts::tried;
    /// Removes evidence from before this time.
    write forget_evidence(before: Timestamp) -> () => evidence::forget;
}
