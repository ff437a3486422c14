//! The recovery phrase of the demonstration's operator: on paper where a member is in earnest, here in the folder's notes.

use seams::real::RealEntropy;

use super::folder::{Folder, FolderError};
use crate::backup::phrase::Phrase;

impl Folder {
    /// The phrase, drawn the first time.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn phrase(&self) -> Result<Phrase, FolderError> {
        if let Some(words) = self.notes().phrase {
            return words.parse().map_err(|_| FolderError::Damaged(self.path().to_owned()));
        }
        let phrase = Phrase::draw(&RealEntropy);
        self.note(|notes| notes.phrase = Some(phrase.words().to_string()))?;
        Ok(phrase)
    }
}
