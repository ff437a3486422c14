//! A federation to split: members by name, bills in euros, use in GB.

use std::collections::BTreeMap;

use jiff::civil::date;
use purse::cost::Period;
use purse::money::Money;
use purse::split::{Bill, Books, Member, Rules, Split, SplitRefusal, Used, split};
use purse::usage::{Pool, Unit};

pub const GB: u64 = 1_000_000_000;

/// November 2026, 30 of 365 days, under the shipped rules.
#[derive(Debug)]
pub struct Month {
    pub period: Period,
    pub rules: Rules,
    pub members: BTreeMap<&'static str, Member>,
    pub bills: Vec<Bill<&'static str>>,
    pub used: Used<&'static str>,
    pub fund: Money,
}

pub fn euros(text: &str) -> Money {
    text.parse().expect("an amount")
}

pub fn member(means: &str) -> Member {
    Member { means: euros(means), adherents: 10, from: date(2020, 1, 1), to: date(9999, 1, 1) }
}

impl Month {
    pub fn of(members: &[(&'static str, &str)]) -> Self {
        Self {
            period: Period::months(2026, 11, 1).expect("a month"),
            rules: Rules::shipped(),
            members: members.iter().map(|(id, means)| (*id, member(means))).collect(),
            bills: Vec::new(),
            used: Used::default(),
            fund: Money::ZERO,
        }
    }

    /// The vector of RULES.md: a video of m1 became popular overnight.
    pub fn popular_video() -> Self {
        let mut month = Self::of(&[("m1", "1500"), ("m2", "6000"), ("m3", "12000"), ("m4", "20000"), ("m5", "40000")]);
        for carrier in ["m2", "m3", "m4", "m5"] {
            month.delivers(carrier, "150.00", 1_000);
            month.uses("m1", carrier, 0, 500);
        }
        for (home, carrier) in [("m2", "m3"), ("m3", "m4"), ("m4", "m5"), ("m5", "m2")] {
            month.uses(home, carrier, 0, 500);
        }
        month
    }

    pub fn delivers(&mut self, carrier: &'static str, common_part: &str, gb: u64) {
        let capacity = Some((Unit::Byte, u128::from(gb * GB)));
        self.bills.push(Bill { carrier, pool: Pool::Delivery, common_part: euros(common_part), capacity });
    }

    pub fn uses(&mut self, home: &'static str, carrier: &'static str, hours_in: usize, gb: u64) {
        let mut hour = self.period.first_hour();
        for _ in 0..hours_in {
            hour = purse::usage::Hour::from_number(hour.number() + 1).expect("an hour");
        }
        self.used.add(&home, &carrier, &Unit::Byte, hour, gb * GB);
    }

    pub fn books(&self) -> Books<'_, &'static str> {
        Books {
            period: self.period,
            rules: &self.rules,
            members: &self.members,
            bills: &self.bills,
            used: &self.used,
            fund: self.fund,
        }
    }

    pub fn split(&self) -> Result<Split<&'static str>, SplitRefusal> {
        split(&self.books())
    }

    /// `member credit charge`, then fund and deficit.
    pub fn told(&self) -> Vec<String> {
        let split = self.split().expect("it is split");
        let lines = split.lines.iter().map(|(id, line)| format!("{id} {} {}", line.credit, line.charge));
        lines.chain([format!("fund {}", split.fund), format!("deficit {}", split.deficit)]).collect()
    }
}
