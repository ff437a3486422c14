//! A desk whose log ended by a vote.

use federation::desk::AppendRefusal;
use federation::entry::Entry;
use federation::facts::LogId;
use federation::roll::{Act, Resolution, Succession};
use federation::rounds::Voice;
use federation::signed::Signable;

use crate::nodes::{contribution, log, talk, three};
use crate::town::{key, member};

#[test]
fn a_log_that_another_goes_on_for_takes_nothing_and_the_one_that_goes_on_waits_for_the_others() {
    let mut nodes = three();
    talk(&mut nodes);
    let roll = nodes[0].desk.chain().unwrap().roll.clone();
    let cut = nodes[0].desk.counted(&roll, log(3), 1);
    let public = key(3).verifying_key().to_bytes();
    let stands = Succession { member: member(3), log: 2, key: public, size: cut.size, root: cut.root };
    let resolution =
        Resolution { number: roll.number + 1, previous: roll.head, act: Act::Succeed(stands), minutes: None };
    let hash = resolution.hash();
    nodes[0].append(&Entry::Resolution(resolution));
    talk(&mut nodes);
    nodes[2].append(&contribution(1));
    nodes[2].desk.checkpoint(&key(3)).unwrap();
    for node in &mut nodes[..2] {
        node.ballot(Voice::For(hash));
    }
    talk(&mut nodes);
    let roll = nodes[0].desk.chain().unwrap().roll.clone();
    assert_eq!(nodes[0].desk.counted(&roll, log(3), 1), cut, "what came later does not stand");
    let desk = &mut nodes[2].desk;
    assert_eq!(desk.append(&contribution(2)), Err(AppendRefusal::Succeeded));
    assert_eq!(desk.checkpoint(&key(3)), None);
    let goes_on = LogId { log: 2, ..log(3) };
    assert_eq!(desk.successor(), Some((goes_on, public)));
    desk.turn_to_successor();
    assert_eq!((desk.me(), desk.successor(), desk.predecessor()), (goes_on, None, Some((log(3), cut.size))));
    assert_eq!(desk.own_logs(), [(log(3), cut.size), (goes_on, u64::MAX)]);
    assert_eq!(desk.append(&contribution(2)), Err(AppendRefusal::NotAsked));
    desk.let_append();
    desk.append(&contribution(2)).unwrap();
    assert_eq!(desk.checkpoint(&key(3)).unwrap().checkpoint().tree().size, 1);
}
