use federation::charter::DEFAULT;
use federation::facts::LogId;
use federation::rounds::Voice;

use crate::offices::{Town, amend, member, roll};

#[tokio::test]
async fn two_join_by_request_and_vote_and_all_three_see_the_same_roll() {
    let town = Town::three().await;
    let first = roll(&town.houses[0]).await;
    assert_eq!(first.1, 3);
    for house in &town.houses {
        assert_eq!(roll(house).await, first);
    }
}

#[tokio::test]
async fn who_asks_to_join_copies_the_logs_before_it_is_in_and_may_not_vote() {
    let mut town = Town::three().await;
    let hash = town.ask(4).await;
    town.talk().await;
    let asking = &town.houses[3];
    assert_eq!(roll(asking).await, roll(&town.houses[0]).await);
    assert!(!asking.office.vote(Voice::For(hash)).await.unwrap());
    assert!(town.houses[1].office.vote(Voice::For(hash)).await.unwrap());
    assert!(!town.houses[1].office.vote(Voice::Abandon).await.unwrap(), "one ballot in a round");
    town.talk().await;
    assert_eq!(roll(&town.houses[3]).await.1, 4);
}

#[tokio::test]
async fn every_log_is_stored_and_cosigned_by_the_others() {
    let town = Town::three().await;
    for house in &town.houses {
        let desk = house.office.desk().await;
        for number in 1..=3 {
            let log = LogId { member: member(number), log: 1 };
            let Some(note) = desk.copy(&log).and_then(|copy| copy.last()) else {
                assert_eq!(number, 3, "member 3 had nothing to say yet");
                continue;
            };
            // The log's own signature and two cosignatures.
            assert_eq!(note.note().signatures().len(), 3, "member {number} as {} sees it", house.number);
        }
    }
}

#[tokio::test]
async fn the_text_of_another_charter_goes_round_with_the_vote_on_it() {
    let town = Town::three().await;
    let text = DEFAULT.replace("Charter of our federation", "Our second charter");
    let hash = town.houses[1].office.add_charter(&text).await.unwrap();
    let resolution = town.houses[1].office.propose(amend(&text), None).await.unwrap();
    town.talk().await;
    for house in [&town.houses[0], &town.houses[2]] {
        assert!(house.office.store().document(&hash.0).await.unwrap().is_some());
    }
    town.houses[0].office.vote(Voice::For(resolution)).await.unwrap();
    town.talk().await;
    for house in &town.houses {
        assert_eq!(house.office.desk().await.chain().unwrap().roll.charters.len(), 2);
    }
}
