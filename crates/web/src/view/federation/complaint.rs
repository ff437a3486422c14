//! What is wrong with a form of the federation.

use exchange::joining::{LinkRefusal, WishRefusal};
use federation::charter::CharterRefusal;
use federation::desk::AppendRefusal;
use federation::entry::EntryRefusal;
use federation::roll::{ActRefusal, RollRefusal};

use super::carrying::{Figure, FigureFault};
use super::{charter_fault, roll_words};
use crate::i18n::{Lang, format};

/// Why a form was refused. Closed: every case has its field and its words (`federation-no-…`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FederationComplaint {
    /// A member needs a name of 1 to 120 characters.
    Name,
    /// The legal name or the postal address is missing or too long.
    LegalName,
    PostalAddress,
    /// Not an e-mail address.
    Mail,
    /// Not an IBAN.
    Iban,
    /// Not a BIC.
    Bic,
    /// Means are an amount of euros from nothing on.
    Means,
    /// A whole number.
    Adherents,
    /// Not a day, or one that is too early.
    Day,
    /// Not a past day since which nothing was heard.
    Since,
    /// Not a day until which the commons pay.
    Until,
    /// Not the first of a month to come.
    Month,
    /// The box that says that the charter was read is not ticked.
    NotRead,
    /// The text is no charter; what is wrong, with its place.
    Charter(CharterRefusal),
    /// The text is the charter that holds.
    CharterSame,
    /// The link is none of an invitation.
    Link(LinkRefusal),
    /// The member that invites could not be asked; a retry may help.
    Unreachable,
    /// Its address is one of this machine or of a private network, or it is not encrypted.
    AddressRefused,
    /// What it answered is no offer.
    NoOffer,
    /// The invitation is used, withdrawn, too old or unknown.
    InvitationGone,
    /// The member that invites does not take the request, and says why.
    Wish(WishRefusal),
    /// It does not say why.
    NotTaken,
    /// This member is in a federation already.
    InOneAlready,
    /// Nobody of that id is a member.
    Member,
    /// What is proposed cannot follow.
    Roll(RollRefusal),
    /// The member's own log takes nothing.
    Append(AppendRefusal),
    /// The minutes are larger than this many megabytes.
    MinutesLong(u64),
    /// The box that says that the key is to be changed is not ticked.
    KeyNotSure,
    /// A new key cannot be written to this machine's disk.
    KeyNotKept,
    /// So many invitations are open.
    Invitations(u64),
    /// A link needs a name of 1 to 120 characters.
    AuditName,
    /// So many links for auditors are open.
    AuditLinks(u64),
    /// A figure of an offer to carry.
    Offer(Figure, FigureFault),
}

