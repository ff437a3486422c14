//! The side of the member that is to join.

use bytes::Bytes;
use federation::Hash;
use federation::charter::Charter;
use federation::roll::{Act, Request, Seat};
use federation::signed::{Signable, Signed, SigningKey, VerifyingKey};
use jiff::Timestamp;
use peers::client::{Cause, OpenTransport, Request as Asked};
use peers::{BaseUrl, BaseUrlRefusal};
use store::Store;

use super::{Card, MEDIA_TYPE, OFFER_BYTES, OFFER_PATH, Offer, REQUEST_PATH, WISH_BYTES, WishRefusal, Wished};
use crate::failure::{ExchangeFailure, ExchangeRefusal};
use crate::found::{ask_to_join, is_good};

/// Where an invitation lies for people, with its code behind it.
pub const INVITATION_PATH: &str = "/federation/invitation/";

/// Digits of a code.
const CODE_DIGITS: usize = 32;

/// An invitation's link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub base: BaseUrl,
    pub code: String,
}

/// Why a text is no link of an invitation. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefusal {
    #[error("a link of an invitation has {INVITATION_PATH} in it")]
    NoInvitation,
    #[error(transparent)]
    Address(#[from] BaseUrlRefusal),
    #[error("a code of an invitation has {CODE_DIGITS} digits, 0-9 and a-f")]
    Code,
}

/// Why nobody was asked, or no answer came.
#[derive(Debug, thiserror::Error)]
pub enum JoinFailure {
    /// A retry helps where the cause says so.
    #[error("the member that invites: {0}")]
    Peer(#[from] Cause),
    #[error("the member that invites does not know this invitation, or not any more")]
    Gone,
    /// What came is not what an invitation offers.
    #[error("what the member that invites answered is no offer of a federation")]
    NoOffer,
    /// The member that invites says why.
    #[error("the member that invites did not take the request: {0}")]
    Refused(#[from] WishRefusal),
    /// It does not say why, or in words that are not known here.
    #[error("the member that invites did not take the request")]
    NotTaken,
    #[error(transparent)]
    Own(#[from] ExchangeFailure),
}

/// What a member asks with.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    pub seat: Seat,
    pub card: Option<Card>,
    pub key: &'a SigningKey,
}

impl Link {
    /// Reads what a person pasted. Whatever stands behind the code is left out.
    ///
    /// # Errors
    /// [`LinkRefusal`].
    pub fn parse(text: &str) -> Result<Self, LinkRefusal> {
        let (base, rest) = text.trim().split_once(INVITATION_PATH).ok_or(LinkRefusal::NoInvitation)?;
        let base = BaseUrl::parse(base)?;
        let code = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let digits = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
        if code.len() != CODE_DIGITS || !code.bytes().all(digits) {
            return Err(LinkRefusal::Code);
        }
        Ok(Self { base, code: code.to_owned() })
    }
}

/// Fetches what an invitation offers, and verifies that it holds together.
///
/// # Errors
/// [`JoinFailure`].
pub async fn fetch(transport: &dyn OpenTransport, link: &Link, now: Timestamp) -> Result<Offer, JoinFailure> {
    let mut request = Asked::get(format!("{OFFER_PATH}{}", link.code), MEDIA_TYPE);
    request.answer_bytes = OFFER_BYTES;
    let answer = transport.send(&link.base, &request).await?;
    if !answer.status.is_success() {
        return Err(JoinFailure::Gone);
    }
    let offer: Offer = minicbor::decode(&answer.body).map_err(|_| JoinFailure::NoOffer)?;
    if holds(&offer, now) { Ok(offer) } else { Err(JoinFailure::NoOffer) }
}

fn holds(offer: &Offer, now: Timestamp) -> bool {
    let named = match &offer.founding.act {
        Act::Found { charter, .. } => *charter == federation::charter::hash(&offer.first_charter),
        _ => false,
    };
    let key = VerifyingKey::from_bytes(&offer.key);
    let good = key.is_ok_and(|key| is_good(&offer.invitation, &key, offer.founding.hash(), now));
    let read = |text: &str| Charter::parse(text).is_ok();
    named && good && !offer.members.is_empty() && read(&offer.first_charter) && read(&offer.charter)
}

/// Asks to join, and from then on this member is on its way into that federation.
///
/// # Errors
/// [`JoinFailure`]; after one of these, but for [`JoinFailure::Own`], the member is in no federation. The same wish may be
/// sent again.
pub async fn ask(
    transport: &dyn OpenTransport,
    store: &Store,
    (base, offer): (&BaseUrl, &Offer),
    wish: Wish<'_>,
    now: Timestamp,
) -> Result<Hash, JoinFailure> {
    if store.federation().await.map_err(ExchangeFailure::from)?.is_some() {
        return Err(ExchangeFailure::from(ExchangeRefusal::InOneAlready).into());
    }
    let Wish { seat, card, key } = wish;
    let charter = federation::charter::hash(&offer.charter);
    let request = Request { federation: offer.founding.hash(), charter, seat };
    let wished =
        Wished { invitation: offer.invitation.clone(), request: Signed::sign(request, key), card: card.clone() };
    let bytes = minicbor::to_vec(&wished).ok().filter(|bytes| bytes.len() <= WISH_BYTES);
    let bytes = bytes.ok_or(ExchangeFailure::from(ExchangeRefusal::Wish))?;
    let sent = Asked::post(REQUEST_PATH, MEDIA_TYPE, Bytes::from(bytes), MEDIA_TYPE);
    let answer = transport.send(base, &sent).await?;
    if !answer.status.is_success() {
        let told = std::str::from_utf8(&answer.body).ok().and_then(WishRefusal::from_code);
        return Err(told.map_or(JoinFailure::NotTaken, JoinFailure::Refused));
    }
    if let Some(card) = card {
        card.keep(store, now).await?;
    }
    Ok(ask_to_join(store, &offer.founding, &offer.first_charter, now).await?)
}
