use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use carry::id::{ObjectHash, VideoId};
use exchange::{ExchangeFailure, Membership, MembershipParts};
use jiff::SignedDuration;
use media::{MediaError, Transcoder};
use objects::ObjectsError;
use peers::client::Certificate;
use peers::{BaseUrl, Identity};
use seams::Seams;
use store::{Alone, CommitHook, EveryCommit, Store, StoreError};
use web::accounts::password::{HashFailure, PasswordCost};
use web::delivery::{Delivery, DeliveryParts, Federated, Pathway};
use web::metering::{Meter, Recorder};
use web::{App, AppParts, WebConfig};

use super::carriers::carriers;
use super::stores::MB;
use super::{Member, Stores, database_url};
use crate::backing::Backing;
use crate::backup::DestinationError;
use crate::config::{Config, ConfigError, secret};
use crate::health::{Figures, Readers};
use crate::keys::{KeyError, KeyFile, MemberKeys};
use crate::publish::{Listener, PublishError, Publisher};
use crate::workers::{self, Workers};

/// Why a member does not start. A retry helps only when the operator changed something, except for the database.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("cannot use the data folder {}: {cause}", folder.display())]
    Folder { folder: PathBuf, cause: std::io::Error },
    #[error("another ecot is running on the data folder {}", .0.display())]
    InUse(PathBuf),
    #[error("another ecot is running on the database; one process at a time is the member")]
    NotAlone,
    #[error("a restore into the data folder was begun and not finished; run the same ecot restore again")]
    Restoring,
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the database belongs to another member than the key in the data folder")]
    OtherMember,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error("the member's own backups: {0}")]
    Backups(#[from] DestinationError),
    #[error("the federation's logs cannot be read: {0}")]
    Federation(#[from] ExchangeFailure),
    #[error("passwords cannot be checked: {0}")]
    Passwords(#[from] HashFailure),
    #[error("there is no program {}; install ffmpeg (apt-get install ffmpeg), or say where it is in {key}", path.display())]
    NoProgram { key: &'static str, path: PathBuf },
    #[error("videos cannot be encoded safely here: {0}; media.sandbox in the configuration has more")]
    Media(#[from] MediaError),
    #[error("what an earlier run left unfinished cannot be tidied up: {0}")]
    Unfinished(#[from] PublishError),
}

/// What a member runs on, beside its configuration.
pub struct MemberParts {
    pub seams: Seams,
    pub transcoder: Arc<dyn Transcoder>,
    pub hook: Arc<dyn CommitHook>,
    pub password_cost: PasswordCost,
}

impl MemberParts {
    /// Nothing is hooked into the database, and passwords cost what they should.
    #[must_use]
    pub fn new(seams: Seams, transcoder: Arc<dyn Transcoder>) -> Self {
        Self { seams, transcoder, hook: Arc::new(EveryCommit), password_cost: PasswordCost::RECOMMENDED }
    }
}

impl Member {
    /// Starts a member on these parts, in a test or beside others in one process.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start_with(config: &Config, parts: MemberParts) -> Result<Self, StartError> {
        let MemberParts { seams, transcoder, hook, password_cost } = parts;
        let token = config.metrics.token_file.as_deref();
        let token = token.map(|file| secret("metrics.token_file", file)).transpose()?;
        // Before the schema is brought forward under another one's feet.
        let alone = Alone::take(&database_url(config, &seams)?).await?.ok_or(StartError::NotAlone)?;
        let Stores { keys, store, objects } = Stores::open(config, &seams, hook).await?;
        let keeper = Arc::new(KeyFile { disk: Arc::clone(&seams.disk), keys: Arc::clone(&keys) });
        if let Some(current) = store.current_signing_key().await? {
            keeper.settle(&current.public).await?;
        }
        let meter = Arc::new(Meter::new(seams.entropy.as_ref()));
        let membership = Arc::new(Membership::new(membership_parts(config, &seams, &store, keeper)?));
        membership.enter().await?;
        let clock = Arc::clone(&seams.clock);
        let federated = Federated::new(Arc::clone(&membership), store.clone(), clock, keys.id, Arc::clone(&meter));
        let delivery = Arc::new(Delivery::new(DeliveryParts {
            seams: seams.clone(),
            store: store.clone(),
            objects: objects.clone(),
            meter: Arc::clone(&meter),
            member: keys.id,
            carriers: carriers(&seams, &store, federated, Pathway::of_member(keys.id, membership.own().clone())),
        }));
        let told = Told { delivery: Arc::clone(&delivery), meter: Arc::clone(&meter) };
        let publisher = Publisher {
            seams: seams.clone(),
            store: Arc::new(store.clone()),
            objects: objects.clone(),
            transcoder,
            media_limits: media_limits(config),
            keys: Arc::clone(&keys),
            listener: Arc::new(told),
        };
        let recorder = Recorder::new(Arc::clone(&meter), store.clone(), seams.clone(), keys.id);
        let app = App::new(AppParts {
            seams: seams.clone(),
            store: store.clone(),
            objects,
            delivery,
            meter,
            membership: Arc::clone(&membership),
            config: web_config(config, &keys, password_cost),
        })?;
        let backing = Arc::new(backing(config, &app, &seams)?);
        let workers = Workers::new(publisher, app.clone(), Arc::clone(&backing), work_settings(config));
        workers.tidy_up().await?;
        let readers = Arc::new(Readers::new(token.as_deref()));
        let figures = Figures::install();
        Ok(Self {
            app,
            store,
            keys,
            workers,
            backing,
            recorder,
            seams,
            figures,
            readers,
            alone: alone.into(),
            lock: None,
        })
    }
}

/// What the workers go by, as configured.
fn work_settings(config: &Config) -> workers::Settings {
    let hours = i64::try_from(config.storage.grace_hours).unwrap_or(i64::MAX / 3_600);
    workers::Settings {
        encodings: config.media.encodings,
        object_grace: SignedDuration::from_hours(hours),
        reserve_bytes: config.storage.free_disk_mb.saturating_mul(MB),
        ask_every: (config.federation.ask_seconds > 0).then(|| Duration::from_secs(config.federation.ask_seconds)),
        ..Default::default()
    }
}

/// The member's own backups, as configured.
fn backing(config: &Config, app: &App, seams: &Seams) -> Result<Backing, StartError> {
    let recipient = config.backup.recipient.as_ref().map(|text| {
        text.parse().map_err(|why: &str| ConfigError::Contradiction { key: "backup.recipient", why: why.to_owned() })
    });
    let (membership, store, objects) = (Arc::clone(&app.membership), app.store.clone(), app.objects.clone());
    Ok(Backing::open(membership, store, objects, seams.clone(), recipient.transpose()?)?)
}

/// The member's part in a federation, as configured.
fn membership_parts(
    config: &Config,
    seams: &Seams,
    store: &Store,
    keeper: Arc<KeyFile>,
) -> Result<MembershipParts, StartError> {
    let own = BaseUrl::parse(&config.base_url())
        .map_err(|refusal| ConfigError::Contradiction { key: "member.base_url", why: refusal.to_string() })?;
    let identity = Identity { member: keeper.keys.id, key: keeper.keys.signing() };
    let mut parts = MembershipParts::new(seams, store, identity, own);
    parts.before = keeper.keys.before();
    parts.keeper = keeper;
    parts.allow_private = config.federation.allow_private;
    parts.authorities = authorities(config)?;
    Ok(parts)
}

/// The authorities that members may use besides those that the system trusts.
///
/// # Errors
/// When their file cannot be read, or holds none.
pub fn authorities(config: &Config) -> Result<Vec<Certificate>, ConfigError> {
    let Some(file) = &config.federation.authority else { return Ok(Vec::new()) };
    let unusable = |why: String| ConfigError::Contradiction { key: "federation.authority", why };
    let pem = std::fs::read(file).map_err(|cause| unusable(format!("{}: {cause}", file.display())))?;
    let bundle = Certificate::from_pem_bundle(&pem);
    bundle.map_err(|_| unusable(format!("{} has no certificates (PEM)", file.display())))
}

fn media_limits(config: &Config) -> media::Limits {
    let duration_ms = config.media.longest_minutes.saturating_mul(60_000);
    media::Limits { duration_ms, ..media::Limits::default() }
}

fn web_config(config: &Config, keys: &MemberKeys, password_cost: PasswordCost) -> WebConfig {
    let base_url = config.base_url();
    WebConfig {
        secure_cookies: base_url.starts_with("https:"),
        base_url,
        home: keys.id,
        member_name: config.member.name.clone(),
        source_url: config.member.source_url.clone(),
        mail_works: config.mail.relay.is_some(),
        max_upload_bytes: config.uploads.largest_mb.saturating_mul(MB),
        reserve_bytes: config.storage.free_disk_mb.saturating_mul(MB),
        upload_lives: Duration::from_secs(config.uploads.expire_hours.saturating_mul(3_600)),
        password_cost,
        video_password_rounds: carry::seal::PASSWORD_ITERATIONS,
    }
}

/// Tells delivery and metering what publishing changed.
struct Told {
    delivery: Arc<Delivery>,
    meter: Arc<Meter>,
}

impl Listener for Told {
    fn video_changed(&self, video: VideoId) {
        self.delivery.forget(video);
    }

    fn encoded(&self, object: ObjectHash, pixel_ms: u64) {
        self.meter.encoded(object, pixel_ms);
    }
}
