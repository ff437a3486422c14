use std::path::Path;

use clap::Subcommand;
use federation::charter::{self, CharterRefusal, MAX_BYTES};

use super::answer::print;
use crate::cli::{Exit, Failure};

/// What the members of a federation agree on.
#[derive(Debug, clap::Args)]
pub struct Charter {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print the charter that Ecot ships, which can be adopted as it is.
    Default {
        /// The language of its words; the figures are the same.
        #[arg(long, value_enum, default_value_t = Language::En)]
        language: Language,
    },
}

/// In which the charter is shipped.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Language {
    En,
    Fr,
}

impl Charter {
    pub fn run(self) -> Result<(), Failure> {
        match self.what {
            What::Default { language: Language::En } => print(charter::DEFAULT),
            What::Default { language: Language::Fr } => print(charter::DEFAULT_FRENCH),
        }
    }
}

/// Why a file is no charter.
#[derive(Debug, thiserror::Error)]
pub enum CharterError {
    #[error("cannot read {file}: {cause}")]
    Unreadable { file: String, cause: std::io::Error },
    #[error("{file} is no charter: {refusal}")]
    Refused { file: String, refusal: CharterRefusal },
}

impl From<CharterError> for Failure {
    fn from(error: CharterError) -> Self {
        Self::new(Exit::Failed, error)
    }
}

/// Reads a charter from a file.
pub fn load(path: &Path) -> Result<charter::Charter, CharterError> {
    let file = path.display().to_string();
    let text = text(path).map_err(|cause| CharterError::Unreadable { file: file.clone(), cause })?;
    charter::Charter::parse(&text).map_err(|refusal| CharterError::Refused { file, refusal })
}

/// The file's text, one byte more than a charter may have at most.
fn text(path: &Path) -> std::io::Result<String> {
    use std::io::Read;
    let mut text = String::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(path)?.take(most).read_to_string(&mut text)?;
    Ok(text)
}
