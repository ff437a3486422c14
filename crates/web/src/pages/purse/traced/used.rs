//! Use that counts, traced to the entries of both sides.

use federation::closing::{Closing, UsageLine};
use federation::facts::{Account, Facts, Told};

use super::{Chosen, MAX_LINES};
use crate::i18n::Lang;
use crate::view::purse::closing::{SaidOfUse, Used};
use crate::view::purse::quantity;

/// The lines of a report about use, each with what the carrier and the home said.
pub(super) fn used(lang: Lang, chosen: &Chosen, facts: &Facts, closing: &Closing) -> Vec<Used> {
    let line = |line: &UsageLine| {
        let UsageLine { home, carrier, service, unit, charged, disputed } = line.clone();
        let words = |amount| quantity(lang, &unit, amount, chosen.period.hours());
        let said = |told: Told| SaidOfUse {
            name: chosen.names.get(&told.first.author),
            quantity: words(told.quantity),
            entries: told.rows,
            first: (told.first.log, told.first.place),
            last: (told.last.log, told.last.place),
        };
        let account = Account { home, carrier, service: service.clone(), unit: unit.clone() };
        let (claim, observation) = facts.usage.told(&account);
        Used {
            home: chosen.names.get(&home),
            carrier: chosen.names.get(&carrier),
            service,
            charged: words(charged),
            disputed: (disputed > 0).then(|| words(disputed)),
            claim: claim.map(said),
            observation: observation.map(said),
        }
    };
    closing.report.usage.iter().take(MAX_LINES).map(line).collect()
}
