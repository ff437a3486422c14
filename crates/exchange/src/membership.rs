//! Whether the member is in a federation: the office with all that it needs to ask and to answer, once there is one.

use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use federation::signed::SigningKey;
use objects::Objects;
use peers::client::{Asking, Certificate, Fetch, Names, OpenAsking, OpenClient, PeerClient, SystemNames};
use peers::key::Identity;
use peers::server::PeerLayer;
use peers::{BaseUrl, Limits};
use seams::{Clock, Disk, Entropy, Seams};
use store::Store;
use tokio::sync::Mutex;
use tower::ServiceExt;

use crate::answer::routes;
use crate::auditing::{Audited, Auditor};
use crate::carrying::{Back, Carrier, Turn};
use crate::failure::ExchangeFailure;
use crate::keys::{KeyKeeper, NoKeeper};
use crate::office::Office;

/// What a membership is made of.
#[derive(Clone)]
pub struct MembershipParts {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    /// What signs when the program starts.
    pub identity: Arc<Identity>,
    /// Where its key is kept.
    pub keeper: Arc<dyn KeyKeeper>,
    /// The key that signed before, if it was changed.
    pub before: Option<SigningKey>,
    /// Where this member answers the others.
    pub own: BaseUrl,
    pub names: Arc<dyn Names>,
    /// As in [`Asking`].
    pub allow_private: bool,
    /// As in [`Asking`].
    pub authorities: Vec<Certificate>,
}

impl MembershipParts {
    /// Asks only public addresses, by the names and authorities that this machine knows. Its key stays the one that it is.
    #[must_use]
    pub fn new(seams: &Seams, store: &Store, identity: Identity, own: BaseUrl) -> Self {
        Self {
            store: store.clone(),
            clock: Arc::clone(&seams.clock),
            entropy: Arc::clone(&seams.entropy),
            identity: Arc::new(identity),
            keeper: Arc::new(NoKeeper),
            before: None,
            own,
            names: Arc::new(SystemNames),
            allow_private: false,
            authorities: Vec::new(),
        }
    }
}

/// A member's membership; none at first.
pub struct Membership {
    parts: MembershipParts,
    inside: RwLock<Option<Inside>>,
    /// Enters one at a time.
    entering: Mutex<()>,
}

#[derive(Clone)]
struct Inside {
    office: Arc<Office>,
    client: Arc<PeerClient>,
    /// Asks as strangers do.
    open: Arc<OpenClient>,
    answers: Router,
}

impl Membership {
    /// Of a member that is in no federation until [`Membership::enter`].
    #[must_use]
    pub fn new(parts: MembershipParts) -> Self {
        Self { parts, inside: RwLock::new(None), entering: Mutex::new(()) }
    }

    /// The office; none while the member is in no federation.
    #[must_use]
    pub fn office(&self) -> Option<Arc<Office>> {
        self.inside().map(|inside| inside.office)
    }

    /// Where this member answers the others.
    #[must_use]
    pub const fn own(&self) -> &BaseUrl {
        &self.parts.own
    }

    /// What it is made of: for whoever asks before there is an office.
    #[must_use]
    pub const fn parts(&self) -> &MembershipParts {
        &self.parts
    }

