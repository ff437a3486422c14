//! Use that counts, traced to the entries of both sides.

use federation::closing::{Closing, CommonsLine, Report, UsageLine};
use federation::facts::{Account, Facts, Told};

use super::{Chosen, MAX_LINES};
use crate::i18n::Lang;
use crate::view::purse::closing::{SaidOfUse, Used};
use crate::view::purse::quantity;

/// The lines of a report about use, each with what the carrier and the home said.
pub(super) fn used(lang: Lang, chosen: &Chosen, facts: &Facts, closing: &Closing) -> Vec<Used> {
    let line = |(line, by_others): (UsageLine, bool)| {
        let UsageLine { home, carrier, service, unit, charged, disputed } = line;
        let words = |amount| quantity(lang, &unit, amount, chosen.period.hours());
        let said = |told: Told| SaidOfUse {
            name: chosen.names.name(&told.first.author),
            quantity: words(told.quantity),
            entries: told.rows,
            first: (told.first.log, told.first.place),
            last: (told.last.log, told.last.place),
        };
        let account = Account { home, carrier, service: service.clone(), unit: unit.clone() };
        let (claim, observation) = facts.usage.told(&account);
        Used {
            home: chosen.names.name(&home),
            carrier: chosen.names.name(&carrier),
            service,
            by_others,
            charged: words(charged),
            disputed: (disputed > 0).then(|| words(disputed)),
            claim: claim.map(said),
            observation: observation.map(said),
        }
    };
    lines_of_use(&closing.report).take(MAX_LINES).map(line).collect()
}

/// What homes are charged with, and then what the others are charged with for homes that were gone, which is marked.
pub fn lines_of_use(report: &Report) -> impl Iterator<Item = (UsageLine, bool)> {
    let for_gone = |line: &CommonsLine| {
        let CommonsLine { home, carrier, service, unit, charged } = line.clone();
        UsageLine { home, carrier, service, unit, charged, disputed: 0 }
    };
    let own = report.usage.iter().map(|line| (line.clone(), false));
    own.chain(report.commons.iter().map(move |line| (for_gone(line), true)))
}
