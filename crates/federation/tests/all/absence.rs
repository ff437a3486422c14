//! Members that are gone, and come back.

use federation::Hash;
use federation::facts::KeyHistory;
use federation::roll::{Absence, Act, ActRefusal, Pays, Roll, RollRefusal, adopt};
use jiff::civil::{Date, date};

use crate::town::{FOUNDED, Town, member};

pub const FROM: Date = date(2026, 12, 1);
pub const UNTIL: Date = date(2027, 2, 1);

/// Nobody has heard of a member since the founding.
pub fn gone(number: u8) -> Act {
    Act::Gone { member: member(number), since: FOUNDED, from: FROM, until: UNTIL }
}

fn back(number: u8, from: Date) -> Act {
    Act::Back { member: member(number), from }
}

fn four() -> Town {
    Town::of(&["1000", "2000", "3000", "4000"])
}

fn refusal(town: &Town, act: Act) -> Option<RollRefusal> {
    adopt(&town.chain().roll, &town.next(act), &town.charters, &KeyHistory::default()).err()
}

#[test]
fn more_than_half_say_that_a_member_is_gone_and_that_it_is_back() {
    let mut town = four();
    town.resolve(gone(4), &[1, 2]);
    assert!(town.chain().roll.absence(&member(4)).is_none(), "two of four are no majority");
    let place = town.chain().roll.number + 1;
    let resolution = town.next(gone(4));
    let hash = federation::signed::Signable::hash(&resolution);
    town.vote(3, place, 0, federation::rounds::Voice::For(hash));
    let roll = town.chain().roll;
    let absence = Absence { since: FOUNDED, from: FROM, until: UNTIL, back: None, resolution: hash };
    assert_eq!(roll.absence(&member(4)), Some(&absence));
    assert!(roll.electorate().contains(&member(4)), "it may vote as soon as it answers");
    town.resolve(back(4, date(2027, 1, 7)), &[1, 2, 3]);
    let roll = town.chain().roll;
    assert_eq!(roll.absence(&member(4)), Some(&Absence { back: Some(date(2027, 1, 7)), ..absence }));
    town.resolve(
        Act::Gone { member: member(4), since: date(2027, 1, 7), from: date(2027, 3, 1), until: date(2027, 4, 1) },
        &[1, 2, 3],
    );
    assert_eq!(town.chain().roll.members[&member(4)].gone.len(), 2, "it can go again");
}

#[test]
fn a_member_is_gone_from_the_day_that_was_voted_until_it_is_back() {
    let mut town = four();
    town.resolve(gone(4), &[1, 2, 3]);
    town.resolve(gone(3), &[1, 2, 4]);
    town.resolve(back(3, date(2026, 12, 20)), &[1, 2, 4]);
    let roll = town.chain().roll;
    let gone = |day| roll.gone_on(day).len();
    assert_eq!((gone(date(2026, 11, 30)), gone(FROM), gone(date(2026, 12, 20)), gone(UNTIL)), (0, 2, 1, 1));
    let open = |number, day| roll.open_on(&member(number), day).is_some();
    assert_eq!(
        [open(4, date(2026, 11, 30)), open(4, FROM), open(4, date(2027, 1, 31)), open(4, UNTIL)],
        [false, true, true, false]
    );
    assert_eq!([open(3, date(2026, 12, 19)), open(3, date(2026, 12, 20))], [true, false]);
}

#[test]
fn the_others_of_the_day_pay_for_who_is_gone_and_after_its_time_nobody() {
    let mut town = four();
    town.resolve(gone(4), &[1, 2, 3]);
    town.resolve(gone(3), &[1, 2, 4]);
    town.resolve(back(3, date(2026, 12, 20)), &[1, 2, 4]);
    let roll = town.chain().roll;
    let pays = |day| roll.pays_for(&member(4), day);
    let others = |numbers: &[u8]| Pays::Others(numbers.iter().copied().map(member).collect());
    assert_eq!(pays(date(2026, 11, 30)), Pays::Itself);
    assert_eq!(pays(FROM), others(&[1, 2]), "who is gone too does not pay");
    assert_eq!(pays(date(2026, 12, 20)), others(&[1, 2, 3]));
    assert_eq!(pays(UNTIL), Pays::Nobody);
    assert_eq!(roll.pays_for(&member(9), FROM), Pays::Itself);
}

