//! What members are called on the pages.

use std::collections::BTreeMap;

use exchange::Office;
use federation::Hash;
use federation::roll::{Act, Seat};
use purse::id::MemberId;

use crate::pages::cards::{card_name, host};
use crate::pages::stop::Stop;

/// Digits of an id that stand for a name where there is none.
const DIGITS: usize = 8;

/// The names of members, of those that ask to join, and of those that were members.
pub(in crate::pages) struct Names(BTreeMap<MemberId, String>);

impl Names {
    /// Reads the cards that are here; a member without one is called by its address.
    pub(in crate::pages) async fn of(office: &Office) -> Result<Self, Stop> {
        let seats: Vec<(Seat, Option<Hash>)> = {
            let desk = office.desk().await;
            let proposed = desk.facts().resolutions.values().filter_map(|resolution| match &resolution.act {
                Act::Admit(request) => Some((request.value.seat.clone(), request.value.seat.card)),
                _ => None,
            });
            let known = desk.chain().ok().into_iter().flat_map(|chain| chain.roll.members.values());
            // What was adopted stands last, and so counts.
            proposed.chain(known.map(|standing| (standing.seat.clone(), desk.facts().card(&standing.seat)))).collect()
        };
        let mut names = BTreeMap::new();
        for (seat, card) in seats {
            let name = card_name(office, card).await?;
            names.insert(seat.member, name.unwrap_or_else(|| host(&seat.address).to_owned()));
        }
        Ok(Self(names))
    }

    /// What a member is called.
    pub(in crate::pages) fn name(&self, member: &MemberId) -> String {
        let digits = || member.to_string().chars().take(DIGITS).collect();
        self.0.get(member).cloned().unwrap_or_else(digits)
    }

    /// What several are called, in order.
    pub(super) fn names<'a>(&self, members: impl IntoIterator<Item = &'a MemberId>) -> Vec<String> {
        let mut names: Vec<String> = members.into_iter().map(|member| self.name(member)).collect();
        names.sort();
        names
    }
}
