//! What holds of every decision, whatever notes and payments there are.

use std::collections::{BTreeMap, BTreeSet};

use books::bank::{Decision, Found, OpenItem, Statement, decide};
use proptest::prelude::*;
use purse::money::Money;

use crate::given::{AUBEPINE, BRUYERE, Line, file, item, reference, statement};

const NOTES: [&str; 5] = ["N1", "N2", "N3", "N4", "N5"];

/// Few notes, accounts and amounts, so that everything collides with everything.
fn any_items() -> impl Strategy<Value = Vec<OpenItem>> {
    let one = (0_i64..4, 1_i64..5, any::<bool>(), 0_i64..=4, 1_i8..6, any::<bool>());
    prop::collection::vec(one, NOTES.len()).prop_map(|all| {
        let built = all.into_iter().zip(NOTES).map(|((account, euros, out, paid, day, batch), note)| {
            let sign = if out { -100 } else { 100 };
            let amount = Money::from_minor(euros * sign).unwrap();
            let account = [None, Some(AUBEPINE), Some(BRUYERE), None][usize::try_from(account).unwrap()];
            let paid = Money::from_minor(paid.min(euros) * sign).unwrap();
            let batch = batch.then(|| "ECOT-1".parse().unwrap());
            OpenItem { amount, paid, batch, date: jiff::civil::date(2026, 12, day), ..item(note, "1.00", account) }
        });
        built.collect()
    })
}

fn any_line() -> impl Strategy<Value = Line> {
    let names = prop::collection::vec(prop::sample::select(vec!["N1", "N2", "N3", "N4", "N5", "X9"]), 0..3);
    let end_to_end = prop::option::weighted(0.3, prop::sample::select(vec!["ECOT-N1", "ECOT-N4", "OTHER"]));
    let account = prop::option::of(prop::sample::select(vec![AUBEPINE, BRUYERE]));
    let id = prop::option::weighted(0.3, 0_u8..30);
    (-4_i64..=9, 1_i8..9, names, end_to_end, account, id, prop::bool::weighted(0.3), prop::bool::weighted(0.2))
        .prop_map(|(euros, day, names, end_to_end, account, id, returned, batch)| Line {
            batch,
            amount: format!("{euros}.00"),
            day,
            id: id.map(|id| format!("B{id}")),
            end_to_end: end_to_end.map(str::to_owned),
            text: names.iter().map(|note| reference(note).to_string()).collect::<Vec<_>>().join(" + "),
            account: account.map(str::to_owned),
            returned,
        })
}

fn sum(amounts: impl IntoIterator<Item = Money>) -> Money {
    Money::sum(amounts).unwrap()
}

fn without_known(items: &[OpenItem], statements: &[Statement]) -> Decision {
    decide(items, &BTreeSet::new(), statements).unwrap()
}

/// What the notes had been paid before, and are after.
fn paid_after(items: &[OpenItem], decision: &Decision) -> BTreeMap<String, Money> {
    let mut paid: BTreeMap<String, Money> = items.iter().map(|item| (item.note.clone(), item.paid)).collect();
    for part in &decision.parts {
        let entry = paid.get_mut(&part.note).unwrap();
        *entry = entry.plus(part.amount).unwrap();
    }
    paid
}

proptest! {
    #[test]
    fn what_is_matched_suspended_and_repeated_is_the_statement_to_the_cent(
        items in any_items(),
        lines in prop::collection::vec(any_line(), 0..14),
    ) {
        let statement = statement(&file(&lines));
        let total = statement.booked_sum();
        let decision = without_known(&items, std::slice::from_ref(&statement));
        let parts = decision.parts.iter().map(|part| part.amount);
        let rest = decision.suspense.iter().map(|one| one.amount).chain(decision.repeated.iter().map(|one| one.amount));
        prop_assert_eq!(sum(parts.chain(rest)), total);
        // And so for each entry.
        for entry in &statement.booked {
            let own = decision.parts.iter().filter(|part| part.transaction.entry == entry.fingerprint).map(|part| part.amount);
            let other = decision.suspense.iter().filter(|one| one.transaction.entry == entry.fingerprint).map(|one| one.amount);
            prop_assert_eq!(sum(own.chain(other)), entry.amount);
        }
    }

    #[test]
    fn no_note_is_ever_paid_beyond_its_amount_or_given_back_below_nothing(
        items in any_items(),
        lines in prop::collection::vec(any_line(), 0..14),
    ) {
        let decision = without_known(&items, &[statement(&file(&lines))]);
        let paid = paid_after(&items, &decision);
        for item in &items {
            let (least, most) = (item.amount.min(Money::ZERO), item.amount.max(Money::ZERO));
            prop_assert!((least..=most).contains(&paid[&item.note]), "{item:?}");
            if let Some(left) = decision.left.get(&item.note) {
                prop_assert_eq!(item.amount.minus(paid[&item.note]).unwrap(), *left);
            }
        }
        for part in &decision.parts {
            let item = items.iter().find(|item| item.note == part.note).unwrap();
            let same = part.amount.minor().signum() == item.amount.minor().signum();
            prop_assert_eq!(same, part.found == Found::Pays);
        }
    }

    #[test]
    fn the_order_of_entries_statements_and_notes_does_not_matter(
        items in any_items(),
        (lines, shuffled) in prop::collection::vec(any_line(), 0..14).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        order in Just(vec![0, 1, 2, 3, 4]).prop_shuffle(),
    ) {
        let decision = without_known(&items, &[statement(&file(&lines))]);
        let other: Vec<OpenItem> = order.into_iter().map(|place: usize| items[place].clone()).collect();
        prop_assert_eq!(&without_known(&other, &[statement(&file(&shuffled))]), &decision);
    }

    #[test]
    fn two_statements_decide_like_one_where_no_two_entries_are_alike(
        items in any_items(),
        lines in prop::collection::vec(any_line(), 0..14),
        split in 0_usize..14,
    ) {
        // Alike entries are counted within each statement, so here each is of its own kind and without the bank's reference.
        let nameless = lines.into_iter().map(|line| Line { id: None, ..line });
        let apart: BTreeMap<String, Line> = nameless.map(|line| (file(std::slice::from_ref(&line)), line)).collect();
        let lines: Vec<Line> = apart.into_values().collect();
        let whole = statement(&file(&lines));
        let (mut one, mut other) = (whole.clone(), whole.clone());
        other.booked = one.booked.split_off(split.min(lines.len()));
        prop_assert_eq!(without_known(&items, &[other, one]), without_known(&items, &[whole]));
    }

    #[test]
    fn a_statement_that_comes_again_pays_nothing_even_among_new_entries(
        items in any_items(),
        lines in prop::collection::vec(any_line(), 0..10),
        more in prop::collection::vec(any_line(), 0..4),
    ) {
        let first = without_known(&items, &[statement(&file(&lines))]);
        let again = decide(&items, &first.entered, &[statement(&file(&lines))]).unwrap();
        prop_assert!(again.parts.is_empty() && again.suspense.is_empty() && again.entered.is_empty());
        let paid = paid_after(&items, &first);
        let later: Vec<OpenItem> = items.iter().map(|i| OpenItem { paid: paid[&i.note], ..i.clone() }).collect();
        let longer: Vec<Line> = lines.iter().chain(&more).cloned().collect();
        let second = decide(&later, &first.entered, &[statement(&file(&longer))]).unwrap();
        prop_assert_eq!(second.entered.len(), more.len());
        prop_assert!(second.entered.is_disjoint(&first.entered));
    }
}
