//! The demonstration: a member with an account, a video and bills, all of it entered as people do, over HTTP; and with a
//! clock that can be moved on.
//!
//! It is a feature of the crate that no package has. Everything that it does to the member goes through the member's
//! own pages and API; what it knows of the inside are the operator's link and the rows of usage with which it compares.

mod acts;
mod audience;
mod bills;
mod clock;
mod folder;
mod once;
mod passing;
mod person;
mod phrase;
mod playlists;
pub(crate) mod relays;
mod report;
mod sample;
mod steering;
mod town;
mod usage;
mod viewer;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use carry::id::VideoId;
use carry::manifest::VerifyingKey;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use seams::real::RealClock;
use seams::{Clock, entropy};
use store::{Account, StoreError};
use tokio::sync::Mutex;

pub use audience::VIEWERS;
pub use clock::SteeredClock;
pub use folder::{Folder, FolderError};
pub use once::Played;
use person::Person;
use steering::Steering;
pub use town::{Cheat, NAMES, READY, Town, TownError, Wish, proper};

use crate::backing::Backing;
use crate::client::{ClientError, StatusAnswer};
use crate::member::Member;

/// The name of the demonstration's account: operator, treasurer and author of the sample.
pub const ACCOUNT: &str = "demo";
/// Random bytes of its password, shown as 16 characters.
const PASSWORD_BYTES: usize = 10;
/// How often it is asked how far the sample is, and how long that may take.
const ASK_EVERY: Duration = Duration::from_millis(100);
const READY_LIMIT: Duration = Duration::from_secs(15 * 60);
/// Most accounts among which an operator is looked for.
const ACCOUNTS: u32 = 1_000;

/// Why the demonstration does not go on. The member does.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("the account `{ACCOUNT}` is gone; remove the folder {0} to begin anew")]
    NoAccount(String),
    #[error("the sample could not be published: {0}")]
    Failed(String),
    #[error("what was watched is not what was published: {0}")]
    Altered(String),
    #[error("the sample is not ready after {} minutes", READY_LIMIT.as_secs() / 60)]
    Late,
    #[error("the sample is gone; remove the folder {0} to begin anew")]
    NoSample(String),
}

/// A running member and those who play the people at it.
pub struct Demonstration {
    app: web::App,
    backing: Arc<Backing>,
    /// By which the member signs manifests.
    home: VerifyingKey,
    folder: Arc<Folder>,
    clock: Arc<SteeredClock>,
}

/// The sample at the member.
pub struct Sent {
    pub video: VideoId,
    /// None if a former run sent it.
    pub upload: Option<Upload>,
}

/// How the sample was sent.
#[derive(Debug, Clone, Copy)]
pub struct Upload {
    pub took: Duration,
    pub acknowledged: Timestamp,
}

impl Demonstration {
    /// Of a member that was started with this clock.
    pub fn new(member: &Member, folder: Arc<Folder>, clock: Arc<SteeredClock>) -> Self {
        let backing = Arc::clone(&member.backing);
        Self { app: member.app.clone(), backing, home: member.keys.signing().verifying_key(), folder, clock }
    }

    /// Where the member is, without a slash at the end.
    pub fn server(&self) -> &str {
        &self.app.config.base_url
    }

    /// The addresses at which the clock is moved and people act, to be merged with the member's own.
    pub fn routes(&self) -> Router {
        let (clock, folder) = (Arc::clone(&self.clock), Arc::clone(&self.folder));
        let (membership, backing) = (Arc::clone(&self.app.membership), Arc::clone(&self.backing));
        let house = acts::House { app: self.app.clone(), membership, backing };
        steering::routes(Steering { clock, folder, store: self.app.store.clone(), hand: Mutex::new(()) })
            .merge(acts::routes(house))
    }

