//! A member's note on paper.

use std::collections::BTreeMap;

use federation::card::Card;
use federation::charter::Charter;
use federation::closing::Report;
use federation::roll::Seat;
use jiff::civil::Date;
use purse::cost::Period;
use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal};
use purse::split::ByPool;

use super::due::{Due, Way};
use super::orders::reference;
use crate::bank::{Bic, EpcPayload, Holder, Iban};
use crate::note::{Account, Draft, Item, Language, Line, MAX_ADDRESS_LINES, MAX_WORDING_CHARS, Party};

/// How a member stands on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Its address on the internet, without what stands before its name.
    pub host: String,
    pub card: Option<Card>,
}

/// All members, each with its card if it is there.
pub type Faces = BTreeMap<MemberId, Face>;

/// What a note is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    pub due: &'a Due,
    pub report: &'a Report,
    /// The member's result by pool.
    pub pools: &'a ByPool,
    /// The period before, of which something may be carried over.
    pub before: Option<Period>,
    pub charter: &'a Charter,
    /// Who holds the fund and issues the note.
    pub holder: MemberId,
    pub faces: &'a Faces,
    pub language: Language,
}

/// Why there is no draft. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum DraftRefusal {
    #[error("nothing is known of member {0}")]
    NoFace(MemberId),
    #[error("the report has no such period")]
    Period,
    #[error("the pools do not add up to what the note says")]
    Lines,
    #[error("a sum is too large")]
    TooLarge,
}

impl From<MoneyRefusal> for DraftRefusal {
    fn from(_: MoneyRefusal) -> Self {
        Self::TooLarge
    }
}

impl Face {
    /// Of a seat and the card that it names.
    #[must_use]
    pub fn of(seat: &Seat, card: Option<Card>) -> Self {
        let host = seat.address.split_once("://").map_or(seat.address.as_str(), |(_, host)| host);
        Self { host: host.to_owned(), card }
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.card.as_ref().map_or(&self.host, |card| &card.name)
    }

    /// Its bank account, if its card has one that banks know.
    #[must_use]
    pub fn account(&self) -> Option<(Holder, Option<Bic>)> {
        let card = self.card.as_ref()?;
        let iban: Iban = card.iban.as_ref()?.parse().ok()?;
        let bic = card.bic.as_ref().and_then(|bic| bic.parse().ok());
        Some((Holder { name: card.legal_name.clone(), iban }, bic))
    }

    fn party(&self) -> Party {
        let Some(card) = &self.card else { return Party { name: self.host.clone(), address: Vec::new() } };
        // The mail address stands last, and is never what is left out.
        let lines = card.address.iter().take(MAX_ADDRESS_LINES - 1).cloned();
        Party { name: card.legal_name.clone(), address: lines.chain([card.mail.clone()]).collect() }
    }
}

/// The draft of a note as it was issued.
///
/// # Errors
/// The first [`DraftRefusal`] that applies.
pub fn draft(paper: &Paper<'_>) -> Result<Draft, DraftRefusal> {
    let due = paper.due;
    let face = |member: MemberId| paper.faces.get(&member).ok_or(DraftRefusal::NoFace(member));
    let (issuer, recipient) = (face(paper.holder)?, face(due.member)?);
    let period = due.span.period().ok_or(DraftRefusal::Period)?;
    let lines = lines(paper)?;
    let amount = due.amount()?;
    if Money::sum(lines.iter().map(|line| line.amount))? != amount {
        return Err(DraftRefusal::Lines);
    }
    let reference = reference(due.number);
    let account = issuer.account().filter(|_| due.way() == Way::Pays);
    let qr = account.as_ref().and_then(|(holder, bic)| {
        let owed = Money::ZERO.minus(amount).ok()?;
        EpcPayload::new(&holder.name, &holder.iban, bic.as_ref(), owed, &reference).ok()
    });
    Ok(Draft {
        number: due.number,
        issuer: issuer.party(),
        recipient: recipient.party(),
        issued: due.issued,
        due: due.due,
        period,
        lines,
        account: account.map(|(holder, bic)| Account {
            holder: holder.name,
            iban: holder.iban.as_str().to_owned(),
            bic: bic.map(|bic| bic.as_str().to_owned()),
        }),
        reference: reference.as_str().to_owned(),
        qr: qr.map(|qr| qr.modules()),
        wording: wording(paper, due.written_down),
        language: paper.language,
    })
}

fn lines(paper: &Paper<'_>) -> Result<Vec<Line>, DraftRefusal> {
    let (due, pools) = (paper.due, paper.pools);
    let minus = |amount: Money| Money::ZERO.minus(amount);
    let mut lines = Vec::new();
    for (pool, amount) in &pools.credits {
        lines.push(Line { item: Item::Credit(*pool), amount: *amount });
    }
    for (pool, amount) in &pools.charges {
        lines.push(Line { item: Item::Charge(*pool), amount: minus(*amount)? });
    }
    lines.push(Line { item: Item::Solidarity, amount: minus(pools.solidarity)? });
    let correction = paper.report.line(&due.member).map_or(Money::ZERO, |line| line.correction);
    let what = paper.language.pick("périodes antérieures, comme votée", "of earlier periods, as voted");
    lines.push(Line { item: Item::Correction(what.to_owned()), amount: correction });
    lines.push(Line { item: Item::Deficit, amount: minus(due.deficit)? });
    if let Some(before) = paper.before {
        lines.push(Line { item: Item::CarriedOver(before), amount: due.carried });
    }
    lines.retain(|line| line.amount != Money::ZERO);
    Ok(lines)
}

/// What the charter says of paying, and its clauses on the matter, each whole or not at all.
fn wording(paper: &Paper<'_>, written_down: Date) -> String {
    let (charter, language) = (paper.charter, paper.language);
    let terms = &charter.payment;
    let title = charter.title.trim();
    let from = language.day(written_down);
    let terms = match language {
        Language::French => format!(
            "Selon « {title} » : cette note est payable sous {} jours, en plusieurs fois si besoin et sans intérêts. Ce qui n’est ni payé ni contesté {} jours plus tard est supporté, à partir du {from}, par le fonds puis par les créanciers de la période, qui en gardent la créance. Ce qui est contesté attend, le reste se paie.",
            terms.due_days, terms.grace_days
        ),
        Language::English => format!(
            "By “{title}”: this note is payable within {} days, in parts if need be and without interest. What is neither paid nor disputed {} days later is borne, from {from} on, by the fund and then by the period’s creditors, who keep a claim to it. What is disputed waits, the rest is paid.",
            terms.due_days, terms.grace_days
        ),
    };
    let mut wording = terms;
    for clause in ["payment", "disputes", "fund"].into_iter().filter_map(|name| charter.clauses.get(name)) {
        let paragraph = clause.split_whitespace().collect::<Vec<_>>().join(" ");
        if wording.chars().count() + 1 + paragraph.chars().count() <= MAX_WORDING_CHARS && !paragraph.is_empty() {
            wording.push('\n');
            wording.push_str(&paragraph);
        }
    }
    wording.chars().take(MAX_WORDING_CHARS).collect()
}
