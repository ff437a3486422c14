//! What members are called on the pages: the name on their card, or the one at which they answer.

use std::collections::{BTreeMap, BTreeSet};

use exchange::Office;
use federation::Hash;
use federation::facts::LogId;
use federation::roll::{Act, Seat};
use purse::id::MemberId;

use super::cards::{card_name, host};
use super::stop::Stop;

/// Digits of an id that stand for a name where there is none.
const DIGITS: usize = 8;

/// How one member is called.
#[derive(Debug, Clone)]
struct Called {
    name: String,
    /// The host of its address: what tables name it by.
    host: String,
    /// It is or was a member, and does not only ask to join.
    member: bool,
}

/// The names of every member there ever was, and of those that ask to join.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(BTreeMap<MemberId, Called>);

impl Names {
    /// Reads the cards that are here; a member without one is called by its address.
    pub(crate) async fn of(office: &Office) -> Result<Self, Stop> {
        let seats: Vec<(Seat, Option<Hash>, bool)> = {
            let desk = office.desk().await;
            let proposed = desk.facts().resolutions.values().filter_map(|resolution| match &resolution.act {
                Act::Admit(request) => Some((request.value.seat.clone(), request.value.seat.card, false)),
                _ => None,
            });
            let known = desk.chain().ok().into_iter().flat_map(|chain| chain.roll.members.values());
            let known = known.map(|standing| (standing.seat.clone(), desk.facts().card(&standing.seat), true));
            // What was adopted stands last, and so counts.
            proposed.chain(known).collect()
        };
        let mut names = BTreeMap::new();
        for (seat, card, member) in seats {
            let host = host(&seat.address).to_owned();
            let name = card_name(office, card).await?.unwrap_or_else(|| host.clone());
            names.insert(seat.member, Called { name, host, member });
        }
        Ok(Self(names))
    }

    /// A member's name; the beginning of its id, if nothing is known of it.
    pub(crate) fn name(&self, member: &MemberId) -> String {
        let known = self.0.get(member).map(|called| called.name.clone());
        known.unwrap_or_else(|| member.to_string().chars().take(DIGITS).collect())
    }

    /// What several are called, in the order of their names.
    pub(super) fn names<'a>(&self, members: impl IntoIterator<Item = &'a MemberId>) -> Vec<String> {
        let mut names: Vec<String> = members.into_iter().map(|member| self.name(member)).collect();
        names.sort();
        names
    }

    /// The members of logs, each once, in the order of their ids.
    pub(super) fn of_logs(&self, logs: &[LogId]) -> Vec<String> {
        let members: BTreeSet<MemberId> = logs.iter().map(|log| log.member).collect();
        members.iter().map(|member| self.name(member)).collect()
    }

    /// What several are called, in the order in which they are given.
    pub(super) fn of_members(&self, members: &[MemberId]) -> Vec<String> {
        members.iter().map(|member| self.name(member)).collect()
    }

    /// The member of a host, a name or an id. Who asks to join has used nothing and is none.
    pub(super) fn find(&self, text: &str) -> Option<MemberId> {
        let is = |called: &Called| called.host.eq_ignore_ascii_case(text) || called.name == text;
        let named = self.members().find(|(_, called)| is(called)).map(|(id, _)| id);
        named.or_else(|| text.parse().ok().filter(|id| self.members().any(|(member, _)| member == *id)))
    }

    /// The hosts of all members, in their order.
    pub(super) fn hosts(&self) -> Vec<String> {
        let mut hosts: Vec<String> = self.members().map(|(_, called)| called.host.clone()).collect();
        hosts.sort();
        hosts
    }

    fn members(&self) -> impl Iterator<Item = (MemberId, &Called)> {
        self.0.iter().filter(|(_, called)| called.member).map(|(id, called)| (*id, called))
    }
}

#[cfg(test)]
impl Names {
    /// Members of these hosts, which have no cards.
    pub(super) fn known(names: &[(MemberId, &str)]) -> Self {
        let called = |host: &str| Called { name: host.to_owned(), host: host.to_owned(), member: true };
        Self(names.iter().map(|(id, host)| (*id, called(host))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBER: MemberId = MemberId::from_bytes([1; 32]);
    const ASKS: MemberId = MemberId::from_bytes([2; 32]);

    #[test]
    fn who_asks_to_join_has_a_name_and_is_no_member_of_a_table() {
        let mut names = Names::known(&[(MEMBER, "aubepine.example"), (ASKS, "bruyere.example")]);
        names.0.entry(ASKS).and_modify(|called| called.member = false);
        assert_eq!(names.names(&[ASKS, MEMBER]), ["aubepine.example", "bruyere.example"]);
        assert_eq!(names.hosts(), ["aubepine.example"]);
        assert_eq!(names.find("Aubepine.example"), Some(MEMBER));
        assert_eq!(names.find(&MEMBER.to_string()), Some(MEMBER));
        assert_eq!(names.find("bruyere.example"), None);
        assert_eq!(names.find(&ASKS.to_string()), None);
    }

    #[test]
    fn whom_nobody_knows_is_called_by_the_beginning_of_its_id() {
        let id = MEMBER.to_string();
        assert_eq!(Names::default().name(&MEMBER), id[..DIGITS]);
    }
}
