//! Where an auditor reads exports: folders, and addresses of members.

mod remote;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

use federation::Hash;
use federation::audit::{Audit, Fault, Files, NotAudited};
use serde_json::{Value, json};

use self::remote::Remote;
use super::answer::print_json;
use crate::cli::{Exit, Failure};
use crate::client::ClientError;

/// One place.
pub enum Place {
    Folder(PathBuf),
    Remote(Box<Remote>),
}

/// Why a place cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error("cannot read {}", file.display())]
    Unreadable {
        file: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    #[error("{0} is not encrypted; https:// is asked for")]
    Unencrypted(String),
    #[error("a credential is one line of at most {} visible characters", remote::MAX_CREDENTIAL_BYTES)]
    Credential,
    #[error("{0} sends more than {limit} bytes", limit = remote::MAX_BYTES)]
    TooMuch(String),
    #[error("{path} could not be read")]
    Remote {
        path: String,
        #[source]
        cause: ClientError,
    },
}

impl From<PlaceError> for Failure {
    fn from(error: PlaceError) -> Self {
        let exit = match error {
            PlaceError::Remote { .. } | PlaceError::TooMuch(_) => Exit::Remote,
            _ => Exit::Failed,
        };
        Self::new(exit, error)
    }
}

/// What all commands that read exports are told beside the places.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// A file with the credential that members ask auditors for; for addresses.
    #[arg(long, value_name = "FILE")]
    credential: Option<PathBuf>,
    /// The federation that is meant, by the hash of its founding resolution; without it any is read, and named.
    #[arg(long, value_name = "HASH")]
    federation: Option<String>,
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,
}

impl Reading {
    /// Opens places; nothing is read yet.
    pub fn places<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Result<Vec<Place>, Failure> {
        let credential = self.credential.as_deref().map(remote::credential).transpose()?;
        let place = |text: &str| match text.starts_with("http://") || text.starts_with("https://") {
            true => Ok(Place::Remote(Box::new(Remote::new(text, credential.clone())?))),
            false => Ok(Place::Folder(PathBuf::from(text))),
        };
        texts.into_iter().map(place).collect()
    }

    /// The audit, if it is of the federation that is meant.
    pub fn checked(
        &self,
        audit: Result<Audit<Place>, NotAudited<PlaceError>>,
    ) -> Result<Audit<Place>, NotAudited<PlaceError>> {
        let audit = audit?;
        let found = audit.federation();
        match &self.federation {
            Some(wanted) if *wanted != found.to_string() => Err(Fault::OtherFederation(found).into()),
            _ => Ok(audit),
        }
    }

    /// How a command ends that found no good export.
    pub fn failure(&self, not: NotAudited<PlaceError>, federation: Option<Hash>) -> Failure {
        match not {
            NotAudited::Failed(error) => error.into(),
            NotAudited::Fault(fault) => {
                if self.json {
                    // If nobody reads it, the exit code still tells.
                    let _ = print_json(&of_fault(&fault, federation));
                }
                Failure::new(Exit::Damage, fault)
            }
        }
    }
}

fn of_fault(fault: &Fault, federation: Option<Hash>) -> Value {
    let log = fault.log().map(|log| json!({ "member": log.member.to_string(), "log": log.log }));
    json!({
        "verified": false,
        "federation": federation.map(|federation| federation.to_string()),
        "fault": fault.to_string(),
        "log": log,
    })
}

impl Files for Place {
    type Failure = PlaceError;

    fn read(&mut self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, PlaceError> {
        match self {
            Self::Folder(folder) => {
                let file = folder.join(path);
                of_file(&file, limit).map_err(|cause| PlaceError::Unreadable { file, cause })
            }
            Self::Remote(remote) => remote.read(path, limit),
        }
    }
}

/// One byte more than the limit at most.
fn of_file(file: &std::path::Path, limit: usize) -> std::io::Result<Option<Vec<u8>>> {
    let opened = match File::open(file) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        opened => opened?,
    };
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    opened.take(most).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}
