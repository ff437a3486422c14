//! A member of real parts in a temporary folder, under a clock that moves when told.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use carry::id::{ObjectHash, VideoId};
use carry::manifest::limits::CORE_VERSION;
use carry::manifest::{Body, Core, Manifest, Published};
use futures::TryStreamExt;
use jiff::Timestamp;
use media::Transcoder;
use node::backing::Backing;
use node::keys::MemberKeys;
use node::publish::Publisher;
use node::workers::{Settings, Workers};
use objects::Objects;
use seams::{Seams, entropy};
use store::{
    Entry, EveryCommit, NewAccount, NewJob, NewUpload, NewVideo, Store, UploadId, UploadWishes, UserId, Video,
    VideoAbout, VideoChange, Visibility,
};
use testkit::{RecordingMailer, SeededEntropy, VirtualClock};

use crate::folder::Folder;
use crate::site::{Named, Told, app};

/// When every test begins.
pub const BEGIN: &str = "2026-11-24T10:00:00Z";

pub struct Member {
    pub clock: VirtualClock,
    pub seams: Seams,
    pub store: Store,
    pub objects: Objects,
    pub publisher: Publisher,
    pub workers: Workers,
    pub app: web::App,
    pub account: UserId,
    pub told: Arc<Told>,
    /// Who serves the videos with this member.
    pub named: Named,
    pub folder: Arc<Folder>,
}

impl Member {
    /// A new member with one account.
    pub async fn new(transcoder: impl Transcoder + 'static) -> Self {
        let clock = VirtualClock::new(BEGIN.parse().unwrap());
        Self::with_clock(clock, Arc::new(transcoder)).await
    }

    pub async fn with_clock(clock: VirtualClock, transcoder: Arc<dyn Transcoder>) -> Self {
        let folder = Arc::new(Folder::new());
        let mut member = Self::open(folder, clock, transcoder, 1).await;
        member.account = member.sign_up("amira").await;
        member
    }

    /// A process of the member whose data are in `folder`; `life` makes its randomness its own.
    pub async fn open(folder: Arc<Folder>, clock: VirtualClock, transcoder: Arc<dyn Transcoder>, life: u64) -> Self {
        let seams = Seams {
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(SeededEntropy::new(life)),
            disk: Arc::new(seams::real::RealDisk::open(folder.path()).unwrap()),
            mailer: Arc::new(RecordingMailer::default()),
        };
        let store = Store::open(&folder.url(), Arc::new(EveryCommit)).await.unwrap();
        let objects = Objects::open(&seams, "objects", 1 << 20).unwrap();
        let keys = Arc::new(MemberKeys::open(seams.disk.as_ref(), seams.entropy.as_ref()).await.unwrap());
        if store.current_signing_key().await.unwrap().is_none() {
            store.add_signing_key(keys.signing().verifying_key().as_bytes(), &[]).await.unwrap();
        }
        let told = Arc::new(Told::default());
        let publisher = Publisher {
            seams: seams.clone(),
            store: Arc::new(store.clone()),
            objects: objects.clone(),
            transcoder,
            media_limits: media::Limits::default(),
            keys,
            listener: told.clone(),
        };
        let named = Named::default();
        let app = app(&seams, &store, &objects, &publisher.keys, &named);
        let membership = Arc::clone(&app.membership);
        let backing = Backing::open(membership, store.clone(), objects.clone(), seams.clone(), None).unwrap();
        let workers = Workers::new(publisher.clone(), app.clone(), Arc::new(backing), Settings::default());
        workers.tidy_up().await.unwrap();
        let account = UserId::from_bytes([0; 16]);
        Self { clock, seams, store, objects, publisher, workers, app, account, told, folder, named }
    }

    pub async fn sign_up(&self, name: &str) -> UserId {
        let random = self.seams.entropy.as_ref();
        let new = NewAccount {
            id: UserId::from_bytes(entropy::random(random)),
            name: name.to_owned(),
            email: None,
            password_hash: "none".to_owned(),
            locale: "en".to_owned(),
            space_public: entropy::random(random),
            space_secret: vec![1],
            recovery_public: entropy::random(random),
            recovery_codes: Vec::new(),
            entry: Entry::CommandLine,
        };
        self.store.create_account(&new, self.now()).await.unwrap().unwrap();
        new.id
    }

    pub fn now(&self) -> Timestamp {
        seams::Clock::now(&self.clock)
    }

    /// Uploads `contents` as the upload's handlers do, without their HTTP.
    pub async fn upload(&self, contents: &[u8], visibility: Visibility) -> VideoId {
        let (upload, end) = self.open_upload(contents, visibility, false).await;
        self.store.advance_upload(upload, 0, end, self.in_a_day()).await.unwrap().unwrap();
        self.complete(upload, visibility).await
    }

