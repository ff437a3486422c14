use carry::id::MemberId;
use carry::keeping::{BACKUP_COPIES, Keeper, SILENCE_SECONDS, keepers};
use proptest::prelude::*;

const HOME: MemberId = MemberId::from_bytes([200; 32]);
const ANSWERS_WITHIN: u64 = 300;

fn keeper(number: u8) -> Keeper {
    Keeper {
        member: MemberId::from_bytes([number; 32]),
        offered_bytes: 1_000,
        free_bytes: 1_000,
        silent_seconds: 0,
        leaving: false,
        refused: false,
        keeps: false,
    }
}

fn ids(numbers: &[u8]) -> Vec<MemberId> {
    numbers.iter().map(|number| MemberId::from_bytes([*number; 32])).collect()
}

#[test]
fn two_members_keep_a_backup_and_all_that_there_are_when_there_are_fewer() {
    assert_eq!(keepers(HOME, 10, &[1, 2, 3, 4].map(keeper), ANSWERS_WITHIN).len(), BACKUP_COPIES);
    assert_eq!(keepers(HOME, 10, &[keeper(1)], ANSWERS_WITHIN), ids(&[1]));
    assert_eq!(keepers(HOME, 10, &[], ANSWERS_WITHIN), ids(&[]));
}

#[test]
fn each_reason_not_to_keep_a_backup_leaves_a_member_out() {
    let others = [keeper(1), keeper(2)];
    let out: [fn(&mut Keeper); 5] = [
        |keeper| keeper.offered_bytes = 0,
        |keeper| keeper.free_bytes = 9,
        |keeper| keeper.silent_seconds = ANSWERS_WITHIN + 1,
        |keeper| keeper.leaving = true,
        |keeper| keeper.refused = true,
    ];
    for (place, alter) in out.into_iter().enumerate() {
        let mut third = keeper(3);
        alter(&mut third);
        let all = [others[0], others[1], third];
        assert_eq!(keepers(HOME, 10, &all, ANSWERS_WITHIN), ids(&[1, 2]), "reason {place}");
        assert_eq!(keepers(HOME, 10, &[third], ANSWERS_WITHIN), ids(&[]), "reason {place}, alone");
    }
}

#[test]
fn who_has_it_keeps_it_through_three_days_of_silence_and_without_room_for_more() {
    let kept = Keeper { keeps: true, silent_seconds: SILENCE_SECONDS, free_bytes: 0, ..keeper(9) };
    let all = [keeper(1), keeper(2), kept];
    assert!(keepers(HOME, 10, &all, ANSWERS_WITHIN).contains(&kept.member));
    let gone = Keeper { silent_seconds: SILENCE_SECONDS + 1, ..kept };
    let all = [keeper(1), keeper(2), gone];
    assert_eq!(keepers(HOME, 10, &all, ANSWERS_WITHIN), ids(&[1, 2]));
}

proptest! {
    #[test]
    fn in_whatever_order_members_are_named_the_same_ones_are_chosen(numbers in prop::collection::btree_set(any::<u8>(), 0..12)) {
        let mut all: Vec<Keeper> = numbers.into_iter().map(keeper).collect();
        let chosen = keepers(HOME, 10, &all, ANSWERS_WITHIN);
        all.reverse();
        prop_assert_eq!(keepers(HOME, 10, &all, ANSWERS_WITHIN), chosen);
    }
}
