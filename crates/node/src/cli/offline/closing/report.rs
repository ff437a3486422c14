//! What an auditor is told of closed periods.

use federation::audit::{Audit, Closed, Named};
use federation::closing::ReportLine;
use federation::facts::LogId;
use federation::rounds::Voice;
use purse::id::MemberId;
use serde_json::{Value, json};

use crate::cli::offline::answer::table;
use crate::cli::offline::called::Called;
use crate::cli::offline::places::Place;

pub struct Report<'a> {
    pub audit: &'a Audit<Place>,
    /// As they were named.
    pub places: &'a [String],
    /// The first one first, the one that was asked for last.
    pub closed: &'a [Closed],
}

impl Report<'_> {
    pub fn as_json(&self) -> Value {
        json!({
            "verified": true,
            "federation": self.audit.federation().to_string(),
            "periods": self.closed.iter().map(period).collect::<Vec<_>>(),
            "passed_over": self.passed_over().map(|(log, place, why)| json!({
                "member": log.member.to_string(), "log": log.log, "place": place, "fault": why,
            })).collect::<Vec<_>>(),
        })
    }

    pub fn as_text(&self, called: &Called) -> String {
        let mut text = format!("federation {}\n", self.audit.federation());
        let Some((asked, before)) = self.closed.split_last() else { return text };
        for closed in before {
            text += &format!("{} closed on {}\n", Named(&closed.span), closed.hash);
        }
        text += &of_lines(asked, called);
        for (log, place, why) in self.passed_over() {
            text += &format!("{place} has no whole copy of the log of {}: {why}\n", called.log(log));
        }
        text + &format!("{} closed on {}\n", Named(&asked.span), asked.hash)
    }

    /// Copies that did not serve although another did.
    fn passed_over(&self) -> impl Iterator<Item = (&LogId, &str, String)> {
        self.audit.logs().iter().flat_map(move |(log, found)| {
            let named = found.passed_over.iter();
            named.filter_map(move |(place, why)| Some((log, self.places.get(*place)?.as_str(), why.to_string())))
        })
    }
}

fn period(closed: &Closed) -> Value {
    let report = &closed.closing.report;
    let line = |line: &ReportLine| {
        json!({
            "member": line.member.to_string(),
            "credit": line.credit.to_string(),
            "charge": line.charge.to_string(),
            "correction": line.correction.to_string(),
            "net": line.net.to_string(),
        })
    };
    let log = |cut: &federation::closing::Cut| {
        let cosigners = closed.cosigners.get(&cut.log_id()).into_iter().flatten();
        json!({
            "member": cut.member.to_string(),
            "log": cut.log,
            "entries": cut.size,
            "cosigners": cosigners.map(ToString::to_string).collect::<Vec<_>>(),
        })
    };
    let otherwise = |(member, voice): (&MemberId, &Voice)| {
        let hash = match voice {
            Voice::For(hash) => Some(hash.to_string()),
            Voice::Abandon => None,
        };
        json!({ "member": member.to_string(), "hash": hash })
    };
    json!({
        "period": Named(&closed.span).to_string(),
        "round": closed.round,
        "hash": closed.hash.to_string(),
        "charter": report.charter.to_string(),
        "members": report.lines.iter().map(line).collect::<Vec<_>>(),
        "total": report.total.to_string(),
        "fund_before": report.fund_before.to_string(),
        "contributions": report.contributions.to_string(),
        "fund": report.fund.to_string(),
        "fund_after": report.fund_after.to_string(),
        "deficit": report.deficit.to_string(),
        "logs": closed.proposal.cuts.iter().map(log).collect::<Vec<_>>(),
        "otherwise": closed.otherwise.iter().map(otherwise).collect::<Vec<_>>(),
        "unheard": closed.unheard.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn of_lines(closed: &Closed, called: &Called) -> String {
    let report = &closed.closing.report;
    let row = |line: &ReportLine| {
        let amounts = [line.credit, line.charge, line.correction, line.net].map(|amount| amount.to_string());
        [called.member(&line.member)].into_iter().chain(amounts).collect()
    };
    let rows: Vec<Vec<String>> = report.lines.iter().map(row).collect();
    let mut text = table(&["member", "credit", "charge", "correction", "net"], &rows);
    text += &format!(
        "fund: {} before, {} paid in, {} paid out, {} after\ndeficit: {}\n",
        report.fund_before, report.contributions, report.fund, report.fund_after, report.deficit
    );
    for (member, voice) in &closed.otherwise {
        let member = called.member(member);
        text += &match voice {
            Voice::For(hash) => format!("{member} stated another hash: {hash}\n"),
            Voice::Abandon => format!("{member} gave the round up\n"),
        };
    }
    for member in &closed.unheard {
        text += &format!("{} stated nothing\n", called.member(member));
    }
    text
}