    /// Takes up what the member is in, or founded or asked to join since; the office, if there is one now.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn enter(&self) -> Result<Option<Arc<Office>>, ExchangeFailure> {
        let _one = self.entering.lock().await;
        if let Some(inside) = self.inside() {
            return Ok(Some(inside.office));
        }
        let MembershipParts { store, clock, entropy, identity, keeper, before, own, names, allow_private, authorities } =
            self.parts.clone();
        let opened = Office::open(store, Arc::clone(&clock), Arc::clone(&entropy), identity).await?;
        let opened = opened.map(|office| office.with_keys(keeper, before));
        let Some(office) = opened.map(Arc::new) else { return Ok(None) };
        let limits = Limits::default();
        let gate = PeerLayer::new(office.ring(), &own, limits, Arc::clone(&clock));
        let directory = office.ring();
        let open = OpenAsking {
            clock: Arc::clone(&clock),
            names: Arc::clone(&names),
            allow_private,
            authorities: authorities.clone(),
            limits,
        };
        let open = OpenClient::new(open).map_err(|_| ExchangeFailure::NoEncryption)?;
        let asking = Asking { directory, clock, entropy, names, allow_private, authorities, limits };
        let client = PeerClient::new(asking).map_err(|_| ExchangeFailure::NoEncryption)?;
        let inside = Inside {
            office: Arc::clone(&office),
            client: Arc::new(client),
            open: Arc::new(open),
            answers: routes(Arc::clone(&office)).layer(gate),
        };
        *self.inside.write().unwrap_or_else(PoisonError::into_inner) = Some(inside);
        Ok(Some(office))
    }

    /// What a member does now and then: tells, signs, asks the others, takes its part in closings.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; the next call goes on.
    pub async fn tick(&self) -> Result<(), ExchangeFailure> {
        let Some(Inside { office, client, .. }) = self.inside() else { return Ok(()) };
        office.begin().await?;
        if office.desk().await.may_append() {
            office.tell().await?;
        }
        office.checkpoint().await?;
        office.ask_all(&*client).await?;
        if office.desk().await.may_append() {
            office.place().await?;
            office.place_backup().await?;
            office.close().await?;
            office.checkpoint().await?;
        }
        Ok(())
    }

    /// One turn of carrying for others ([`Office::carry`], [`Office::keep_backups`]); none while the member is in no federation.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; the next call goes on.
    pub async fn carry(
        &self,
        objects: &Objects,
        disk: &Arc<dyn Disk>,
        reserve_bytes: u64,
    ) -> Result<Option<Turn>, ExchangeFailure> {
        let Some(Inside { office, client, open, .. }) = self.inside() else { return Ok(None) };
        let (transport, fetch) = (&*client, &*client);
        let with = Carrier { transport, fetch, open: &*open, objects, disk, reserve_bytes };
        let turn = office.carry(&with).await?;
        office.keep_backups(&with).await?;
        Ok(Some(turn))
    }

    /// Fetches back what carriers hold of this member's own videos ([`Office::fetch_back`]); none while the member is in no
    /// federation.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; the next call goes on.
    pub async fn fetch_back(&self, objects: &Objects, disk: &Arc<dyn Disk>) -> Result<Option<Back>, ExchangeFailure> {
        let Some(Inside { office, client, open, .. }) = self.inside() else { return Ok(None) };
        let (transport, fetch) = (&*client, &*client);
        let with = Carrier { transport, fetch, open: &*open, objects, disk, reserve_bytes: 0 };
        office.fetch_back(&with).await.map(Some)
    }

    /// What fetches from other members; none while the member is in no federation.
    #[must_use]
    pub fn fetching(&self) -> Option<Arc<dyn Fetch>> {
        self.inside().map(|inside| -> Arc<dyn Fetch> { inside.client })
    }

    /// One turn of auditing ([`Office::audit`]); none while the member is in no federation.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; the next call goes on.
    pub async fn audit(&self) -> Result<Option<Audited>, ExchangeFailure> {
        let Some(Inside { office, client, open, .. }) = self.inside() else { return Ok(None) };
        office.audit(&Auditor { fetch: &*client, open: &*open }).await.map(Some)
    }

    /// Where members ask. What is answered is signed as a whole: nothing that changes a body may stand before it.
    pub fn routes(self: &Arc<Self>) -> Router {
        Router::new().route("/peer/{*path}", any(answer)).with_state(Arc::clone(self))
    }

    fn inside(&self) -> Option<Inside> {
        self.inside.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn answer(State(membership): State<Arc<Membership>>, request: Request) -> Response {
    match membership.inside() {
        Some(inside) => match inside.answers.oneshot(bare(request)).await {
            Ok(response) => response,
            Err(never) => match never {},
        },
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The request as it came over the network: the router before has noted what of its path it matched, and the one behind
/// would take that for its own.
fn bare(request: Request) -> Request {
    let (mut parts, body) = request.into_parts();
    parts.extensions = axum::http::Extensions::new();
    Request::from_parts(parts, body)
}
