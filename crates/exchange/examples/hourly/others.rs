//! What the others answer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request as Asked, StatusCode};
use exchange::{Office, routes};
use peers::client::{Answer, Failure, Request, Transport};
use purse::id::MemberId;
use tlog::tile::encode_bundle;
use tower::ServiceExt;

use crate::crowd::Crowd;

/// Bytes of an answer, at most.
const MOST: usize = 1 << 30;

/// Every other member answers what another office does that has heard the same.
pub struct Gossip {
    routes: Router,
    /// By what was asked: all others have heard the same.
    answers: tokio::sync::Mutex<BTreeMap<String, Bytes>>,
    told: Mutex<Told>,
}

/// What answering took, of which the member that asks does nothing.
#[derive(Clone, Copy, Default)]
pub struct Told {
    pub waited: Duration,
    pub bytes: usize,
}

impl Gossip {
    pub fn of(office: &Arc<Office>) -> Self {
        Self { routes: routes(Arc::clone(office)), answers: tokio::sync::Mutex::default(), told: Mutex::default() }
    }

    /// Since the last call.
    pub fn told(&self) -> Told {
        std::mem::take(&mut *self.told.lock().unwrap())
    }
}

#[async_trait]
impl Transport for Gossip {
    async fn send(&self, _: &MemberId, request: &Request) -> Result<Answer, Failure> {
        let began = Instant::now();
        let mut answers = self.answers.lock().await;
        let body = match answers.get(&request.path) {
            Some(body) => body.clone(),
            None => {
                let body = answer(&self.routes, &request.path).await;
                answers.insert(request.path.clone(), body.clone());
                body
            }
        };
        let mut told = self.told.lock().unwrap();
        told.waited += began.elapsed();
        told.bytes += body.len();
        Ok(Answer { status: StatusCode::OK, body, clock: 0 })
    }
}

/// What is answered to who asks for `path`.
pub async fn answer(routes: &Router, path: &str) -> Bytes {
    let asked = Asked::get(path).body(Body::empty()).unwrap();
    to_bytes(routes.clone().oneshot(asked).await.unwrap().into_body(), MOST).await.unwrap()
}

/// What a member says of its own log.
struct Said {
    checkpoint: Vec<u8>,
    /// Where `leaves` begin: what stands before them is asked for no more.
    from: usize,
    leaves: Vec<Vec<u8>>,
}

/// Each other member answers with its own log.
pub struct Firsthand {
    said: BTreeMap<MemberId, Said>,
}

impl Firsthand {
    /// Of all members but 1 and 2: their checkpoints now, and their entries from a place on.
    pub fn of(crowd: &Crowd, new: usize) -> Self {
        let said = (3..=crowd.members()).map(|number| {
            let from = crowd.leaves(number, 0).len() - new;
            let leaves = crowd.leaves(number, from).to_vec();
            (crowd.member(number), Said { checkpoint: crowd.note(number).to_bytes(), from, leaves })
        });
        Self { said: said.collect() }
    }
}

#[async_trait]
impl Transport for Firsthand {
    async fn send(&self, to: &MemberId, request: &Request) -> Result<Answer, Failure> {
        let items = match self.said.get(to) {
            Some(said) if request.path.starts_with("/peer/checkpoints") => vec![said.checkpoint.clone()],
            Some(Said { from, leaves, .. }) => {
                let place: usize = request.path.rsplit('/').next().unwrap().parse().unwrap();
                leaves[place - from..].to_vec()
            }
            None => Vec::new(),
        };
        let body = encode_bundle(items).unwrap();
        Ok(Answer { status: StatusCode::OK, body: body.into(), clock: 0 })
    }
}