impl FederationComplaint {
    /// The `name` of the field.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::LegalName => "legal_name",
            Self::PostalAddress => "postal",
            Self::Mail => "mail",
            Self::Iban => "iban",
            Self::Bic => "bic",
            Self::Means => "means",
            Self::Adherents => "adherents",
            Self::Day | Self::Roll(RollRefusal::TooEarly | RollRefusal::NotSilentEnough) => "day",
            Self::Since => "since",
            Self::Until | Self::Roll(RollRefusal::Act(ActRefusal::Months)) => "until",
            Self::Month | Self::Roll(RollRefusal::Act(ActRefusal::NotTheFirst)) => "month",
            Self::NotRead => "read",
            Self::AuditName => "purpose",
            Self::KeyNotSure => "sure",
            Self::Charter(_) | Self::CharterSame => "charter",
            Self::Link(_) | Self::NoOffer | Self::InvitationGone | Self::AddressRefused => "link",
            Self::Member => "member",
            Self::MinutesLong(_) => "minutes",
            Self::Offer(figure, _) => figure.field(),
            _ => "form",
        }
    }

    /// The sentence: what is wrong and what to do.
    pub fn text(&self, lang: Lang) -> String {
        let limit = |key: &str, limit: &u64| lang.text_with(key, "limit", format::number(lang, *limit));
        match self {
            Self::Charter(refusal) => charter_fault::words(lang, refusal),
            Self::MinutesLong(most) => limit("federation-no-minutes-long", most),
            Self::Invitations(most) => limit("federation-no-invitations", most),
            Self::AuditLinks(most) => limit("federation-no-audit-links", most),
            Self::Offer(figure, fault) => fault.text(lang, *figure),
            Self::Wish(refusal) => lang.text(&format!("federation-no-wish-{}", refusal.code())),
            Self::Roll(refusal) => lang.text(&format!("federation-no-{}", roll_words::code(refusal))),
            Self::Append(refusal) => lang.text(append_key(refusal)),
            other => lang.text(other.key()),
        }
    }

    const fn key(&self) -> &'static str {
        match self {
            Self::Name => "federation-no-name",
            Self::LegalName => "federation-no-legal-name",
            Self::PostalAddress => "federation-no-postal",
            Self::Mail => "complaint-email-shape",
            Self::Iban => "federation-no-iban",
            Self::Bic => "federation-no-bic",
            Self::Means => "federation-no-means",
            Self::Adherents => "federation-no-adherents",
            Self::Day => "federation-no-day",
            Self::Since => "federation-no-since",
            Self::Until => "federation-no-until",
            Self::Month => "federation-no-month",
            Self::NotRead => "federation-no-read",
            Self::AuditName => "federation-no-audit-name",
            Self::KeyNotSure => "federation-no-key-sure",
            Self::KeyNotKept => "federation-no-key-kept",
            Self::CharterSame => "federation-no-charter-same",
            Self::Link(LinkRefusal::NoInvitation) => "federation-no-link",
            Self::Link(LinkRefusal::Address(_)) => "federation-no-link-address",
            Self::Link(LinkRefusal::Code) => "federation-no-link-code",
            Self::Unreachable => "federation-no-answer",
            Self::AddressRefused => "federation-no-private",
            Self::NoOffer => "federation-no-offer",
            Self::InvitationGone => "federation-no-invitation",
            Self::NotTaken => "federation-no-taken",
            Self::InOneAlready => "federation-no-second",
            Self::Member => "federation-no-member",
            // Those with something in them were told above.
            _ => "federation-no-taken",
        }
    }

    /// One of each, for the tests of their words.
    pub fn samples() -> Vec<Self> {
        let plain = [
            Self::Name,
            Self::LegalName,
            Self::PostalAddress,
            Self::Mail,
            Self::Iban,
            Self::Bic,
            Self::Means,
            Self::Adherents,
            Self::Day,
            Self::Since,
            Self::Until,
            Self::Month,
            Self::NotRead,
            Self::AuditName,
            Self::KeyNotSure,
            Self::KeyNotKept,
            Self::CharterSame,
            Self::Unreachable,
            Self::AddressRefused,
            Self::NoOffer,
            Self::InvitationGone,
            Self::NotTaken,
            Self::InOneAlready,
            Self::Member,
            Self::MinutesLong(8),
            Self::Invitations(50),
            Self::AuditLinks(50),
        ];
        let links = [LinkRefusal::NoInvitation, LinkRefusal::Address(peers::BaseUrlRefusal::NoUrl), LinkRefusal::Code];
        let appends = [
            AppendRefusal::Succeeded,
            AppendRefusal::Frozen,
            AppendRefusal::NotAsked,
            AppendRefusal::Entry(EntryRefusal::Amount),
        ];
        let mut all = plain.to_vec();
        all.extend(charter_fault::samples().into_iter().map(Self::Charter));
        all.extend(links.map(Self::Link));
        all.extend(WishRefusal::ALL.map(Self::Wish));
        all.extend(roll_words::SAMPLES.map(Self::Roll));
        all.extend(appends.map(Self::Append));
        all.extend(FigureFault::SAMPLES.map(|fault| Self::Offer(Figure::Storage, fault)));
        all
    }
}

const fn append_key(refusal: &AppendRefusal) -> &'static str {
    match refusal {
        AppendRefusal::Succeeded => "federation-no-succeeded",
        AppendRefusal::Frozen => "federation-no-frozen",
        AppendRefusal::NotAsked => "federation-no-asked",
        AppendRefusal::Entry(_) => "federation-no-entry",
    }
}
