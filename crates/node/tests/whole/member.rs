//! The member under test, and what its author does.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use carry::id::{ObjectHash, VideoId};
use carry::manifest::{Body, Manifest, Published};
use http::Method;
use jiff::SignedDuration;
use media::Transcoder;
use node::config::Config;
use node::member::{Member, MemberParts};
use seams::{Seams, entropy};
use store::{Entry, NewAccount, NewSession, Scope, SecretHash, UserId};
use testkit::transcoder::source;
use testkit::{CannedTranscoder, FaultPlan, SimDisk, VirtualClock, World};
use web::accounts::password::PasswordCost;
use web::sessions::Secret;

use crate::ask::{Answer, ask, text_of};

/// When every test begins.
pub const BEGIN: &str = "2026-11-23T09:20:00Z";
/// Files that SQLite writes and syncs by itself.
const TRUSTED: [&str; 1] = ["database/"];
pub const CONFIGURATION: &str = "[member]\nbase_url = \"http://member.test\"\n[storage]\ncache_mb = 16\n";

/// A member that was started, with one author.
pub struct Whole {
    pub member: Member,
    pub router: Router,
    pub world: World,
    token: String,
}

/// A new world: an empty disk, a clock at [`BEGIN`].
pub fn world() -> World {
    let disk = SimDisk::new(FaultPlan::calm(0), &TRUSTED).unwrap();
    World::new(1, VirtualClock::new(BEGIN.parse().unwrap()), disk)
}

impl Whole {
    /// A member that encodes by the canned transcoder.
    pub async fn start() -> Self {
        Self::start_in(world(), CONFIGURATION, Arc::new(CannedTranscoder::quick())).await
    }

    pub async fn start_in(world: World, configuration: &str, transcoder: Arc<dyn Transcoder>) -> Self {
        let config = Config::parse(configuration, []).unwrap();
        let seams = world.seams();
        Self::start_with(world, &config, seams, transcoder).await
    }

    /// A member whose seams are not all the world's.
    pub async fn start_with(world: World, config: &Config, seams: Seams, transcoder: Arc<dyn Transcoder>) -> Self {
        let parts = MemberParts { password_cost: PasswordCost::LEAST, ..MemberParts::new(seams, transcoder) };
        let member = Member::start_with(config, parts).await.unwrap();
        let router = member.router();
        let token = match member.store.account_by_name("amira").await.unwrap() {
            Some(account) => token(&member, account.id).await,
            None => {
                let id = new_account(&member, "amira", None).await;
                token(&member, id).await
            }
        };
        Self { member, router, world, token }
    }

    /// Asks as a stranger.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        ask(&self.router, Method::GET, path, headers, Vec::new()).await
    }

    /// Asks as a program of the author.
    pub async fn call(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let authorization = format!("Bearer {}", self.token);
        let mut all = vec![("authorization", authorization.as_str())];
        all.extend_from_slice(headers);
        ask(&self.router, method, path, &all, body).await
    }

    /// Uploads a file of the canned transcoder and publishes it.
    pub async fn publish(&self, seed: u64, visibility: &str) -> VideoId {
        self.publish_file(&source(seed, 5_000), visibility).await
    }

    /// Uploads a file through the API and does the jobs that follow.
    pub async fn publish_file(&self, file: &[u8], visibility: &str) -> VideoId {
        let length = file.len().to_string();
        let coded = |text: &str| data_encoding::BASE64.encode(text.as_bytes());
        let metadata =
            format!("filename {},title {},visibility {}", coded("clip.mp4"), coded(TITLE), coded(visibility));
        let headers = [("tus-resumable", "1.0.0"), ("upload-length", &length), ("upload-metadata", &metadata)];
        let made = self.call(Method::POST, "/tus/", &headers, Vec::new()).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let at = made.header("location").to_owned();
        let headers =
            [("tus-resumable", "1.0.0"), ("upload-offset", "0"), ("content-type", "application/offset+octet-stream")];
        let sent = self.call(Method::PATCH, &at, &headers, file.to_vec()).await;
        assert_eq!(sent.status, 204, "{}", sent.text());
        self.work().await;
        let video = sent.header("ecot-video").parse().unwrap();
        assert_eq!(self.told(video).await["status"]["state"], "ready");
        video
    }

    /// Changes the video as the API does.
    pub async fn change(&self, video: VideoId, wish: serde_json::Value) {
        let json = [("content-type", "application/json")];
        let path = format!("/api/v1/videos/{video}");
        let changed = self.call(Method::PATCH, &path, &json, wish.to_string().into_bytes()).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        self.work().await;
    }

    pub async fn delete(&self, video: VideoId) {
        let deleted = self.call(Method::DELETE, &format!("/api/v1/videos/{video}"), &[], Vec::new()).await;
        assert!(deleted.status.is_success(), "{}", deleted.text());
        self.work().await;
    }

    /// The video as the API tells it to its author.
    pub async fn told(&self, video: VideoId) -> serde_json::Value {
        self.call(Method::GET, &format!("/api/v1/videos/{video}"), &[], Vec::new()).await.json()
    }

    /// Does every job that is due.
    pub async fn work(&self) {
        while self.member.workers.tick_jobs().await.unwrap() {}
    }

    /// What the video's last manifest says.
    pub async fn published(&self, video: VideoId) -> Published {
        let placed = self.member.store.latest_manifest(video).await.unwrap().expect("a manifest");
        match Manifest::from_cbor(&placed.bytes).unwrap().body {
            Body::Published(published) => published,
            Body::Gone => panic!("the video is gone"),
        }
    }

    /// An object's bytes, past the delivery.
    pub async fn object(&self, hash: ObjectHash) -> Vec<u8> {
        let objects = &self.member.app.objects;
        let bytes = objects.size(hash).await.unwrap().expect("the object is there");
        objects.read(hash, 0..bytes).await.unwrap().to_vec()
    }

    /// The cookie of a browser in which this account is signed in.
    pub async fn signed_in(&self, account: UserId) -> String {
        let app = &self.member.app;
        let secret = Secret::draw(app.seams.entropy.as_ref());
        let now = app.seams.clock.now();
        let new = NewSession {
            hash: SecretHash::from_bytes(secret.hash()),
            csrf: web::csrf::bound(&secret),
            label: String::new(),
            expires_at: now + SignedDuration::from_hours(24),
        };
        app.store.create_session(account, &new, now).await.unwrap().unwrap();
        format!("ecot_session={}", secret.reveal())
    }

    /// The text of a page or playlist, which must be there.
    pub async fn text(&self, path: &str) -> String {
        text_of(self.get(path, &[]).await)
    }
}

/// The title of every video that [`Whole::publish`] makes.
pub const TITLE: &str = "Assembly of the lindens";

/// An account without a password, as the command line makes it.
pub async fn new_account(member: &Member, name: &str, email: Option<&str>) -> UserId {
    let random = member.app.seams.entropy.as_ref();
    let new = NewAccount {
        id: UserId::from_bytes(entropy::random(random)),
        name: name.to_owned(),
        email: email.map(str::to_owned),
        password_hash: "none".to_owned(),
        locale: "en".to_owned(),
        space_public: entropy::random(random),
        space_secret: vec![1],
        recovery_public: entropy::random(random),
        recovery_codes: Vec::new(),
        entry: Entry::CommandLine,
    };
    member.store.create_account(&new, member.app.seams.clock.now()).await.unwrap().unwrap();
    new.id
}

pub async fn token(member: &Member, account: UserId) -> String {
    let scopes = BTreeSet::from(Scope::ALL);
    web::tokens::create(&member.app, account, "test", scopes).await.unwrap().unwrap().1
}
