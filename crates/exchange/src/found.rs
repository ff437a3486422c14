//! How a federation begins, and how a member asks to join one.

use federation::Hash;
use federation::charter::Charter;
use federation::closing::Proposal;
use federation::desk::Desk;
use federation::entry::Entry;
use federation::roll::{Act, Ballot, Leave, Request, Resolution, Roll, Seat};
use federation::rounds::{Outcome, Voice};
use federation::signed::{Signable, Signed, VerifyingKey};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use minicbor::{Decode, Encode};
use store::{Document, FederationRow, Store};

use crate::documents::CHARTER;
use crate::failure::{ExchangeFailure, ExchangeRefusal};
use crate::office::Office;

/// How long an invitation holds.
pub const JOIN_TIME: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A federation as it is founded.
#[derive(Debug, Clone)]
pub struct Founding<'a> {
    /// The text of the charter.
    pub charter: &'a str,
    pub founder: Seat,
}

/// What a member that invites tells the one that is to join; signed, so that nobody invites in another's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Invitation {
    #[n(0)]
    pub federation: Hash,
    /// Until when it holds, in seconds since 1970.
    #[n(1)]
    pub until_s: i64,
    /// Of its own: who knows it may use the invitation.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub code: [u8; 16],
}

impl Signable for Invitation {
    const CONTEXT: &'static str = "ecot/invitation/1";
    const MAX_BYTES: usize = 128;
}

impl Founding<'_> {
    /// Founds: the founding is kept with its charter, and is the first entry of the founder's log behind its manifests.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn keep(&self, store: &Store, now: Timestamp) -> Result<Hash, ExchangeFailure> {
        Charter::parse(self.charter).map_err(|_| ExchangeRefusal::Charter)?;
        let charter = federation::charter::hash(self.charter);
        let act = Act::Found { charter, founder: self.founder.clone() };
        act.check().map_err(|refusal| ExchangeRefusal::Roll(refusal.into()))?;
        let founding = Resolution { number: 0, previous: Hash::ZERO, act, minutes: None };
        enter(store, &founding, self.charter, now).await
    }
}

/// Keeps which federation the member is in, and its charter.
///
/// # Errors
/// [`ExchangeFailure`].
pub(crate) async fn enter(
    store: &Store,
    founding: &Resolution,
    charter: &str,
    now: Timestamp,
) -> Result<Hash, ExchangeFailure> {
    let hash = founding.hash();
    let document = Document {
        hash: federation::charter::hash(charter).0,
        kind: CHARTER.to_owned(),
        salt: None,
        bytes: Some(charter.as_bytes().to_vec()),
        name: None,
        media_type: None,
        kept_at: now,
    };
    store.keep_document(&document).await?;
    let row = FederationRow { hash: hash.0, founding: founding.to_cbor(), log: 1 };
    if store.join_federation(&row).await? { Ok(hash) } else { Err(ExchangeRefusal::InOneAlready.into()) }
}

/// Keeps which federation the member asks to join: from then on it copies the logs, and is a member when it was voted in.
///
/// # Errors
/// [`ExchangeFailure`].
pub async fn ask_to_join(
    store: &Store,
    founding: &Resolution,
    charter: &str,
    now: Timestamp,
) -> Result<Hash, ExchangeFailure> {
    Charter::parse(charter).map_err(|_| ExchangeRefusal::Charter)?;
    match &founding.act {
        Act::Found { charter: named, .. } if *named == federation::charter::hash(charter) => {
            enter(store, founding, charter, now).await
        }
        _ => Err(ExchangeRefusal::Charter.into()),
    }
}