    /// Makes the account if nobody has one, and a new one-time link for an operator.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn open(&self) -> Result<String, DemoError> {
        if self.app.store.account_count().await? == 0 {
            let link = web::accounts::operator_link(&self.app, None).await?;
            Person::sign_up(self.server(), &link, ACCOUNT, &self.password()?).await?;
        }
        let operator = match self.account().await? {
            Some(own) => Some(own),
            None => self.any_operator().await?,
        };
        Ok(web::accounts::operator_link(&self.app, operator.map(|account| account.id)).await?)
    }

    /// Enters the bills and sends the sample, unless a former run did. What it left half-done is finished.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn furnish(&self) -> Result<Sent, DemoError> {
        if let Some(sample) = self.folder.notes().sample {
            let video = sample.parse().map_err(|_| FolderError::Damaged(self.folder.path().to_owned()))?;
            return Ok(Sent { video, upload: None });
        }
        let person = self.person().await?;
        person.post("/operator/sign-up-mode", &[("mode", "open")]).await?;
        bills::enter(&person, TimeZone::UTC.to_datetime(self.clock.now()).date()).await?;
        sample::send(&person, self.server(), &self.folder).await
    }

    /// Waits until the sample plays, at least while it still grows.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn playable(&self, video: VideoId) -> Result<(), DemoError> {
        self.until(video, &["playable", "ready"]).await
    }

    /// Waits until the sample is there in all sizes.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn ready(&self, video: VideoId) -> Result<(), DemoError> {
        self.until(video, &["ready"]).await
    }

    async fn until(&self, video: VideoId, states: &[&str]) -> Result<(), DemoError> {
        let visitor = Person::visitor(self.server())?;
        let waiting = async {
            loop {
                let status: StatusAnswer = match visitor.ask(&format!("/api/v1/videos/{video}/status")).await {
                    Err(ClientError::Refused {
                        status: http::StatusCode::GONE | http::StatusCode::NOT_FOUND, ..
                    }) => {
                        return Err(DemoError::NoSample(self.folder.path().display().to_string()));
                    }
                    answer => answer?,
                };
                if states.contains(&status.state.as_str()) {
                    return Ok(());
                }
                if status.state == "failed" {
                    let reason = status.reason.unwrap_or_else(|| "no reason given".to_owned());
                    return Err(DemoError::Failed(reason));
                }
                RealClock.sleep(ASK_EVERY).await;
            }
        };
        tokio::select! {
            done = waiting => done,
            () = RealClock.sleep(READY_LIMIT) => Err(DemoError::Late),
        }
    }

    /// The demonstration's account, signed in by a link of its own.
    async fn person(&self) -> Result<Person, DemoError> {
        let gone = || DemoError::NoAccount(self.folder.path().display().to_string());
        let account = self.account().await?.ok_or_else(gone)?;
        let link = web::accounts::operator_link(&self.app, Some(account.id)).await?;
        Ok(Person::sign_in(self.server(), &link).await?)
    }

    async fn account(&self) -> Result<Option<Account>, StoreError> {
        Ok(self.app.store.account_by_name(ACCOUNT).await?.filter(is_operator))
    }

    async fn any_operator(&self) -> Result<Option<Account>, StoreError> {
        let listed = self.app.store.accounts("", None, ACCOUNTS).await?;
        Ok(listed.into_iter().map(|listed| listed.account).find(is_operator))
    }

    /// The account's password, drawn before there is an account: it is remembered first.
    fn password(&self) -> Result<String, DemoError> {
        if let Some(password) = self.folder.notes().password {
            return Ok(password);
        }
        let drawn = entropy::random::<PASSWORD_BYTES>(self.app.seams.entropy.as_ref());
        let password = data_encoding::BASE32_NOPAD.encode(&drawn).to_ascii_lowercase();
        self.folder.note(|notes| notes.password = Some(password.clone()))?;
        Ok(password)
    }
}

fn is_operator(account: &Account) -> bool {
    account.operator && account.deleting_since.is_none()
}

/// The time since a moment, by the machine's clock.
fn since(moment: Timestamp) -> Duration {
    Duration::try_from(RealClock.now().duration_since(moment)).unwrap_or_default()
}