    /// An upload whose bytes are on disk and of which nothing is acknowledged.
    pub async fn open_upload(&self, contents: &[u8], visibility: Visibility, keep: bool) -> (UploadId, u64) {
        let declared_bytes = u64::try_from(contents.len()).unwrap();
        let id = UploadId::from_bytes(entropy::random(self.seams.entropy.as_ref()));
        let wishes = UploadWishes {
            file_name: "clip.mp4".to_owned(),
            media_type: "video/mp4".to_owned(),
            title: "Assembly".to_owned(),
            visibility,
            keep_original: keep,
        };
        let account = self.account;
        let (expires_at, open_limit, room_bytes) = (self.in_a_day(), 9, u64::MAX);
        let new = NewUpload { id, account, wishes, declared_bytes, expires_at, open_limit, room_bytes };
        self.store.create_upload(&new, self.now()).await.unwrap().unwrap();
        let mut file = self.seams.disk.write_from(&web::uploads::file_path(id), 0).await.unwrap();
        file.write(Bytes::copy_from_slice(contents)).await.unwrap();
        file.sync().await.unwrap();
        (id, declared_bytes)
    }

    pub async fn complete(&self, upload: UploadId, visibility: Visibility) -> VideoId {
        let random = self.seams.entropy.as_ref();
        let account = self.store.account(self.account).await.unwrap().unwrap();
        let core = Core {
            format_version: CORE_VERSION,
            space_key: account.space_public,
            recovery_key: account.recovery_public,
            home: self.publisher.keys.id,
            nonce: entropy::random(random),
        };
        let video_key = entropy::random(random);
        let password = visibility == Visibility::Password;
        let about = VideoAbout {
            title: "Assembly".to_owned(),
            description: "What was said".to_owned(),
            language: Some("fr".to_owned()),
            visibility,
            wrapped_key: password.then(|| wrapped(&video_key, core.video_id())),
        };
        let id = core.video_id();
        let new = NewVideo { id, core: core.to_cbor(), about, video_key };
        let job = NewJob::encode(id, self.now());
        self.store.complete_upload(upload, &new, &job, self.now()).await.unwrap().unwrap();
        id
    }

    fn in_a_day(&self) -> Timestamp {
        self.now() + jiff::SignedDuration::from_hours(24)
    }

    /// Does all jobs that are due.
    pub async fn work(&self) {
        while self.workers.tick_jobs().await.unwrap() {}
    }

    pub async fn pass(&self, hours: u64) {
        self.clock.advance(Duration::from_secs(hours * 3600)).await;
    }

    pub async fn keep_house(&self) {
        self.workers.tick_housekeeping().await.unwrap();
    }

    pub async fn video(&self, id: VideoId) -> Video {
        self.store.video(id).await.unwrap().unwrap()
    }

    /// What the last manifest says, after its signature was verified.
    pub async fn published(&self, id: VideoId) -> Published {
        match self.last_manifest(id).await.body {
            Body::Published(published) => published,
            Body::Gone => panic!("the video is gone"),
        }
    }

    pub async fn last_manifest(&self, id: VideoId) -> Manifest {
        let placed = self.store.latest_manifest(id).await.unwrap().expect("a manifest");
        let signed = carry::manifest::SignedManifest { bytes: placed.bytes, signature: placed.signature };
        signed.verify(&self.publisher.keys.signing().verifying_key()).unwrap()
    }

    /// The author changes the video.
    pub async fn change(&self, id: VideoId, change: impl FnOnce(&mut VideoChange)) {
        let video = self.video(id).await;
        let mut wanted = VideoChange {
            revision: video.revision,
            about: video.about,
            keep_original: video.keep_original,
            video_key: None,
            viewers: None,
        };
        change(&mut wanted);
        self.store.change_video(id, &wanted, self.now()).await.unwrap().unwrap();
    }

    pub async fn object(&self, hash: ObjectHash) -> Bytes {
        let bytes = self.objects.size(hash).await.unwrap().expect("the object is there");
        self.objects.read(hash, 0..bytes).await.unwrap()
    }

    /// Every object that stands in the store.
    pub async fn standing(&self) -> BTreeSet<ObjectHash> {
        self.objects.list().map_ok(|stored| stored.hash).try_collect().await.unwrap()
    }
}

/// A key that the password "open" opens.
pub fn wrapped(video_key: &[u8; 32], video: VideoId) -> carry::manifest::WrappedKey {
    let seed = carry::seal::PasswordSeed { salt: [1; 16], nonce: [2; 12] };
    carry::seal::wrap_key(&carry::seal::VideoKey::from_bytes(*video_key), b"open", seed, 600_000, &video)
}
