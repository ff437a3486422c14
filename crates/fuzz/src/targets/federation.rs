use federation::charter::Charter;
use federation::closing::{Proposal, Report};
use federation::entry::Entry;
use federation::signed::Signable;

use super::outcome;

pub(super) const WORDS: &[&str] = &[
    "[pools.delivery]",
    "use = 500",
    "means",
    "own_p95",
    "airport",
    "[own_units]",
    "commons",
    "1000",
    "-1",
    "\"\"",
    "'''",
    "[[",
    "]]",
    "cap",
    "floor",
    "1979-05-27T07:32:00Z",
    "0x7fffffffffffffff",
    "1e400",
    "nan",
    "\\u0000",
];

pub(super) fn charter(input: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(input) else { return "NotText".to_owned() };
    outcome(Charter::parse(text), |charter| {
        assert!(charter.rules.floor_per_mille <= charter.rules.cap_per_mille && charter.counting.cosigners > 0);
    })
}

/// An entry is written as it was read, or it is refused.
pub(super) fn entry(input: &[u8]) -> String {
    outcome(Entry::from_leaf(input), |entry| assert_eq!(entry.to_leaf().as_deref(), Ok(input)))
}

pub(super) fn proposal(input: &[u8]) -> String {
    outcome(Proposal::from_cbor(input), |proposal| {
        let _ = proposal.check();
        assert_eq!(proposal.to_cbor(), input);
    })
}

pub(super) fn report(input: &[u8]) -> String {
    outcome(Report::from_cbor(input), |report| assert_eq!(report.to_cbor(), input))
}
