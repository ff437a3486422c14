//! The proof that a log signed two trees that cannot both be.
//!
//! A missing proof of consistency proves nothing: whoever lacks it may never have been given it, and a bad one can be
//! made by anybody. What proves is the opposite of it. Of two checkpoints of one size with different roots the notes
//! alone say it. Of different sizes it needs the beginning of the newer tree: a root of the older size from which a proof
//! of consistency leads to the newer root. The hashes of that proof are nodes of the newer tree, so, as long as nobody
//! finds two inputs with one SHA-256, no other root of that size is its beginning; if the older checkpoint has another,
//! both cannot be true. Who has stored the newer tree's entries can always make it.

mod codec;
mod refusal;

pub use codec::MAX_CONTRADICTION_BYTES;
pub use refusal::ContradictionRefusal;

use crate::checkpoint::SignedCheckpoint;
use crate::merkle::{Hash, Tree, verify_consistency};
use crate::note::VerifierKey;

/// Two checkpoints of one log, and what shows that they exclude each other. Read from bytes it is a claim;
/// [`Contradiction::verify`] says whether it is proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The one with fewer entries; of one size the one whose root comes first in byte order.
    older: SignedCheckpoint,
    newer: SignedCheckpoint,
    /// With different sizes.
    beginning: Option<Beginning>,
}

/// How the newer tree begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The root of its first entries, as many as the older checkpoint has.
    pub root: Hash,
    /// The proof of consistency from there to the newer checkpoint.
    pub proof: Vec<Hash>,
}

impl Contradiction {
    /// Two checkpoints of one size, in any order.
    ///
    /// # Errors
    /// As [`Contradiction::verify`].
    pub fn of_same_size(
        one: SignedCheckpoint,
        other: SignedCheckpoint,
        keys: &[VerifierKey],
    ) -> Result<Self, ContradictionRefusal> {
        let in_order = one.checkpoint().tree() <= other.checkpoint().tree();
        let (older, newer) = if in_order { (one, other) } else { (other, one) };
        Self { older, newer, beginning: None }.proven(keys)
    }

    /// Two checkpoints of different sizes, and how the newer tree begins.
    ///
    /// # Errors
    /// As [`Contradiction::verify`].
    pub fn of_beginning(
        older: SignedCheckpoint,
        newer: SignedCheckpoint,
        beginning: Beginning,
        keys: &[VerifierKey],
    ) -> Result<Self, ContradictionRefusal> {
        Self { older, newer, beginning: Some(beginning) }.proven(keys)
    }

    fn proven(self, keys: &[VerifierKey]) -> Result<Self, ContradictionRefusal> {
        self.verify(keys)?;
        Ok(self)
    }

    /// Whether it is proven. `keys` are all keys of that log, current and earlier: whoever verifies knows them from the
    /// members' list, not from here.
    ///
    /// # Errors
    /// The first of [`ContradictionRefusal`]'s reasons that do not concern bytes.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<(), ContradictionRefusal> {
        if self.older.checkpoint().origin() != self.newer.checkpoint().origin() {
            return Err(ContradictionRefusal::OtherOrigin);
        }
        verify_signed(&self.older, keys)?;
        verify_signed(&self.newer, keys)?;
        let (older, newer) = (self.older.checkpoint().tree(), self.newer.checkpoint().tree());
        if older > newer {
            return Err(ContradictionRefusal::Order);
        }
        match &self.beginning {
            None if older.size != newer.size => Err(ContradictionRefusal::NoBeginning),
            None if older.root == newer.root => Err(ContradictionRefusal::Agree),
            None => Ok(()),
            Some(_) if older.size == newer.size => Err(ContradictionRefusal::NeedlessBeginning),
            Some(Beginning { root, .. }) if *root == older.root => Err(ContradictionRefusal::Agree),
            Some(Beginning { root, proof }) => {
                let begins = Tree { size: older.size, root: *root };
                verify_consistency(begins, newer, proof).map_err(ContradictionRefusal::Beginning)
            }
        }
    }

    /// The smaller checkpoint; of one size the one whose root comes first.
    #[must_use]
    pub const fn older(&self) -> &SignedCheckpoint {
        &self.older
    }

    #[must_use]
    pub const fn newer(&self) -> &SignedCheckpoint {
        &self.newer
    }

    #[must_use]
    pub const fn beginning(&self) -> Option<&Beginning> {
        self.beginning.as_ref()
    }
}

/// Any good signature by a key of the log will do; a bad one by another of its keys does not undo it.
fn verify_signed(signed: &SignedCheckpoint, keys: &[VerifierKey]) -> Result<(), ContradictionRefusal> {
    if keys.iter().any(|key| signed.verify_log(key).is_ok()) { Ok(()) } else { Err(ContradictionRefusal::NotSigned) }
}
