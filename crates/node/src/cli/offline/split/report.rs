//! What the split of a period says, to people and to programs.

use std::collections::BTreeMap;

use num_traits::ToPrimitive;
use purse::money::{Fraction, Money};
use purse::split::{Books, Line, Split};
use serde_json::{Value, json};

use super::accepted::Cut;
use crate::cli::offline::answer::table;

pub struct Report<'a> {
    pub books: &'a Books<'a, String>,
    pub split: Split<String>,
    pub alone: BTreeMap<String, Fraction>,
    pub by_use: BTreeMap<String, Fraction>,
    /// What of the bills does not count.
    pub cuts: &'a [Cut],
}

impl Report<'_> {
    pub fn as_json(&self) -> Value {
        let one = |(member, line): (&String, &Line)| {
            json!({
                "member": member,
                "credit": line.credit.to_string(),
                "charge": line.charge.to_string(),
                "net": line.net.to_string(),
                "alone": cents(self.alone.get(member)),
                "by_use": cents(self.by_use.get(member)),
            })
        };
        let cut = |cut: &Cut| {
            json!({
                "member": cut.member,
                "pool": cut.pool.to_string(),
                "line": cut.line,
                "part": cut.part.to_string(),
                "cut": cut.cut.to_string(),
            })
        };
        json!({
            "members": self.split.lines.iter().map(one).collect::<Vec<_>>(),
            "fund": self.split.fund.to_string(),
            "deficit": self.split.deficit.to_string(),
            "total": self.split.total.to_string(),
            "cuts": self.cuts.iter().map(cut).collect::<Vec<_>>(),
        })
    }

    pub fn as_text(&self) -> String {
        let row = |(member, line): (&String, &Line)| {
            let amounts = [line.credit, line.charge, line.net].map(|amount| amount.to_string());
            let beside = [&self.alone, &self.by_use].map(|shares| cents(shares.get(member)));
            [member.clone()].into_iter().chain(amounts).chain(beside).collect()
        };
        let rows: Vec<Vec<String>> = self.split.lines.iter().map(row).collect();
        let mut text = table(&["member", "credit", "charge", "net", "alone", "by use"], &rows);
        if self.split.fund != Money::ZERO {
            let pays = self.split.fund > Money::ZERO;
            let amount = self.split.fund.to_string();
            text +=
                &format!("The fund {} {}.\n", if pays { "pays" } else { "receives" }, amount.trim_start_matches('-'));
        }
        if self.split.deficit != Money::ZERO {
            text += &format!(
                "{} could not be charged to anybody: those who are owed bear it, and keep it as a claim.\n",
                self.split.deficit
            );
        }
        for Cut { member, line, part, cut, .. } in self.cuts {
            let whole = part.plus(*cut).unwrap_or(*cut);
            text += &format!(
                "Of {member}'s bill in line {line}, {cut} of {whole} are above what was accepted and do not count.\n"
            );
        }
        for (member, line) in &self.split.lines {
            text += &self.solidarity(member, line).unwrap_or_default();
        }
        text
    }

    /// For a member that its means protect: what it would have paid, and who carries the rest.
    fn solidarity(&self, member: &str, line: &Line) -> Option<String> {
        let by_use = self.by_use.get(member)?;
        let charge = line.charge.fraction();
        // Rounding moves a charge by less than a cent.
        let at_its_cap = self.books.cap_of(member)? - &charge < Fraction::from_integer(1.into());
        let protected = at_its_cap && *by_use > charge;
        let rest = cents(Some(&(by_use - charge)));
        protected.then(|| {
            format!(
                "{member} would pay {} by its use alone. Nobody pays more than its means allow, so it pays {}; \
                 the other members carry the remaining {rest} as their own means allow.\n",
                cents(Some(by_use)),
                line.charge,
            )
        })
    }
}

/// An exact amount to the cent, halves away from 0.
fn cents(amount: Option<&Fraction>) -> String {
    let minor = amount.map_or(Some(0), |amount| amount.round().to_i64());
    minor.and_then(|minor| Money::from_minor(minor).ok()).unwrap_or_default().to_string()
}
