//! A member for a test, and the people who visit it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use carry::id::MemberId;
use carry::manifest::SigningKey;
use exchange::{Membership, MembershipParts};
use objects::Objects;
use peers::{BaseUrl, Identity};
use seams::{Clock, Seams, real::RealDisk};
use sha2::{Digest, Sha256};
use store::{EveryCommit, Setting, SignUpMode, Store};
use tempfile::TempDir;
use testkit::{RecordingMailer, SeededEntropy, VirtualClock};
use tower::ServiceExt;
use web::accounts::password::PasswordCost;
use web::delivery::{Delivery, DeliveryParts, Federated};
use web::metering::{ClientAddress, Meter};
use web::{App, AppParts, WebConfig};

pub use crate::answer::Answer;

pub const BASE: &str = "http://member.test";
pub const START: &str = "2026-11-23T12:00:00Z";
pub const PASSWORD: &str = "correct horse";
pub const MAX_UPLOAD: u64 = 1_000_000;

/// A member that runs in this process.
pub struct Member {
    pub app: App,
    pub clock: VirtualClock,
    pub mailer: RecordingMailer,
    router: Router,
    _folder: TempDir,
}

/// The identity whose first key is of this byte alone; its id is the hash of that key.
pub fn identity(mark: u8) -> Identity {
    let key = SigningKey::from_bytes(&[mark; 32]);
    Identity { member: MemberId::from_bytes(Sha256::digest(key.verifying_key().as_bytes()).into()), key }
}

impl Member {
    /// A new member where anyone may sign up.
    pub async fn open() -> Self {
        let member = Self::new().await;
        member.set_sign_up(SignUpMode::Open).await;
        member
    }

    /// A new member with its first settings.
    pub async fn new() -> Self {
        Self::at(BASE, |clock| Arc::new(clock)).await
    }

    /// The same, reached at this address, with a clock of the test's making around the one that it moves.
    pub async fn at(base: &str, around: impl FnOnce(VirtualClock) -> Arc<dyn Clock>) -> Self {
        let clock = VirtualClock::new(START.parse().unwrap());
        let own = BaseUrl::parse(base).unwrap();
        let parts = |seams: &Seams, store: &Store| MembershipParts::new(seams, store, identity(9), own);
        Self::of((base, 7), clock, around, parts).await
    }

    /// The same, with this part in a federation. Members that talk have a seed each: two whose requests are alike to the
    /// bit would be taken for one that repeats itself.
    pub async fn of(
        (base, seed): (&str, u64),
        clock: VirtualClock,
        around: impl FnOnce(VirtualClock) -> Arc<dyn Clock>,
        parts: impl FnOnce(&Seams, &Store) -> MembershipParts,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mailer = RecordingMailer::default();
        let seams = Seams {
            clock: around(clock.clone()),
            entropy: Arc::new(SeededEntropy::new(seed)),
            disk: Arc::new(RealDisk::open(folder.path()).unwrap()),
            mailer: Arc::new(mailer.clone()),
        };
        let url = format!("sqlite:{}", folder.path().join("ecot.sqlite").display());
        let store = Store::open(&url, Arc::new(EveryCommit)).await.unwrap();
        let objects = Objects::open(&seams, "objects", 1 << 20).unwrap();
        let parts = parts(&seams, &store);
        let meter = Arc::new(Meter::new(seams.entropy.as_ref()));
        let home = parts.identity.member;
        let membership = Arc::new(Membership::new(parts));
        let clock_shown = Arc::clone(&seams.clock);
        let carriers = Federated::new(Arc::clone(&membership), store.clone(), clock_shown, home, Arc::clone(&meter));
        let delivery = Arc::new(Delivery::new(DeliveryParts {
            seams: seams.clone(),
            store: store.clone(),
            objects: objects.clone(),
            meter: meter.clone(),
            member: home,
            carriers: Arc::new(carriers),
        }));
        let config = WebConfig {
            base_url: base.to_owned(),
            secure_cookies: base.starts_with("https:"),
            home,
            member_name: "Les Tilleuls".to_owned(),
            source_url: None,
            mail_works: true,
            max_upload_bytes: MAX_UPLOAD,
            reserve_bytes: 0,
            upload_lives: Duration::from_secs(24 * 3600),
            password_cost: PasswordCost::LEAST,
            video_password_rounds: 100_000,
        };
        let app = App::new(AppParts { seams, store, objects, delivery, meter, membership, config }).unwrap();
        Self { router: web::router(app.clone()), app, clock, mailer, _folder: folder }
    }

    /// The whole site, as a server would hand it out.
    pub fn site(&self) -> Router {
        self.router.clone().merge(self.app.membership.routes())
    }

    pub async fn set_sign_up(&self, mode: SignUpMode) {
        self.app.store.set_setting(&Setting::SignUp(mode)).await.unwrap();
    }

    /// Somebody at a browser, not signed in.
    pub fn visitor(&self) -> Person<'_> {
        Person { member: self, cookies: Mutex::default(), bearer: None, address: None }
    }

    /// The same, from this address.
    pub fn visitor_from(&self, address: &str) -> Person<'_> {
        Person { address: Some(address.parse().unwrap()), ..self.visitor() }
    }

    /// Somebody who just signed up.
    pub async fn person(&self, name: &str) -> Person<'_> {
        let person = self.visitor();
        let answer = person.post("/sign-up", &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{name} signs up: {}", answer.text);
        person
    }

    /// A program with a token.
    pub fn program(&self, token: &str) -> Person<'_> {
        Person { member: self, cookies: Mutex::default(), bearer: Some(token.to_owned()), address: None }
    }
}

/// Somebody who sends requests.
pub struct Person<'a> {
    pub member: &'a Member,
    cookies: Mutex<BTreeMap<String, String>>,
    bearer: Option<String>,
    address: Option<IpAddr>,
}

impl Person<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, Body::empty()).await
    }

    /// Sends a form with the token of the page, as the page does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.csrf();
        let mut all = fields.to_vec();
        if let Some(token) = &token {
            all.push(("csrf", token));
        }
        self.post_bare(path, &all, &[]).await
    }

    /// Sends exactly these fields and headers.
    pub async fn post_bare(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/x-www-form-urlencoded"));
        self.send(Method::POST, path, &headers, Body::from(body.join("&"))).await
    }

    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "member.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let cookies: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if let Some(address) = self.address {
            request = request.extension(ClientAddress(address));
        }
        if let Some(token) = &self.bearer {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let response = self.member.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            let mut kept = self.cookies.lock().unwrap();
            if cookie.contains("Max-Age=0") {
                kept.remove(name);
            } else {
                kept.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = axum::body::to_bytes(body, 10 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// The token that pages put into their forms.
    pub fn csrf(&self) -> Option<String> {
        let cookies = self.cookies.lock().unwrap();
        let name = web::sessions::cookie::session(self.member.app.config.secure_cookies);
        let secret = web::sessions::Secret::parse(cookies.get(name)?)?;
        Some(web::csrf::token(&secret))
    }

    pub async fn signs_in(&self, name: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("name", name), ("password", password)]).await
    }

    pub async fn is_signed_in(&self) -> bool {
        self.get("/account").await.status == StatusCode::OK
    }
}

fn encode(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
