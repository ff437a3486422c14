//! A federation of some members with closed months, made by hand.

use std::collections::BTreeMap;

use books::settlement::{ClosedPeriod, Due, Ground, Settlement, SettlementRefusal, follow, issue_day};
use federation::Hash;
use federation::charter::{Charter, DEFAULT};
use federation::closing::{Cut, Report, ReportLine, Span};
use federation::entry::{Dispute, DisputeReason, Entry, Payment, Reversal};
use federation::facts::{Facts, Place};
use federation::roll::{Roll, Seat, Standing};
use federation::signed::Signable;
use jiff::civil::{Date, date};
use purse::id::MemberId;
use purse::money::Money;

pub fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 32])
}

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Member 1 holds the fund. The shipped charter: at least 5.00, 30 days, 60 days of grace; notes are issued 10 days after a
/// month.
#[derive(Clone)]
pub struct Case {
    pub charter: Charter,
    pub roll: Roll,
    pub facts: Facts,
    sizes: BTreeMap<MemberId, u64>,
    pub reports: Vec<(Report, Roll)>,
}

/// What of a report is not a member's result.
#[derive(Clone, Copy, Default)]
pub struct Rest {
    /// What the fund pays.
    pub fund: Money,
    pub deficit: Money,
    pub contributions: Money,
}

impl Case {
    pub fn of(members: u8) -> Self {
        let seat = |number| Seat {
            member: member(number),
            key: [number; 32],
            address: format!("https://m{number}.example"),
            card: None,
            means: money("6000"),
            adherents: 10,
            from: date(2026, 11, 1),
        };
        let standing = |number| {
            (member(number), Standing { seat: seat(number), to: None, successions: Vec::new(), gone: Vec::new() })
        };
        let roll = Roll {
            federation: Hash([7; 32]),
            number: 0,
            head: Hash([7; 32]),
            charters: vec![(date(2026, 11, 1), Hash([8; 32]))],
            holders: vec![(date(2026, 11, 1), member(1))],
            members: (1..=members).map(standing).collect(),
        };
        let charter = Charter::parse(DEFAULT).unwrap();
        Self { charter, roll, facts: Facts::default(), sizes: BTreeMap::new(), reports: Vec::new() }
    }

    /// Closes the next month, from November 2026 on, with what each member is owed of it.
    pub fn close(&mut self, nets: &[(u8, &str)], rest: Rest) -> Hash {
        let nets: Vec<(u8, Money)> = nets.iter().map(|(number, net)| (*number, money(net))).collect();
        self.close_with(&nets, rest)
    }

    pub fn close_with(&mut self, nets: &[(u8, Money)], rest: Rest) -> Hash {
        let before = self.reports.last().map(|(report, _)| report);
        let month = i8::try_from(10 + self.reports.len()).unwrap();
        let span = Span { year: 2026 + i16::from(month / 12), month: month % 12 + 1, months: 1 };
        let cut = |(member, size): (&MemberId, &u64)| Cut { member: *member, log: 1, size: *size, root: Hash::ZERO };
        let line = |(number, net): &(u8, Money)| ReportLine {
            member: member(*number),
            credit: (*net).max(Money::ZERO),
            charge: Money::ZERO.minus(*net).unwrap().max(Money::ZERO),
            correction: Money::ZERO,
            net: *net,
        };
        let fund_before = before.map_or(Money::ZERO, |report| report.fund_after);
        let lines: Vec<ReportLine> = nets.iter().map(line).collect();
        let report = Report {
            federation: self.roll.federation,
            span,
            rules_version: 1,
            charter: Hash([8; 32]),
            previous: before.map(Signable::hash),
            cuts: self.sizes.iter().map(cut).collect(),
            total: Money::sum(lines.iter().map(|line| line.credit)).unwrap(),
            lines,
            fund_before,
            contributions: rest.contributions,
            fund: rest.fund,
            fund_after: fund_before.plus(rest.contributions).unwrap().minus(rest.fund).unwrap(),
            deficit: rest.deficit,
            usage: Vec::new(),
            commons: Vec::new(),
        };
        let hash = report.hash();
        self.reports.push((report, self.roll.clone()));
        hash
    }

    pub fn append(&mut self, number: u8, entry: Entry) -> Hash {
        let name = Hash::of_entry(&member(number), &entry.to_leaf().unwrap());
        let size = self.sizes.entry(member(number)).or_default();
        self.facts.add(Place { author: member(number), log: 1, place: *size }, name, entry);
        *size += 1;
        name
    }

    /// `to` says that money of a month arrived.
    pub fn paid(&mut self, from: u8, to: u8, month: usize, amount: &str, on: &str) -> Hash {
        let nonce = u8::try_from(self.facts.payments.len()).unwrap();
        let report = self.reports[month].0.hash();
        let (from, amount, day) = (member(from), money(amount), day(on));
        self.append(to, Entry::Payment(Payment { nonce: [nonce; 16], report, from, amount, day }))
    }

    pub fn disputes(&mut self, debtor: u8, month: usize, amount: &str) -> Hash {
        let (report, amount) = (self.reports[month].0.hash(), money(amount));
        let dispute = Dispute { nonce: [9; 16], report, amount, reason: DisputeReason::Usage, evidence: None };
        self.append(debtor, Entry::Dispute(dispute))
    }

    pub fn takes_back(&mut self, author: u8, of: Hash, on: &str) -> Hash {
        self.append(author, Entry::Reversal(Reversal { of, on: day(on) }))
    }

    pub fn leaves(&mut self, number: u8, to: &str) {
        self.roll.members.get_mut(&member(number)).unwrap().to = Some(day(to));
    }

    pub fn periods(&self) -> Vec<ClosedPeriod<'_>> {
        let closed = |(report, roll)| {
            let closed_on = issue_day(report, &self.charter).unwrap();
            ClosedPeriod { report, hash: report.hash(), closed_on, charter: &self.charter, roll }
        };
        self.reports.iter().map(|(report, roll)| closed((report, roll))).collect()
    }

    pub fn try_on(&self, today: &str) -> Result<Settlement, SettlementRefusal> {
        let periods = self.periods();
        follow(&Ground { periods: &periods, facts: &self.facts, roll: &self.roll, today: day(today) })
    }

    pub fn on(&self, today: &str) -> Settlement {
        self.try_on(today).unwrap()
    }
}

pub fn note(settlement: &Settlement, month: usize, number: u8) -> &Due {
    settlement.note(month, &member(number)).unwrap()
}

pub fn amounts(parts: &BTreeMap<MemberId, Money>) -> Vec<(u8, String)> {
    parts.iter().map(|(member, amount)| (member.as_bytes()[0], amount.to_string())).collect()
}

/// Number, member, amount, open: one line for each note.
pub fn told(settlement: &Settlement) -> Vec<String> {
    let line = |due: &Due| {
        format!("{} m{} {} open {}", due.number, due.member.as_bytes()[0], due.amount().unwrap(), due.open())
    };
    settlement.notes().iter().map(line).collect()
}
