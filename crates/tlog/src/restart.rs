//! What a member does with its own log when it starts from a state that may be an old one.
//!
//! A member that was restored from a backup must not sign again at a place where it signed before. It asks the others
//! for the checkpoints of its own log that they hold, and this decides.

use crate::checkpoint::{CheckpointRefusal, SignedCheckpoint};
use crate::contradiction::Contradiction;
use crate::merkle::{Hash, Tree};
use crate::note::VerifierKey;

/// A checkpoint of one's own log that another member holds.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    pub checkpoint: &'a SignedCheckpoint,
    /// The root of one's own first entries, as many as the checkpoint has; nothing if there are fewer.
    pub own_root: Option<Hash>,
}

/// Whom was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Members beside oneself that may have cosigned.
    pub others: usize,
    /// Of these, who answered, be it that it holds nothing.
    pub answered: usize,
    /// Of those who did not answer, for whom people no longer wait: they take the risk that one of these comes back with a
    /// checkpoint that nobody else has, and that this log then contradicts.
    pub given_up: usize,
    /// The charter's number of cosigners for an entry to count.
    pub cosigners: usize,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// Two of the checkpoints exclude each other: the log contradicted itself, and this proves it. It stays frozen.
    Contradicted(Box<Contradiction>),
    /// The log's own key signed this tree, and it is not the beginning of the member's own: nothing may be appended until
    /// people have found out why.
    Differs(Tree),
    /// The log has more entries than the member kept. All below this tree are to be fetched from who holds it; then the
    /// question is put again.
    FetchFirst(Tree),
    /// So many more must answer before it is certain that no checkpoint is unknown; or people give up those who are gone,
    /// which does not help as long as a counted checkpoint may be unknown.
    AskMore(usize),
    /// Nothing is lost.
    MayAppend,
}

/// Decides. `own` is one's own tree, `keys` are all keys of one's log.
///
/// What is not signed by one of the keys binds nobody and is passed over, given back with the reason: others could stop
/// a member with it. That a checkpoint is cosigned does not matter here: what was signed must not be contradicted.
///
/// Everybody is waited for: a checkpoint that one other member saw binds, whether it counts or not. A checkpoint that counts
/// was cosigned by `cosigners` others, so of any `others - cosigners + 1` that answer one holds it; fewer are never enough.
///
/// # Panics
/// If an own root is given for a checkpoint larger than `own`, or not given for another.
pub fn decide<'a>(
    own: Tree,
    keys: &[VerifierKey],
    held: &[Held<'a>],
    asked: Asked,
) -> (Start, Vec<(&'a SignedCheckpoint, CheckpointRefusal)>) {
    let mut ignored = Vec::new();
    let mut binding = Vec::new();
    for one in held {
        let size = one.checkpoint.checkpoint().tree().size;
        assert_eq!(one.own_root.is_some(), size <= own.size, "own root for {size} of {} entries", own.size);
        match signed_by_any(one.checkpoint, keys) {
            Ok(()) => binding.push(*one),
            Err(refusal) => ignored.push((one.checkpoint, refusal)),
        }
    }
    (start(own, keys, &mut binding, asked), ignored)
}

fn start(own: Tree, keys: &[VerifierKey], binding: &mut [Held<'_>], asked: Asked) -> Start {
    let tree = |held: &Held<'_>| held.checkpoint.checkpoint().tree();
    binding.sort_by_key(tree);
    for pair in binding.windows(2) {
        let proven = Contradiction::of_same_size(pair[0].checkpoint.clone(), pair[1].checkpoint.clone(), keys);
        if let Ok(proven) = proven {
            return Start::Contradicted(Box::new(proven));
        }
    }
    let differs = |held: &&Held<'_>| held.own_root.is_some_and(|root| root != tree(held).root);
    if let Some(held) = binding.iter().find(differs) {
        return Start::Differs(tree(held));
    }
    if let Some(last) = binding.last().map(tree).filter(|last| last.size > own.size) {
        return Start::FetchFirst(last);
    }
    let enough = (asked.others + 1).saturating_sub(asked.cosigners.max(1));
    let silent = asked.others.saturating_sub(asked.answered).saturating_sub(asked.given_up);
    match enough.saturating_sub(asked.answered).max(silent) {
        0 => Start::MayAppend,
        more => Start::AskMore(more),
    }
}

fn signed_by_any(signed: &SignedCheckpoint, keys: &[VerifierKey]) -> Result<(), CheckpointRefusal> {
    let mut refusal = CheckpointRefusal::NotSigned;
    for key in keys {
        match signed.verify_log(key) {
            Ok(()) => return Ok(()),
            Err(reason) => refusal = reason,
        }
    }
    Err(refusal)
}
