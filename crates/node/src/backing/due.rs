//! When a trial restore is made, of which backup, and whether what it found says anything.

use federation::entry::Backup;
use jiff::Timestamp;
use purse::usage::Hour;
use web::backups::TrialReport;

/// Days after a trial that went well until the next.
const GOOD_DAYS: i64 = 30;
/// Days after one that did not.
const BAD_DAYS: i64 = 1;
/// Hours for which a newer backup may be on its way to carriers before the one that they have is tried all the same.
const ON_ITS_WAY_HOURS: i64 = 24;

/// Whether a trial is due now.
#[must_use]
pub(super) fn is_due(now: Timestamp, last: Option<&TrialReport>) -> bool {
    let Some(last) = last else { return true };
    let days = if last.is_good() { GOOD_DAYS } else { BAD_DAYS };
    let passed = now.as_millisecond().saturating_sub(last.at_ms);
    passed >= days * 86_400_000
}

/// The number of the own backup that is to be tried: the newest that anybody holds. `backups` are the newest first, each with
/// whether anybody does.
///
/// None while a newer one is on its way. A carrier that has got it lets go of what only the older one needs, and what is missing
/// of that then says nothing; this machine hears of it later.
pub(super) fn to_try<'a>(now: Hour, backups: impl Iterator<Item = (&'a Backup, bool)>) -> Option<u64> {
    let mut since = None;
    for (backup, held) in backups {
        if held {
            let hours = since.map(|taken: Hour| now.number().saturating_sub(taken.number()));
            return hours.is_none_or(|hours| hours >= ON_ITS_WAY_HOURS).then_some(backup.number);
        }
        since = Some(backup.taken);
    }
    None
}

/// Whether a report is worth keeping. A bad one is not if another backup is to be tried by now: see [`to_try`].
pub(super) fn stands(report: &TrialReport, to_try: Option<u64>) -> bool {
    report.is_good() || to_try == Some(report.number)
}

#[cfg(test)]
mod tests {
    use federation::Hash;
    use web::backups::TrialOfCarrier;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn report(number: u64, findings: Option<u64>) -> TrialReport {
        TrialReport {
            at_ms: at("2026-11-01T03:00:00Z").as_millisecond(),
            number,
            carriers: vec![TrialOfCarrier { member: "aa".to_owned(), right: 5, wrong: 0 }],
            findings,
        }
    }

    #[test]
    fn a_trial_is_due_a_month_after_a_good_one_and_a_day_after_a_bad_one() {
        assert!(is_due(at("2026-11-01T03:00:00Z"), None));
        for (findings, now, due) in [
            (Some(0), "2026-11-30T03:00:00Z", false),
            (Some(0), "2026-12-01T03:00:00Z", true),
            (Some(1), "2026-11-02T02:59:59Z", false),
            (Some(1), "2026-11-02T03:00:00Z", true),
            (None, "2026-11-02T03:00:00Z", true),
        ] {
            assert_eq!(is_due(at(now), Some(&report(1, findings))), due, "{findings:?} at {now}");
        }
    }

    /// What is to be tried of these: number, hours ago, whether anybody holds it.
    fn tried(backups: &[(u64, i64, bool)]) -> Option<u64> {
        let now = Hour::of(at("2026-11-20T12:00:00Z"));
        let backup = |number, ago| Backup {
            number,
            taken: Hour::from_number(now.number() - ago).unwrap(),
            inventory: Hash([1; 32]),
            inventory_bytes: 1,
            list: Hash([2; 32]),
            list_bytes: 1,
            bytes: 2,
            recipient: [3; 32],
            carriers: Vec::new(),
        };
        let made: Vec<_> = backups.iter().map(|&(number, ago, held)| (backup(number, ago), held)).collect();
        to_try(now, made.iter().map(|(backup, held)| (backup, *held)))
    }

    #[test]
    fn a_trial_is_of_the_newest_backup_that_is_held_and_waits_a_day_for_one_that_is_on_its_way() {
        assert_eq!(tried(&[]), None);
        assert_eq!(tried(&[(1, 50, false)]), None, "nobody holds any");
        assert_eq!(tried(&[(2, 0, true), (1, 24, true)]), Some(2));
        assert_eq!(tried(&[(2, 0, false), (1, 24, true)]), None);
        assert_eq!(tried(&[(2, 23, false), (1, 47, true)]), None);
        assert_eq!(tried(&[(2, 24, false), (1, 48, true)]), Some(1), "the newer one does not arrive");
        assert_eq!(tried(&[(3, 0, false), (2, 24, false), (1, 48, true)]), Some(1), "though a third was made since");
        assert_eq!(tried(&[(2, -3, false), (1, 24, true)]), None, "the clock went back");
    }

    #[test]
    fn a_bad_trial_says_something_only_of_the_backup_that_would_be_tried_again() {
        for (findings, to_try, expected) in [
            (Some(1), Some(4), true),
            (None, Some(4), true),
            (Some(1), Some(5), false),
            (None, None, false),
            (Some(0), Some(5), true),
            (Some(0), None, true),
        ] {
            assert_eq!(stands(&report(4, findings), to_try), expected, "{findings:?}, {to_try:?}");
        }
    }
}