#[test]
fn the_last_one_that_is_not_gone_pays_for_itself_when_nobody_else_is_there() {
    let mut town = Town::of(&["1", "1", "1"]);
    for number in 1..=3 {
        town.resolve(gone(number), &[1, 2, 3]);
    }
    assert_eq!(town.chain().roll.pays_for(&member(2), FROM), Pays::Itself);
}

#[test]
fn the_commons_pay_until_the_first_of_a_month_one_to_twenty_four_months_later() {
    let check = |from, until| Act::Gone { member: member(1), since: FOUNDED, from, until }.check();
    let from = date(2026, 12, 31);
    for (until, expected) in [
        (date(2027, 1, 1), Err(ActRefusal::Months)),
        (date(2027, 2, 1), Ok(())),
        (date(2027, 2, 2), Err(ActRefusal::Months)),
        (date(2028, 12, 1), Ok(())),
        (date(2029, 1, 1), Err(ActRefusal::Months)),
    ] {
        assert_eq!(check(from, until), expected, "{until}");
    }
    assert_eq!(check(FROM, date(2028, 12, 1)), Ok(()), "24 months to the day");
    assert_eq!(check(date(2027, 1, 31), date(2027, 3, 1)), Ok(()), "a month after 31 January is 28 February");
}

#[test]
fn each_refusal_of_who_is_gone_or_back_has_a_resolution_that_meets_it() {
    let mut town = four();
    let says = |number, since, from| Act::Gone { member: member(number), since, from, until: date(2027, 5, 1) };
    assert_eq!(
        refusal(&town, Act::Gone { member: member(4), since: FOUNDED, from: FROM, until: FROM }),
        Some(RollRefusal::Act(ActRefusal::Months))
    );
    assert_eq!(refusal(&town, gone(9)), Some(RollRefusal::NoMember));
    assert_eq!(refusal(&town, back(9, FROM)), Some(RollRefusal::NoMember));
    assert_eq!(refusal(&Town::founded("1"), gone(1)), Some(RollRefusal::LastMember));
    assert_eq!(refusal(&town, back(4, FROM)), Some(RollRefusal::NotGone));
    assert_eq!(refusal(&town, says(4, date(2026, 10, 31), FROM)), Some(RollRefusal::TooEarly));
    assert_eq!(refusal(&town, says(4, date(2026, 11, 2), FROM)), Some(RollRefusal::NotSilentEnough));
    assert_eq!(refusal(&town, says(4, date(2026, 12, 2), FROM)), Some(RollRefusal::NotSilentEnough));
    assert_eq!(refusal(&town, gone(4)), None);
    town.resolve(gone(4), &[1, 2, 3]);
    assert_eq!(refusal(&town, gone(4)), Some(RollRefusal::GoneAlready));
    assert_eq!(refusal(&town, back(4, date(2026, 11, 30))), Some(RollRefusal::TooEarly));
    assert_eq!(refusal(&town, back(4, FROM)), None, "it came back before it was gone");
    town.resolve(back(4, date(2026, 12, 20)), &[1, 2, 3]);
    assert_eq!(refusal(&town, back(4, date(2026, 12, 21))), Some(RollRefusal::NotGone));
    assert_eq!(refusal(&town, says(4, date(2026, 12, 19), date(2027, 2, 1))), Some(RollRefusal::TooEarly));
    town.charters.clear();
    let roll = Roll { charters: vec![(FOUNDED, Hash::ZERO)], ..four().chain().roll };
    let resolution = four().next(gone(4));
    let unread = adopt(&roll, &resolution, &town.charters, &KeyHistory::default());
    assert_eq!(unread.err(), Some(RollRefusal::NoCharter));
}

#[test]
fn who_was_excluded_can_be_gone_too() {
    let mut town = four();
    town.resolve(Act::Exclude { member: member(4), to: date(2026, 11, 15) }, &[1, 2, 3]);
    town.resolve(gone(4), &[1, 2]);
    assert_eq!(town.chain().roll.gone_on(FROM).len(), 1, "its videos are still carried");
}
