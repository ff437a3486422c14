use std::sync::Arc;

use objects::Objects;
use seams::Seams;
use store::{CommitHook, Store};

use super::{DATABASE_FILE, DATABASE_FOLDER, OBJECTS_FOLDER, StartError};
use crate::config::{Config, ConfigError, secret};
use crate::keys::MemberKeys;
use crate::restore;

/// Bytes of the sizes that are configured in MB.
pub(super) const MB: u64 = 1_000_000;

/// What a member keeps: its key, its database and its objects. Commands that do not serve open only this.
#[derive(Clone)]
pub struct Stores {
    pub keys: Arc<MemberKeys>,
    pub store: Store,
    pub objects: Objects,
}

impl Stores {
    /// Opens what stands in the data folder of `seams`, and makes what is missing.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn open(config: &Config, seams: &Seams, hook: Arc<dyn CommitHook>) -> Result<Self, StartError> {
        let unusable = |cause| StartError::Folder { folder: config.member.data.clone(), cause };
        if restore::is_unfinished(seams.disk.as_ref()).await.map_err(unusable)? {
            return Err(StartError::Restoring);
        }
        let keys = Arc::new(MemberKeys::open(seams.disk.as_ref(), seams.entropy.as_ref()).await?);
        let url = database_url(config, seams)?;
        if config.database.url.is_none() {
            // SQLite makes its file and syncs the folder of it, but neither makes that folder nor syncs its name.
            let made = seams.disk.make_folder(DATABASE_FOLDER).await;
            made.map_err(|cause| StartError::Folder { folder: seams.disk.host_path(DATABASE_FOLDER), cause })?;
        }
        let store = Store::open(&url, hook).await?;
        claim(&store, &keys).await?;
        let objects = Objects::open(seams, OBJECTS_FOLDER, config.storage.cache_mb.saturating_mul(MB))?;
        Ok(Self { keys, store, objects })
    }
}

/// The address of the database that the configuration means.
///
/// # Errors
/// When the file of its password cannot be read, or the address is none.
pub fn database_url(config: &Config, seams: &Seams) -> Result<String, ConfigError> {
    let Some(url) = &config.database.url else {
        return Ok(format!("sqlite:{}", seams.disk.host_path(DATABASE_FILE).display()));
    };
    let Some(file) = &config.database.password_file else { return Ok(url.clone()) };
    let password = secret("database.password_file", file)?;
    let no_address =
        || ConfigError::Contradiction { key: "database.url", why: "must be postgres://USER@HOST/DATABASE".to_owned() };
    let mut parsed = reqwest::Url::parse(url).map_err(|_| no_address())?;
    parsed.set_password(Some(&password)).map_err(|()| no_address())?;
    Ok(parsed.into())
}

/// Makes the member's key the one that signs, in a new database; in another one it must be already, or be about to.
async fn claim(store: &Store, keys: &MemberKeys) -> Result<(), StartError> {
    let public = keys.signing().verifying_key().to_bytes();
    let before = keys.before().map(|key| key.verifying_key().to_bytes());
    match store.current_signing_key().await? {
        Some(current) if keys.signing_as(&current.public).is_some() => Ok(()),
        Some(current) if before == Some(current.public) => {
            // A backup has rows of before a change of key, and the file of after it. What the log says of it the others
            // have.
            store.add_signing_key(&public, &[]).await?;
            Ok(())
        }
        Some(_) => Err(StartError::OtherMember),
        None => {
            // The private half is in the key file and nowhere else.
            store.add_signing_key(&public, &[]).await?;
            Ok(())
        }
    }
}
