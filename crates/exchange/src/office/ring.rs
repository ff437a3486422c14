//! Whose keys and addresses there are.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use ed25519_dalek::VerifyingKey;
use federation::desk::Desk;
use federation::facts::LogId;
use federation::roll::Act;
use peers::base_url::BaseUrl;
use peers::client::Directory;
use peers::key::{Identity, KEYS_MOST, KeyRing};
use purse::id::MemberId;

/// Members, and those whose request is put to the vote: they may read, so that they know what they join.
pub struct Ring {
    own: Arc<Identity>,
    known: RwLock<BTreeMap<MemberId, Known>>,
    /// The member that invited this one: it is asked before the roll says who there is.
    introduced: RwLock<Option<(MemberId, Known)>>,
}

#[derive(Clone)]
struct Known {
    keys: Vec<VerifyingKey>,
    base: Option<BaseUrl>,
}

impl Ring {
    pub(super) const fn new(own: Arc<Identity>) -> Self {
        Self { own, known: RwLock::new(BTreeMap::new()), introduced: RwLock::new(None) }
    }

    /// Takes over what the desk knows now.
    pub(super) fn renew(&self, desk: &Desk) {
        let Ok(chain) = desk.chain() else { return };
        let mut known = BTreeMap::new();
        for standing in chain.roll.members.values() {
            let log = LogId { member: standing.seat.member, log: standing.log() };
            let keys = desk.facts().keys.keys(log, standing.key(), u64::MAX);
            let last = keys.iter().rev().take(KEYS_MOST).filter_map(|key| VerifyingKey::from_bytes(key).ok());
            let base = BaseUrl::parse(&standing.seat.address).ok();
            known.insert(standing.seat.member, Known { keys: last.collect(), base });
        }
        for candidate in chain.next.candidates.values() {
            if let Act::Admit(request) = &candidate.act {
                let seat = &request.value.seat;
                let keys = VerifyingKey::from_bytes(&seat.key).into_iter().collect();
                known.entry(seat.member).or_insert(Known { keys, base: BaseUrl::parse(&seat.address).ok() });
            }
        }
        if let Some((member, introduced)) = &*self.introduced.read().unwrap_or_else(PoisonError::into_inner) {
            known.entry(*member).or_insert_with(|| introduced.clone());
        }
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = known;
    }

    /// A member is asked beside those on the roll.
    pub(super) fn introduce(&self, member: MemberId, key: VerifyingKey, base: BaseUrl) {
        let known = Known { keys: vec![key], base: Some(base) };
        *self.introduced.write().unwrap_or_else(PoisonError::into_inner) = Some((member, known));
    }

    /// Who was introduced.
    pub(crate) fn introduced(&self) -> Option<MemberId> {
        let introduced = self.introduced.read().unwrap_or_else(PoisonError::into_inner);
        introduced.as_ref().map(|(member, _)| *member)
    }
}

impl KeyRing for Ring {
    fn own(&self) -> Arc<Identity> {
        Arc::clone(&self.own)
    }

    fn keys(&self, member: &MemberId) -> Vec<VerifyingKey> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(member).map_or_else(Vec::new, |known| known.keys.clone())
    }
}

impl Directory for Ring {
    fn base(&self, member: &MemberId) -> Option<BaseUrl> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(member).and_then(|known| known.base.clone())
    }
}
