//! Corrections of closed months, as the pages list them.

use federation::Hash;
use federation::closing::Closing;
use federation::entry::Correction;
use federation::facts::{At, Facts};
use federation::roll::Roll;
use federation::signed::Signable;
use jiff::civil::Date;
use purse::id::MemberId;

use super::chosen::Chosen;
use super::votes::Question;
use crate::view::purse::correction::{CorrectionRow, CorrectionState};
use crate::view::purse::expenses::Vote;
use crate::view::purse::month::Standing;

/// Corrections that are listed, at most: more than a federation votes in years.
const MAX_ROWS: usize = 500;

/// What lists of corrections are made of.
pub(super) struct Corrections<'a> {
    pub(super) chosen: &'a Chosen,
    pub(super) facts: &'a Facts,
    pub(super) roll: &'a Roll,
    pub(super) me: MemberId,
}

impl Corrections<'_> {
    /// Those that are to count in the month, those that correct it, and those that wait for this member's word: these first.
    pub(super) fn listed(&self) -> Vec<CorrectionRow> {
        let first = self.chosen.period.first_day();
        let report = self.chosen.month().and_then(|month| month.report.as_ref()).map(Signable::hash);
        let mut rows = self.rows(|at, asked| asked || at.counts_in == first || Some(at.report) == report);
        rows.sort_by_key(|row| (!row.asked, row.counts_in, row.place));
        rows
    }

    /// Those that are to count in the month.
    pub(super) fn counting(&self) -> Vec<CorrectionRow> {
        let first = self.chosen.period.first_day();
        self.rows(|at, _| at.counts_in == first)
    }

    /// Those that correct a report.
    pub(super) fn of(&self, report: Hash) -> Vec<CorrectionRow> {
        self.rows(|at, _| at.report == report)
    }

    /// Those that a closing counts.
    pub(super) fn counted(&self, closing: &Closing) -> Vec<CorrectionRow> {
        let counted = closing.corrections.iter().filter_map(|name| Some((name, self.facts.corrections.get(name)?)));
        counted.take(MAX_ROWS).map(|(name, at)| self.row(name, at, CorrectionState::Counted)).collect()
    }

    /// How many wait for this member's word.
    pub(super) fn unanswered(&self) -> usize {
        self.facts.corrections.iter().filter(|(name, at)| self.asks(name, at, self.state(name, at))).count()
    }

    fn rows(&self, wanted: impl Fn(&Correction, bool) -> bool) -> Vec<CorrectionRow> {
        let row = |(name, at): (&Hash, &At<Correction>)| {
            let row = self.row(name, at, self.state(name, at));
            wanted(&at.fact, row.asked).then_some(row)
        };
        self.facts.corrections.iter().filter_map(row).take(MAX_ROWS).collect()
    }

    fn row(&self, name: &Hash, at: &At<Correction>, state: CorrectionState) -> CorrectionRow {
        let names = &self.chosen.names;
        CorrectionRow {
            name: name.to_string(),
            member: names.name(&at.at.author),
            own: at.at.author == self.me,
            month: self.month_of(at.fact.report),
            counts_in: at.fact.counts_in,
            lines: at.fact.lines.iter().map(|line| (names.name(&line.member), line.amount)).collect(),
            state,
            asked: self.asks(name, at, state),
            log: at.at.log,
            place: at.at.place,
        }
    }

    fn month_of(&self, report: Hash) -> Option<Date> {
        let closed = self.chosen.months.iter().filter(|month| month.is_closed());
        let month = closed.filter_map(|month| month.report.as_ref()).find(|known| known.hash() == report)?;
        month.span.period().map(|period| period.first_day())
    }

    fn question<'b>(&'b self, name: &'b Hash, at: &At<Correction>) -> Question<'b> {
        let (facts, roll, author, day) = (self.facts, self.roll, at.at.author, at.fact.counts_in);
        Question { facts, roll, name, author, day, author_is_for_it: true }
    }

    fn asks(&self, name: &Hash, at: &At<Correction>, state: CorrectionState) -> bool {
        at.at.author != self.me && matches!(state, CorrectionState::Vote(_)) && self.question(name, at).asks(&self.me)
    }

    fn state(&self, name: &Hash, at: &At<Correction>) -> CorrectionState {
        if !self.facts.stands(name, at) {
            return CorrectionState::TakenBack;
        }
        let counts_in = at.fact.counts_in;
        let counted = self.chosen.closing.as_ref().map(|closing| closing.corrections.contains(name));
        let counted = counted.filter(|_| counts_in == self.chosen.period.first_day());
        match (counts_in < self.chosen.open_from(), counted) {
            (true, Some(_)) if self.chosen.standing != Standing::Closed => CorrectionState::Elsewhere,
            (true, Some(true)) => CorrectionState::Counted,
            (true, Some(false)) => CorrectionState::Missed,
            (true, None) => CorrectionState::Elsewhere,
            (false, counted) => match self.question(name, at).vote() {
                Vote::Accepted if counted == Some(false) => CorrectionState::Stranger,
                vote => CorrectionState::Vote(vote),
            },
        }
    }
}
