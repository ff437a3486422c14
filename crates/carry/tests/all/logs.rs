//! What carriers and homes read from logs, and whether a carrier may serve.

use carry::id::MemberId;
use carry::logs::{FULL_HOURS, has_said, offering, present, stays, today, under_way, wanted};
use carry::placement::{Health, Presence};
use carry::serving::{KNOWN_SECONDS, MayServe, knows_withdrawals, may_serve, word};
use federation::Hash;
use federation::entry::{
    Allowance, Allowances, DropReason, Entry, Holding, HoldingState, Offer, Placement, Withdrawal, Withdrawn,
};
use federation::facts::{Facts, Place, Standing};
use purse::usage::Hour;

const HOME: MemberId = MemberId::from_bytes([1; 32]);
const CARRIER: MemberId = MemberId::from_bytes([2; 32]);
const VIDEO: Hash = Hash([3; 32]);
const MANIFEST: Hash = Hash([4; 32]);
const BYTES: u64 = 1_000;

fn hour(number: i64) -> Hour {
    Hour::from_number(500_000 + number).unwrap()
}

fn facts(entries: Vec<(MemberId, Entry)>) -> Facts {
    let mut facts = Facts::default();
    for (place, (author, entry)) in (0..).zip(entries) {
        facts.add(Place { author, log: 1, place }, Hash::ZERO, entry);
    }
    facts
}

fn placed() -> (MemberId, Entry) {
    let carriers = vec![CARRIER];
    (HOME, Entry::Placement(Placement { video: VIDEO, manifest: MANIFEST, sequence: 1, bytes: BYTES, carriers }))
}

fn said(state: HoldingState, at: i64) -> (MemberId, Entry) {
    let (home, video, manifest, bytes) = (HOME, VIDEO, MANIFEST, BYTES);
    (CARRIER, Entry::Holding(Holding { home, video, manifest, bytes, hour: hour(at), state }))
}

fn withdrawn(what: Withdrawn) -> (MemberId, Entry) {
    (HOME, Entry::Withdrawal(Withdrawal { video: VIDEO, what }))
}

#[test]
fn whoever_was_full_is_waited_for_no_longer_than_a_day_and_says_so_again_after_that() {
    let carrying = facts(vec![placed(), said(HoldingState::Full, 0)]).carrying;
    let presence = |at: i64| present(&carrying, &HOME, &VIDEO, MANIFEST, hour(at))[&CARRIER];
    let has_said = |at: i64| has_said(&carrying, &CARRIER, (&HOME, &VIDEO), MANIFEST, HoldingState::Full, hour(at));
    assert_eq!(presence(FULL_HOURS - 1), Presence::Full);
    assert!(has_said(FULL_HOURS - 1));
    assert_eq!(presence(FULL_HOURS), Presence::Copying);
    assert!(!has_said(FULL_HOURS), "home waits for it again");
}

#[test]
fn what_is_held_in_this_manifest_is_said_once_and_no_other_word_is_it() {
    let carrying = facts(vec![placed(), said(HoldingState::Held, 0)]).carrying;
    let has_said = |manifest, state| has_said(&carrying, &CARRIER, (&HOME, &VIDEO), manifest, state, hour(1_000));
    assert!(has_said(MANIFEST, HoldingState::Held));
    assert!(!has_said(Hash([9; 32]), HoldingState::Held));
    assert!(!has_said(MANIFEST, HoldingState::Withheld));
}

#[test]
fn each_word_of_a_carrier_is_taken_for_what_it_means_to_the_plan() {
    for (state, expected) in [
        (HoldingState::Held, Presence::Held),
        (HoldingState::Withheld, Presence::Held),
        (HoldingState::Full, Presence::Full),
        (HoldingState::Dropped(DropReason::Law), Presence::Dropped),
        (HoldingState::Dropped(DropReason::Damaged), Presence::Dropped),
        // Nothing is there any more, and it is placed there again.
        (HoldingState::Removed, Presence::Copying),
    ] {
        let carrying = facts(vec![placed(), said(state, 0)]).carrying;
        assert_eq!(present(&carrying, &HOME, &VIDEO, MANIFEST, hour(0))[&CARRIER], expected, "{state:?}");
        let other = present(&carrying, &HOME, &VIDEO, Hash([9; 32]), hour(0))[&CARRIER];
        let still = !matches!(state, HoldingState::Held | HoldingState::Withheld);
        let still = still && state != HoldingState::Dropped(DropReason::Damaged);
        assert_eq!(other, if still { expected } else { Presence::Copying }, "{state:?} of another manifest");
    }
}

