//! What members send each other.

use std::collections::BTreeMap;

use federation::facts::LogId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::Contradiction;

/// Sent from one member to another.
#[derive(Debug, Clone)]
pub struct Message {
    pub from: usize,
    pub to: usize,
    pub body: Body,
}

#[derive(Debug, Clone)]
pub enum Body {
    /// What is there that I do not have? `question` is given back; a member that starts from a backup counts only answers
    /// to what it asked since.
    Ask {
        question: u64,
        holds: Holds,
    },
    Give {
        question: u64,
        parts: Vec<Part>,
    },
    /// All entries of a log, to compare a checkpoint of another tree with.
    AskAll(LogId),
    All {
        note: SignedCheckpoint,
        leaves: Vec<Vec<u8>>,
    },
}

/// What the one who asks has of each log.
pub type Holds = BTreeMap<LogId, Held>;

#[derive(Debug, Clone, Default)]
pub struct Held {
    pub size: u64,
    /// How many signatures each checkpoint has, by its size.
    pub notes: BTreeMap<u64, usize>,
    pub frozen: bool,
}

/// What of one log is given.
#[derive(Debug, Clone)]
pub struct Part {
    pub log: LogId,
    /// Smallest first, so that who takes them has a checkpoint wherever the others have one.
    pub notes: Vec<SignedCheckpoint>,
    /// The place of the first leaf.
    pub from: u64,
    pub leaves: Vec<Vec<u8>>,
    pub proof: Option<Contradiction>,
}
