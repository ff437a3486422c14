//! What stands before a member for those whom nobody knows yet, and one that comes to it.

use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use exchange::joining::{
    Card, INVITATION_PATH, JoinFailure, Link, MEDIA_TYPE, Offer, REQUEST_PATH, Wish, WishRefusal, ask,
};
use exchange::{ExchangeFailure, Office};
use peers::client::{
    Answer, Asking, Cause, Failure, OpenAsking, OpenClient, PeerClient, Request, SystemNames, Transport,
};
use peers::{BaseUrl, Limits};
use purse::id::MemberId;
use seams::Clock;
use store::Store;
use tempfile::TempDir;

use crate::offices::{House, Town, key, listen, member, open, seat, store};

/// What stands before the world at the member that invites, as the pages do it.
pub async fn door(office: &Arc<Office>) -> BaseUrl {
    async fn offer(State(office): State<Arc<Office>>, Path(code): Path<String>) -> Response {
        match office.offer_bytes(&code).await {
            Ok(bytes) => ([(CONTENT_TYPE, MEDIA_TYPE)], bytes).into_response(),
            Err(_) => StatusCode::GONE.into_response(),
        }
    }
    async fn wish(State(office): State<Arc<Office>>, body: Bytes) -> Response {
        match office.take_wish(&body).await {
            Ok(_) => ([(CONTENT_TYPE, MEDIA_TYPE)], Vec::new()).into_response(),
            Err(ExchangeFailure::Refused(refusal)) => {
                let told = WishRefusal::of(&refusal).map_or("", WishRefusal::code);
                (StatusCode::UNPROCESSABLE_ENTITY, told).into_response()
            }
            Err(failure) => panic!("{failure}"),
        }
    }
    let routes = Router::new().route("/peer/invitation/{code}", get(offer)).route(REQUEST_PATH, post(wish));
    let (listener, address) = listen().await;
    let routes = routes.with_state(Arc::clone(office));
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    BaseUrl::parse(&address).unwrap()
}

pub fn client(town: &Town) -> OpenClient {
    let clock: Arc<dyn Clock> = town.clock.clone();
    let (names, limits) = (Arc::new(SystemNames), Limits::default());
    OpenClient::new(OpenAsking { clock, names, allow_private: true, authorities: Vec::new(), limits }).unwrap()
}

pub async fn link(office: &Arc<Office>) -> Link {
    let base = door(office).await;
    let code = office.invite_by_link().await.unwrap().code;
    Link::parse(&format!(" {base}{INVITATION_PATH}{code}?done=1 ")).unwrap()
}

pub fn card(number: u8) -> Card {
    Card { salt: [number; 32], bytes: b"a card".to_vec() }
}

pub fn wish(number: u8, address: &str) -> (exchange::joining::Card, federation::roll::Seat) {
    let card = card(number);
    let seat = federation::roll::Seat { card: Some(card.hash()), ..seat(number, address) };
    (card, seat)
}

/// One that is to join: its folder, its database, and where it will answer.
pub struct Candidate {
    pub number: u8,
    pub folder: TempDir,
    pub store: Store,
    pub listener: tokio::net::TcpListener,
    pub address: String,
}

impl Candidate {
    pub async fn new(number: u8) -> Self {
        let folder = TempDir::new().unwrap();
        let store = store(folder.path()).await;
        let (listener, address) = listen().await;
        Self { number, folder, store, listener, address }
    }

    pub async fn asks(&self, town: &Town, link: &Link, offer: &Offer) -> Result<federation::Hash, JoinFailure> {
        let (card, seat) = wish(self.number, &self.address);
        let key = key(self.number);
        let wish = Wish { seat, card: Some(card), key: &key };
        ask(&client(town), &self.store, (&link.base, offer), wish, town.clock.now()).await
    }

    pub async fn moves_in(self, town: &Town) -> House {
        self.store.close().await;
        open(self.number, self.folder, self.listener, self.address, &town.clock).await
    }
}

/// The way to member 2, and to nobody else.
pub struct OnlyTheInviter(pub PeerClient);

#[async_trait]
impl Transport for OnlyTheInviter {
    async fn send(&self, to: &MemberId, request: &Request) -> Result<Answer, Failure> {
        if *to == member(2) { self.0.send(to, request).await } else { Err(Failure::new(to, request, Cause::NoAddress)) }
    }
}

pub fn peer_client(town: &Town, house: &House) -> PeerClient {
    let (directory, clock, names) = (house.office.ring(), town.clock.clone(), Arc::new(SystemNames));
    let entropy = Arc::new(testkit::SeededEntropy::new(99));
    let limits = Limits::default();
    let asking = Asking { directory, clock, entropy, names, allow_private: true, authorities: Vec::new(), limits };
    PeerClient::new(asking).unwrap()
}