#[test]
fn what_is_placed_is_under_way_until_its_carrier_said_something_of_it() {
    assert_eq!(under_way(&facts(vec![placed()]).carrying, &HOME), BYTES);
    assert_eq!(under_way(&facts(vec![placed(), said(HoldingState::Held, 0)]).carrying, &HOME), 0);
}

#[test]
fn what_is_withdrawn_before_it_came_is_not_under_way_for_ever() {
    for what in [Withdrawn::Withheld, Withdrawn::Gone(Hash([5; 32]))] {
        assert_eq!(under_way(&facts(vec![placed(), withdrawn(what)]).carrying, &HOME), 0, "{what:?}");
    }
    let lifted = facts(vec![placed(), withdrawn(Withdrawn::Withheld), withdrawn(Withdrawn::Lifted)]);
    assert_eq!(under_way(&lifted.carrying, &HOME), BYTES);
}

#[test]
fn a_placement_takes_room_of_an_offer_until_its_carrier_says_that_nothing_is_there() {
    let gone = || withdrawn(Withdrawn::Gone(Hash([5; 32])));
    let (held, full, removed) = (HoldingState::Held, HoldingState::Full, HoldingState::Removed);
    let dropped = HoldingState::Dropped(DropReason::Law);
    for (entries, expected) in [
        (vec![], 0),
        // On its way, and there.
        (vec![placed()], BYTES),
        (vec![placed(), said(held, 0)], BYTES),
        (vec![placed(), withdrawn(Withdrawn::Withheld), said(HoldingState::Withheld, 0)], BYTES),
        // Nothing came, or it went again; whether the home is there to place it elsewhere or not.
        (vec![placed(), said(full, 0)], 0),
        (vec![placed(), said(held, 0), said(dropped, 1)], 0),
        (vec![placed(), said(held, 0), said(removed, 1)], 0),
        // Withdrawn for good: there until the carrier let it go, and never to come once it is not there.
        (vec![placed(), gone()], 0),
        (vec![placed(), said(held, 0), gone()], BYTES),
        (vec![placed(), said(HoldingState::Withheld, 0), gone()], BYTES),
        (vec![placed(), said(held, 0), gone(), said(removed, 1)], 0),
        (vec![placed(), said(full, 0), gone()], 0),
    ] {
        let offer = Entry::Offer(Offer { storage_bytes: 10 * BYTES, delivery_bytes: 1, bits_per_second: 1 });
        let all = [vec![(CARRIER, offer)], entries.clone()].concat();
        let carrying = facts(all).carrying;
        let stored = |home: MemberId| {
            let member = offering(&carrying, CARRIER, &home, 2, Health::Alive, false).unwrap();
            (member.stored_bytes, member.stored_for_home_bytes)
        };
        assert_eq!(stored(HOME), (expected, expected), "{entries:?}");
        assert_eq!(stored(MemberId::from_bytes([8; 32])), (expected, 0), "{entries:?}");
    }
}

#[test]
fn what_a_carrier_said_of_an_earlier_manifest_does_not_keep_the_next_from_taking_room() {
    let offer = Entry::Offer(Offer { storage_bytes: 10 * BYTES, delivery_bytes: 1, bits_per_second: 1 });
    let (video, manifest, carriers) = (VIDEO, Hash([9; 32]), vec![CARRIER]);
    let next = (HOME, Entry::Placement(Placement { video, manifest, sequence: 2, bytes: BYTES, carriers }));
    for state in [HoldingState::Held, HoldingState::Full, HoldingState::Removed] {
        let all = vec![(CARRIER, offer.clone()), placed(), said(state, 0), next.clone()];
        let member = offering(&facts(all).carrying, CARRIER, &HOME, 2, Health::Alive, false).unwrap();
        assert_eq!(member.stored_bytes, BYTES, "{state:?}");
    }
}

