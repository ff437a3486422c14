use std::collections::BTreeSet;

use federation::Hash;
use federation::closing::{Statement, turn};
use federation::rounds::{Heard, Outcome, Voice, majority, thirds};
use proptest::prelude::*;
use purse::id::MemberId;

use crate::town::NOVEMBER;

const YES: Hash = Hash([1; 32]);
const NO: Hash = Hash([2; 32]);

fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 32])
}

fn members(count: u8) -> BTreeSet<MemberId> {
    (1..=count).map(member).collect()
}

fn outcome(count: u8, said: &[(u32, u8, Voice)]) -> Outcome {
    let mut heard = Heard::default();
    for (round, number, voice) in said {
        heard.add(*round, member(*number), *voice);
    }
    heard.outcome(&members(count), &|_| majority(usize::from(count)))
}

#[test]
fn more_than_half_decide_and_half_do_not() {
    let two = [(0, 1, Voice::For(YES)), (0, 2, Voice::For(YES))];
    assert_eq!(outcome(3, &two), Outcome::Decided { round: 0, hash: YES });
    assert_eq!(outcome(4, &two), Outcome::Open { round: 0, unheard: vec![member(3), member(4)] });
    assert_eq!([1, 2, 3, 4, 5].map(majority), [1, 2, 2, 3, 3]);
    assert_eq!([1, 2, 3, 4, 5, 6].map(|of| thirds(of, 2)), [1, 2, 2, 3, 4, 4]);
    assert_eq!([1, 2, 3].map(|of| thirds(of, 3)), [1, 2, 3]);
}

#[test]
fn three_members_with_one_dead_decide_and_two_against_two_name_who_is_missing() {
    let one_dead = [(0, 1, Voice::For(YES)), (0, 3, Voice::For(YES))];
    assert_eq!(outcome(3, &one_dead), Outcome::Decided { round: 0, hash: YES });
    let parted = [(0, 1, Voice::For(YES)), (0, 2, Voice::For(YES))];
    assert_eq!(outcome(4, &parted), Outcome::Open { round: 0, unheard: vec![member(3), member(4)] });
}

#[test]
fn the_next_round_opens_only_when_no_hash_can_be_decided_any_more() {
    let split = [(0, 1, Voice::For(YES)), (0, 2, Voice::For(NO))];
    assert!(matches!(outcome(3, &split), Outcome::Open { round: 0, .. }));
    let spent = [(0, 1, Voice::For(YES)), (0, 2, Voice::For(NO)), (0, 3, Voice::Abandon)];
    assert_eq!(outcome(3, &spent), Outcome::Open { round: 1, unheard: (1..=3).map(member).collect() });
    let ahead = [(1, 1, Voice::For(YES)), (1, 2, Voice::For(YES))];
    assert!(matches!(outcome(3, &ahead), Outcome::Open { round: 0, .. }), "round 0 is not spent");
    let later = [spent.as_slice(), ahead.as_slice()].concat();
    assert_eq!(outcome(3, &later), Outcome::Decided { round: 1, hash: YES });
}

#[test]
fn a_stranger_has_no_voice() {
    let said = [(0, 1, Voice::For(YES)), (0, 9, Voice::For(YES))];
    assert!(matches!(outcome(3, &said), Outcome::Open { round: 0, .. }));
}

#[test]
fn two_decided_hashes_name_who_said_both() {
    let said = [(0, 1, Voice::For(YES)), (0, 2, Voice::For(YES)), (0, 2, Voice::For(NO)), (0, 3, Voice::For(NO))];
    let by = BTreeSet::from([member(2)]);
    assert_eq!(outcome(3, &said), Outcome::Contradicted { first: YES, second: NO, by });
}

