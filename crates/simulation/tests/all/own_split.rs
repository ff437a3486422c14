//! The oracle's own split against figures that were computed by hand, in docs/RULES.md.

use simulation::oracle::{Books, OwnBill, OwnMember, split};

const GB: u64 = 1_000_000_000;

#[test]
fn the_oracle_has_the_figures_of_the_worked_example() {
    // "A video becomes popular overnight": cents to the nearest, from the table.
    let means = [150_000, 600_000, 1_200_000, 2_000_000, 4_000_000];
    let (credits, charges) = ([0, 15_000, 15_000, 15_000, 15_000], [2_466, 7_022, 10_294, 14_656, 25_562]);
    let mut books = Books { days: (30, 365), ..Books::default() };
    for (number, means) in means.into_iter().enumerate() {
        books.members.insert(number, OwnMember { means });
    }
    for carrier in 1..5 {
        books.bills.push(OwnBill { carrier, cents: 15_000, bytes: Some(1_000 * GB) });
        books.used.insert((0, carrier), 500 * GB);
    }
    for (home, carrier) in [(1, 2), (2, 3), (3, 4), (4, 1)] {
        books.used.insert((home, carrier), 500 * GB);
    }
    let exact = split(&books);
    for number in 0..5 {
        assert_eq!(exact.credits[&number].round().to_string(), credits[number].to_string());
        assert_eq!(exact.charges[&number].round().to_string(), charges[number].to_string());
    }
    assert_eq!((exact.fund.to_string(), exact.deficit.to_string()), ("0".to_owned(), "0".to_owned()));
}

#[test]
fn the_oracle_gives_idle_capacity_to_all_and_what_floors_add_to_the_fund() {
    // Of 1,000 GB for 100.00 nothing is used: 30 % of it is borne alike by two. Their means are 1,460,000.00 a year each,
    // half a percent of which is 600.00 in 30 of 365 days: the floor.
    let mut books = Books { days: (30, 365), ..Books::default() };
    books.members = [(0, OwnMember { means: 146_000_000 }), (1, OwnMember { means: 146_000_000 })].into();
    books.bills.push(OwnBill { carrier: 0, cents: 10_000, bytes: Some(1_000 * GB) });
    let exact = split(&books);
    assert_eq!(exact.credits[&0].to_string(), "3000");
    assert_eq!(exact.charges[&1].to_string(), "60000");
    assert_eq!(exact.fund.to_string(), (3_000 - 120_000).to_string());
}

#[test]
fn the_oracle_calls_what_nobody_can_bear_a_deficit() {
    // Means of 73.00 a year: a fifth of it is 1.20 in 30 of 365 days. The fund has 10.00.
    let mut books = Books { days: (30, 365), fund: 1_000, ..Books::default() };
    books.members = [(0, OwnMember { means: 7_300 }), (1, OwnMember { means: 7_300 })].into();
    books.bills.push(OwnBill { carrier: 0, cents: 10_000, bytes: None });
    let exact = split(&books);
    assert_eq!(exact.charges.values().map(ToString::to_string).collect::<Vec<_>>(), ["120", "120"]);
    assert_eq!((exact.fund.to_string(), exact.deficit.to_string()), ("1000".to_owned(), "8760".to_owned()));
}
