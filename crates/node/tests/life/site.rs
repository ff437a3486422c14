//! The pages of a member under test, and what they are told.

use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::body::Body;
use bytes::Bytes;
use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::Core;
use exchange::{Membership, MembershipParts};
use http::header::COOKIE;
use http::{HeaderMap, Request, StatusCode};
use jiff::SignedDuration;
use node::keys::MemberKeys;
use node::publish::Listener;
use objects::Objects;
use peers::{BaseUrl, Identity};
use seams::Seams;
use store::{CarriedId, NewSession, SecretHash, Store, StoreError, UserId};
use tower::ServiceExt;
use web::accounts::password::PasswordCost;
use web::delivery::{Carriers, Delivery, DeliveryParts, Distances, MayServe, Serving, Session};
use web::metering::{ClientAddress, Meter};
use web::sessions::Secret;
use web::sessions::cookie;
use web::{App, AppParts, WebConfig};

use crate::member::Member;
/// What the publisher told those who serve.
#[derive(Default)]
pub struct Told {
    pub changed: Mutex<Vec<VideoId>>,
    pub encoded: Mutex<Vec<(ObjectHash, u64)>>,
}

impl Listener for Told {
    fn video_changed(&self, video: VideoId) {
        self.changed.lock().unwrap().push(video);
    }

    fn encoded(&self, object: ObjectHash, pixel_ms: u64) {
        self.encoded.lock().unwrap().push((object, pixel_ms));
    }
}

/// Carriers that a test names; nobody at first.
#[derive(Clone, Default)]
pub struct Named(Arc<Mutex<Option<Serving>>>);

impl Named {
    pub fn set(&self, serving: Serving) {
        *self.0.lock().unwrap() = Some(serving);
    }
}

#[async_trait]
impl Carriers for Named {
    /// The order of an odd session is the other way round.
    async fn serving(&self, _: VideoId, session: Session, _: &Distances) -> Option<Serving> {
        let mut serving = self.0.lock().unwrap().clone()?;
        if session.number() % 2 == 1 {
            serving.pathways.reverse();
        }
        Some(serving)
    }

    /// Nothing of another home is here.
    async fn may_serve(&self, _: CarriedId) -> Result<MayServe, StoreError> {
        Ok(MayServe::NotYet)
    }

    async fn is_gone(&self, _: VideoId) -> bool {
        false
    }

    async fn is_home(&self, _: &Core, _: MemberId) -> bool {
        true
    }
}

pub fn app(seams: &Seams, store: &Store, objects: &Objects, keys: &MemberKeys, named: &Named) -> App {
    let meter = Arc::new(Meter::new(seams.entropy.as_ref()));
    let (seams, store, objects) = (seams.clone(), store.clone(), objects.clone());
    let delivery = Arc::new(Delivery::new(DeliveryParts {
        seams: seams.clone(),
        store: store.clone(),
        objects: objects.clone(),
        meter: meter.clone(),
        member: keys.id,
        carriers: Arc::new(named.clone()),
    }));
    let config = WebConfig {
        base_url: "http://127.0.0.1".to_owned(),
        secure_cookies: false,
        home: keys.id,
        member_name: "Test".to_owned(),
        source_url: None,
        mail_works: false,
        max_upload_bytes: 1 << 30,
        reserve_bytes: 0,
        upload_lives: Duration::from_secs(48 * 3600),
        password_cost: PasswordCost::LEAST,
        video_password_rounds: 600_000,
    };
    let identity = Identity { member: keys.id, key: keys.signing() };
    let own = BaseUrl::parse(&config.base_url).unwrap();
    let membership = Arc::new(Membership::new(MembershipParts::new(&seams, &store, identity, own)));
    App::new(AppParts { seams, store, objects, delivery, meter, membership, config }).unwrap()
}

/// Somebody at a browser.
pub struct Person<'a> {
    member: &'a Member,
    cookie: Option<String>,
    address: Option<IpAddr>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

impl Member {
    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Person<'_> {
        Person { member: self, cookie: None, address: None }
    }

    /// The same, from this address.
    pub fn visitor_from(&self, address: &str) -> Person<'_> {
        Person { address: Some(address.parse().unwrap()), ..self.visitor() }
    }

    /// Whoever the member's account belongs to, signed in.
    pub async fn author(&self) -> Person<'_> {
        self.signed_in(self.account).await
    }

    /// Somebody else with an account, signed in.
    pub async fn person(&self, name: &str) -> Person<'_> {
        self.signed_in(self.sign_up(name).await).await
    }

    async fn signed_in(&self, account: UserId) -> Person<'_> {
        let secret = Secret::draw(self.seams.entropy.as_ref());
        let session = NewSession {
            hash: SecretHash::from_bytes(secret.hash()),
            csrf: web::csrf::bound(&secret),
            label: String::new(),
            expires_at: self.now() + SignedDuration::from_hours(24),
        };
        self.store.create_session(account, &session, self.now()).await.unwrap().unwrap();
        Person { member: self, cookie: Some(format!("{}={}", cookie::session(false), secret.reveal())), address: None }
    }
}

impl Person<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, Body::empty()).await
    }

    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(address) = self.address {
            request = request.extension(ClientAddress(address));
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        let router = web::router(self.member.app.clone());
        let response = router.oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 10 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}
