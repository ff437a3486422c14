//! Where a member's backups lie: what is told, sealed to its operator, to whoever restores it.

use federation::card::Card;
use federation::entry::Backup;
use federation::roll::Standing;
use minicbor::{Decode, Encode};
use purse::id::MemberId;

use crate::failure::ExchangeFailure;
use crate::office::Office;

/// What a member knows of another one's backups.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Whereabouts {
    /// Whose backups these are, 32 bytes.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub member: [u8; 32],
    /// The newest first.
    #[n(1)]
    pub backups: Vec<Lying>,
    /// Members and the addresses at which they answer.
    #[n(2)]
    pub members: Vec<Known>,
}

/// A backup, and who says that it holds it whole.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Lying {
    #[n(0)]
    pub backup: Backup,
    #[n(1)]
    pub holders: Vec<Known>,
}

/// A member and its address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Known {
    #[cbor(n(0), with = "minicbor::bytes")]
    pub member: [u8; 32],
    #[n(1)]
    pub address: String,
}

/// The name on a card.
fn name_on(card: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(card).ok()?;
    Card::parse(&text).ok().map(|card| card.name)
}

impl Office {
    /// The member that is called so: by its id, the host of its address, or the name on its card. None if nobody is, or
    /// more than one.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of this member's own database.
    pub async fn called(&self, text: &str) -> Result<Option<MemberId>, ExchangeFailure> {
        let seats: Vec<_> = {
            let desk = self.desk().await;
            let Ok(chain) = desk.chain() else { return Ok(None) };
            let seats = chain.roll.members.values().map(|standing| &standing.seat);
            seats.map(|seat| (seat.member, seat.address.clone(), desk.facts().card(seat))).collect()
        };
        let mut found = Vec::new();
        for (member, address, card) in seats {
            let host = address.split_once("://").map_or(address.as_str(), |(_, host)| host.trim_end_matches('/'));
            let name = match card {
                Some(hash) => self.store.document(&hash.0).await?.and_then(|document| name_on(document.bytes?)),
                None => None,
            };
            if member.to_string() == text || host == text || name.is_some_and(|name| name == text) {
                found.push(member);
            }
        }
        Ok(if let [only] = found[..] { Some(only) } else { None })
    }

    /// Where the backups of a member lie; none if it never made one.
    pub async fn whereabouts(&self, member: MemberId) -> Option<Whereabouts> {
        let desk = self.desk().await;
        let chain = desk.chain().ok()?;
        let known = |standing: &Standing| Known {
            member: *standing.seat.member.as_bytes(),
            address: standing.seat.address.clone(),
        };
        let backing = &desk.facts().backing;
        let lying = backing.backups(&member).map(|backup| Lying {
            backup: backup.clone(),
            holders: backing
                .holders(member, backup)
                .filter_map(|holder| chain.roll.members.get(&holder))
                .map(known)
                .collect(),
        });
        let backups: Vec<Lying> = lying.collect();
        let members = chain.roll.members.values().map(known).collect();
        (!backups.is_empty()).then(|| Whereabouts { member: *member.as_bytes(), backups, members })
    }
}
