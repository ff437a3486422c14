//! A small federation for tests: members with keys from their number, and a log each.

use std::collections::BTreeMap;

use federation::Hash;
use federation::charter::{Charter, DEFAULT};
use federation::closing::{Closing, ClosingRefusal, Cut, Ground, Proposal, RULES_VERSION, Report, Span, recompute};
use federation::entry::{Approval, Entry, Estimate, Expense, Offered, Side, Usage, UsageRow};
use federation::facts::{Facts, Place};
use federation::roll::{Act, Ballot, Chain, Request, Resolution, Seat, read};
use federation::rounds::Voice;
use federation::signed::{Signable, Signed, SigningKey};
use jiff::civil::{Date, date};
use purse::id::MemberId;
use purse::money::Money;
use purse::usage::{Hour, Unit};
use sha2::{Digest, Sha256};

pub const FOUNDED: Date = date(2026, 11, 1);

/// The logs of all members, and what everybody knows beside them.
#[derive(Clone)]
pub struct Town {
    pub federation: Hash,
    pub charters: BTreeMap<Hash, Charter>,
    pub logs: BTreeMap<MemberId, Vec<Entry>>,
}

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

pub fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

pub fn member(number: u8) -> MemberId {
    MemberId::from_bytes(Sha256::digest(key(number).verifying_key().as_bytes()).into())
}

pub fn seat(number: u8, means: &str, from: Date) -> Seat {
    Seat {
        member: member(number),
        key: key(number).verifying_key().to_bytes(),
        address: format!("https://m{number}.example"),
        card: None,
        means: money(means),
        adherents: 10,
        from,
    }
}

pub fn charter_hash(text: &str) -> Hash {
    federation::charter::hash(text)
}

impl Town {
    /// Founded by member 1 on [`FOUNDED`] under the shipped charter.
    pub fn founded(means: &str) -> Self {
        let charter = charter_hash(DEFAULT);
        let founding = Resolution {
            number: 0,
            previous: Hash::ZERO,
            act: Act::Found { charter, founder: seat(1, means, FOUNDED) },
            minutes: None,
        };
        let mut town = Self {
            federation: founding.hash(),
            charters: BTreeMap::from([(charter, Charter::parse(DEFAULT).unwrap())]),
            logs: BTreeMap::new(),
        };
        town.append(1, Entry::Resolution(founding));
        town
    }

    /// Founded, and each of the others admitted by all before it.
    pub fn of(means: &[&str]) -> Self {
        let mut town = Self::founded(means[0]);
        for (number, means) in (2..).zip(&means[1..]) {
            town.admit(number, means, FOUNDED);
        }
        town
    }

    pub fn append(&mut self, number: u8, entry: Entry) -> Hash {
        let name = Hash::of_entry(&member(number), &entry.to_leaf().unwrap());
        self.logs.entry(member(number)).or_default().push(entry);
        name
    }

    pub fn next(&self, act: Act) -> Resolution {
        let roll = self.chain().roll;
        Resolution { number: roll.number + 1, previous: roll.head, act, minutes: None }
    }

    pub fn vote(&mut self, number: u8, place: u64, round: u32, voice: Voice) {
        let ballot = Ballot { federation: self.federation, number: place, round, member: member(number), voice };
        self.append(number, Entry::Ballot(Signed::sign(ballot, &key(number))));
    }

    /// Proposed by member 1, and voted for by these.
    pub fn resolve(&mut self, act: Act, voters: &[u8]) {
        let resolution = self.next(act);
        let (place, hash) = (resolution.number, resolution.hash());
        self.append(1, Entry::Resolution(resolution));
        for number in voters {
            self.vote(*number, place, 0, Voice::For(hash));
        }
    }

    pub fn request(&self, number: u8, means: &str, from: Date) -> Signed<Request> {
        let request =
            Request { federation: self.federation, charter: charter_hash(DEFAULT), seat: seat(number, means, from) };
        Signed::sign(request, &key(number))
    }

    pub fn admit(&mut self, number: u8, means: &str, from: Date) {
        let voters: Vec<u8> = (1..number).collect();
        self.resolve(Act::Admit(self.request(number, means, from)), &voters);
        self.logs.entry(member(number)).or_default();
    }

    /// A bill with its estimate, which members 1 to `approvers` approve.
    pub fn bill(&mut self, number: u8, expense: Expense, approvers: u8) -> Hash {
        let estimate = Estimate {
            nonce: expense.nonce,
            pool: expense.pool,
            common_part: expense.common_part,
            capacity: expense.capacity.clone(),
            span: expense.span,
        };
        let estimate = self.append(number, Entry::Estimate(estimate));
        for approver in 1..=approvers {
            self.append(approver, Entry::Approval(Approval { of: estimate, yes: true }));
        }
        self.append(number, Entry::Expense(Expense { estimate, ..expense }))
    }

    /// `home` used so many GB of `carrier` in an hour; both say so.
    pub fn deliver(&mut self, home: u8, carrier: u8, hour: &str, gigabytes: u64) {
        let hour: Hour = hour.parse().unwrap();
        let quantity = gigabytes * 1_000_000_000;
        for (author, side, other) in [(carrier, Side::Claim, home), (home, Side::Observation, carrier)] {
            let row = UsageRow { other: member(other), service: "video".to_owned(), unit: Unit::Byte, quantity };
            self.append(author, Entry::Usage(Usage { side, hour, rows: vec![row] }));
        }
    }

    pub fn facts(&self, span: Span) -> Facts {
        let mut facts = Facts::of(span.period().unwrap());
        for (author, log) in &self.logs {
            for (place, entry) in (0..).zip(log) {
                let name = Hash::of_entry(author, &entry.to_leaf().unwrap());
                facts.add(Place { author: *author, log: 1, place }, name, entry.clone());
            }
        }
        facts
    }

    pub fn chain(&self) -> Chain {
        read(&self.federation, &self.facts(NOVEMBER), &self.charters).unwrap()
    }

    pub fn proposal(&self, span: Span, previous: Option<&Report>) -> Proposal {
        let cut = |(author, log): (&MemberId, &Vec<Entry>)| Cut {
            member: *author,
            log: 1,
            size: u64::try_from(log.len()).unwrap(),
            root: Hash::ZERO,
        };
        Proposal {
            federation: self.federation,
            span,
            round: 0,
            rules_version: RULES_VERSION,
            previous: previous.map(Signable::hash),
            cuts: self.logs.iter().map(cut).collect(),
        }
    }

    pub fn close(&self, span: Span, previous: Option<&Report>) -> Result<Closing, ClosingRefusal> {
        let (proposal, facts) = (self.proposal(span, previous), self.facts(span));
        recompute(&Ground { proposal: &proposal, facts: &facts, charters: &self.charters, previous })
    }
}

pub const NOVEMBER: Span = Span { year: 2026, month: 11, months: 1 };
pub const DECEMBER: Span = Span { year: 2026, month: 12, months: 1 };
pub const JANUARY: Span = Span { year: 2027, month: 1, months: 1 };

/// A delivery bill of 150.00 for November, all of it common, for 1 TB.
pub fn november_bill(mark: u8) -> Expense {
    Expense {
        nonce: [mark; 16],
        pool: purse::usage::Pool::Delivery,
        amount: money("150.00"),
        common_part: money("150.00"),
        capacity: Some(Offered { amount: 1, unit: purse::cost::CapacityUnit::Tb }),
        span: federation::entry::Span { from: date(2026, 11, 1), to: date(2026, 12, 1) },
        estimate: Hash::ZERO,
        on: date(2026, 11, 1),
        foreign: None,
        evidence: None,
    }
}
