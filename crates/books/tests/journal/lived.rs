//! Books of what three members' logs tell: two months that they closed, payments, a default, and what was taken back.

use std::collections::BTreeMap;

use books::journal::export::fec;
use books::journal::{Account, Book, Language, Lived, Owner, Year, code_of, of_federation};
use books::settlement::{ClosedPeriod, Ground, Settlement, follow, issue_day, pools};
use federation::closing::{Below, Closing, Proposal, recompute};
use federation::entry::{Entry, Payment, Reversal};
use federation::signed::Signable;
use jiff::civil::{Date, date};
use purse::id::MemberId;
use purse::money::Money;
use purse::split::ByPool;

use crate::exported::{close, closed_november};
use crate::nodes::{Node, contribution, talk};
use crate::town::{DECEMBER, NOVEMBER, member, money};

fn closing(node: &Node, proposal: &Proposal, previous: Option<&federation::closing::Report>) -> Closing {
    let mut below = Below::new(proposal).unwrap();
    for (log, leaves) in &node.leaves {
        leaves.iter().for_each(|leaf| below.add(*log, leaf).unwrap());
    }
    let facts = below.finish().unwrap();
    recompute(&federation::closing::Ground { proposal, facts: &facts, charters: node.desk.charters(), previous })
        .unwrap()
}

/// Two months; of November 2 got its money and 3 pays a part, of December's balances nothing.
struct Story {
    node: Node,
    closings: Vec<Closing>,
}

fn story() -> Story {
    let (mut nodes, november) = closed_november();
    let payment = |from, amount: &str, day| {
        let (nonce, report, from) = ([from; 16], november.hash(), member(from));
        Entry::Payment(Payment { nonce, report, from, amount: money(amount), day })
    };
    nodes[0].append(&payment(3, "10", date(2026, 12, 12)));
    let wrong = payment(1, "1", date(2026, 12, 13));
    nodes[0].append(&wrong);
    nodes[1].append(&payment(1, "9.99", date(2026, 12, 14)));
    nodes[2].append(&contribution(2));
    talk(&mut nodes);
    let december = close(&mut nodes, DECEMBER, "2027-01-03T00:00:00Z", Some(&november));
    let of = federation::Hash::of_entry(&member(1), &wrong.to_leaf().unwrap());
    nodes[0].append(&Entry::Reversal(Reversal { of, on: date(2027, 1, 12) }));
    nodes[0].append(&payment(3, "200", date(2027, 6, 1)));
    talk(&mut nodes);
    let node = nodes.swap_remove(0);
    let roll = &node.desk.chain().unwrap().roll;
    let proposed = |span| {
        let all = node.desk.facts().proposals.values();
        all.map(|at| &at.fact).find(|proposal| proposal.span == span).unwrap().clone()
    };
    assert_eq!(roll.members.len(), 3);
    let first = closing(&node, &proposed(NOVEMBER), None);
    let second = closing(&node, &proposed(DECEMBER), Some(&first.report));
    assert_eq!(second.report.hash(), december.hash());
    Story { closings: vec![first, second], node }
}

type Periods<'a> = Vec<(ClosedPeriod<'a>, BTreeMap<MemberId, ByPool>)>;

