//! Machines of people's own, as their home sees them: made on a page, told of by themselves, and checked before players are sent
//! there. What they deliver is nobody's bill.
//!
//! The token of a machine opens its part of the API ([`crate::api`]) and nothing else; the database has its hash.

mod checking;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use carry::id::ObjectHash;
use jiff::Timestamp;
use purse::usage::Hour;
use seams::entropy::random;
use store::{NewOwnMachine, OwnMachine, OwnMachineId, OwnMachineRefusal, SecretHash, StoreError, UserId};

use crate::app::App;
use crate::sessions::Secret;
pub use checking::Checker;

/// Longest name of a machine, in characters.
pub const MACHINE_NAME_MAX_CHARS: usize = 60;

/// Doubts that are kept at once, at most: a player may say anything.
const DOUBTS: usize = 1_000;

/// Parts of which players said that an own machine altered them: its next check is of such a part.
#[derive(Default)]
pub(crate) struct Doubts(Mutex<BTreeMap<OwnMachineId, (ObjectHash, Range<u64>)>>);

impl Doubts {
    /// Takes a doubt down, in place of the last one of that machine.
    pub(crate) fn doubt(&self, machine: OwnMachineId, object: ObjectHash, range: Range<u64>) {
        let mut doubts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if doubts.len() < DOUBTS || doubts.contains_key(&machine) {
            doubts.insert(machine, (object, range));
        }
    }

    fn has(&self, machine: OwnMachineId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&machine)
    }

    fn take(&self, machine: OwnMachineId) -> Option<(ObjectHash, Range<u64>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&machine)
    }
}

/// Makes a machine; the answer has the token, which nobody sees again.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub async fn create(
    app: &App,
    account: UserId,
    name: &str,
) -> Result<Result<(OwnMachineId, String), OwnMachineRefusal>, StoreError> {
    let entropy = app.seams.entropy.as_ref();
    let secret = Secret::draw(entropy);
    let new = NewOwnMachine {
        id: OwnMachineId::from_bytes(random(entropy)),
        account,
        name: name.to_owned(),
        token: SecretHash::from_bytes(secret.hash()),
    };
    let made = app.store.create_own_machine(&new, app.seams.clock.now()).await?;
    Ok(made.map(|()| (new.id, secret.reveal())))
}

/// Adds what players received from a machine to the sum of today. A sum that is not written is missing on a page, and nowhere else.
pub(crate) async fn delivered(app: &App, machine: OwnMachineId, bytes: u64) {
    let today = today(app.seams.clock.now());
    if let Err(failure) = app.store.own_machine_delivered(machine, today, bytes).await {
        tracing::warn!(%failure, "what an own machine delivered is not in the sum of today");
    }
}

/// What players received from a machine today, by what they reported.
pub(crate) fn delivered_today(machine: &OwnMachine, now: Timestamp) -> u64 {
    let (day, bytes) = machine.delivered;
    if day == today(now) { bytes } else { 0 }
}

/// The first moment of the UTC day.
fn today(now: Timestamp) -> Timestamp {
    Hour::of(now).day().first_hour().start()
}
