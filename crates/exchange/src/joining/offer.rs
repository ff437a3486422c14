//! The side of the member that invites.

use data_encoding::HEXLOWER;
use federation::Hash;
use federation::desk::Desk;
use federation::roll::{Act, Request, Standing};
use federation::signed::Signed;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Document, MemberInvitation, SecretHash, Store};

use super::{CARD_BYTES, Card, OFFER_BYTES, OFFERED_MEMBERS, OPEN_INVITATIONS, Offer, WISH_BYTES, Wished};
use crate::failure::{ExchangeFailure, ExchangeRefusal};
use crate::office::Office;

/// The kind of a member's card.
const CARD: &str = "card";

/// Invitations that are read, at most: those that are open, and old ones.
const INVITATIONS_READ: u32 = 500;

/// An invitation that was made: its code, which is shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// 32 hex digits.
    pub code: String,
    pub until: Timestamp,
}

impl Office {
    /// Makes an invitation that another member's delegate can open.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; [`ExchangeRefusal::Invitations`] if too many are open.
    pub async fn invite_by_link(&self) -> Result<Invited, ExchangeFailure> {
        if self.invitations().await?.len() >= OPEN_INVITATIONS {
            return Err(ExchangeRefusal::Invitations.into());
        }
        let signed = self.invite().await;
        let until = Timestamp::from_second(signed.value.until_s).unwrap_or(Timestamp::MAX);
        let bytes = minicbor::to_vec(&signed).map_err(|_| ExchangeFailure::Damaged("an invitation"))?;
        let code = hash_of(&signed.value.code);
        let created_at = self.clock.now();
        let row = MemberInvitation { code, bytes, created_at, expires_at: until, used_for: None };
        self.store.add_member_invitation(&row).await?;
        Ok(Invited { code: HEXLOWER.encode(&signed.value.code), until })
    }