impl Story {
    fn periods(&self) -> Periods<'_> {
        let charter = |closing: &Closing| &self.node.desk.charters()[&closing.report.charter];
        let of = |closing: &'_ Closing| pools(closing, charter(closing)).unwrap();
        self.closings
            .iter()
            .map(|closing| {
                let report = &closing.report;
                let closed_on = issue_day(report, charter(closing)).unwrap();
                let hash = report.hash();
                let charter = charter(closing);
                (ClosedPeriod { report, hash, closed_on, charter, roll: &closing.chain.roll }, of(closing))
            })
            .collect()
    }

    fn settlement(&self, periods: &Periods<'_>, today: Date) -> Settlement {
        let periods: Vec<ClosedPeriod<'_>> = periods.iter().map(|(period, _)| *period).collect();
        let (facts, roll) = (self.node.desk.facts(), &self.node.desk.chain().unwrap().roll);
        follow(&Ground { periods: &periods, facts, roll, today }).unwrap()
    }

    fn book(&self, owner: &Owner, today: Date) -> (Settlement, Book) {
        let periods = self.periods();
        let settlement = self.settlement(&periods, today);
        let names: BTreeMap<MemberId, String> =
            (1..=3).map(|number| (member(number), format!("Member {number} \"& sons\""))).collect();
        let lived = Lived {
            title: "Three; of them",
            periods: &periods,
            settlement: &settlement,
            facts: self.node.desk.facts(),
            roll: &self.node.desk.chain().unwrap().roll,
            names: &names,
            suppliers: &BTreeMap::new(),
        };
        let (federation, records) = of_federation(&lived).unwrap();
        let year = Year { first: date(2026, 11, 1), last: date(2027, 12, 31) };
        let book = Book::build(&federation, owner, year, Language::French, &records).unwrap();
        (settlement, book)
    }
}

fn owners() -> Vec<Owner> {
    let members = (1..=3).map(|number| Owner::Member(code_of(&member(number)).unwrap()));
    members.chain([Owner::Fund]).collect()
}

fn net(book: &Book, account: Account) -> Money {
    let of = book.balances().iter().filter(|((of, _), _)| *of == account);
    Money::sum(of.map(|(_, balance)| balance.net)).unwrap()
}

#[test]
fn other_programs_accept_the_books_that_real_reports_make() {
    let story = story();
    for (place, owner) in owners().iter().enumerate() {
        for today in [date(2026, 12, 20), date(2027, 4, 1), date(2027, 7, 1)] {
            let (_, book) = story.book(owner, today);
            crate::programs::check(&book, &format!("lived-{place}-{today}"));
            crate::fec_rules::check(&fec(&book), &book);
        }
    }
}

#[test]
fn the_funds_book_has_on_its_account_what_the_settlement_says_and_members_have_the_other_side() {
    let story = story();
    for today in [date(2026, 12, 20), date(2027, 4, 1), date(2027, 7, 1)] {
        let (settlement, fund) = story.book(&Owner::Fund, today);
        assert_eq!(net(&fund, Account::FundBank), settlement.cash(), "{today}");
        for owner in &owners()[..3] {
            let Owner::Member(code) = owner else { continue };
            let (_, book) = story.book(owner, today);
            for (mine, theirs) in [
                (Account::Federation, Account::Members),
                (Account::FederationCarried, Account::MembersCarried),
                (Account::FederationClaims, Account::MembersClaims),
            ] {
                let theirs = fund.balances().get(&(theirs, Some(code.clone())));
                let theirs = theirs.map_or(Money::ZERO, |balance| balance.net);
                // A debtor's own books keep what others bear for it: it still owes it.
                let borne = settlement.notes().iter().filter(|due| code_of(&due.member).as_ref() == Ok(code));
                let borne = Money::sum(borne.map(|due| due.cover.sum())).unwrap();
                let borne = if mine == Account::Federation { borne } else { Money::ZERO };
                let own = net(&book, mine).plus(borne).unwrap();
                assert_eq!(own.plus(theirs), Ok(Money::ZERO), "{mine:?} of {code} on {today}");
            }
        }
    }
}

#[test]
fn the_same_logs_give_the_same_records_and_later_ones_only_add_to_them() {
    let story = story();
    let (_, early) = story.book(&Owner::Fund, date(2027, 4, 1));
    let (_, later) = story.book(&Owner::Fund, date(2027, 7, 1));
    let ids = |book: &Book| book.transactions().iter().map(|of| of.record().to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&later)[..ids(&early).len()], ids(&early));
    assert!(ids(&later).len() > ids(&early).len());
}
