use std::time::Duration;

use exchange::Month;
use federation::charter::{Charter, DEFAULT};
use federation::closing::Span;
use federation::desk::{Duty, Waiting};
use federation::entry::{Approval, Entry, Estimate, Expense, Offered, Side, Usage, UsageRow};
use jiff::civil::date;
use purse::cost::CapacityUnit;
use purse::usage::{Pool, Unit};
use seams::Clock;

use crate::offices::{House, Town, member};

pub const NOVEMBER: Span = Span { year: 2026, month: 11, months: 1 };

/// Member 2 has a bill of 150.00 for 1 TB of delivery, and member 3 used all of it.
pub async fn a_month(town: &Town) {
    let two = &town.houses[1].office;
    let span = federation::entry::Span { from: date(2026, 11, 1), to: date(2026, 12, 1) };
    let capacity = Some(Offered { amount: 1, unit: CapacityUnit::Tb });
    let (pool, amount) = (Pool::Delivery, "150.00".parse().unwrap());
    let estimate = Estimate { nonce: [1; 16], pool, common_part: amount, capacity: capacity.clone(), span };
    let estimate = two.append(&Entry::Estimate(estimate)).await.unwrap();
    let evidence = two.add_document("bill", b"the bill".to_vec(), Some("bill.pdf".into()), None).await.unwrap();
    let bill = Expense {
        nonce: [2; 16],
        pool,
        amount,
        common_part: amount,
        capacity,
        span,
        estimate,
        on: span.from,
        foreign: None,
        evidence: Some(evidence),
    };
    two.append(&Entry::Expense(bill)).await.unwrap();
    for house in [&town.houses[0], &town.houses[2]] {
        house.office.append(&Entry::Approval(Approval { of: estimate, yes: true })).await.unwrap();
    }
    for (house, side, other) in [(1, Side::Claim, 3), (2, Side::Observation, 2)] {
        let (service, unit) = ("video".to_owned(), Unit::Byte);
        let row = UsageRow { other: member(other), service, unit, quantity: 1_000_000_000_000 };
        let usage = Usage { side, hour: "2026-11-20T20:00:00Z".parse().unwrap(), rows: vec![row] };
        town.houses[house].office.append(&Entry::Usage(usage)).await.unwrap();
    }
    town.talk().await;
    for house in &town.houses {
        assert!(house.office.store().document(&evidence.0).await.unwrap().unwrap().bytes.is_some());
    }
}

pub async fn close(house: &House) -> Month {
    house.office.close().await.unwrap().into_iter().find(|month| month.span == NOVEMBER).unwrap()
}

#[tokio::test]
async fn a_month_is_proposed_recomputed_approved_and_closed_by_three() {
    let town = Town::three().await;
    a_month(&town).await;
    for house in &town.houses {
        assert_eq!(close(house).await.duty, Duty::Wait(Waiting::Period));
    }
    town.until("2026-12-03T00:00:00Z").await;
    town.talk().await;
    // The proposer's machine proposes by itself; the others then see what it leads to.
    for house in &town.houses {
        close(house).await;
    }
    town.talk().await;
    let mut reports = Vec::new();
    for house in &town.houses {
        let month = close(house).await;
        assert!(matches!(month.duty, Duty::Wait(Waiting::Treasurer(_))), "{:?}", month.duty);
        reports.push(month.report.unwrap());
        assert!(house.office.store().approve_report(&month.proposal.unwrap(), town.clock.now()).await.unwrap());
        assert!(matches!(close(house).await.duty, Duty::Wait(Waiting::Others(_))));
    }
    town.talk().await;
    for house in &town.houses {
        let month = close(house).await;
        assert!(matches!(month.duty, Duty::Closed { .. }), "{:?}", month.duty);
        assert_eq!(month.report.as_ref(), Some(&reports[0]));
    }
    let line = reports[0].line(&member(2)).unwrap();
    assert_eq!(line.credit, "150.00".parse().unwrap());
    assert_eq!(reports[0].usage.len(), 1);
}

/// Long after the period the first rounds have had their time; the machines go through them to one that has not.
pub async fn all_close(town: &Town) {
    for _ in 0..8 {
        town.talk().await;
        for house in &town.houses {
            close(house).await;
        }
    }
    town.talk().await;
}

#[tokio::test]
async fn a_silent_treasurers_machine_states_what_it_computed_at_the_deadline() {
    let town = Town::three().await;
    a_month(&town).await;
    town.until("2026-12-11T00:00:00Z").await;
    all_close(&town).await;
    for house in &town.houses {
        assert!(matches!(close(house).await.duty, Duty::Closed { .. }));
    }
}

/// Two days in which the treasurers look every six hours, and agree.
pub async fn agree(town: &Town) {
    for _ in 0..8 {
        town.clock.advance(Duration::from_secs(6 * 3_600)).await;
        town.talk().await;
        for house in &town.houses {
            if let Some(proposal) = close(house).await.proposal {
                house.office.store().approve_report(&proposal, town.clock.now()).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn a_member_that_was_away_computes_the_closed_month_when_it_is_back() {
    let mut town = Town::three().await;
    a_month(&town).await;
    town.until("2026-12-03T00:00:00Z").await;
    town.talk().await;
    let away = town.houses.remove(2);
    agree(&town).await;
    let closed = close(&town.houses[0]).await;
    town.houses.push(away);
    town.talk().await;
    let late = close(&town.houses[2]).await;
    assert!(matches!(closed.duty, Duty::Closed { .. }), "{:?}", closed.duty);
    assert_eq!((late.duty, late.report), (closed.duty, closed.report));
}

#[tokio::test]
async fn a_closed_month_is_computed_again_under_another_charter_without_a_change_to_it() {
    let town = Town::three().await;
    a_month(&town).await;
    let office = &town.houses[0].office;
    let equal = DEFAULT.replace("use = \"50 %\"\nmeans = \"50 %\"", "equal = \"100 %\"");
    let equal = Charter::parse(&equal).unwrap();
    assert_eq!(office.last_closed_under(&equal).await.unwrap(), None, "nothing is closed yet");
    town.until("2026-12-11T00:00:00Z").await;
    all_close(&town).await;
    let same = office.last_closed_under(&Charter::parse(DEFAULT).unwrap()).await.unwrap().unwrap();
    assert_eq!(same.other.as_ref(), Ok(&same.closed));
    let other = office.last_closed_under(&equal).await.unwrap().unwrap();
    let charged = |number| other.other.as_ref().unwrap().line(&member(number)).unwrap().charge;
    assert_eq!((charged(1), charged(2), charged(3)), (charged(1), charged(1), charged(1)), "everybody alike");
    assert_ne!(other.other.as_ref(), Ok(&same.closed));
    assert_eq!(other.closed, same.closed);
}
