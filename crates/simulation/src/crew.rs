//! Who takes part in a run: keys, seats, the charter. The same for everybody.

use std::collections::BTreeMap;

use federation::Hash;
use federation::charter::{Charter, DEFAULT};
use federation::facts::LogId;
use federation::roll::{Act, Request, Resolution, Seat};
use federation::signed::{Signable, Signed, SigningKey};
use jiff::civil::Date;
use purse::id::MemberId;
use purse::money::Money;
use sha2::{Digest, Sha256};

use crate::clock::FOUNDED;

/// All members of a run, by number. Number 0 founds the federation and holds the fund.
#[derive(Debug)]
pub struct Crew {
    pub keys: Vec<SigningKey>,
    pub ids: Vec<MemberId>,
    /// Cents a year.
    pub means: Vec<u64>,
    pub charters: BTreeMap<Hash, Charter>,
    pub founding: Resolution,
}

/// An amount of so many cents.
///
/// # Panics
/// Beyond all amounts.
#[must_use]
pub fn cents(amount: u64) -> Money {
    let minor = i64::try_from(amount).unwrap_or(i64::MAX);
    let Ok(money) = Money::from_minor(minor) else { panic!("{amount} cents are no amount") };
    money
}

fn charter_hash() -> Hash {
    Hash::of("ecot/charter/1", DEFAULT.as_bytes())
}

impl Crew {
    /// Members with keys of their own in every run, so that another one is first in order of id.
    ///
    /// # Panics
    /// If the shipped charter is none.
    #[must_use]
    pub fn new(seed: u64, means: Vec<u64>) -> Self {
        let key = |number: usize| {
            let secret = Sha256::digest(format!("simulation {seed} {number}").as_bytes());
            SigningKey::from_bytes(&secret.into())
        };
        let keys: Vec<SigningKey> = (0..means.len()).map(key).collect();
        let id = |key: &SigningKey| MemberId::from_bytes(Sha256::digest(key.verifying_key().as_bytes()).into());
        let ids = keys.iter().map(id).collect();
        let Ok(charter) = Charter::parse(DEFAULT) else { panic!("the shipped charter is none") };
        let charters = BTreeMap::from([(charter_hash(), charter)]);
        let founding = Resolution {
            number: 0,
            previous: Hash::ZERO,
            act: Act::Found { charter: charter_hash(), founder: seat(&keys[0], means[0], FOUNDED) },
            minutes: None,
        };
        Self { keys, ids, means, charters, founding }
    }

    #[must_use]
    pub fn log(&self, number: usize) -> LogId {
        LogId { member: self.ids[number], log: 1 }
    }

    #[must_use]
    pub fn number(&self, id: &MemberId) -> Option<usize> {
        self.ids.iter().position(|known| known == id)
    }

    /// A member's signed wish to join.
    #[must_use]
    pub fn request(&self, number: usize, from: Date) -> Signed<Request> {
        let (key, seat) = (&self.keys[number], seat(&self.keys[number], self.means[number], from));
        Signed::sign(Request { federation: self.founding.hash(), charter: charter_hash(), seat }, key)
    }
}

fn seat(key: &SigningKey, means: u64, from: Date) -> Seat {
    let public = key.verifying_key();
    let member = MemberId::from_bytes(Sha256::digest(public.as_bytes()).into());
    Seat {
        member,
        key: public.to_bytes(),
        address: "https://member.example".to_owned(),
        card: None,
        means: cents(means),
        adherents: 10,
        from,
    }
}