#[test]
fn a_carrier_wants_and_keeps_what_is_placed_with_it_and_neither_withdrawn_nor_dropped() {
    let dropped = said(HoldingState::Dropped(DropReason::Rules), 0);
    for (entries, wants, keeps) in [
        (vec![], false, false),
        (vec![placed()], true, true),
        (vec![placed(), withdrawn(Withdrawn::Withheld)], false, true),
        (vec![placed(), withdrawn(Withdrawn::Withheld), withdrawn(Withdrawn::Lifted)], true, true),
        (vec![placed(), withdrawn(Withdrawn::Gone(Hash([5; 32])))], false, false),
        (vec![placed(), dropped], false, false),
    ] {
        let carrying = facts(entries.clone()).carrying;
        assert_eq!(wanted(&carrying, CARRIER).count(), usize::from(wants), "{entries:?}");
        assert_eq!(stays(&carrying, &CARRIER, &HOME, &VIDEO), keeps, "{entries:?}");
    }
}

#[test]
fn a_carrier_serves_in_the_order_of_these_refusals() {
    let gone = Standing::Gone(Hash([5; 32]));
    for (knows, word, sent, expected) in [
        (false, gone, 1_000, MayServe::NotYet),
        (true, gone, 1_000, MayServe::Gone),
        (true, Standing::Withheld, 1_000, MayServe::Withheld),
        (true, Standing::Served, 106, MayServe::OverAllowance),
        (true, Standing::Served, 105, MayServe::Yes),
    ] {
        assert_eq!(may_serve(knows, word, Some(100), sent), expected);
    }
    assert_eq!(may_serve(true, Standing::Served, None, u64::MAX), MayServe::Yes);
}

#[test]
fn what_was_withheld_and_lifted_is_served_as_it_is_placed_now_and_not_as_it_was() {
    let (held, lifted) =
        (said(HoldingState::Held, 0), [Withdrawn::Withheld, Withdrawn::Lifted].map(withdrawn).to_vec());
    let anew = |manifest| {
        let carriers = vec![CARRIER];
        (HOME, Entry::Placement(Placement { video: VIDEO, manifest, sequence: 2, bytes: BYTES, carriers }))
    };
    for (entries, expected) in [
        (vec![placed(), held.clone()], Standing::Served),
        // Other words only: what is there is served until the next is.
        (vec![placed(), held.clone(), anew(Hash([9; 32]))], Standing::Served),
        (vec![placed(), held.clone(), withdrawn(Withdrawn::Withheld)], Standing::Withheld),
        ([vec![placed(), held.clone()], lifted.clone()].concat(), Standing::Served),
        ([vec![placed(), held.clone(), anew(Hash([9; 32]))], lifted.clone()].concat(), Standing::Withheld),
        ([vec![placed(), held], lifted, vec![anew(Hash([9; 32]))]].concat(), Standing::Withheld),
    ] {
        assert_eq!(word(&facts(entries.clone()).carrying, &HOME, (&HOME, &VIDEO), &CARRIER), expected, "{entries:?}");
    }
}

#[test]
fn whoever_has_not_asked_or_slept_since_does_not_know_what_was_withdrawn() {
    assert!(!knows_withdrawals(None));
    assert!(knows_withdrawals(Some(KNOWN_SECONDS - 1)));
    assert!(!knows_withdrawals(Some(KNOWN_SECONDS)));
}

#[test]
fn an_allowance_binds_a_carrier_and_what_it_offers_is_its_weight_where_there_is_none() {
    let offer = Offer { storage_bytes: 1, delivery_bytes: 3_100, bits_per_second: 1 };
    let day = hour(0).day();
    let offered = (CARRIER, Entry::Offer(offer));
    let none = today(&facts(vec![offered.clone()]).carrying, &HOME, &CARRIER, day, 7);
    assert_eq!((none.bytes, none.sent, none.binding), (100, 7, false));
    let rows = vec![Allowance { carrier: CARRIER, bytes: 40 }];
    let carrying = facts(vec![offered, (HOME, Entry::Allowances(Allowances { from: day.date(), rows }))]).carrying;
    let allowed = today(&carrying, &HOME, &CARRIER, day, 7);
    assert_eq!((allowed.bytes, allowed.binding), (40, true));
    // Home itself is bound by none; one that offers nothing carries as much as others may.
    let home = today(&carrying, &HOME, &HOME, day, 7);
    assert_eq!((home.bytes, home.binding), (40, false));
}
