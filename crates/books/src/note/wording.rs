//! The words of a note.

use purse::money::Money;

use super::{Direction, Item, Language, Note};

/// `Note de débit n° 2026-10-003`.
pub(super) fn title(note: &Note) -> String {
    let language = note.draft().language;
    let kind = match note.direction() {
        Direction::Debit => language.pick("Note de débit", "Debit note"),
        Direction::Credit => language.pick("Note de crédit", "Credit note"),
    };
    format!("{kind} {}{}", language.pick("n°\u{a0}", "no.\u{a0}"), note.draft().number)
}

/// What a line is.
pub(super) fn item(language: Language, item: &Item) -> String {
    match item {
        Item::Credit(pool) => {
            format!(
                "{}{}",
                language.pick("Ce que vous avez porté pour les autres\u{a0}: ", "What you carried for others: "),
                language.pool(*pool)
            )
        }
        Item::Charge(pool) => {
            format!(
                "{}{}",
                language.pick("Votre part des coûts communs\u{a0}: ", "Your share of the common costs: "),
                language.pool(*pool)
            )
        }
        Item::Solidarity => language
            .pick("Solidarité (plafond et plancher de la charte)", "Solidarity (the charter's cap and floor)")
            .to_owned(),
        Item::Deficit => language
            .pick(
                "Votre part du déficit, que vous gardez comme créance",
                "Your part of the deficit, which you keep as a claim",
            )
            .to_owned(),
        Item::CarriedOver(period) => {
            format!("{} {}", language.pick("Solde reporté de", "Carried over from"), language.period(period))
        }
        Item::Correction(text) => format!("{}{text}", language.pick("Correction\u{a0}: ", "Correction: ")),
    }
}

/// The line under the title.
pub(super) fn dates(note: &Note) -> [(String, String); 3] {
    let draft = note.draft();
    let say = |french, english| draft.language.pick(french, english).to_owned();
    [
        (say("Période", "Period"), draft.language.period(&draft.period)),
        (say("Émise le", "Issued on"), draft.language.day(draft.issued)),
        match note.direction() {
            Direction::Debit => (say("À payer avant le", "To be paid by"), draft.language.day(draft.due)),
            Direction::Credit => (say("Payée avant le", "Paid to you by"), draft.language.day(draft.due)),
        },
    ]
}

/// What the total is.
pub(super) fn total(note: &Note) -> &'static str {
    match note.direction() {
        Direction::Debit => note.draft().language.pick("Net à payer", "To be paid"),
        Direction::Credit => note.draft().language.pick("Net en votre faveur", "Owed to you"),
    }
}

/// Above the payment's particulars.
pub(super) fn payment(note: &Note) -> String {
    let draft = note.draft();
    let amount = draft.language.amount(size(note.total()));
    match (note.direction(), draft.language) {
        (Direction::Debit, Language::French) => {
            format!("Merci de virer {amount} avant le {}.", draft.language.day(draft.due))
        }
        (Direction::Debit, Language::English) => {
            format!("Please transfer {amount} by {}.", draft.language.day(draft.due))
        }
        (Direction::Credit, Language::French) => {
            format!("{amount} vous seront virés avant le {}. Vous n’avez rien à faire.", draft.language.day(draft.due))
        }
        (Direction::Credit, Language::English) => {
            format!(
                "{amount} will be transferred to you by {}. You need not do anything.",
                draft.language.day(draft.due)
            )
        }
    }
}

/// Names and values of the payment's particulars.
pub(super) fn particulars(note: &Note) -> Vec<(&'static str, String)> {
    let draft = note.draft();
    let say = |french, english| draft.language.pick(french, english);
    let mut rows = Vec::new();
    if let Some(account) = draft.account.as_ref().filter(|_| note.direction() == Direction::Debit) {
        rows.push((say("Titulaire", "Holder"), account.holder.clone()));
        rows.push(("IBAN", in_fours(&account.iban)));
        rows.extend(account.bic.iter().map(|bic| ("BIC", bic.clone())));
    }
    if !draft.reference.is_empty() {
        rows.push((say("Référence", "Reference"), in_fours(&draft.reference)));
    }
    rows
}

/// Without its sign.
pub(super) fn size(amount: Money) -> Money {
    amount.max(Money::ZERO.minus(amount).unwrap_or_default())
}

/// Groups of four, as IBANs and references are printed.
fn in_fours(text: &str) -> String {
    let letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
