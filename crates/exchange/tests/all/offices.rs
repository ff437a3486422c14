//! Members on loopback.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use exchange::{Founding, Office, ask_to_join, routes};
use federation::Hash;
use federation::charter::DEFAULT;
use federation::roll::{Act, Request, Resolution, Seat};
use federation::rounds::Voice;
use federation::signed::{Signable, Signed, SigningKey};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use peers::client::{Asking, PeerClient, SystemNames};
use peers::server::PeerLayer;
use peers::{BaseUrl, Identity, Limits};
use purse::id::MemberId;
use seams::{Clock, Entropy};
use sha2::{Digest, Sha256};
use store::{CommitHook, EveryCommit, Store};
use tempfile::TempDir;
use testkit::{SeededEntropy, VirtualClock};
use tokio::net::TcpListener;

use crate::drawer::Drawer;

pub const FOUNDED: Date = date(2026, 11, 1);

/// One member: its database, its office, its port.
pub struct House {
    pub number: u8,
    pub folder: TempDir,
    pub office: Arc<Office>,
    pub client: Arc<PeerClient>,
    pub address: String,
    server: tokio::task::JoinHandle<()>,
}

pub struct Town {
    pub clock: Arc<VirtualClock>,
    pub houses: Vec<House>,
}

pub fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

pub fn member(number: u8) -> MemberId {
    MemberId::from_bytes(Sha256::digest(key(number).verifying_key().as_bytes()).into())
}

pub fn seat(number: u8, address: &str) -> Seat {
    Seat {
        member: member(number),
        key: key(number).verifying_key().to_bytes(),
        address: address.to_owned(),
        card: None,
        means: "6000".parse().unwrap(),
        adherents: 10,
        from: FOUNDED,
    }
}

pub async fn store(folder: &Path) -> Store {
    store_with(folder, Arc::new(EveryCommit)).await
}

async fn store_with(folder: &Path, hook: Arc<dyn CommitHook>) -> Store {
    let url = format!("sqlite:{}", folder.join("member.db").display());
    Store::open(&url, hook).await.unwrap()
}

pub async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (listener, address)
}

/// Opens what a folder has, and answers on the listener.
pub async fn open(
    number: u8,
    folder: TempDir,
    listener: TcpListener,
    address: String,
    clock: &Arc<VirtualClock>,
) -> House {
    open_with(number, (folder, listener, address), clock, Arc::new(EveryCommit)).await
}

/// The same, on a database whose commits the hook may stop.
pub async fn open_with(
    number: u8,
    (folder, listener, address): (TempDir, TcpListener, String),
    clock: &Arc<VirtualClock>,
    hook: Arc<dyn CommitHook>,
) -> House {
    open_keyed((number, Arc::new(Drawer::new(number))), (folder, listener, address), clock, hook).await
}

/// The same, of a member whose key is kept in this drawer.
pub async fn open_keyed(
    (number, drawer): (u8, Arc<Drawer>),
    (folder, listener, address): (TempDir, TcpListener, String),
    clock: &Arc<VirtualClock>,
    hook: Arc<dyn CommitHook>,
) -> House {
    let clock: Arc<dyn Clock> = Arc::<VirtualClock>::clone(clock);
    let entropy = Arc::new(SeededEntropy::new(u64::from(number)));
    let store = store_with(folder.path(), hook).await;
    drawer.settle(store.current_signing_key().await.unwrap().map(|key| key.public));
    let identity = Arc::new(Identity { member: member(number), key: drawer.signing() });
    let office = Office::open(store, Arc::clone(&clock), entropy.clone(), identity).await.unwrap().unwrap();
    let office = Arc::new(office.with_keys(Arc::<Drawer>::clone(&drawer), drawer.before()));
    let limits = Limits::default();
    let gate = PeerLayer::new(office.ring(), &BaseUrl::parse(&address).unwrap(), limits, Arc::clone(&clock));
    let app = routes(Arc::clone(&office)).layer(gate);
    let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    let client = client(&office, clock, entropy);
    House { number, folder, office, client, address, server }
}

/// Asks the others on loopback.
pub fn client(office: &Office, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Arc<PeerClient> {
    let (directory, names, limits) = (office.ring(), Arc::new(SystemNames), Limits::default());
    let asking = Asking { directory, clock, entropy, names, allow_private: true, authorities: Vec::new(), limits };
    Arc::new(PeerClient::new(asking).unwrap())
}

impl House {
    /// Stops, and gives what is left.
    pub async fn stop(self) -> TempDir {
        self.server.abort();
        self.office.store().close().await;
        self.folder
    }

    pub async fn tick(&self) {
        self.office.checkpoint().await.unwrap();
        self.office.ask_all(&*self.client).await.unwrap();
    }
}

impl Town {
    pub async fn founded() -> Self {
        let at: Timestamp = "2026-11-05T12:00:00Z".parse().unwrap();
        let clock = Arc::new(VirtualClock::new(at));
        let folder = TempDir::new().unwrap();
        let (listener, address) = listen().await;
        let store = store(folder.path()).await;
        Founding { charter: DEFAULT, founder: seat(1, &address) }.keep(&store, at).await.unwrap();
        store.close().await;
        let house = open(1, folder, listener, address, &clock).await;
        house.office.begin().await.unwrap();
        house.tick().await;
        Self { clock, houses: vec![house] }
    }

    pub async fn founding(&self) -> Resolution {
        let desk = self.houses[0].office.desk().await;
        desk.facts().resolutions[&desk.federation()].clone()
    }

    /// Another member that asks to join; nobody has voted yet but the one that invited it.
    pub async fn ask(&mut self, number: u8) -> Hash {
        let folder = TempDir::new().unwrap();
        let (listener, address) = listen().await;
        let store = store(folder.path()).await;
        let founding = self.founding().await;
        let federation = ask_to_join(&store, &founding, DEFAULT, self.clock.now()).await.unwrap();
        store.close().await;
        let request = Request { federation, charter: federation::charter::hash(DEFAULT), seat: seat(number, &address) };
        let invitation = self.houses[0].office.invite().await;
        let hash = self.houses[0].office.welcome(&invitation, Signed::sign(request, &key(number))).await.unwrap();
        let house = open(number, folder, listener, address, &self.clock).await;
        self.houses.push(house);
        hash
    }

    /// Founded, and two more admitted by all.
    pub async fn three() -> Self {
        let mut town = Self::founded().await;
        for number in 2..=3 {
            let hash = town.ask(number).await;
            town.talk().await;
            for house in &town.houses[1..usize::from(number) - 1] {
                assert!(house.office.vote(Voice::For(hash)).await.unwrap());
            }
            town.talk().await;
        }
        town
    }

    /// Everybody signs and asks often enough that all know all. The clock moves, as it would.
    pub async fn talk(&self) {
        for _ in 0..4 {
            self.clock.advance(Duration::from_secs(60)).await;
            for house in &self.houses {
                house.tick().await;
            }
        }
    }

    pub async fn until(&self, time: &str) {
        let time: Timestamp = time.parse().unwrap();
        let left = time.duration_since(self.clock.now());
        self.clock.advance(left.try_into().unwrap()).await;
    }
}

/// The name of the last resolution, and how many are members, as one house sees it.
pub async fn roll(house: &House) -> (Hash, usize) {
    let desk = house.office.desk().await;
    let chain = desk.chain().unwrap();
    (chain.adopted.last().unwrap().resolution.hash(), chain.roll.electorate().len())
}

pub fn amend(text: &str) -> Act {
    Act::Amend { charter: federation::charter::hash(text), from: date(2027, 1, 1) }
}
