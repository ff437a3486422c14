//! What a member says of itself when it founds or joins.

use data_encoding::HEXLOWER;
use exchange::Membership;
use exchange::joining::Card;
use federation::card::{Card as Written, CardRefusal, MAX_LINE_CHARS};
use federation::roll::Seat;
use jiff::civil::Date;
use purse::money::Money;
use seams::entropy;
use sha2::{Digest, Sha256};

use super::means::{adherents, means};
use crate::app::App;
use crate::pages::fields::Fields;
use crate::view::federation::{FederationComplaint, SeatForm};
use crate::view::{Complaint, Complaints};

/// What was said, once it can be.
pub(super) struct Said {
    pub(super) card: Card,
    pub(super) means: Money,
    pub(super) adherents: u32,
}

/// A form to fill in.
pub(super) fn empty(app: &App) -> SeatForm {
    let entry = HEXLOWER.encode(&entropy::random::<32>(app.seams.entropy.as_ref()));
    SeatForm { entry, ..SeatForm::default() }
}

pub(super) fn read(fields: &Fields) -> SeatForm {
    SeatForm {
        entry: fields.trimmed("entry"),
        name: fields.trimmed("name"),
        legal_name: fields.trimmed("legal_name"),
        postal: fields.trimmed("postal").replace("\r\n", "\n"),
        mail: fields.trimmed("mail"),
        iban: fields.trimmed("iban"),
        bic: fields.trimmed("bic"),
        means: fields.trimmed("means"),
        adherents: fields.trimmed("adherents"),
        day: fields.trimmed("day"),
    }
}

/// Reads the form, or says everything that is wrong with it.
pub(super) fn said(form: &SeatForm) -> Result<Said, Complaints> {
    let mut wrong = Vec::new();
    let means = means(&form.means).map_err(|complaint| wrong.push(complaint));
    let adherents = adherents(&form.adherents).map_err(|complaint| wrong.push(complaint));
    let card = card(form).map_err(|complaint| wrong.insert(0, complaint));
    match (card, means, adherents) {
        (Ok(card), Ok(means), Ok(adherents)) => Ok(Said { card, means, adherents }),
        _ => Err(Complaints(wrong.into_iter().map(Complaint::Federation).collect())),
    }
}

/// The seat of this member.
pub(super) fn seat(membership: &Membership, (means, adherents): (Money, u32), card: &Card, from: Date) -> Seat {
    let identity = &membership.parts().identity;
    Seat {
        member: identity.member,
        key: identity.key.verifying_key().to_bytes(),
        address: address(membership),
        card: Some(card.hash()),
        means,
        adherents,
        from,
    }
}

/// Where the others reach this member.
pub(super) fn address(membership: &Membership) -> String {
    membership.own().to_string()
}

/// The salt is of the form that was handed out: the same form sent again is the same wish.
fn salt(form: &SeatForm) -> [u8; 32] {
    Sha256::digest(format!("ecot/card-salt\n{}", form.entry)).into()
}

/// The card that was filled in.
pub(super) fn card(form: &SeatForm) -> Result<Card, FederationComplaint> {
    let lines = form.postal.lines().map(str::trim).filter(|line| !line.is_empty());
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let written = Written {
        name: form.name.clone(),
        legal_name: form.legal_name.clone(),
        address: lines.map(str::to_owned).collect(),
        mail: form.mail.clone(),
        iban: given(&form.iban),
        bic: given(&form.bic),
    };
    let named = (1..=MAX_LINE_CHARS).contains(&form.name.chars().count());
    let card = written.checked().map_err(|refusal| match refusal {
        // Both names have the same shape.
        CardRefusal::Name if named => FederationComplaint::LegalName,
        CardRefusal::Name | CardRefusal::Text(_) => FederationComplaint::Name,
        CardRefusal::Address | CardRefusal::TooLong => FederationComplaint::PostalAddress,
        CardRefusal::Mail => FederationComplaint::Mail,
        CardRefusal::Iban => FederationComplaint::Iban,
        CardRefusal::Bic => FederationComplaint::Bic,
    })?;
    Ok(Card { salt: salt(form), bytes: card.to_toml().into_bytes() })
}
