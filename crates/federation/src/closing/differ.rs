//! Where two computations of one period part: what a member that got another hash is told.

use purse::id::MemberId;
use purse::usage::Unit;

use super::proposal::Cut;
use super::report::Report;

/// The first thing in which two reports differ, from the ground up: who finds the first has found the cause of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// They are about another federation, period, charter, version of the rules, or report before.
    Frame,
    /// They count other entries of this log.
    Log { ours: Option<Cut>, theirs: Option<Cut> },
    /// They charge other use between these two, or charge it to others.
    Usage { home: MemberId, carrier: MemberId, service: String, unit: Unit },
    /// They found another fund.
    Fund,
    /// They split alike up to this member.
    Line(MemberId),
    /// They agree on every member, and not on the sums.
    Sums,
}

/// The first difference; none if the reports are the same.
#[must_use]
pub fn first_difference(ours: &Report, theirs: &Report) -> Option<Difference> {
    let frame =
        |report: &Report| (report.federation, report.span, report.rules_version, report.charter, report.previous);
    if frame(ours) != frame(theirs) {
        return Some(Difference::Frame);
    }
    if let Some((ours, theirs)) = first_unlike(&ours.cuts, &theirs.cuts) {
        return Some(Difference::Log { ours: ours.copied(), theirs: theirs.copied() });
    }
    if let Some((one, other)) = first_unlike(&ours.usage, &theirs.usage) {
        let key = |line: &super::UsageLine| (line.home, line.carrier, line.service.clone(), line.unit.clone());
        let (home, carrier, service, unit) = one.into_iter().chain(other).map(key).min()?;
        return Some(Difference::Usage { home, carrier, service, unit });
    }
    if let Some((one, other)) = first_unlike(&ours.commons, &theirs.commons) {
        let key = |line: &super::CommonsLine| (line.home, line.carrier, line.service.clone(), line.unit.clone());
        let (home, carrier, service, unit) = one.into_iter().chain(other).map(key).min()?;
        return Some(Difference::Usage { home, carrier, service, unit });
    }
    if (ours.fund_before, ours.contributions) != (theirs.fund_before, theirs.contributions) {
        return Some(Difference::Fund);
    }
    if let Some((one, other)) = first_unlike(&ours.lines, &theirs.lines) {
        return one.into_iter().chain(other).map(|line| line.member).min().map(Difference::Line);
    }
    (ours != theirs).then_some(Difference::Sums)
}

/// The first place at which two lists differ, and what each has there.
fn first_unlike<'a, T: PartialEq>(ours: &'a [T], theirs: &'a [T]) -> Option<(Option<&'a T>, Option<&'a T>)> {
    let places = 0..ours.len().max(theirs.len());
    places.map(|place| (ours.get(place), theirs.get(place))).find(|(one, other)| one != other)
}
