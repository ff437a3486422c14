use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use seams::real::RealEntropy;

use crate::backup::phrase::Phrase;
use crate::cli::{Exit, Failure};

/// The longest text that is read for a phrase, in bytes.
const TEXT_LIMIT: u64 = 4_096;

/// Make an operator's recovery phrase, which opens backups when the machine is lost, and print it this once.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Write the 24 words on paper and keep them away from the machine: whoever has them and a backup has everything, \
and without them no backup opens. The two lines behind them go into the configuration.")]
pub struct MakePhrase {
    /// Print the key in the form of the program age instead, of a phrase that is there already.
    #[arg(long)]
    age_key: bool,
    /// The file with that phrase; without it, it is read from standard input.
    #[arg(long, value_name = "FILE", requires = "age_key")]
    phrase_file: Option<PathBuf>,
}

impl MakePhrase {
    pub fn run(self) -> Result<(), Failure> {
        let text = if self.age_key {
            let phrase = read(self.phrase_file.as_deref())?;
            format!("{}\n", *phrase.age_key())
        } else {
            let phrase = Phrase::draw(&RealEntropy);
            format!("{}\n\n[backup]\nrecipient = \"{}\"\n", *phrase.words(), phrase.recipient())
        };
        std::io::stdout().write_all(text.as_bytes()).map_err(|error| Failure::new(Exit::Failed, error))
    }
}

/// Reads the operator's recovery phrase from a file, or from standard input.
pub fn read(file: Option<&Path>) -> Result<Phrase, Failure> {
    let unreadable = |error| Failure::new(Exit::Usage, format!("the phrase cannot be read: {error}"));
    let mut text = String::new();
    match file {
        Some(file) => {
            let file = std::fs::File::open(file).map_err(unreadable)?;
            file.take(TEXT_LIMIT).read_to_string(&mut text).map_err(unreadable)?;
        }
        None if std::io::stdin().is_terminal() => {
            // If it cannot be shown, whoever types knows what is asked for.
            let _ = writeln!(std::io::stderr(), "The operator's recovery phrase, 24 words, then Enter:");
            std::io::stdin().read_line(&mut text).map_err(unreadable)?;
        }
        None => {
            std::io::stdin().take(TEXT_LIMIT).read_to_string(&mut text).map_err(unreadable)?;
        }
    }
    text.parse().map_err(|refusal| Failure::new(Exit::Usage, refusal))
}
