//! Expenses and what they buy.

use purse::usage::Pool;
use store::{
    CAPACITIES_PER_EXPENSE, Capacity, CapacityId, Expense, ExpenseId, ExpenseRefusal, NewCapacity, NewExpense,
    ReverseRefusal,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::people;

fn day(text: &str) -> jiff::Timestamp {
    format!("{text}T00:00:00Z").parse().unwrap()
}

#[tokio::test]
async fn a_bill_stands_as_it_was_entered_and_is_taken_back_by_its_reverse() {
    on_both(async |store| {
        people(&store).await;
        let new = NewExpense { common_minor: 9_000, ..expense("Une ligne", 15_000) };
        let id = store.add_expense(&new, at(0)).await.unwrap().unwrap();
        let entered = Expense {
            id,
            pool: Pool::Delivery,
            label: "Une ligne".to_owned(),
            amount_minor: 15_000,
            common_minor: 9_000,
            from: new.from,
            until: new.until,
            capacities: vec![Capacity {
                id: CapacityId(1),
                unit: "GB".to_owned(),
                quantity: 1_000,
                from: new.from,
                until: new.until,
            }],
            entered_at: at(0),
            entered_by: Some(user(1)),
            reverses: None,
            reversed_by: None,
        };
        assert_eq!(store.expense(id).await.unwrap(), Some(entered.clone()));
        let back = store.reverse_expense(id, user(2), at(9)).await.unwrap().unwrap();
        let mut reversal = Expense {
            id: back,
            amount_minor: -15_000,
            common_minor: -9_000,
            entered_at: at(9),
            entered_by: Some(user(2)),
            reverses: Some(id),
            ..entered.clone()
        };
        reversal.capacities[0].id = CapacityId(2);
        reversal.capacities[0].quantity = -1_000;
        assert_eq!(store.expense(back).await.unwrap(), Some(reversal.clone()));
        let taken_back = Expense { reversed_by: Some(back), ..entered };
        let both = store.expenses(new.from, new.until, None, 9).await.unwrap();
        assert_eq!(both, [taken_back, reversal]);
        let reverse = async |id| store.reverse_expense(id, user(1), at(10)).await.unwrap();
        assert_eq!(reverse(ExpenseId(99)).await, Err(ReverseRefusal::Unknown));
        assert_eq!(reverse(back).await, Err(ReverseRefusal::IsReversal));
        assert_eq!(reverse(id).await, Err(ReverseRefusal::AlreadyReversed(back)));
        assert_eq!(store.expense(ExpenseId(99)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_bill_is_refused_for_the_first_reason() {
    on_both(async |store| {
        people(&store).await;
        let given = expense("", 0).capacities.remove(0);
        let wrong = NewExpense {
            common_minor: 101,
            until: day("2026-11-01"),
            capacities: vec![given.clone(); CAPACITIES_PER_EXPENSE + 1],
            ..expense("Trop", 100)
        };
        let add = async |new: &NewExpense| store.add_expense(new, at(0)).await.unwrap();
        assert_eq!(add(&wrong).await, Err(ExpenseRefusal::CommonPart));
        let wrong = NewExpense { common_minor: 100, ..wrong };
        assert_eq!(add(&wrong).await, Err(ExpenseRefusal::Interval));
        let wrong = NewExpense { until: day("2026-11-02"), ..wrong };
        let backwards = NewCapacity { until: given.from, ..given.clone() };
        let mut other = wrong.clone();
        other.capacities[3] = backwards;
        assert_eq!(add(&other).await, Err(ExpenseRefusal::Interval), "of a capacity");
        assert_eq!(add(&wrong).await, Err(ExpenseRefusal::TooManyCapacities));
        let most = NewExpense { capacities: vec![given; CAPACITIES_PER_EXPENSE], ..wrong };
        let id = add(&most).await.unwrap();
        assert_eq!(store.expense(id).await.unwrap().unwrap().capacities.len(), CAPACITIES_PER_EXPENSE);
        assert!(store.add_expense(&expense("Beaucoup", u64::MAX), at(0)).await.is_err());
        let none = NewExpense { capacities: Vec::new(), ..expense("Rien", 0) };
        assert_eq!(store.expense(add(&none).await.unwrap()).await.unwrap().unwrap().capacities, []);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_enters_one_bill() {
    on_both(async |store| {
        people(&store).await;
        let form = |n| NewExpense { entry_key: Some([n; 32]), ..expense("Une ligne", 100) };
        let first = store.add_expense(&form(1), at(0)).await.unwrap().unwrap();
        assert_eq!(store.add_expense(&form(1), at(1)).await.unwrap(), Ok(first));
        assert_eq!(store.expense(first).await.unwrap().unwrap().capacities.len(), 1);
        assert_ne!(store.add_expense(&form(2), at(2)).await.unwrap(), Ok(first));
        let back = store.reverse_expense(first, user(1), at(3)).await.unwrap();
        assert!(back.is_ok(), "the reverse is no second entry of the form: {back:?}");
    })
    .await;
}

#[tokio::test]
async fn bills_are_found_by_the_time_they_pay_for_or_give() {
    on_both(async |store| {
        people(&store).await;
        let bill = async |from: &str, until: &str, given: &[(&str, &str)]| {
            let capacity = |(from, until): &(&str, &str)| NewCapacity {
                unit: "GB".to_owned(),
                quantity: 1,
                from: day(from),
                until: day(until),
            };
            let new = NewExpense {
                from: day(from),
                until: day(until),
                capacities: given.iter().map(capacity).collect(),
                ..expense("", 1)
            };
            store.add_expense(&new, at(0)).await.unwrap().unwrap()
        };
        let october = bill("2026-10-01", "2026-11-01", &[]).await;
        let november = bill("2026-11-01", "2026-12-01", &[]).await;
        let paid_before = bill("2026-01-01", "2026-02-01", &[("2026-11-30", "2027-01-01")]).await;
        let december = bill("2026-12-01", "2027-01-01", &[("2026-12-01", "2027-01-01")]).await;
        let found = async |from: &str, until: &str, after, limit| {
            let page = store.expenses(day(from), day(until), after, limit).await.unwrap();
            page.into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(found("2026-11-01", "2026-12-01", None, 9).await, [november, paid_before]);
        assert_eq!(found("2026-11-01", "2026-12-01", None, 1).await, [november]);
        assert_eq!(found("2026-11-01", "2026-12-01", Some(november), 9).await, [paid_before]);
        let all = [october, november, paid_before, december];
        assert_eq!(found("2026-10-31", "2027-01-01", None, 9).await, all);
        assert_eq!(found("2026-03-01", "2026-04-01", None, 9).await, []);
    })
    .await;
}
