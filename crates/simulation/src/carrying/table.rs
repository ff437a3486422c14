//! What runs came to, by who lied.

use std::collections::BTreeMap;
use std::fmt;

use super::judge::Verdict;
use super::liars::Lie;

/// The sums of some runs.
#[derive(Debug, Clone, Default)]
struct Row {
    runs: u64,
    detected: u64,
    gained: i64,
    gained_most: i64,
    lost_most: i64,
    falsely_accused: usize,
    asked: u64,
    got: u64,
    stalled: u64,
}

/// A row for each liar, and one for runs without.
#[derive(Debug, Clone, Default)]
pub struct Table(BTreeMap<Option<Lie>, Row>);

impl Table {
    pub fn add(&mut self, verdict: &Verdict) {
        let row = self.0.entry(verdict.lie).or_default();
        row.runs += 1;
        row.detected += u64::from(verdict.detected);
        row.gained += verdict.gained;
        row.gained_most = row.gained_most.max(verdict.gained);
        row.lost_most = row.lost_most.max(verdict.lost_most);
        row.falsely_accused += verdict.falsely_accused;
        (row.asked, row.got) = (row.asked + verdict.asked, row.got + verdict.got);
        row.stalled += verdict.stalled;
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| liar | runs | detected | gained, mean | gained, most | lost by one, most | falsely accused | minutes watched | \
             waited |"
        )?;
        writeln!(f, "| --- | --- | --- | --- | --- | --- | --- | --- | --- |")?;
        for (lie, row) in &self.0 {
            let name = lie.map_or_else(|| "none".to_owned(), |lie| format!("{lie:?}"));
            let mean = row.gained / i64::try_from(row.runs).unwrap_or(1).max(1);
            let [mean, most, lost] = [mean, row.gained_most, row.lost_most].map(money);
            let (Row { runs, detected, falsely_accused, got, .. }, waited) = (row, permille(row.stalled, row.asked));
            writeln!(
                f,
                "| {name} | {runs} | {detected} | {mean} | {most} | {lost} | {falsely_accused} | {got} | {waited} |"
            )?;
        }
        Ok(())
    }
}

fn money(cents: i64) -> String {
    purse::money::Money::from_minor(cents).map_or_else(|_| cents.to_string(), |money| money.to_string())
}

fn permille(part: u64, whole: u64) -> String {
    let tenths = part * 1_000 / whole.max(1);
    format!("{}.{} %", tenths / 10, tenths % 10)
}
