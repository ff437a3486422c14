//! What members are called in an answer to people.

use std::collections::BTreeMap;

use federation::facts::LogId;
use purse::id::MemberId;

/// Digits of an id beside a name.
const DIGITS: usize = 8;

/// The names of members, as an audit found them.
pub struct Called(BTreeMap<MemberId, String>);

impl Called {
    pub const fn new(names: BTreeMap<MemberId, String>) -> Self {
        Self(names)
    }

    /// A member by its name, with the beginning of its id, because two can choose the same name; by its whole id if nothing
    /// is known of it. What a name could do to a terminal is left out.
    pub fn member(&self, member: &MemberId) -> String {
        let id = member.to_string();
        match self.0.get(member) {
            Some(name) => {
                let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
                format!("{name} ({})", id.get(..DIGITS).unwrap_or(&id))
            }
            None => id,
        }
    }

    /// A log: that of a member, with its number when it is not the first one.
    pub fn log(&self, log: &LogId) -> String {
        match log.log {
            1 => self.member(&log.member),
            number => format!("{}, log {number}", self.member(&log.member)),
        }
    }
}
