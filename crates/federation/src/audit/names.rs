//! What members are called: for people who read what was verified. Nothing is concluded from it.

use std::collections::BTreeMap;

use purse::id::MemberId;

use super::logs::Audit;
use super::places::Files;
use crate::card::{self, Card};
use crate::export::{DOCUMENT_SALT_BYTES, document_path};
use crate::hash::Hash;

impl<F: Files> Audit<F> {
    /// Every member that the roll names, by the name on its newest card if a place has it, or by the host of its address.
    pub fn names(&mut self) -> BTreeMap<MemberId, String> {
        let seats = self.roll().members.values().map(|standing| &standing.seat);
        let seats: Vec<(MemberId, Option<Hash>, String)> =
            seats.map(|seat| (seat.member, self.facts.card(seat), host(&seat.address).to_owned())).collect();
        let named = seats.into_iter().map(|(member, card, host)| {
            let card = card.and_then(|hash| self.places.iter_mut().find_map(|place| read(place, &hash)));
            (member, card.map_or(host, |card| card.name))
        });
        named.collect()
    }
}

/// A card, if this place has it and it is the one that the log names. One that cannot be read is as good as none.
fn read<F: Files>(place: &mut F, hash: &Hash) -> Option<Card> {
    let most = DOCUMENT_SALT_BYTES.saturating_add(card::MAX_BYTES);
    let file = place.read(&document_path(hash), most).ok().flatten().filter(|file| file.len() <= most)?;
    let (salt, bytes) = file.split_first_chunk::<DOCUMENT_SALT_BYTES>()?;
    let text = std::str::from_utf8(bytes).ok().filter(|_| Hash::of_document(salt, bytes) == *hash)?;
    Card::parse(text).ok()
}

fn host(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, host)| host)
}
