//! Days on which a home and a carrier counted differently.

use carry::audit::Verdict;
use jiff::civil::date;

use super::federation::{chrome, frame};
use super::{Sample, hours_ago};
use crate::i18n::{Lang, format};
use crate::view::federation::Tab;
use crate::view::federation::differences::{
    AnswerSums, Canary, Difference, DifferencesPage, Evidence, Failed, OfCarrier, Reported, Why,
};

const MB: u64 = 1_000_000;

/// A month in which nothing is to be looked at.
fn empty(lang: Lang) -> DifferencesPage {
    DifferencesPage {
        chrome: chrome(lang, "/federation/differences"),
        frame: frame(lang, Tab::Carrying),
        month: date(2026, 11, 1),
        months: vec![date(2026, 11, 1), date(2026, 10, 1)],
        days: Vec::new(),
        more: 0,
        audits: Vec::new(),
        failed: Vec::new(),
        reported: Vec::new(),
    }
}

/// The home hides what it saw; another carrier counts too much; a third one less than it sent.
fn days(lang: Lang) -> Vec<Difference> {
    let size = |megabytes: u64| format::size(lang, megabytes * MB);
    let canary = |received, reported| Canary {
        name: "Les Tilleuls".to_owned(),
        received: size(received),
        reported: size(reported),
    };
    let hidden = Difference {
        day: date(2026, 11, 19),
        home: "Genêt".to_owned(),
        carrier: "Aubépine".to_owned(),
        service: "video".to_owned(),
        claim: size(1_200),
        observation: Some(size(4)),
        charged: Some(size(5)),
        disputed: Some(size(1_195)),
        beyond: None,
        tolerance: 250,
        apart: true,
        claims_more: true,
        evidence: Evidence {
            canaries: vec![canary(12, 12)],
            claim_short: None,
            observation_short: Some(size(8)),
            audit: Some(AnswerSums { right: 7, late: 1, ..AnswerSums::default() }),
        },
    };
    let alone = Difference {
        day: date(2026, 11, 12),
        beyond: Some(size(300)),
        evidence: Evidence::default(),
        carrier: "Bruyère".to_owned(),
        ..hidden.clone()
    };
    let less = Difference {
        day: date(2026, 11, 3),
        claim: size(2),
        observation: Some(size(20)),
        charged: Some(size(2)),
        disputed: None,
        claims_more: false,
        evidence: Evidence {
            canaries: vec![canary(12, 0)],
            claim_short: Some(size(10)),
            observation_short: None,
            audit: Some(AnswerSums { right: 2, silent: 1, refused: 4, altered: 1, late: 0 }),
        },
        ..hidden.clone()
    };
    let unsaid = Difference { observation: None, charged: None, apart: false, day: date(2026, 11, 2), ..less.clone() };
    vec![hidden, alone, less, unsaid]
}

fn full(lang: Lang) -> DifferencesPage {
    let failed = |why, verdict, status, found: Option<&str>| Failed {
        at: hours_ago(30),
        carrier: "Bruyère".to_owned(),
        why,
        verdict,
        part: "5b0f8a1c3d7e9260… 1048576–1572863".to_owned(),
        status,
        expected: "9a3c55d01b7e2f48…".to_owned(),
        found: found.map(str::to_owned),
    };
    let reported = |tried| Reported {
        carrier: "Bruyère".to_owned(),
        part: "5b0f8a1c3d7e9260… 1048576–1572863".to_owned(),
        reports: 14,
        last: hours_ago(2),
        tried,
    };
    let sums = AnswerSums { right: 112, late: 3, silent: 1, refused: 8, altered: 2 };
    let audits = |carrier: &str, sums| OfCarrier { home: "Genêt".to_owned(), carrier: carrier.to_owned(), sums };
    DifferencesPage {
        days: days(lang),
        more: 3,
        audits: vec![audits("Aubépine", AnswerSums { right: 96, ..AnswerSums::default() }), audits("Bruyère", sums)],
        failed: vec![
            failed(Why::Reported, Verdict::Wrong, None, Some("04e1b2c9d8a7f635…")),
            failed(Why::Drawn, Verdict::Refused, Some(404), None),
            failed(Why::Drawn, Verdict::Nothing, None, None),
        ],
        reported: vec![reported(Some(hours_ago(1))), reported(None)],
        ..empty(lang)
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    Ok(vec![
        Sample::of("federation-differences", &full(lang))?,
        Sample::of("federation-differences-empty", &empty(lang))?,
    ])
}
