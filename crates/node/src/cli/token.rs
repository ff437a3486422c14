use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use seams::entropy;
use store::{NewApiToken, Scope, SecretHash, TokenId};
use web::sessions::Secret;

use super::beside;
use super::runtime::runtime;
use crate::cli::{Exit, Failure};
use crate::config::Config;

/// Make an API token for a user and print it; it is shown only this once.
#[derive(Debug, clap::Args)]
pub struct Token {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The name of the user's account.
    #[arg(long, value_name = "NAME")]
    user: String,
    /// What the token may do.
    #[arg(long, value_delimiter = ',', value_parser = scope, default_value = "read,upload,manage")]
    scopes: Vec<Scope>,
    /// Days after which it ends; without it, it does not end by itself.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3_650))]
    days: Option<u32>,
    /// What the user recognises it by.
    #[arg(long, value_name = "TEXT", default_value = "command line")]
    label: String,
}

impl Token {
    pub fn run(self) -> Result<(), Failure> {
        let config = Config::load_here(&self.config)?;
        let secret = runtime()?.block_on(self.make(&config))?;
        writeln!(std::io::stdout(), "{secret}").map_err(|error| Failure::new(Exit::Failed, error))
    }

    async fn make(self, config: &Config) -> Result<String, Failure> {
        let (store, seams) = beside::open(config).await?;
        let account = beside::account(&store, &self.user).await?;
        let now = seams.clock.now();
        let secret = Secret::draw(seams.entropy.as_ref());
        let token = NewApiToken {
            id: TokenId::from_bytes(entropy::random(seams.entropy.as_ref())),
            hash: SecretHash::from_bytes(secret.hash()),
            account: account.id,
            name: self.label,
            scopes: self.scopes.into_iter().collect::<BTreeSet<_>>(),
            expires_at: self.days.map(|days| end(now, days)),
        };
        let made = store.create_api_token(&token, now).await?;
        made.map_err(|refusal| Failure::new(Exit::Failed, refusal))?;
        Ok(secret.reveal())
    }
}

fn end(now: Timestamp, days: u32) -> Timestamp {
    now.saturating_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(Timestamp::MAX)
}

fn scope(text: &str) -> Result<Scope, String> {
    let known: Vec<_> = Scope::ALL.into_iter().map(Scope::as_str).collect();
    Scope::from_text(text).ok_or_else(|| format!("a scope is one of {}", known.join(", ")))
}
