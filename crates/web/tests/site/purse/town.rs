//! Three members that talk: real offices behind real pages, on loopback.

use std::sync::Arc;
use std::time::Duration;

use exchange::{Founding, MembershipParts, Office, ask_to_join};
use federation::Hash;
use federation::charter::DEFAULT;
use federation::roll::{Request, Seat};
use federation::rounds::Voice;
use federation::signed::{Signed, SigningKey};
use jiff::Timestamp;
use jiff::civil::date;
use peers::client::SystemNames;
use peers::{BaseUrl, Identity};
use purse::id::MemberId;
use seams::{Clock, Seams};
use sha2::{Digest, Sha256};
use store::{SignUpMode, Store};
use testkit::VirtualClock;
use tokio::net::TcpListener;

use crate::member::{Answer, BASE, Member, Person};

/// One member with its port.
pub struct House {
    pub member: Member,
    pub number: u8,
    /// What the pages call it.
    pub name: String,
    pub address: String,
}

pub struct Town {
    pub clock: VirtualClock,
    pub houses: Vec<House>,
    charter: String,
}

pub fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

pub fn id(number: u8) -> MemberId {
    MemberId::from_bytes(Sha256::digest(key(number).verifying_key().as_bytes()).into())
}

impl House {
    #[expect(clippy::disallowed_methods, reason = "the test listens where a member's server would")]
    async fn open(number: u8, clock: &VirtualClock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let own = BaseUrl::parse(&address).unwrap();
        let identity = Identity { member: id(number), key: key(number) };
        let parts = |seams: &Seams, store: &Store| MembershipParts {
            allow_private: true,
            names: Arc::new(SystemNames),
            ..MembershipParts::new(seams, store, identity, own)
        };
        let member = Member::of((BASE, u64::from(number)), clock.clone(), |clock| Arc::new(clock), parts).await;
        member.set_sign_up(SignUpMode::Open).await;
        let site = member.site();
        tokio::spawn(async move { axum::serve(listener, site).await.unwrap() });
        let name = address.strip_prefix("http://").unwrap().to_owned();
        Self { member, number, name, address }
    }

    pub fn office(&self) -> Arc<Office> {
        self.member.app.membership.office().unwrap()
    }

    fn seat(&self) -> Seat {
        Seat {
            member: id(self.number),
            key: key(self.number).verifying_key().to_bytes(),
            address: self.address.clone(),
            card: None,
            means: "6000".parse().unwrap(),
            adherents: 10,
            from: date(2026, 11, 1),
        }
    }

    /// Somebody of this member who may enter bills.
    pub async fn treasurer(&self) -> Person<'_> {
        let theo = self.member.person("theo").await;
        let account = self.member.app.store.account_by_name("theo").await.unwrap().unwrap();
        self.member.app.store.set_roles(account.id, false, true).await.unwrap().unwrap();
        theo
    }
}

impl Town {
    /// Founded in November 2026, two more admitted by all.
    pub async fn three() -> Self {
        Self::three_by(DEFAULT).await
    }

    /// The same by another charter.
    pub async fn three_by(charter: &str) -> Self {
        let clock = VirtualClock::new("2026-11-05T12:00:00Z".parse().unwrap());
        let first = House::open(1, &clock).await;
        let founding = Founding { charter, founder: first.seat() };
        founding.keep(&first.member.app.store, clock.now()).await.unwrap();
        first.member.app.membership.enter().await.unwrap();
        let mut town = Self { clock, houses: vec![first], charter: charter.to_owned() };
        town.talk().await;
        for number in 2..=3 {
            let hash = town.ask(number).await;
            town.talk().await;
            for house in &town.houses[1..usize::from(number) - 1] {
                assert!(house.office().vote(Voice::For(hash)).await.unwrap());
            }
            town.talk().await;
        }
        town
    }

    async fn ask(&mut self, number: u8) -> Hash {
        let house = House::open(number, &self.clock).await;
        let founder = self.houses[0].office();
        let founding = {
            let desk = founder.desk().await;
            desk.facts().resolutions[&desk.federation()].clone()
        };
        let store = &house.member.app.store;
        let federation = ask_to_join(store, &founding, &self.charter, self.clock.now()).await.unwrap();
        house.member.app.membership.enter().await.unwrap();
        let request = Request { federation, charter: federation::charter::hash(&self.charter), seat: house.seat() };
        let invitation = founder.invite().await;
        let hash = founder.welcome(&invitation, Signed::sign(request, &key(number))).await.unwrap();
        self.houses.push(house);
        hash
    }

    /// Every member's clock strikes often enough that all know all.
    pub async fn talk(&self) {
        for _ in 0..4 {
            self.clock.advance(Duration::from_secs(60)).await;
            for house in &self.houses {
                house.member.app.membership.tick().await.unwrap();
            }
        }
    }

    pub async fn until(&self, time: &str) {
        let time: Timestamp = time.parse().unwrap();
        self.clock.advance(time.duration_since(self.clock.now()).try_into().unwrap()).await;
    }
}

/// The first address on a page that ends like this.
pub fn address<'a>(page: &'a Answer, end: &str) -> &'a str {
    let found = page.text.find(&format!("{end}\"")).unwrap_or_else(|| panic!("no {end} in {}", page.text));
    let stop = found + end.len();
    &page.text[page.text[..stop].rfind('"').unwrap() + 1..stop]
}

/// A form with a file, as browsers send it.
pub async fn send_file(
    person: &Person<'_>,
    path: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, &str, &[u8])>,
) -> Answer {
    const BOUNDARY: &str = "----a-boundary";
    let token = person.csrf().unwrap_or_default();
    let mut body = Vec::new();
    for (name, value) in fields.iter().copied().chain([("csrf", token.as_str())]) {
        let part = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    if let Some((name, file_name, bytes)) = file {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
             content-type: application/pdf\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    person.send(axum::http::Method::POST, path, &[("content-type", &kind)], body.into()).await
}
