//! Estimates that were asked for together, one for each month: they have one author and one random text.

use federation::Hash;
use federation::entry::Estimate;
use federation::facts::{At, Facts};
use jiff::civil::Date;

/// How many estimates were asked for together, and their first and last month; none of one alone.
pub(super) fn series(facts: &Facts, of: &At<Estimate>) -> Option<(u64, Date, Date)> {
    let (mut count, mut first, mut last) = (0, of.fact.span.from, of.fact.span.from);
    for (_, at) in same_series(facts, of) {
        (count, first, last) = (count + 1, first.min(at.fact.span.from), last.max(at.fact.span.from));
    }
    (count > 1).then_some((count, first, last))
}

/// The estimates that were asked for together with one, itself among them.
pub(super) fn same_series<'a>(
    facts: &'a Facts,
    of: &'a At<Estimate>,
) -> impl Iterator<Item = (&'a Hash, &'a At<Estimate>)> {
    facts.estimates.iter().filter(|(_, at)| at.at.author == of.at.author && at.fact.nonce == of.fact.nonce)
}
