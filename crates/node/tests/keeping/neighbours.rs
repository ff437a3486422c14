//! Members of one federation in one process: real databases, real folders, and real requests on loopback.

use std::path::Path;
use std::sync::Arc;

use exchange::{Founding, ask_to_join};
use federation::charter::DEFAULT;
use federation::entry::{Entry, Offer};
use federation::roll::{Request, Seat};
use federation::rounds::Voice;
use federation::signed::Signed;
use jiff::civil::date;
use node::config::Config;
use node::member::Member;
use seams::Seams;
use testkit::{RecordingMailer, VirtualClock};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::member::{Kept, parts, seams_on};

/// A member that answers on loopback.
pub struct Neighbour {
    pub kept: Kept,
    pub address: String,
    server: JoinHandle<()>,
}

/// An address that nobody has yet.
#[expect(clippy::disallowed_methods, reason = "a member of a test answers on loopback")]
pub async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (listener, address)
}

/// The same port again, as soon as the one before lets it go.
#[expect(clippy::disallowed_methods, reason = "a member of a test answers on loopback")]
pub async fn rebind(address: &str) -> TcpListener {
    let port = address.strip_prefix("http://").unwrap();
    for _ in 0..100_000 {
        if let Ok(listener) = TcpListener::bind(port).await {
            return listener;
        }
        tokio::task::yield_now().await;
    }
    panic!("the port {port} was taken meanwhile");
}

impl Neighbour {
    /// Starts the member whose data are in `folder`; `recipient` is to whom it seals its backups.
    pub async fn start(
        folder: &Path,
        (listener, address): (TcpListener, String),
        clock: &VirtualClock,
        (seed, recipient): (u64, Option<String>),
    ) -> Self {
        let backup = recipient.map_or_else(String::new, |recipient| format!("[backup]\nrecipient = \"{recipient}\"\n"));
        let data = folder.display().to_string();
        let text = format!(
            "[member]\nbase_url = \"{address}\"\ndata = {data:?}\n[federation]\nallow_private = true\n{backup}"
        );
        let config = Config::parse(&text, []).unwrap();
        let mails = RecordingMailer::default();
        let seams = Seams { mailer: Arc::new(mails.clone()), ..seams_on(folder, clock, seed) };
        let member = Member::start_with(&config, parts(seams.clone())).await.unwrap();
        member.backing.configuration.set(text.into()).unwrap();
        let router = member.router();
        let app = router.clone();
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let kept = Kept { member, clock: clock.clone(), seams, mails, router, token: String::new() };
        Self { kept, address, server }
    }

    pub fn office(&self) -> std::sync::Arc<exchange::Office> {
        self.kept.member.app.membership.office().unwrap()
    }

    fn seat(&self) -> Seat {
        Seat {
            member: self.kept.member.keys.id,
            key: self.kept.member.keys.signing().verifying_key().to_bytes(),
            address: self.address.clone(),
            card: None,
            means: "6000".parse().unwrap(),
            adherents: 10,
            from: date(2026, 11, 1),
        }
    }

    /// One tick of the federation, and one turn of carrying.
    pub async fn tick(&self) {
        let Member { app, .. } = &self.kept.member;
        app.membership.tick().await.unwrap();
        app.membership.carry(&app.objects, &self.kept.seams.disk, 0).await.unwrap();
    }

    pub async fn offer(&self) {
        let offer = Offer { storage_bytes: 1 << 30, delivery_bytes: 1 << 40, bits_per_second: 1_000_000_000 };
        self.office().append(&Entry::Offer(offer)).await.unwrap();
    }

    pub async fn stop(self) {
        self.server.abort();
        let _ = self.server.await;
        self.kept.stop().await;
    }
}

/// Everybody ticks often enough that all know all. The clock moves, as it would.
pub async fn talk(neighbours: &[Neighbour]) {
    for _ in 0..5 {
        neighbours[0].kept.clock.advance(std::time::Duration::from_secs(60)).await;
        for neighbour in neighbours {
            neighbour.tick().await;
        }
    }
}

/// The first one founds, and the others join.
pub async fn found(neighbours: &[Neighbour]) {
    let [first, others @ ..] = neighbours else { panic!("nobody founds") };
    let (store, now) = (&first.kept.member.store, first.kept.now());
    Founding { charter: DEFAULT, founder: first.seat() }.keep(store, now).await.unwrap();
    first.kept.member.app.membership.enter().await.unwrap().unwrap();
    talk(&neighbours[..1]).await;
    let founding = {
        let office = first.office();
        let desk = office.desk().await;
        desk.facts().resolutions[&desk.federation()].clone()
    };
    for (place, other) in (1..).zip(others) {
        let member = &other.kept.member;
        let federation = ask_to_join(&member.store, &founding, DEFAULT, other.kept.now()).await.unwrap();
        let request = Request { federation, charter: federation::charter::hash(DEFAULT), seat: other.seat() };
        let invitation = first.office().invite().await;
        let signed = Signed::sign(request, &member.keys.signing());
        let hash = first.office().welcome(&invitation, signed).await.unwrap();
        member.app.membership.enter().await.unwrap().unwrap();
        talk(&neighbours[..=place]).await;
        for voter in &neighbours[1..place] {
            voter.office().vote(Voice::For(hash)).await.unwrap();
        }
        talk(&neighbours[..=place]).await;
    }
    for neighbour in neighbours {
        neighbour.offer().await;
    }
    talk(neighbours).await;
}
