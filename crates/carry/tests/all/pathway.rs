//! The order of pathways.

use std::collections::{BTreeMap, BTreeSet};

use carry::allowance::{Standing, standing};
use carry::id::MemberId;
use carry::pathway::{CALM_SECONDS, Health, Nearness, PRESSED_SECONDS, Pathway, Session, Today, UNWELL_SECONDS, steer};
use proptest::collection::btree_map;
use proptest::prelude::*;

const HOME: MemberId = id(0);
const GB: u64 = 1_000_000_000;

const fn id(number: u8) -> MemberId {
    MemberId::from_bytes([number; 32])
}

fn well(bytes: u64) -> Pathway {
    let today = Today { bytes, sent: 0, binding: true };
    Pathway { today, room: true, health: Health::Answering, nearness: Nearness::Unknown }
}

fn sessions(count: u128) -> impl Iterator<Item = Session> {
    (0..count).map(u128::to_be_bytes)
}

/// How many sessions of 10,000 come to each first.
fn firsts(pathways: &BTreeMap<MemberId, Pathway>) -> BTreeMap<MemberId, u64> {
    let mut firsts = BTreeMap::new();
    for session in sessions(10_000) {
        *firsts.entry(steer(HOME, pathways, &session).order[0]).or_default() += 1;
    }
    firsts
}

#[test]
fn viewers_spread_over_carriers_by_what_is_left() {
    let mut pathways: BTreeMap<_, _> = (0..4).map(|n| (id(n), well(GB * (1 + u64::from(n))))).collect();
    // Of the fourth, 4 GB, half was sent: the sum is 1 + 2 + 3 + 2.
    pathways.get_mut(&id(3)).unwrap().today.sent = 2 * GB;
    for (member, got) in firsts(&pathways) {
        let left = pathways[&member].today.bytes - pathways[&member].today.sent;
        let share = 10_000 * left / (8 * GB);
        assert!(got.abs_diff(share) * 10 < share, "{got} of {share}");
    }
}

#[test]
fn a_near_carrier_gets_four_times_what_a_far_one_gets() {
    let pathways = BTreeMap::from([
        (HOME, Pathway { nearness: Nearness::Unknown, ..well(GB) }),
        (id(1), Pathway { nearness: Nearness::Near, ..well(GB) }),
        (id(2), Pathway { nearness: Nearness::Far, ..well(GB) }),
    ]);
    for (member, parts) in [(HOME, 2), (id(1), 4), (id(2), 1)] {
        let (got, share) = (firsts(&pathways)[&member], 10_000 * parts / 7);
        assert!(got.abs_diff(share) * 10 < share, "{got} of {share}");
    }
}

#[test]
fn a_session_moves_only_away_from_the_carrier_that_has_less() {
    let before: BTreeMap<_, _> = (0..5).map(|n| (id(n), well(10 * GB))).collect();
    let mut after = before.clone();
    after.get_mut(&id(2)).unwrap().today.sent = 5 * GB;
    let mut moved = 0;
    for session in sessions(2_000) {
        let (was, is) = (steer(HOME, &before, &session).order[0], steer(HOME, &after, &session).order[0]);
        assert_eq!(was, steer(HOME, &before, &session).order[0]);
        assert!(was == is || was == id(2));
        moved += u32::from(was != is);
    }
    // From a fifth to a ninth of all.
    assert!((120..240).contains(&moved), "{moved}");
}

#[test]
fn allowance_comes_before_health_and_health_before_nearness() {
    let session = [7; 16];
    let beyond = Today { bytes: 100, sent: 103, binding: true };
    let pathways = BTreeMap::from([
        (HOME, Pathway { health: Health::Silent, ..well(GB) }),
        (id(1), Pathway { today: beyond, nearness: Nearness::Near, ..well(0) }),
        (id(2), Pathway { today: beyond, health: Health::Failing, ..well(0) }),
        (id(3), Pathway { room: false, ..well(1_000 * GB) }),
        (id(4), Pathway { health: Health::Failing, nearness: Nearness::Near, ..well(1_000 * GB) }),
        (id(5), Pathway { nearness: Nearness::Far, ..well(1) }),
        (id(6), Pathway { today: Today { sent: 106, ..beyond }, ..well(0) }),
    ]);
    assert_eq!(steer(HOME, &pathways, &session).order, [id(5), id(4), id(3), id(1), id(2), HOME]);
}

