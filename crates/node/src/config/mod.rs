//! The member's configuration: one TOML file, overridden by environment variables.
//!
//! Reading is strict: a key that nothing reads is refused with its line and the nearest known
//! name, because a misspelt limit that is silently ignored is found only when it is needed.
//! Secrets are never in the file; the file names files that hold them.

mod error;
mod network;
mod read;
mod sample;
mod schema;
mod secret;
mod settings;

use std::path::{Path, PathBuf};

use carry::manifest::limits::MAX_SEGMENTS;

pub use error::ConfigError;
pub use network::Network;
pub use sample::sample;
pub use secret::secret;
pub use settings::{
    Backup, Database, Federation, Http, LogFormat, Logs, Mail, MailSecurity, Media, Member, Metrics, Sandbox, Storage,
    Uploads,
};

/// Minutes of a video whose segments, each as short as it may be, are as many as a manifest holds.
const LONGEST_MINUTES: u64 = 21 * 60;

/// The largest configuration file that is read, in bytes.
const FILE_LIMIT: u64 = 1 << 20;

schema::configuration! {
    /// Everything that an operator can set, by section of the file.
    pub struct Config {
        member: Member,
        http: Http,
        database: Database,
        storage: Storage,
        uploads: Uploads,
        media: Media,
        backup: Backup,
        federation: Federation,
        mail: Mail,
        logs: Logs,
        metrics: Metrics,
    }
}

impl Config {
    /// Reads `file` and applies the overrides in `environment` (see [`sample()`] for their names).
    /// Relative paths in it are taken from the file's folder.
    pub fn load(file: &Path, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let unreadable = |cause| ConfigError::Unreadable { file: file.to_owned(), cause };
        let length = std::fs::metadata(file).map_err(unreadable)?.len();
        if length > FILE_LIMIT {
            return Err(ConfigError::TooLarge { file: file.to_owned(), limit: FILE_LIMIT });
        }
        let text = std::fs::read_to_string(file).map_err(unreadable)?;
        let mut config = Self::parse(&text, environment)
            .map_err(|error| ConfigError::InFile { file: file.to_owned(), error: Box::new(error) })?;
        config.resolve(file.parent().unwrap_or(Path::new("")));
        Ok(config)
    }

    /// Reads `file` and applies the overrides of this process's environment.
    ///
    /// # Errors
    /// [`ConfigError`].
    #[expect(clippy::disallowed_methods, reason = "the one place where the environment comes in, named by the sample")]
    pub fn load_here(file: &Path) -> Result<Self, ConfigError> {
        Self::load(file, std::env::vars())
    }

    /// What a machine has that has no file yet: the defaults with this data folder, and the overrides of this process's
    /// environment.
    ///
    /// # Errors
    /// [`ConfigError`].
    #[expect(clippy::disallowed_methods, reason = "the other place where the environment comes in")]
    pub fn without_file(data: &Path) -> Result<Self, ConfigError> {
        let mut config = Self::parse("", std::env::vars())?;
        data.clone_into(&mut config.member.data);
        Ok(config)
    }

    /// Parses `text` and applies the overrides in `environment`.
    pub fn parse(text: &str, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let config = read::read(text, environment)?;
        config.check()?;
        Ok(config)
    }

    /// The address that people type, without a slash at its end.
    pub fn base_url(&self) -> String {
        match &self.member.base_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None if self.http.tls_certificate.is_some() => format!("https://{}", self.http.listen),
            None => format!("http://{}", self.http.listen),
        }
    }

    fn check(&self) -> Result<(), ConfigError> {
        let wrong = |key, why: &str| Err(ConfigError::Contradiction { key, why: why.to_owned() });
        if let Some(url) = &self.member.base_url {
            let parsed = reqwest::Url::parse(url).ok();
            let plain = parsed.is_some_and(|url| {
                matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none()
            });
            if !plain {
                return wrong("member.base_url", "must be http:// or https:// and a host, without a path");
            }
        }
        // Cookies and links are made for what people type.
        if self.http.tls_certificate.is_some() && !self.base_url().starts_with("https:") {
            return wrong("member.base_url", "must be https:// where a certificate is given");
        }
        if self.http.tls_certificate.is_some() != self.http.tls_key.is_some() {
            return wrong("http.tls_key", "certificate and key are given together or not at all");
        }
        if self.mail.relay.is_some() && self.mail.from.is_none() {
            return wrong("mail.from", "a relay needs the address that messages come from");
        }
        if self.mail.user.is_some() != self.mail.password_file.is_some() {
            return wrong("mail.password_file", "user and password_file are given together");
        }
        if self.media.longest_minutes > LONGEST_MINUTES {
            let why = format!("at most {LONGEST_MINUTES}: a video has at most {MAX_SEGMENTS} segments");
            return wrong("media.longest_minutes", &why);
        }
        Ok(())
    }

    fn resolve(&mut self, folder: &Path) {
        let optional: [&mut Option<PathBuf>; 6] = [
            &mut self.http.tls_certificate,
            &mut self.http.tls_key,
            &mut self.database.password_file,
            &mut self.mail.password_file,
            &mut self.mail.authority,
            &mut self.metrics.token_file,
        ];
        for path in optional.into_iter().flatten() {
            *path = folder.join(&*path);
        }
        self.member.data = folder.join(&self.member.data);
    }
}
