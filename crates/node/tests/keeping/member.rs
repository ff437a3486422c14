//! A member in a folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use http::header::SET_COOKIE;
use jiff::Timestamp;
use node::check::{Check, Patience, Report};
use node::config::Config;
use node::member::{Member, MemberParts};
use seams::real::{RealClock, RealDisk};
use seams::{Clock, Seams};
use store::{Scope, Setting, SignUpMode, Store};
use testkit::{CannedTranscoder, RecordingMailer, SeededEntropy, VirtualClock};
use web::accounts::password::PasswordCost;

/// When these tests begin.
pub const BEGIN: &str = "2026-11-24T10:00:00Z";
pub const NAME: &str = "amira";
pub const PASSWORD: &str = "a long enough password";

/// A member that runs, with an account.
pub struct Kept {
    pub member: Member,
    pub clock: VirtualClock,
    pub seams: Seams,
    /// What it sent.
    pub mails: RecordingMailer,
    pub router: Router,
    pub token: String,
}

/// The configuration of a member whose data are in `folder`.
pub fn configuration(folder: &Path) -> Config {
    let text = format!("[member]\nbase_url = \"http://member.test\"\ndata = {:?}\n", folder.display().to_string());
    Config::parse(&text, []).unwrap()
}

/// What a member with these seams runs on.
pub fn parts(seams: Seams) -> MemberParts {
    let parts = MemberParts::new(seams, Arc::new(CannedTranscoder::quick()));
    MemberParts { password_cost: PasswordCost::LEAST, ..parts }
}

/// The seams of a process on `folder`; `seed` makes its randomness its own.
pub fn seams_on(folder: &Path, clock: &VirtualClock, seed: u64) -> Seams {
    Seams {
        clock: Arc::new(clock.clone()),
        entropy: Arc::new(SeededEntropy::new(seed)),
        disk: Arc::new(RealDisk::open(folder).unwrap()),
        mailer: Arc::new(RecordingMailer::default()),
    }
}

impl Kept {
    /// A new member with one account.
    pub async fn new(folder: &Path) -> Self {
        let clock = VirtualClock::new(BEGIN.parse().unwrap());
        let mut kept = Self::start(folder, clock, 1).await;
        kept.member.store.set_setting(&Setting::SignUp(SignUpMode::Open)).await.unwrap();
        let fields = [("name", NAME), ("password", PASSWORD), ("email", "amira@example.org")];
        let answer = kept.post_form("/sign-up", &fields).await;
        assert!(answer.headers.contains_key(SET_COOKIE), "{}", answer.text());
        kept.make_token().await;
        kept
    }

    /// A process of the member whose data are in `folder`.
    pub async fn start(folder: &Path, clock: VirtualClock, seed: u64) -> Self {
        let config = configuration(folder);
        let mails = RecordingMailer::default();
        let seams = Seams { mailer: Arc::new(mails.clone()), ..seams_on(folder, &clock, seed) };
        let member = Member::start_with(&config, parts(seams.clone())).await.unwrap();
        let router = member.router();
        Self { member, clock, seams, mails, router, token: String::new() }
    }

    pub async fn make_token(&mut self) {
        let account = self.member.store.account_by_name(NAME).await.unwrap().unwrap();
        let scopes = BTreeSet::from(Scope::ALL);
        let (_id, token) = web::tokens::create(&self.member.app, account.id, "test", scopes).await.unwrap().unwrap();
        self.token = token;
    }

    pub fn now(&self) -> Timestamp {
        seams::Clock::now(&self.clock)
    }

    pub async fn pass(&self, hours: u64) {
        self.clock.advance(Duration::from_secs(hours * 3600)).await;
    }

    /// Does all jobs that are due.
    pub async fn work(&self) {
        while self.member.workers.tick_jobs().await.unwrap() {}
    }

    pub async fn keep_house(&self) {
        self.member.workers.tick_housekeeping().await.unwrap();
    }

    /// Stops the member.
    pub async fn stop(self) {
        let store = self.member.store.clone();
        self.member.finish().await.unwrap();
        store.close().await;
    }
}

/// The file of SQLite in a data folder.
pub fn database(folder: &Path) -> PathBuf {
    folder.join(node::member::DATABASE_FILE)
}

/// What looks wrong is looked at again at once: nobody works on the data.
pub const AT_ONCE: Patience = Patience { looks: 1, pause: Duration::ZERO };

/// The day on which these members live, with real waiting: what they keep for some days does not end with the machine's date.
struct TheirDay;

#[async_trait]
impl Clock for TheirDay {
    fn now(&self) -> Timestamp {
        BEGIN.parse().unwrap()
    }

    async fn sleep(&self, duration: Duration) {
        RealClock.sleep(duration).await;
    }
}

/// What a check of the data in `folder` says.
pub async fn check(folder: &Path, patience: Patience) -> Report {
    let seams = seams_on(folder, &VirtualClock::new(BEGIN.parse().unwrap()), 9);
    let check = Check {
        store: Store::open_read_only(&format!("sqlite:{}", database(folder).display())).await.unwrap(),
        objects: objects::Objects::open(&seams, node::member::OBJECTS_FOLDER, 0).unwrap(),
        disk: Arc::clone(&seams.disk),
        clock: Arc::new(TheirDay),
        patience,
    };
    let report = check.run(&|_| {}).await.unwrap();
    check.store.close().await;
    report
}
