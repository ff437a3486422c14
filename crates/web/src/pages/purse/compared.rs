//! Where two members' results of a month part, in words.

use federation::closing::{Difference, Report, first_difference};

use crate::i18n::{Lang, format};
use crate::pages::names::Names;

/// The first difference, in a sentence; `theirs` is none if the file was no report.
pub(super) fn difference(lang: Lang, names: &Names, ours: &Report, theirs: Option<&Report>) -> String {
    let Some(theirs) = theirs else { return lang.text("difference-unreadable") };
    match first_difference(ours, theirs) {
        None => lang.text("difference-none"),
        Some(Difference::Frame) => lang.text("difference-frame"),
        Some(Difference::Log { ours, theirs }) => {
            let log = ours.or(theirs).map(|cut| cut.log_id());
            let size = |cut: Option<federation::closing::Cut>| format::number(lang, cut.map_or(0, |cut| cut.size));
            lang.text_with_all(
                "difference-log",
                [
                    ("log", log.map_or_else(String::new, |log| log.log.to_string())),
                    ("member", log.map_or_else(String::new, |log| names.name(&log.member))),
                    ("ours", size(ours)),
                    ("theirs", size(theirs)),
                ],
            )
        }
        Some(Difference::Usage { home, carrier, service, .. }) => lang.text_with_all(
            "difference-usage",
            [("home", names.name(&home)), ("carrier", names.name(&carrier)), ("service", service)],
        ),
        Some(Difference::Fund) => lang.text("difference-fund"),
        Some(Difference::Line(member)) => lang.text_with("difference-line", "member", names.name(&member)),
        Some(Difference::Sums) => lang.text("difference-sums"),
    }
}

#[cfg(test)]
mod tests {
    use federation::Hash;
    use federation::closing::{Cut, ReportLine, Span, UsageLine};
    use purse::id::MemberId;
    use purse::money::Money;
    use purse::usage::Unit;

    use super::*;

    fn report() -> Report {
        let member = MemberId::from_bytes([1; 32]);
        Report {
            federation: Hash::ZERO,
            span: Span { year: 2026, month: 11, months: 1 },
            rules_version: 1,
            charter: Hash::ZERO,
            previous: None,
            cuts: vec![Cut { member, log: 1, size: 1_200, root: Hash::ZERO }],
            lines: vec![ReportLine {
                member,
                credit: Money::ZERO,
                charge: Money::ZERO,
                correction: Money::ZERO,
                net: Money::ZERO,
            }],
            total: Money::ZERO,
            fund_before: Money::ZERO,
            contributions: Money::ZERO,
            fund: Money::ZERO,
            fund_after: Money::ZERO,
            deficit: Money::ZERO,
            usage: vec![UsageLine {
                home: member,
                carrier: member,
                service: "video".to_owned(),
                unit: Unit::Byte,
                charged: 1,
                disputed: 0,
            }],
            commons: Vec::new(),
        }
    }

    #[test]
    fn each_difference_of_two_results_has_its_sentence() {
        let cent = Money::from_minor(1).unwrap();
        type Change = fn(&mut Report, Money);
        let rows: [(Change, &str); 7] = [
            (|_, _| (), "The two files are the same."),
            (|report, _| report.rules_version = 2, "They are about another month"),
            (|report, _| report.cuts[0].size = 7, "other entries of the log 1 of 01010101: 1,200 here, 7 there."),
            (|report, _| report.usage[0].charged = 2, "what 01010101 used of 01010101 (video)"),
            (|report, cent| report.contributions = cent, "another balance of the fund"),
            (|report, cent| report.lines[0].charge = cent, "They split alike up to 01010101."),
            (|report, cent| report.total = cent, "not on the sums"),
        ];
        for (change, expected) in rows {
            let mut theirs = report();
            change(&mut theirs, cent);
            let said = difference(Lang::En, &Names::default(), &report(), Some(&theirs));
            assert!(said.contains(expected), "{said}");
        }
        assert_eq!(difference(Lang::En, &Names::default(), &report(), None), "The file is no result of a month.");
    }
}
