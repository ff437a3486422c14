use federation::Hash;
use federation::charter::{Charter, DEFAULT};
use federation::entry::{Entry, KeyChange};
use federation::facts::KeyHistory;
use federation::roll::{Act, ActRefusal, Halt, Leave, Resolution, RollRefusal, Succession, adopt, read};
use federation::rounds::{Outcome, Voice};
use federation::signed::{Signable, Signed};
use jiff::civil::date;

use crate::town::{FOUNDED, NOVEMBER, Town, charter_hash, key, member, seat};

fn three() -> Town {
    Town::of(&["1000", "2000", "3000"])
}

/// The shipped charter with another title, known to all.
fn other_charter(town: &mut Town) -> Hash {
    let text = DEFAULT.replace("Charter of our federation", "Our second charter");
    let hash = charter_hash(&text);
    town.charters.insert(hash, Charter::parse(&text).unwrap());
    hash
}

#[test]
fn a_member_founds_and_others_are_admitted_by_more_than_half() {
    let mut town = Town::founded("1000");
    assert_eq!(town.chain().roll.electorate().len(), 1);
    town.admit(2, "2000", FOUNDED);
    assert_eq!(town.chain().roll.electorate().len(), 2);
    town.resolve(Act::Admit(town.request(3, "3000", FOUNDED)), &[1]);
    let waiting = town.chain();
    assert_eq!(waiting.roll.electorate().len(), 2);
    assert_eq!(waiting.next.outcome, Outcome::Open { round: 0, unheard: vec![member(2)] });
    assert_eq!(waiting.next.candidates.len(), 1);
    let hash = *waiting.next.candidates.keys().next().unwrap();
    town.vote(2, 2, 0, Voice::For(hash));
    assert_eq!(town.chain().roll.electorate().len(), 3);
    assert_eq!(town.chain().adopted.len(), 3);
}

#[test]
fn two_that_were_proposed_at_once_are_voted_on_one_after_the_other() {
    let mut town = three();
    let fourth = town.next(Act::Admit(town.request(4, "4000", FOUNDED)));
    let fifth = town.next(Act::Admit(town.request(5, "5000", FOUNDED)));
    let (one, other) = (fourth.hash(), fifth.hash());
    town.append(1, Entry::Resolution(fourth));
    town.append(2, Entry::Resolution(fifth));
    town.vote(1, 3, 0, Voice::For(one));
    town.vote(2, 3, 0, Voice::For(other));
    town.vote(3, 3, 0, Voice::Abandon);
    assert!(matches!(town.chain().next.outcome, Outcome::Open { round: 1, .. }));
    for number in [1, 3] {
        town.vote(number, 3, 1, Voice::For(other));
    }
    let chain = town.chain();
    assert!(chain.roll.members.contains_key(&member(5)) && !chain.roll.members.contains_key(&member(4)));
    assert_eq!(chain.adopted[3].round, 1);
}

#[test]
fn a_charter_is_changed_by_two_thirds_and_holds_from_the_first_of_a_month() {
    let mut town = Town::of(&["1", "1", "1", "1", "1"]);
    let second = other_charter(&mut town);
    town.resolve(Act::Amend { charter: second, from: date(2026, 12, 1) }, &[1, 2, 3]);
    assert_eq!(town.chain().roll.charters.len(), 1);
    let number = town.chain().roll.number + 1;
    let hash = *town.chain().next.candidates.keys().next().unwrap();
    town.vote(4, number, 0, Voice::For(hash));
    let roll = town.chain().roll;
    assert_eq!(roll.charter(&NOVEMBER.period().unwrap()), charter_hash(DEFAULT));
    assert_eq!(roll.charter_on(date(2026, 12, 1)), second);
    assert_eq!(roll.charter_on(date(2020, 1, 1)), charter_hash(DEFAULT));
}

#[test]
fn three_of_five_for_a_charter_and_two_against_it_open_another_round() {
    let mut town = Town::of(&["1", "1", "1", "1", "1"]);
    let second = other_charter(&mut town);
    town.resolve(Act::Amend { charter: second, from: date(2026, 12, 1) }, &[1, 2, 3]);
    let number = town.chain().roll.number + 1;
    town.vote(4, number, 0, Voice::Abandon);
    assert!(matches!(town.chain().next.outcome, Outcome::Open { round: 0, .. }));
    town.vote(5, number, 0, Voice::Abandon);
    assert!(matches!(town.chain().next.outcome, Outcome::Open { round: 1, .. }));
}

