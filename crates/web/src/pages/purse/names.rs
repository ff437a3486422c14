//! What members are called on the pages: the name at which they answer.

use std::collections::BTreeMap;

use federation::desk::Desk;
use federation::facts::LogId;
use purse::id::MemberId;

/// The name of every member there ever was.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(BTreeMap<MemberId, String>);

impl Names {
    pub(super) fn of(desk: &Desk) -> Self {
        let Ok(chain) = desk.chain() else { return Self::default() };
        let name = |address: &str| address.split_once("://").map_or(address, |(_, host)| host).to_owned();
        Self(chain.roll.members.iter().map(|(id, standing)| (*id, name(&standing.seat.address))).collect())
    }

    /// A member's name; the beginning of its id, if the roll does not know it.
    pub(super) fn get(&self, member: &MemberId) -> String {
        self.0.get(member).cloned().unwrap_or_else(|| member.to_string().chars().take(8).collect())
    }

    /// The member of a name, or of an id.
    pub(super) fn find(&self, text: &str) -> Option<MemberId> {
        let named = self.0.iter().find(|(_, name)| name.eq_ignore_ascii_case(text));
        named.map(|(id, _)| *id).or_else(|| text.parse().ok().filter(|id| self.0.contains_key(id)))
    }

    /// All names, in their order.
    pub(super) fn all(&self) -> Vec<String> {
        let mut names: Vec<String> = self.0.values().cloned().collect();
        names.sort();
        names
    }

    /// The members of logs, each once.
    pub(super) fn of_logs(&self, logs: &[LogId]) -> Vec<String> {
        let members: std::collections::BTreeSet<MemberId> = logs.iter().map(|log| log.member).collect();
        members.iter().map(|member| self.get(member)).collect()
    }

    pub(super) fn of_members(&self, members: &[MemberId]) -> Vec<String> {
        members.iter().map(|member| self.get(member)).collect()
    }
}

#[cfg(test)]
impl Names {
    pub(super) fn known(names: &[(MemberId, &str)]) -> Self {
        Self(names.iter().map(|(id, name)| (*id, (*name).to_owned())).collect())
    }
}
