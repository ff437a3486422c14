//! Corrections of closed months.

use jiff::civil::Date;
use purse::money::Money;

use super::{BEFORE, MONTH, NAMES, cents, frame};
use crate::i18n::{Lang, format};
use crate::view::cost::Pool;
use crate::view::purse::PurseComplaint;
use crate::view::purse::correction::{CorrectionPage, CorrectionRow, CorrectionState, FormLine, Kept, Subject};
use crate::view::purse::expenses::Vote;
use crate::view::samples::{Sample, words};
use crate::view::{Complaint, Complaints};

/// What the correction of the sample gives each, in cents.
const GIVEN: [i64; 5] = [1_233, -4_390, 1_029, 1_466, 662];

pub(super) fn row(name: &str, member: usize, state: CorrectionState) -> CorrectionRow {
    let lines = NAMES.into_iter().zip(GIVEN).map(|(name, minor)| (name.to_owned(), cents(minor)));
    CorrectionRow {
        name: name.repeat(32),
        member: NAMES[member].to_owned(),
        own: member == 0,
        month: Some(BEFORE),
        counts_in: MONTH,
        lines: lines.collect(),
        state,
        asked: member != 0 && matches!(state, CorrectionState::Vote(Vote::Waiting(_))),
        log: 1,
        place: 61,
    }
}

/// One in each state.
pub(super) fn rows() -> Vec<CorrectionRow> {
    let states = [
        CorrectionState::Vote(Vote::Waiting(2)),
        CorrectionState::Vote(Vote::Accepted),
        CorrectionState::Vote(Vote::Refused),
        CorrectionState::Counted,
        CorrectionState::Stranger,
        CorrectionState::Missed,
        CorrectionState::Elsewhere,
        CorrectionState::TakenBack,
    ];
    let names = ["f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"];
    let each = names.into_iter().zip(states).enumerate();
    each.map(|(place, (name, state))| row(name, (place + 1) % 3, state)).collect()
}

fn correction(lang: Lang) -> CorrectionPage {
    let line = |((name, minor), id): ((&str, i64), &str)| FormLine {
        id: id.repeat(32),
        name: name.to_owned(),
        closed: cents(-2_466),
        other: Some(cents(minor - 2_466)),
        typed: format::as_typed(lang, &cents(minor).to_string()),
    };
    let ids = ["01", "02", "03", "04", "05"];
    CorrectionPage {
        chrome: frame(lang, "/purse/expenses/correction"),
        month: Some(BEFORE),
        months: vec![BEFORE, Date::constant(2026, 9, 1)],
        subject: Some(Subject {
            name: "a2".repeat(32),
            member: NAMES[1].to_owned(),
            pool: Pool::Delivery,
            label: Some(words(lang, "Transit & Fils – Invoice 118", "Transit & Fils – Facture 118")),
            amount: cents(15_000),
            gift: false,
            late: false,
        }),
        unchanged: false,
        kept: Some(Kept { member: NAMES[1].to_owned(), amount: cents(550) }),
        lines: NAMES.into_iter().zip(GIVEN).zip(ids).map(line).collect(),
        counting: vec![MONTH],
        counts_in: "2026-11".to_owned(),
        nonce: "0f".repeat(16),
        complaints: Complaints::default(),
        known: vec![row("f1", 2, CorrectionState::Vote(Vote::Waiting(2)))],
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let mut plain = CorrectionPage { subject: None, kept: None, known: Vec::new(), ..correction(lang) };
    for line in &mut plain.lines {
        (line.other, line.typed) = (None, String::new());
    }
    let refused = CorrectionPage {
        complaints: Complaints(vec![Complaint::Purse(PurseComplaint::CorrectionSum(cents(1_250)))]),
        kept: Some(Kept { member: NAMES[1].to_owned(), amount: cents(-550) }),
        ..correction(lang)
    };
    let unchanged = CorrectionPage {
        unchanged: true,
        kept: None,
        subject: correction(lang).subject.map(|subject| Subject { gift: true, amount: Money::ZERO, ..subject }),
        ..plain.clone()
    };
    let nothing_closed = CorrectionPage { month: None, months: Vec::new(), lines: Vec::new(), ..plain.clone() };
    Ok(vec![
        Sample::of("purse-correction", &correction(lang))?,
        Sample::of("purse-correction-plain", &plain)?,
        Sample::of("purse-correction-refused", &refused)?,
        Sample::of("purse-correction-unchanged", &unchanged)?,
        Sample::of("purse-correction-nothing-closed", &nothing_closed)?,
    ])
}