#[test]
fn a_ballot_counts_in_the_log_of_its_member_under_the_key_that_is_current_there() {
    let mut town = Town::of(&["1", "1"]);
    let resolution = town.next(Act::Admit(town.request(3, "1", FOUNDED)));
    let (number, hash) = (resolution.number, resolution.hash());
    town.append(1, Entry::Resolution(resolution));
    town.vote(1, number, 0, Voice::For(hash));
    // Member 1 speaks for member 2; then member 2 changes its key and signs with the old one.
    let ballot = federation::roll::Ballot {
        federation: town.federation,
        number,
        round: 0,
        member: member(2),
        voice: Voice::For(hash),
    };
    town.append(1, Entry::Ballot(Signed::sign(ballot, &key(2))));
    let change = |public: u8| KeyChange { member: member(2), log: 1, public: key(public).verifying_key().to_bytes() };
    town.append(2, Entry::Key(Signed::sign(change(22), &key(2))));
    // A change that the current key did not sign is none.
    town.append(2, Entry::Key(Signed::sign(change(2), &key(2))));
    town.append(2, Entry::Ballot(Signed::sign(ballot, &key(2))));
    assert_eq!(town.chain().roll.members.len(), 2);
    town.append(2, Entry::Ballot(Signed::sign(ballot, &key(22))));
    assert_eq!(town.chain().roll.members.len(), 3);
}

#[test]
fn the_order_in_which_logs_are_read_changes_nothing() {
    let town = three();
    let facts = town.facts(NOVEMBER);
    let mut reversed = federation::facts::Facts::of(NOVEMBER.period().unwrap());
    for (author, log) in town.logs.iter().rev() {
        for (place, entry) in (0..).zip(log) {
            let name = Hash::of_entry(author, &entry.to_leaf().unwrap());
            let at = federation::facts::Place { author: *author, log: 1, place };
            reversed.add(at, name, entry.clone());
        }
    }
    assert_eq!(read(&town.federation, &facts, &town.charters), read(&town.federation, &reversed, &town.charters));
}

#[test]
fn each_refusal_of_an_act_has_one_that_meets_it() {
    let founding = |change: fn(&mut federation::roll::Seat)| {
        let mut founder = seat(1, "1", FOUNDED);
        change(&mut founder);
        Act::Found { charter: Hash::ZERO, founder }.check()
    };
    let succession =
        |key, log| Act::Succeed(Succession { member: member(1), log, key, size: 0, root: Hash::ZERO }).check();
    assert_eq!(founding(|_| ()), Ok(()));
    for address in ["", "m1.example", "ftp://m1.example", "https://", "https://M1.example", "https://a/b"] {
        let mut founder = seat(1, "1", FOUNDED);
        founder.address = address.to_owned();
        assert_eq!(founder.check(), Err(ActRefusal::Address), "{address}");
    }
    assert_eq!(founding(|seat| seat.means = "-0.01".parse().unwrap()), Err(ActRefusal::Means));
    assert_eq!(founding(|seat| seat.key = [2; 32]), Err(ActRefusal::Key));
    let amend = Act::Amend { charter: Hash::ZERO, from: date(2026, 12, 2) };
    assert_eq!(amend.check(), Err(ActRefusal::NotTheFirst));
    let good = key(7).verifying_key().to_bytes();
    assert_eq!(succession([2; 32], 2), Err(ActRefusal::Key));
    assert_eq!(succession(good, 1), Err(ActRefusal::LogNumber));
    assert_eq!(succession(good, 2), Ok(()));
}

