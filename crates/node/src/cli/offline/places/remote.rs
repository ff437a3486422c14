//! An export over HTTP. What was fetched is kept in a folder of its own until the command ends, because a closing is read
//! more than once, and a server must not give another answer the second time.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use http::{Method, StatusCode};
use reqwest::redirect::Policy;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::{PlaceError, of_file};
use crate::cli::runtime::runtime;
use crate::cli::{Exit, Failure};
use crate::client::{ClientError, Exchange, is_this_machine};

/// Bytes that are fetched of one place, at most; they are kept on this machine's disk.
pub const MAX_BYTES: u64 = 4_000_000_000;

/// Bytes that are counted for a request besides those of its answer, so that empty answers have an end too.
const REQUEST_BYTES: u64 = 1_000;

/// Bytes of a credential, at most.
pub const MAX_CREDENTIAL_BYTES: usize = 4_096;

/// Time for one file.
const FILE_TIME: Duration = Duration::from_secs(120);

pub struct Remote {
    runtime: Runtime,
    exchange: Exchange,
    credential: Option<String>,
    kept: TempDir,
    /// Under which number each path is kept, if it was there.
    known: BTreeMap<String, Option<u64>>,
    bytes: u64,
}

/// What a file says a credential is.
pub fn credential(file: &Path) -> Result<String, PlaceError> {
    let unreadable = |cause| PlaceError::Unreadable { file: file.to_owned(), cause };
    let mut text = String::new();
    let most = u64::try_from(MAX_CREDENTIAL_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    fs::File::open(file).map_err(unreadable)?.take(most).read_to_string(&mut text).map_err(unreadable)?;
    let text = text.trim();
    let visible = text.bytes().all(|c| c.is_ascii_graphic());
    if visible && (1..=MAX_CREDENTIAL_BYTES).contains(&text.len()) {
        Ok(text.to_owned())
    } else {
        Err(PlaceError::Credential)
    }
}

impl Remote {
    pub fn new(address: &str, credential: Option<String>) -> Result<Self, Failure> {
        let folder = format!("{}/", address.trim_end_matches('/'));
        // A redirect would carry the credential to whoever it names.
        let exchange = Exchange::with(|http| http.redirect(Policy::none()).timeout(FILE_TIME), &folder);
        let exchange = exchange.map_err(|error| Failure::new(Exit::Failed, error))?;
        if exchange.server().scheme() != "https" && !is_this_machine(exchange.server()) {
            return Err(PlaceError::Unencrypted(address.to_owned()).into());
        }
        let kept = tempfile::tempdir().map_err(|error| Failure::new(Exit::Failed, error))?;
        Ok(Self { runtime: runtime()?, exchange, credential, kept, known: BTreeMap::new(), bytes: 0 })
    }

    pub fn read(&mut self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, PlaceError> {
        if let Some(known) = self.known.get(path) {
            let Some(number) = known else { return Ok(None) };
            let file = self.kept.path().join(number.to_string());
            return of_file(&file, limit).map_err(|cause| PlaceError::Unreadable { file, cause });
        }
        let fetched = self.runtime.block_on(self.fetch(path, limit));
        let fetched = fetched.map_err(|cause| PlaceError::Remote { path: path.to_owned(), cause })?;
        let length = fetched.as_ref().map_or(0, Vec::len);
        self.bytes = self.bytes.saturating_add(u64::try_from(length).unwrap_or(u64::MAX)).saturating_add(REQUEST_BYTES);
        if self.bytes > MAX_BYTES {
            return Err(PlaceError::TooMuch(self.exchange.server().to_string()));
        }
        let number = u64::try_from(self.known.len()).unwrap_or(u64::MAX);
        if let Some(bytes) = &fetched {
            let file = self.kept.path().join(number.to_string());
            fs::write(&file, bytes).map_err(|cause| PlaceError::Unreadable { file, cause })?;
        }
        self.known.insert(path.to_owned(), fetched.is_some().then_some(number));
        Ok(fetched)
    }

    async fn fetch(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ClientError> {
        let mut request = self.exchange.request(Method::GET, path)?;
        if let Some(credential) = &self.credential {
            request = request.bearer_auth(credential);
        }
        match self.exchange.send(request).await {
            Ok(answer) => self.exchange.read(answer, limit).await.map(Some),
            Err(ClientError::Refused { status: StatusCode::NOT_FOUND, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
