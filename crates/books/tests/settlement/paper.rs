//! A note on paper: lines that add up, the account of who holds the fund, the charter's words.

use std::collections::BTreeMap;

use books::note::{Direction, Item, Language, Note};
use books::settlement::{DraftRefusal, Face, Paper, Settlement, draft};
use purse::money::Money;
use purse::split::ByPool;
use purse::usage::Pool;

use crate::case::{Case, Rest, member, money, note};
use crate::orders::card;

fn faces() -> BTreeMap<purse::id::MemberId, Face> {
    let face = |number: u8, iban| {
        (member(number), Face { host: format!("m{number}.example"), card: Some(card(number, iban)) })
    };
    BTreeMap::from([face(1, Some("FR7630006000011234567890189")), face(2, None)])
}

/// Member 2 owes 3.00 of November and 20.00 of December.
fn two_months() -> Case {
    let mut case = Case::of(2);
    case.close(&[(1, "3"), (2, "-3")], Rest::default());
    case.close(&[(1, "20"), (2, "-20")], Rest::default());
    case
}

fn pools(credits: &[(Pool, &str)], charges: &[(Pool, &str)], solidarity: &str) -> ByPool {
    let all = |all: &[(Pool, &str)]| all.iter().map(|(pool, amount)| (*pool, money(amount))).collect();
    ByPool { credits: all(credits), charges: all(charges), solidarity: money(solidarity) }
}

fn paper<'a>(
    case: &'a Case,
    settlement: &'a Settlement,
    pools: &'a ByPool,
    faces: &'a BTreeMap<purse::id::MemberId, Face>,
    number: u8,
) -> Paper<'a> {
    Paper {
        due: note(settlement, 1, number),
        report: &case.reports[1].0,
        pools,
        before: case.reports[0].0.span.period(),
        charter: &case.charter,
        holder: member(1),
        faces,
        language: Language::French,
    }
}

#[test]
fn a_debit_note_has_lines_that_add_up_an_account_a_reference_and_a_code() {
    let (case, faces) = (two_months(), faces());
    let settlement = case.on("2027-01-12");
    let of = pools(&[], &[(Pool::Delivery, "15"), (Pool::Commons, "9.50")], "-4.50");
    let draft = draft(&paper(&case, &settlement, &of, &faces, 2)).unwrap();
    let items: Vec<String> = draft.lines.iter().map(|line| format!("{:?} {}", line.item, line.amount)).collect();
    assert_eq!(items[..3], ["Charge(Delivery) -15.00", "Charge(Commons) -9.50", "Solidarity 4.50"]);
    assert!(matches!(draft.lines[3].item, Item::CarriedOver(_)), "{items:?}");
    assert_eq!(draft.account.as_ref().unwrap().holder, "Association 1");
    assert!(draft.qr.is_some() && draft.reference.ends_with("202612002"), "{}", draft.reference);
    insta::assert_snapshot!("wording", draft.wording);
    let note = Note::new(draft).unwrap();
    assert_eq!((note.total(), note.direction()), (money("-23"), Direction::Debit));
    assert!(note.pdf("2027-01-12T00:00:00Z".parse().unwrap()).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_credit_note_asks_for_nothing() {
    let (case, faces) = (two_months(), faces());
    let settlement = case.on("2027-01-12");
    let of = pools(&[(Pool::Delivery, "20")], &[], "0");
    let draft = draft(&paper(&case, &settlement, &of, &faces, 1)).unwrap();
    assert!(draft.account.is_none() && draft.qr.is_none());
    assert_eq!(Note::new(draft).unwrap().total(), money("23"));
}

#[test]
fn each_refusal_of_a_draft_has_a_paper_that_meets_it() {
    let case = two_months();
    let settlement = case.on("2027-01-12");
    let (of, all, none) = (pools(&[], &[(Pool::Delivery, "20")], "0"), faces(), BTreeMap::new());
    assert_eq!(draft(&paper(&case, &settlement, &of, &none, 2)), Err(DraftRefusal::NoFace(member(1))));
    let mut due = note(&settlement, 1, 2).clone();
    due.span.month = 13;
    let bad = Paper { due: &due, ..paper(&case, &settlement, &of, &all, 2) };
    assert_eq!(draft(&bad), Err(DraftRefusal::Period));
    let other = ByPool { solidarity: money("0.01"), ..of.clone() };
    assert_eq!(draft(&paper(&case, &settlement, &other, &all, 2)), Err(DraftRefusal::Lines));
    let most = Money::from_minor(purse::money::MAX_MINOR).unwrap();
    let huge = ByPool { credits: BTreeMap::from([(Pool::Delivery, most), (Pool::Storage, most)]), ..of };
    assert_eq!(draft(&paper(&case, &settlement, &huge, &all, 2)), Err(DraftRefusal::TooLarge));
}