#[test]
fn home_stays_in_beyond_its_own_offer_and_no_allowance_stops_nobody() {
    let over = Today { bytes: 100, sent: 1_000, binding: true };
    let pathways = BTreeMap::from([
        (HOME, Pathway { today: over, ..well(0) }),
        (id(1), Pathway { today: Today { binding: false, ..over }, ..well(0) }),
        (id(2), Pathway { today: over, ..well(0) }),
    ]);
    let order: BTreeSet<MemberId> = steer(HOME, &pathways, &[1; 16]).order.into_iter().collect();
    assert_eq!(order, BTreeSet::from([HOME, id(1)]));
}

#[test]
fn players_ask_again_sooner_when_somebody_is_unwell() {
    let ttl = |change: &dyn Fn(&mut Pathway)| {
        let mut pathways = BTreeMap::from([(HOME, well(GB)), (id(1), well(GB))]);
        change(pathways.get_mut(&id(1)).unwrap());
        steer(HOME, &pathways, &[1; 16]).ttl_seconds
    };
    assert_eq!(ttl(&|_| {}), CALM_SECONDS);
    assert_eq!(ttl(&|pathway| pathway.today.sent = GB * 9 / 10), CALM_SECONDS);
    assert_eq!(ttl(&|pathway| pathway.today.sent = GB * 9 / 10 + 1), PRESSED_SECONDS);
    assert_eq!(ttl(&|pathway| pathway.today.sent = 2 * GB), PRESSED_SECONDS);
    assert_eq!(ttl(&|pathway| pathway.room = false), PRESSED_SECONDS);
    assert_eq!(ttl(&|pathway| pathway.health = Health::Failing), UNWELL_SECONDS);
    assert_eq!(ttl(&|pathway| pathway.health = Health::Silent), UNWELL_SECONDS);
    assert_eq!(steer(HOME, &BTreeMap::new(), &[1; 16]).ttl_seconds, CALM_SECONDS);
}

fn pathways() -> impl Strategy<Value = BTreeMap<MemberId, Pathway>> {
    let bytes = prop_oneof![3 => 0_u64..200, 1 => any::<u64>()];
    let health = prop_oneof![3 => Just(Health::Answering), 1 => Just(Health::Failing), 1 => Just(Health::Silent)];
    let nearness = prop_oneof![Just(Nearness::Near), Just(Nearness::Unknown), Just(Nearness::Far)];
    let pathway = (bytes, 0_u64..220, any::<bool>(), any::<bool>(), health, nearness);
    let pathway = pathway.prop_map(|(bytes, sent, binding, room, health, nearness)| {
        let today = Today { bytes, sent, binding };
        Pathway { today, room, health, nearness }
    });
    btree_map((0_u8..8).prop_map(id), pathway, 0..8)
}

fn stopped(member: MemberId, pathway: &Pathway) -> bool {
    let today = pathway.today;
    member != HOME && today.binding && standing(Some(today.bytes), today.sent) == Standing::Stop
}

proptest! {
    #[test]
    fn everyone_stands_there_once_but_who_stopped(pathways in pathways(), session in any::<Session>()) {
        let order = steer(HOME, &pathways, &session).order;
        let expected: BTreeSet<MemberId> =
            pathways.iter().filter(|(member, pathway)| !stopped(**member, pathway)).map(|(member, _)| *member).collect();
        prop_assert_eq!(order.len(), expected.len());
        prop_assert_eq!(order.into_iter().collect::<BTreeSet<_>>(), expected);
    }

    #[test]
    fn nobody_comes_after_one_that_is_worse_off(pathways in pathways(), session in any::<Session>()) {
        let class = |member: &MemberId| {
            let pathway = &pathways[member];
            let within = pathway.today.sent <= pathway.today.bytes;
            (pathway.health == Health::Silent, !within, within && !pathway.room, pathway.health)
        };
        let order = steer(HOME, &pathways, &session).order;
        prop_assert!(order.is_sorted_by_key(class));
    }

    #[test]
    fn who_goes_changes_the_order_of_nobody_else(pathways in pathways(), session in any::<Session>(), gone in 0_u8..8) {
        let mut fewer = pathways.clone();
        fewer.remove(&id(gone));
        let mut order = steer(HOME, &pathways, &session).order;
        order.retain(|member| *member != id(gone));
        prop_assert_eq!(order, steer(HOME, &fewer, &session).order);
    }
}