    /// Invitations that can still be used, the newest first.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn invitations(&self) -> Result<Vec<MemberInvitation>, ExchangeFailure> {
        let now = self.clock.now();
        let all = self.store.member_invitations(INVITATIONS_READ).await?;
        Ok(all.into_iter().filter(|row| row.used_for.is_none() && row.expires_at > now).collect())
    }

    /// What an invitation offers to who has its code.
    ///
    /// # Errors
    /// [`ExchangeRefusal::Invitation`] without saying whether it is unknown, used or too old; [`ExchangeFailure`].
    pub async fn offer(&self, code: &str) -> Result<Offer, ExchangeFailure> {
        let code = HEXLOWER.decode(code.as_bytes()).map_err(|_| ExchangeRefusal::Invitation)?;
        let kept = self.store.member_invitation(hash_of(&code)).await?;
        let open = kept.filter(|row| row.used_for.is_none() && row.expires_at > self.clock.now());
        let open = open.ok_or(ExchangeRefusal::Invitation)?;
        let invitation = minicbor::decode(&open.bytes).map_err(|_| ExchangeFailure::Damaged("an invitation"))?;
        let (founding, first, last, members) = {
            let desk = self.desk().await;
            let chain = desk.chain().map_err(|halt| ExchangeRefusal::from(*halt))?;
            let founding = chain.adopted.first().map(|adopted| adopted.resolution.clone());
            let founding = founding.ok_or(ExchangeFailure::Damaged("the founding"))?;
            let Act::Found { charter, .. } = founding.act else {
                return Err(ExchangeFailure::Damaged("the founding"));
            };
            let last = chain.roll.charters.last().map_or(charter, |(_, last)| *last);
            (founding, charter, last, self.addresses(&desk)?)
        };
        let key = self.identity().key.verifying_key().to_bytes();
        let (first_charter, charter) = (self.charter_text(&first).await?, self.charter_text(&last).await?);
        let member = *self.member().as_bytes();
        Ok(Offer { founding, first_charter, charter, members, key, invitation, member })
    }

    /// Addresses of the members, this one first.
    fn addresses(&self, desk: &Desk) -> Result<Vec<String>, ExchangeFailure> {
        let chain = desk.chain().map_err(|halt| ExchangeRefusal::from(*halt))?;
        let own = |standing: &&Standing| standing.seat.member == self.member();
        let staying = || chain.roll.members.values().filter(|standing| standing.to.is_none());
        let all = staying().filter(own).chain(staying().filter(|standing| !own(standing)));
        Ok(all.take(OFFERED_MEMBERS).map(|standing| standing.seat.address.clone()).collect())
    }

    /// The text of a charter that is here.
    ///
    /// # Errors
    /// [`ExchangeRefusal::Charter`] if it has not come yet; [`ExchangeFailure`].
    pub async fn charter_text(&self, hash: &Hash) -> Result<String, ExchangeFailure> {
        let bytes = self.store.document(&hash.0).await?.and_then(|document| document.bytes);
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(text.ok_or(ExchangeRefusal::Charter)?)
    }

    /// An offer as it is sent.
    ///
    /// # Errors
    /// As [`Office::offer`].
    pub async fn offer_bytes(&self, code: &str) -> Result<Vec<u8>, ExchangeFailure> {
        let bytes = minicbor::to_vec(self.offer(code).await?);
        bytes.ok().filter(|bytes| bytes.len() <= OFFER_BYTES).ok_or(ExchangeFailure::Damaged("an offer"))
    }

    /// Takes a wish to join, as it came: its card is kept, and its request is put to the vote. The same wish twice does
    /// nothing more.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; what of it is told is a [`super::WishRefusal`].
    pub async fn take_wish(&self, bytes: &[u8]) -> Result<Hash, ExchangeFailure> {
        let wished: Option<Wished> = Some(bytes).filter(|bytes| bytes.len() <= WISH_BYTES).and_then(read);
        let Wished { invitation, request, card } = wished.ok_or(ExchangeRefusal::Wish)?;
        let fits = card.as_ref().is_none_or(|card| card.bytes.len() <= CARD_BYTES);
        if !fits || card.as_ref().map(Card::hash) != request.value.seat.card {
            return Err(ExchangeRefusal::Wish.into());
        }
        self.judge(&invitation).await?;
        if let Some(put) = self.put_already(&request).await {
            return Ok(put);
        }
        // A request that is refused leaves the invitation as it was: its mistake can be mended.
        self.check(&Act::Admit(request.clone())).await?;
        let name = Hash::of("ecot/wish/1", bytes);
        if !self.store.use_member_invitation(hash_of(&invitation.value.code), &name.0).await? {
            return Err(ExchangeRefusal::Invitation.into());
        }
        if let Some(card) = card {
            card.keep(&self.store, self.clock.now()).await?;
        }
        self.welcome(&invitation, request).await
    }

    /// The resolution by which this very request was put to the vote, if it was.
    async fn put_already(&self, request: &Signed<Request>) -> Option<Hash> {
        let desk = self.desk().await;
        let same = |act: &Act| matches!(act, Act::Admit(put) if put == request);
        desk.facts().resolutions.iter().find(|(_, resolution)| same(&resolution.act)).map(|(hash, _)| *hash)
    }
}

impl Card {
    /// Keeps the card.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of the database.
    pub async fn keep(self, store: &Store, kept_at: Timestamp) -> Result<(), ExchangeFailure> {
        let document = Document {
            hash: self.hash().0,
            kind: CARD.to_owned(),
            salt: Some(self.salt),
            bytes: Some(self.bytes),
            name: None,
            media_type: None,
            kept_at,
        };
        Ok(store.keep_document(&document).await?)
    }
}

fn read(bytes: &[u8]) -> Option<Wished> {
    minicbor::decode(bytes).ok()
}

/// By which a code is kept: who reads the database cannot use it.
fn hash_of(code: &[u8]) -> SecretHash {
    SecretHash::from_bytes(Sha256::digest(code).into())
}
