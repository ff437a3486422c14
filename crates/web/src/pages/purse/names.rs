//! What members are called on the pages: the name on their card, or the one at which they answer.

use std::collections::{BTreeMap, BTreeSet};

use exchange::Office;
use federation::Hash;
use federation::facts::LogId;
use federation::roll::Seat;
use purse::id::MemberId;

use crate::pages::cards::{card_name, host};
use crate::pages::stop::Stop;

/// Digits of an id that stand for a name where there is none.
const DIGITS: usize = 8;

/// How one member is called.
#[derive(Debug, Clone)]
struct Called {
    name: String,
    /// The host of its address: what tables name it by.
    host: String,
}

/// The names of every member there ever was.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(BTreeMap<MemberId, Called>);

impl Names {
    /// Reads the cards that are here.
    pub(crate) async fn of(office: &Office) -> Result<Self, Stop> {
        let seats: Vec<(Seat, Option<Hash>)> = {
            let desk = office.desk().await;
            let known = desk.chain().ok().into_iter().flat_map(|chain| chain.roll.members.values());
            known.map(|standing| (standing.seat.clone(), desk.facts().card(&standing.seat))).collect()
        };
        let mut names = BTreeMap::new();
        for (seat, card) in seats {
            let host = host(&seat.address).to_owned();
            let name = card_name(office, card).await?.unwrap_or_else(|| host.clone());
            names.insert(seat.member, Called { name, host });
        }
        Ok(Self(names))
    }

    /// A member's name; the beginning of its id, if the roll does not know it.
    pub(crate) fn get(&self, member: &MemberId) -> String {
        let known = self.0.get(member).map(|called| called.name.clone());
        known.unwrap_or_else(|| member.to_string().chars().take(DIGITS).collect())
    }

    /// The member of a host, a name or an id.
    pub(super) fn find(&self, text: &str) -> Option<MemberId> {
        let is = |called: &Called| called.host.eq_ignore_ascii_case(text) || called.name == text;
        let named = self.0.iter().find(|(_, called)| is(called));
        named.map(|(id, _)| *id).or_else(|| text.parse().ok().filter(|id| self.0.contains_key(id)))
    }

    /// The hosts of all, in their order.
    pub(super) fn hosts(&self) -> Vec<String> {
        let mut hosts: Vec<String> = self.0.values().map(|called| called.host.clone()).collect();
        hosts.sort();
        hosts
    }

    /// The members of logs, each once.
    pub(super) fn of_logs(&self, logs: &[LogId]) -> Vec<String> {
        let members: BTreeSet<MemberId> = logs.iter().map(|log| log.member).collect();
        members.iter().map(|member| self.get(member)).collect()
    }

    pub(super) fn of_members(&self, members: &[MemberId]) -> Vec<String> {
        members.iter().map(|member| self.get(member)).collect()
    }
}

#[cfg(test)]
impl Names {
    pub(super) fn known(names: &[(MemberId, &str)]) -> Self {
        let called = |host: &str| Called { name: host.to_owned(), host: host.to_owned() };
        Self(names.iter().map(|(id, host)| (*id, called(host))).collect())
    }
}
