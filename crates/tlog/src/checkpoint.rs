//! Checkpoints: the signed size and root of a log. <https://c2sp.org/tlog-checkpoint>

mod refusal;
mod signed;

pub use refusal::CheckpointRefusal;
pub use signed::{Cosignature, SignedCheckpoint};

use crate::merkle::{Hash, MAX_TREE_SIZE, Tree};
use crate::note::Name;

/// Extension lines of a checkpoint, at most. Ecot writes none.
pub const MAX_EXTENSION_LINES: usize = 16;

/// What a log says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Checkpoint {
    origin: Name,
    tree: Tree,
    extension: Vec<String>,
}

impl Checkpoint {
    /// A checkpoint without extension lines.
    ///
    /// # Errors
    /// [`CheckpointRefusal::SizeTooLarge`], [`CheckpointRefusal::RootOfNothing`].
    pub fn new(origin: Name, tree: Tree) -> Result<Self, CheckpointRefusal> {
        if tree.size > MAX_TREE_SIZE {
            return Err(CheckpointRefusal::SizeTooLarge);
        }
        if tree.size == 0 && tree.root != Hash::EMPTY_TREE {
            return Err(CheckpointRefusal::RootOfNothing);
        }
        Ok(Self { origin, tree, extension: Vec::new() })
    }

    /// Reads the text of a note. What is read is written by [`Checkpoint::to_text`] as the same text.
    ///
    /// # Errors
    /// The first of [`CheckpointRefusal`]'s reasons that concern the text.
    pub fn parse(text: &str) -> Result<Self, CheckpointRefusal> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointRefusal::TooFewLines)?;
        let mut lines = lines.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(CheckpointRefusal::TooFewLines);
        };
        let origin = Name::parse(origin).map_err(|_| CheckpointRefusal::OriginMalformed)?;
        let size = parse_size(size)?;
        let root = Hash::parse(root).map_err(|_| CheckpointRefusal::RootMalformed)?;
        let extension: Vec<String> = lines.take(MAX_EXTENSION_LINES + 1).map(str::to_owned).collect();
        if extension.len() > MAX_EXTENSION_LINES {
            return Err(CheckpointRefusal::TooManyLines);
        }
        if extension.iter().any(String::is_empty) {
            return Err(CheckpointRefusal::EmptyLine);
        }
        Ok(Self { extension, ..Self::new(origin, Tree { size, root })? })
    }

    /// The text that is signed: origin, size, root and any extension lines, each with a newline.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.tree.size, self.tree.root);
        for line in &self.extension {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Which log.
    #[must_use]
    pub const fn origin(&self) -> &Name {
        &self.origin
    }

    #[must_use]
    pub const fn tree(&self) -> Tree {
        self.tree
    }

    /// Lines that nobody can verify; none in a log of Ecot.
    #[must_use]
    pub fn extension(&self) -> &[String] {
        &self.extension
    }
}

/// A decimal number without leading zeroes, at most `MAX_TREE_SIZE`.
pub(crate) fn parse_size(text: &str) -> Result<u64, CheckpointRefusal> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || (text.len() > 1 && text.starts_with('0')) {
        return Err(CheckpointRefusal::SizeMalformed);
    }
    let size = text.parse().map_err(|_| CheckpointRefusal::SizeTooLarge)?;
    if size > MAX_TREE_SIZE { Err(CheckpointRefusal::SizeTooLarge) } else { Ok(size) }
}