impl Office {
    /// The founding stands in the founder's log: it is put there once.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn begin(&self) -> Result<(), ExchangeFailure> {
        let mut desk = self.desk().await;
        let founding = desk.facts().resolutions.get(&desk.federation()).cloned();
        let me = desk.me();
        let begun = desk.copy(&me).is_some_and(|copy| copy.tree().size > 0);
        match founding {
            Some(founding) if me.log == 1 && !begun && is_founder(&founding, self.member()) => {
                desk.let_append();
                self.append_to(&mut desk, &Entry::Resolution(founding)).await?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// An invitation to this federation, signed by this member.
    pub async fn invite(&self) -> Signed<Invitation> {
        let federation = self.desk().await.federation();
        let until = self.clock.now().saturating_add(JOIN_TIME).unwrap_or(Timestamp::MAX);
        let code = seams::entropy::random(&*self.entropy);
        Signed::sign(Invitation { federation, until_s: until.as_second(), code }, &self.identity().key)
    }

    /// Puts the request of one who was invited to the vote; this member is for it.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn welcome(
        &self,
        invitation: &Signed<Invitation>,
        request: Signed<Request>,
    ) -> Result<Hash, ExchangeFailure> {
        self.judge(invitation).await?;
        self.propose(Act::Admit(request), None).await
    }

    /// Whether an invitation is this member's, for this federation, and its time is not over.
    pub(crate) async fn judge(&self, invitation: &Signed<Invitation>) -> Result<(), ExchangeFailure> {
        let (federation, own) = {
            let desk = self.desk().await;
            let first = self.identity().key.verifying_key();
            let before = desk.own_keys().into_iter().filter_map(|(_, key)| VerifyingKey::from_bytes(&key).ok());
            (desk.federation(), before.chain([first]).collect::<Vec<_>>())
        };
        if own.iter().any(|own| is_good(invitation, own, federation, self.clock.now())) {
            Ok(())
        } else {
            Err(ExchangeRefusal::Invitation.into())
        }
    }

    /// Whether a change could follow on the roll as it is.
    ///
    /// # Errors
    /// [`ExchangeRefusal::Roll`] and [`ExchangeRefusal::Halt`].
    pub async fn check(&self, act: &Act) -> Result<(), ExchangeFailure> {
        let desk = self.desk().await;
        let roll = &desk.chain().map_err(|halt| ExchangeRefusal::from(*halt))?.roll;
        Ok(follows(roll, &next(roll, act.clone(), None), &desk)?)
    }

    /// Puts a change of the federation to the vote, and votes for it.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn propose(&self, act: Act, minutes: Option<Hash>) -> Result<Hash, ExchangeFailure> {
        let mut desk = self.desk().await;
        let roll = desk.chain().map_err(|halt| ExchangeRefusal::from(*halt))?.roll.clone();
        let resolution = next(&roll, act, minutes);
        follows(&roll, &resolution, &desk)?;
        let hash = resolution.hash();
        self.append_to(&mut desk, &Entry::Resolution(resolution)).await?;
        self.vote_on(&mut desk, Voice::For(hash)).await?;
        Ok(hash)
    }

    /// Puts to the vote that this member leaves, by its own wish; `to` is the day after its last one.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn leave(&self, to: Date, minutes: Option<Hash>) -> Result<Hash, ExchangeFailure> {
        let federation = self.desk().await.federation();
        let wish = Leave { federation, member: self.member(), to };
        self.propose(Act::Leave(Signed::sign(wish, &self.identity().key)), minutes).await
    }

    /// Casts this member's ballot in the round that is open; `false` if it has one in it already, or nothing like that is
    /// put to the vote.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn vote(&self, voice: Voice) -> Result<bool, ExchangeFailure> {
        let mut desk = self.desk().await;
        self.vote_on(&mut desk, voice).await
    }

    async fn vote_on(&self, desk: &mut Desk, voice: Voice) -> Result<bool, ExchangeFailure> {
        let chain = desk.chain().map_err(|halt| ExchangeRefusal::from(*halt))?;
        let (number, member) = (chain.roll.number + 1, self.member());
        let Outcome::Open { round, unheard } = &chain.next.outcome else { return Ok(false) };
        let put = match voice {
            Voice::For(hash) => chain.next.candidates.contains_key(&hash),
            Voice::Abandon => !chain.next.candidates.is_empty(),
        };
        if !put || !unheard.contains(&member) {
            return Ok(false);
        }
        let ballot = Ballot { federation: desk.federation(), number, round: *round, member, voice };
        let signed = Signed::sign(ballot, &self.identity().key);
        self.append_to(desk, &Entry::Ballot(signed)).await?;
        Ok(true)
    }
}

fn next(roll: &Roll, act: Act, minutes: Option<Hash>) -> Resolution {
    Resolution { number: roll.number + 1, previous: roll.head, act, minutes }
}

fn follows(roll: &Roll, resolution: &Resolution, desk: &Desk) -> Result<(), ExchangeRefusal> {
    federation::roll::adopt(roll, resolution, desk.charters(), &desk.facts().keys)
        .map(|_| ())
        .map_err(ExchangeRefusal::from)
}

/// Whether this is an invitation that the member with this key made for this federation, and its time is not over.
pub(crate) fn is_good(invitation: &Signed<Invitation>, own: &VerifyingKey, federation: Hash, now: Timestamp) -> bool {
    let Invitation { federation: named, until_s, .. } = invitation.value;
    invitation.verify(own).is_ok() && named == federation && until_s > now.as_second()
}

fn is_founder(founding: &Resolution, member: purse::id::MemberId) -> bool {
    matches!(&founding.act, Act::Found { founder, .. } if founder.member == member)
}

/// What a proposal is named by in the table of what was computed.
pub(crate) fn proposal_key(proposal: &Proposal) -> [u8; 32] {
    proposal.hash().0
}
