//! Proposing that a member is gone, or back: the days that stand in the form before somebody types others.

use exchange::{Answers, Office};
use federation::desk::Desk;
use federation::roll::Act;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use purse::id::MemberId;

use super::propose::Typed;
use super::today;
use crate::app::App;
use crate::pages::stop::Stop;
use crate::view::federation::FederationComplaint;

/// Calendar months for which the form suggests that the commons pay.
const SUGGESTED_MONTHS: i64 = 6;

/// The form for a member, or for the one that is silent for the longest time, as this machine knows.
pub(super) async fn suggested(app: &App, office: &Office, member: String) -> Result<Typed, Stop> {
    let desk = office.desk().await;
    let heard = office.heard(&desk);
    let chosen: Option<MemberId> = member.parse().ok();
    let longest = || may_be_gone(&desk).into_iter().min_by_key(|member| heard.get(member).copied());
    let Some(member) = chosen.or_else(longest) else { return Ok(Typed::default()) };
    let since = match (office.answers(&member), heard.get(&member)) {
        (Answers::At(at), Some(heard)) => at.max(*heard),
        (Answers::NotSince(_), Some(heard)) => *heard,
        (Answers::At(at) | Answers::NotSince(at), None) => at,
    };
    let since = TimeZone::UTC.to_datetime(since).date();
    let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
    let charter = desk.charters().get(&chain.roll.charter_on(today(app)));
    let days = charter.map_or(0, |charter| i64::from(charter.absence_days));
    let day = since.saturating_add(days.days()).max(today(app));
    let until = first_after(day.saturating_add(SUGGESTED_MONTHS.months()));
    let member = member.to_string();
    Ok(Typed { member, day: day.to_string(), since: since.to_string(), until: until.to_string() })
}

/// The first of a month, that day or later.
fn first_after(day: Date) -> Date {
    if day.day() == 1 { day } else { day.first_of_month().saturating_add(1.month()) }
}

/// That a member is gone, if the days can be read.
pub(super) fn gone(app: &App, member: MemberId, from: Date, typed: &Typed) -> Result<Act, FederationComplaint> {
    let since = typed.since.parse().ok().filter(|since| *since < today(app)).ok_or(FederationComplaint::Since)?;
    let until = typed.until.parse().map_err(|_| FederationComplaint::Until)?;
    Ok(Act::Gone { member, since, from, until })
}

/// Of whom it could be said that it is gone: every other member, also one that left, whose videos may still be carried.
pub(super) fn may_be_gone(desk: &Desk) -> Vec<MemberId> {
    let Ok(chain) = desk.chain() else { return Vec::new() };
    let there = |member: &MemberId| chain.roll.absence(member).is_none_or(|absence| absence.back.is_some());
    chain.roll.members.keys().filter(|member| **member != desk.me().member && there(member)).copied().collect()
}

/// Of whom it could be said that it is back.
pub(super) fn may_be_back(desk: &Desk) -> Vec<MemberId> {
    let Ok(chain) = desk.chain() else { return Vec::new() };
    let gone = |member: &MemberId| chain.roll.absence(member).is_some_and(|absence| absence.back.is_none());
    chain.roll.members.keys().filter(|member| gone(member)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_commons_pay_until_the_first_of_a_month() {
        assert_eq!(first_after(date(2026, 12, 1)), date(2026, 12, 1));
        assert_eq!(first_after(date(2026, 12, 2)), date(2027, 1, 1));
    }
}
