//! How logs and cosigners of Ecot are named. docs/formats/log.md

use std::num::NonZeroU32;

use data_encoding::HEXLOWER;

use crate::note::{KeyRefusal, Name};

/// Before every name of Ecot.
const PREFIX: &str = "ecot/";

/// Which log of which member: `ecot/<member id>/<number>`. Its key has the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The member's id, the SHA-256 of its first public key.
    pub member: [u8; 32],
    /// 1 is the member's first log. After a contradiction froze it a vote may open the next.
    pub number: NonZeroU32,
}

impl Origin {
    #[must_use]
    pub fn name(&self) -> Name {
        certain(&format!("{PREFIX}{}/{}", HEXLOWER.encode(&self.member), self.number))
    }

    /// Reads a name in its one spelling; nothing for the name of another kind of log.
    #[must_use]
    pub fn of(name: &Name) -> Option<Self> {
        let (member, number) = name.as_str().strip_prefix(PREFIX)?.split_once('/')?;
        let member = HEXLOWER.decode(member.as_bytes()).ok()?.try_into().ok()?;
        let origin = Self { member, number: number.parse().ok()? };
        (origin.name() == *name).then_some(origin)
    }
}

/// The name of the key with which a member cosigns the logs of others: `ecot/<member id>`.
#[must_use]
pub fn cosigner_name(member: &[u8; 32]) -> Name {
    certain(&format!("{PREFIX}{}", HEXLOWER.encode(member)))
}

/// The member that cosigns under this name.
#[must_use]
pub fn cosigner_of(name: &Name) -> Option<[u8; 32]> {
    let member = name.as_str().strip_prefix(PREFIX)?;
    HEXLOWER.decode(member.as_bytes()).ok()?.try_into().ok()
}

fn certain(text: &str) -> Name {
    let name: Result<Name, KeyRefusal> = Name::parse(text);
    let Ok(name) = name else { panic!("{text} is a name") };
    name
}
