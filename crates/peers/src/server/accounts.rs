use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use purse::id::MemberId;
use seams::Clock;

use crate::account::Account;
use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::signature::RequestParameters;

/// The accounts of the members that asked since the start; as many as there were members meanwhile.
pub(super) struct Accounts {
    began: Timestamp,
    pub(super) limits: Limits,
    pub(super) clock: Arc<dyn Clock>,
    by_member: Mutex<BTreeMap<MemberId, Account>>,
}

impl Accounts {
    pub(super) fn new(limits: Limits, clock: Arc<dyn Clock>) -> Self {
        Self { began: clock.now(), limits, clock, by_member: Mutex::default() }
    }

    /// A place for a request, as long as it is worked on.
    pub(super) fn enter(self: &Arc<Self>, request: &RequestParameters) -> Result<Place, Refusal> {
        let now = self.clock.now();
        let mut accounts = self.lock();
        let account = accounts.entry(request.member).or_insert_with(|| Account::new(self.began, now, &self.limits));
        account.enter(request, now, &self.limits)?;
        Ok(Place { accounts: Arc::clone(self), member: request.member })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<MemberId, Account>> {
        self.by_member.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One of the requests of a member that are worked on. Given back when dropped: when the answer is sent, or nobody waits
/// for it any more.
pub(super) struct Place {
    accounts: Arc<Accounts>,
    member: MemberId,
}

impl Place {
    /// Counts bytes that came or go.
    pub(super) fn count(&self, bytes: usize) {
        let now = self.accounts.clock.now();
        if let Some(account) = self.accounts.lock().get_mut(&self.member) {
            account.count(u64::try_from(bytes).unwrap_or(u64::MAX), now);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(account) = self.accounts.lock().get_mut(&self.member) {
            account.leave();
        }
    }
}
