//! Books of any records: they balance, and every format says the same.

use std::collections::BTreeMap;

use books::journal::export::{Format, fec};
use books::journal::{
    Book, Contributed, Event, Federation, Gift, GiftKind, Language, MemberCode, Nature, Owner, Record, Settles, Share,
};
use proptest::prelude::*;
use purse::money::Money;
use purse::usage::Pool;

use crate::fec_rules;
use crate::programs;
use crate::sample::{code, member, month, year};

const MEMBERS: [&str; 4] = ["A", "B2", "3C", "DDDDDDDDDDDD"];

fn any_member() -> impl Strategy<Value = MemberCode> {
    prop::sample::select(&MEMBERS).prop_map(member)
}

fn any_owner() -> impl Strategy<Value = Owner> {
    prop_oneof![2 => any_member().prop_map(Owner::Member), 1 => Just(Owner::Fund)]
}

fn some_money() -> impl Strategy<Value = Money> {
    (1_i64..5_000_000).prop_map(|minor| Money::from_minor(minor).unwrap())
}

fn any_pool() -> impl Strategy<Value = Pool> {
    prop::sample::select(&[Pool::Delivery, Pool::Storage, Pool::Encoding, Pool::Plant, Pool::Commons])
}

/// Anything, and what formats give a meaning to.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[=+@;|\"'\\\\\t\r\n<>&(){}#^ a-zéœ€\u{1F600}-]{0,40}"]
}

fn any_share() -> impl Strategy<Value = Share> {
    let lines = || prop::collection::vec((any_pool(), some_money()), 0..4);
    (lines(), lines(), -9_000_i64..9_000, 0_i64..900).prop_map(|(credits, charges, solidarity, deficit)| Share {
        credits,
        charges,
        solidarity: Money::from_minor(solidarity).unwrap(),
        deficit: Money::from_minor(deficit).unwrap(),
        correction: Money::from_minor(deficit - 450).unwrap(),
    })
}

fn any_closing() -> impl Strategy<Value = Event> {
    prop::collection::btree_map(any_member(), any_share(), 1..5).prop_map(|shares| {
        let fund = Money::sum(shares.values().map(|share| share.net().unwrap())).unwrap();
        Event::Closing { period: month(5), shares, fund }
    })
}

fn any_payment() -> impl Strategy<Value = Event> {
    (any_member(), any_owner(), some_money(), any::<bool>()).prop_map(|(one, other, amount, turned)| {
        let one = Owner::Member(one);
        let other = if one == other { Owner::Fund } else { other };
        let (from, to) = if turned { (other, one) } else { (one, other) };
        Event::Payment { from, to, amount, settles: Settles::Current, note: code("N-1"), rest: amount }
    })
}

fn any_default() -> impl Strategy<Value = Event> {
    (any_member(), some_money(), prop::collection::btree_map(any_member(), some_money(), 0..3)).prop_map(
        |(debtor, fund, mut creditors): (MemberCode, Money, BTreeMap<MemberCode, Money>)| {
            creditors.remove(&debtor);
            if fund.minor() % 2 == 0 {
                Event::Default { debtor, note: code("N-2"), fund, creditors }
            } else {
                Event::GivenBack { debtor, note: code("N-2"), fund, creditors }
            }
        },
    )
}

fn any_event() -> impl Strategy<Value = Event> {
    let kind = prop::sample::select(&[GiftKind::Goods, GiftKind::Services, GiftKind::Work]);
    let way = prop_oneof![
        any_member().prop_map(Contributed::Dues),
        any_owner().prop_map(Contributed::Donation),
        any_member().prop_map(Contributed::ToFund),
    ];
    prop_oneof![
        3 => (any_owner(), any_pool(), any_text(), some_money()).prop_map(|(by, pool, supplier, amount)| {
            Event::Expense { by, nature: Nature::Pool(pool), supplier, amount, common_part: amount }
        }),
        3 => any_closing(),
        3 => any_payment(),
        1 => any_default(),
        1 => (any_member(), any_text(), some_money()).prop_map(|(by, supplier, amount)| Event::HardwareBought { by, supplier, amount }),
        1 => (any_member(), some_money()).prop_map(|(member, amount)| Event::CarriedOver { member, amount, period: month(6) }),
        1 => (any_member(), some_money()).prop_map(|(member, amount)| Event::TakenUp { member, amount, period: month(6) }),
        1 => (way, some_money()).prop_map(|(way, amount)| Event::Contribution { way, amount }),
        1 => (any_owner(), any_text(), kind, some_money()).prop_map(|(to, giver, kind, value)| Event::Gift(Gift { to, giver, kind, value })),
    ]
}

/// Records of two years, some of them corrected later.
fn any_records(most: usize) -> impl Strategy<Value = Vec<Record>> {
    let one = (any_event(), 0_i16..700, prop::option::weighted(0.15, any_text()));
    prop::collection::vec(one, 0..most).prop_map(|events| {
        let first = jiff::civil::date(2025, 2, 1);
        let mut records = Vec::new();
        for (place, (event, days, corrected)) in events.into_iter().enumerate() {
            let date = first.checked_add(jiff::Span::new().days(days)).unwrap();
            let id = code(&format!("R-{place}"));
            if let Some(reason) = corrected {
                let event = Event::Correction { reverses: id.clone(), reason };
                records.push(Record { id: code(&format!("X-{place}")), date, attachments: Vec::new(), event });
            }
            records.push(Record { id, date, attachments: Vec::new(), event });
        }
        records
    })
}

fn any_book(most: usize) -> impl Strategy<Value = Book> {
    let names = prop::collection::vec(any_text(), MEMBERS.len());
    let holder = prop::option::of(any_member());
    let language = prop::sample::select(&[Language::French, Language::English]);
    (names, holder, any_text(), any_owner(), language, any_records(most)).prop_map(
        |(names, holder, name, owner, language, records)| {
            let members = MEMBERS.into_iter().map(member).zip(names).collect();
            Book::build(&Federation { name, holder, members }, &owner, year(), language, &records).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn every_entry_and_every_book_balances(book in any_book(40)) {
        for entry in book.transactions() {
            prop_assert!(entry.postings().len() >= 2);
            prop_assert_eq!(entry.postings().iter().map(|posting| posting.amount().minor()).sum::<i64>(), 0);
            prop_assert!(!entry.label().is_empty() && !entry.label().contains('\n'));
        }
        prop_assert_eq!(book.balances().values().map(|balance| balance.net.minor()).sum::<i64>(), 0);
    }

    #[test]
    fn every_fec_keeps_the_rules_of_its_columns(book in any_book(40)) {
        fec_rules::check(&fec(&book), &book);
    }

    #[test]
    fn every_format_is_written_and_no_cell_of_a_table_begins_a_formula(book in any_book(20)) {
        for format in Format::ALL {
            let bytes = format.write(&book).unwrap();
            if matches!(format, Format::Csv | Format::Paheko) {
                let mut reader = csv::Reader::from_reader(&bytes[..]);
                for cell in reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}", cell);
                }
            }
        }
    }
}

proptest! {
    // Each case starts four processes.
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn other_programs_accept_any_book_and_find_our_balances(book in any_book(60)) {
        programs::check(&book, "any");
    }
}
