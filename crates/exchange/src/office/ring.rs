//! Whose keys and addresses there are.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use ed25519_dalek::{SigningKey, VerifyingKey};
use federation::desk::Desk;
use federation::facts::LogId;
use federation::roll::Act;
use peers::base_url::BaseUrl;
use peers::client::Directory;
use peers::key::{Identity, KEYS_MOST, KeyRing};
use purse::id::MemberId;

/// Members, and those whose request is put to the vote: they may read, so that they know what they join.
pub struct Ring {
    own: RwLock<Own>,
    known: RwLock<BTreeMap<MemberId, Known>>,
    /// The member that invited this one: it is asked before the roll says who there is.
    introduced: RwLock<Option<(MemberId, Known)>>,
}

/// What signs for this member.
struct Own {
    /// In logs and on documents.
    signs: Arc<Identity>,
    /// What is asked and answered: the key before, until all know the one that signs.
    shown: Arc<Identity>,
}

#[derive(Clone)]
struct Known {
    keys: Vec<VerifyingKey>,
    base: Option<BaseUrl>,
}

impl Ring {
    pub(super) fn new(own: Arc<Identity>) -> Self {
        let own = RwLock::new(Own { signs: Arc::clone(&own), shown: own });
        Self { own, known: RwLock::new(BTreeMap::new()), introduced: RwLock::new(None) }
    }

    pub(super) fn signs(&self) -> Arc<Identity> {
        Arc::clone(&self.own.read().unwrap_or_else(PoisonError::into_inner).signs)
    }

    /// Others know this key.
    pub(super) fn show(&self, key: SigningKey) {
        let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
        own.shown = Arc::new(Identity { member: own.signs.member, key });
    }

    /// Another key signs from now on. The one before is shown until all know it.
    pub(super) fn turn(&self, next: &SigningKey) {
        let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
        own.shown = Arc::clone(&own.signs);
        own.signs = Arc::new(Identity { member: own.signs.member, key: next.clone() });
    }

    /// All know the key that signs.
    pub(crate) fn shows_what_signs(&self) {
        let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
        own.shown = Arc::clone(&own.signs);
    }

    /// Takes over what the desk knows now.
    pub(crate) fn renew(&self, desk: &Desk) {
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
        Arc::clone(&self.own.read().unwrap_or_else(PoisonError::into_inner).shown)
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