#[test]
fn each_refusal_of_the_roll_has_a_resolution_that_meets_it() {
    let town = three();
    let roll = town.chain().roll;
    let refusal = |act: Act| {
        let resolution = Resolution { number: roll.number + 1, previous: roll.head, act, minutes: None };
        adopt(&roll, &resolution, &town.charters, &KeyHistory::default()).err()
    };
    let admit = |change: &dyn Fn(&mut federation::roll::Request), signer: u8| {
        let mut request = town.request(4, "1", FOUNDED).value;
        change(&mut request);
        Act::Admit(Signed::sign(request, &key(signer)))
    };
    let leave = |federation, number: u8, to, signer: u8| {
        Act::Leave(Signed::sign(Leave { federation, member: member(number), to }, &key(signer)))
    };
    let (here, later) = (town.federation, date(2026, 12, 1));
    let succession = |number, log| {
        let key = key(7).verifying_key().to_bytes();
        Act::Succeed(Succession { member: member(number), log, key, size: 0, root: Hash::ZERO })
    };
    let skipped = Resolution { number: 9, ..town.next(admit(&|_| (), 4)) };
    assert_eq!(adopt(&roll, &skipped, &town.charters, &KeyHistory::default()).err(), Some(RollRefusal::NotNext));
    for (act, expected) in [
        (
            Act::Amend { charter: charter_hash(DEFAULT), from: date(2026, 12, 2) },
            Some(RollRefusal::Act(ActRefusal::NotTheFirst)),
        ),
        (
            Act::Found { charter: charter_hash(DEFAULT), founder: seat(1, "1", FOUNDED) },
            Some(RollRefusal::FoundedAlready),
        ),
        (admit(&|request| request.federation = Hash::ZERO, 4), Some(RollRefusal::OtherFederation)),
        (leave(Hash::ZERO, 2, later, 2), Some(RollRefusal::OtherFederation)),
        (admit(&|request| request.charter = Hash::ZERO, 4), Some(RollRefusal::OtherCharter)),
        (Act::Amend { charter: Hash::ZERO, from: later }, Some(RollRefusal::NoCharter)),
        (admit(&|request| request.seat = seat(3, "1", FOUNDED), 3), Some(RollRefusal::MemberAlready)),
        (leave(here, 9, later, 9), Some(RollRefusal::NoMember)),
        (Act::Exclude { member: member(9), to: later }, Some(RollRefusal::NoMember)),
        (Act::Entrust { member: member(9), from: later }, Some(RollRefusal::NoMember)),
        (succession(9, 2), Some(RollRefusal::NoMember)),
        (Act::Exclude { member: member(1), to: later }, Some(RollRefusal::HoldsTheFund)),
        (admit(&|_| (), 5), Some(RollRefusal::SignatureWrong)),
        (leave(here, 2, later, 3), Some(RollRefusal::SignatureWrong)),
        (admit(&|request| request.seat.from = date(2026, 10, 31), 4), Some(RollRefusal::TooEarly)),
        (leave(here, 2, FOUNDED, 2), Some(RollRefusal::TooEarly)),
        (Act::Amend { charter: charter_hash(DEFAULT), from: FOUNDED }, Some(RollRefusal::TooEarly)),
        (Act::Entrust { member: member(2), from: FOUNDED }, Some(RollRefusal::TooEarly)),
        (succession(2, 3), Some(RollRefusal::NotTheNextLog)),
        (succession(2, 2), None),
        (leave(here, 2, later, 2), None),
        (Act::Entrust { member: member(2), from: later }, None),
    ] {
        assert_eq!(refusal(act.clone()), expected, "{act:?}");
    }
    let alone = Town::founded("1");
    let last = alone.next(Act::Exclude { member: member(1), to: later });
    let refused = adopt(&alone.chain().roll, &last, &alone.charters, &KeyHistory::default());
    assert_eq!(refused.err(), Some(RollRefusal::LastMember));
}

#[test]
fn without_its_founding_a_federation_is_nothing() {
    let town = three();
    let facts = town.facts(NOVEMBER);
    assert_eq!(read(&Hash::ZERO, &facts, &town.charters).err(), Some(Halt::NoFounding));
    let second = town.chain().adopted[1].hash;
    assert_eq!(read(&second, &facts, &town.charters).err(), Some(Halt::Founding(RollRefusal::NotNext)));
}

#[test]
fn a_log_that_is_succeeded_to_goes_on_under_the_new_key() {
    let mut town = three();
    let public = key(33).verifying_key().to_bytes();
    let succession = Succession { member: member(3), log: 2, key: public, size: 0, root: Hash::ZERO };
    town.resolve(Act::Succeed(succession), &[1, 2]);
    let standing = town.chain().roll.members[&member(3)].clone();
    assert_eq!((standing.log(), standing.key()), (2, public));
    assert_eq!(standing.first_key(1), Some(key(3).verifying_key().to_bytes()));
    assert_eq!((standing.first_key(2), standing.first_key(3)), (Some(public), None));
}

#[test]
fn a_member_that_changed_its_key_leaves_with_the_new_one() {
    let mut town = three();
    let change = KeyChange { member: member(3), log: 1, public: key(33).verifying_key().to_bytes() };
    let wish = Leave { federation: town.federation, member: member(3), to: date(2026, 12, 1) };
    let leave = |signer| Act::Leave(Signed::sign(wish, &key(signer)));
    town.resolve(leave(33), &[]);
    assert!(town.chain().next.candidates.is_empty(), "nobody knows the key yet");
    town.append(3, Entry::Key(Signed::sign(change, &key(3))));
    assert_eq!(town.chain().next.candidates.len(), 1);
    town.resolve(leave(33), &[1, 2]);
    assert_eq!(town.chain().roll.members[&member(3)].to, Some(wish.to));
}