#[test]
fn who_proposes_goes_round_the_roster_in_order_of_id() {
    let statement = |round, number, voice| Statement {
        federation: Hash::ZERO,
        span: NOVEMBER,
        round,
        member: member(number),
        voice,
    };
    let mut statements = Vec::new();
    for round in 0..4 {
        let turn = turn(NOVEMBER, &members(3), &statements);
        assert_eq!(turn.proposer, Some(member(u8::try_from(round % 3).unwrap() + 1)));
        statements.extend((1..=3).map(|number| statement(round, number, Voice::Abandon)));
    }
    let decided = [1, 2].map(|number| statement(4, number, Voice::For(YES)));
    statements.extend(decided);
    assert_eq!(turn(NOVEMBER, &members(3), &statements).proposer, None);
}

fn voices() -> impl Strategy<Value = Vec<(u32, u8, Voice)>> {
    let voice = prop_oneof![Just(Voice::For(YES)), Just(Voice::For(NO)), Just(Voice::Abandon)];
    prop::collection::vec((0_u32..3, 1_u8..=5, voice), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever is heard, in whatever order: two hashes are decided only with somebody who said two things in one round, or
    /// who went on to a round without the voices that open it.
    #[test]
    fn two_hashes_are_never_decided_without_a_proof_of_who_said_two_things(said in voices()) {
        if let Outcome::Contradicted { by, .. } = outcome(5, &said) {
            prop_assert!(!by.is_empty());
        }
        let mut turned = said.clone();
        turned.reverse();
        prop_assert_eq!(outcome(5, &said), outcome(5, &turned));
    }

    /// Members that hear only a part of what was said never decide against each other, if nobody says two things.
    #[test]
    fn parts_of_what_honest_members_said_never_decide_two_hashes(said in voices(), mask in any::<u64>(), other in any::<u64>()) {
        let mut honest: Vec<(u32, u8, Voice)> = Vec::new();
        let mut heard = Heard::default();
        for (round, number, voice) in said {
            // An honest member speaks once in a round, and in a later one only when it has heard that those before are spent.
            let spoke = honest.iter().any(|(at, who, _)| (*at, *who) == (round, number));
            let open = matches!(heard.outcome(&members(5), &|_| majority(5)), Outcome::Open { round: at, .. } if at == round);
            if !spoke && open {
                heard.add(round, member(number), voice);
                honest.push((round, number, voice));
            }
        }
        let part = |mask: u64| -> Vec<_> {
            honest.iter().enumerate().filter(|(place, _)| mask >> (place % 64) & 1 == 1).map(|(_, said)| *said).collect()
        };
        let decided = [outcome(5, &honest), outcome(5, &part(mask)), outcome(5, &part(other))];
        let hashes: BTreeSet<Hash> = decided.iter().filter_map(|outcome| match outcome {
            Outcome::Decided { hash, .. } => Some(*hash),
            _ => None,
        }).collect();
        prop_assert!(hashes.len() <= 1);
    }
}

#[test]
fn who_says_another_thing_later_cannot_undo_what_was_decided() {
    let spent = [(0, 1, Voice::For(NO)), (0, 2, Voice::Abandon), (0, 3, Voice::Abandon), (0, 5, Voice::Abandon)];
    let decided = [(1, 1, Voice::For(YES)), (1, 2, Voice::For(YES)), (1, 3, Voice::For(YES))];
    let before = [spent.as_slice(), &decided].concat();
    assert_eq!(outcome(5, &before), Outcome::Decided { round: 1, hash: YES });
    // Of two for it and one unheard it would be three of five.
    let later = [before.as_slice(), &[(0, 5, Voice::For(NO))]].concat();
    assert_eq!(outcome(5, &later), Outcome::Decided { round: 1, hash: YES });
    // With another liar's voice it is, and both are named.
    let both = [later.as_slice(), &[(0, 3, Voice::For(NO))]].concat();
    let by = [member(3), member(5)].into();
    assert_eq!(outcome(5, &both), Outcome::Contradicted { first: NO, second: YES, by });
}
