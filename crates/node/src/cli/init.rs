use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;

use crate::cli::{Exit, Failure};
use crate::config::sample;

/// Write a configuration file with every setting explained; its folder is made if it is not there.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The file to write; an existing one is left alone.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

impl Init {
    pub fn run(self) -> Result<(), Failure> {
        let shown = self.config.display();
        if let Some(folder) = self.config.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            let made = DirBuilder::new().recursive(true).mode(0o750).create(folder);
            made.map_err(|error| {
                Failure::new(Exit::Configuration, format!("cannot make the folder {}: {error}", folder.display()))
            })?;
        }
        let opened = OpenOptions::new().write(true).create_new(true).mode(0o640).open(&self.config);
        let mut file = opened.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                Failure::new(Exit::Configuration, format!("{shown} exists and was left as it is"))
            }
            _ => Failure::new(Exit::Configuration, format!("cannot write {shown}: {error}")),
        })?;
        file.write_all(sample().as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(|error| Failure::new(Exit::Failed, format!("cannot write {shown}: {error}")))?;
        // Only advice: the file is there whether or not anyone reads this.
        let _ = writeln!(
            std::io::stderr(),
            "wrote {shown}; read it, then start the member with: ecot serve --config {shown}"
        );
        Ok(())
    }
}
