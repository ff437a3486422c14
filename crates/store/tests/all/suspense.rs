//! Money that no note was found for.

use std::collections::BTreeMap;

use jiff::civil::date;
use store::{SuspenseLine, SuspenseState};

use crate::engines::on_both;

/// A line of this day in December.
pub fn line(n: u8, day: i8) -> SuspenseLine {
    SuspenseLine {
        reference: [n; 32],
        booked_on: date(2026, 12, day),
        amount_minor: i64::from(n) * 100,
        counterparty: "Amis du théâtre".to_owned(),
        account: "FR7630006000011234567890189".to_owned(),
        words: "Cotisation".to_owned(),
        state: SuspenseState::Open,
    }
}

#[tokio::test]
async fn a_statement_that_comes_again_keeps_what_a_person_decided_about_its_lines() {
    on_both(async |store| {
        assert_eq!(store.keep_suspense(&[line(1, 4), line(2, 5)]).await.unwrap(), 2);
        assert!(store.move_suspense(&[1; 32], SuspenseState::Open, SuspenseState::Aside).await.unwrap());
        assert_eq!(store.keep_suspense(&[line(1, 4), line(2, 5), line(3, 6)]).await.unwrap(), 1);
        let aside = SuspenseLine { state: SuspenseState::Aside, ..line(1, 4) };
        assert_eq!(store.suspense_line(&[1; 32]).await.unwrap(), Some(aside.clone()));
        assert_eq!(store.suspense_line(&[9; 32]).await.unwrap(), None);
        assert_eq!(store.suspense(SuspenseState::Open, 9).await.unwrap(), [line(3, 6), line(2, 5)]);
        assert_eq!(store.suspense(SuspenseState::Open, 1).await.unwrap(), [line(3, 6)]);
        assert_eq!(store.suspense(SuspenseState::Aside, 9).await.unwrap(), [aside]);
        let amounts = store.suspense_amounts(&[[1; 32], [3; 32], [9; 32]]).await.unwrap();
        assert_eq!(amounts, BTreeMap::from([([1; 32], 100), ([3; 32], 300)]));
    })
    .await;
}

#[tokio::test]
async fn a_line_is_moved_once_by_two_clicks() {
    on_both(async |store| {
        store.keep_suspense(&[line(1, 4)]).await.unwrap();
        for moved in [true, false] {
            let done = store.move_suspense(&[1; 32], SuspenseState::Open, SuspenseState::Assigned).await.unwrap();
            assert_eq!(done, moved);
        }
        assert!(!store.move_suspense(&[9; 32], SuspenseState::Open, SuspenseState::Aside).await.unwrap());
        assert_eq!(store.suspense(SuspenseState::Open, 9).await.unwrap(), []);
    })
    .await;
}
