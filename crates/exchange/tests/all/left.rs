//! What a dead home leaves behind: two members that carry its videos, and vote.

use std::sync::Arc;

use carry::manifest::Audience;
use carry::manifest::{Sealed, SealedKind};
use exchange::{FoundSpace, NotAdopted, Turn};
use federation::Hash;
use federation::entry::HoldingState;
use federation::roll::Act;
use federation::rounds::Voice;
use federation::signed::SigningKey;
use jiff::civil::date;
use seams::Clock;
use store::{CarriedId, UserId};
use testkit::film::Film;

use crate::at_home::{AUTHOR, account};
use crate::films::{Cellar, Serving, at_home, offer, placed, talk};
use crate::offices::{House, Town, key, member};

pub const NOTHING: Turn = Turn { adopted: 0, copied: 0, removed: 0, failed: 0 };

/// A video is taken in, and what was here of it in the old home's name has gone.
pub const TAKEN_IN: Turn = Turn { adopted: 1, removed: 1, ..NOTHING };

/// The private halves that people printed.
pub const ZOE: [u8; 32] = [71; 32];
pub const AMIRA: [u8; 32] = [72; 32];

pub fn public_half(secret: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(secret).verifying_key().to_bytes()
}

pub fn film_of(secret: &[u8; 32], mark: u8, audience: Audience) -> Film {
    Film::of_space(member(1), &key(1), (mark, 1), 5_300, (public_half(secret), audience)).unwrap()
}

pub fn public() -> Audience {
    Audience::Public {
        title: "Un film".to_owned(), description: "D’hier".to_owned(), language: Some("fr".to_owned())
    }
}

pub fn unlisted() -> Audience {
    Audience::Sealed(Sealed { kind: SealedKind::Unlisted, nonce: [4; 12], ciphertext: vec![5; 40] })
}

/// Houses 2 and 3 are left, and what they carry for the first one.
pub struct Left {
    pub town: Town,
    pub serving: Arc<Serving>,
    pub cellars: [Cellar; 2],
}

impl Left {
    /// Both carry all of these films, and the first house is gone with everything.
    pub async fn behind(films: &[Film]) -> Self {
        let films: Vec<(&Film, &[u8])> = films.iter().map(|film| (film, &[2, 3][..])).collect();
        Self::carried_by(&films).await
    }

    /// The same, each film carried by these houses.
    pub async fn carried_by(films: &[(&Film, &[u8])]) -> Self {
        let (mut town, serving) = (Town::three().await, Arc::<Serving>::default());
        for house in &town.houses {
            offer(house, 1 << 20).await;
        }
        for (film, carriers) in films {
            at_home(film, &town.houses[0], town.clock.now()).await;
            serving.serve(1, film);
            town.houses[0].office.append(&placed(film, carriers)).await.unwrap();
        }
        town.talk().await;
        let cellars = [Cellar::of(&town.houses[1]), Cellar::of(&town.houses[2])];
        for (cellar, house) in cellars.iter().zip(&town.houses[1..]) {
            let here: Vec<&Film> =
                films.iter().filter(|(_, carriers)| carriers.contains(&house.number)).map(|(film, _)| *film).collect();
            assert_eq!(cellar.turn(house, &serving).await, Turn { copied: here.len(), ..NOTHING });
            here.iter().for_each(|film| serving.serve(house.number, film));
        }
        town.talk().await;
        serving.silent.lock().unwrap().insert(member(1));
        drop(town.houses.remove(0).stop().await);
        Self { town, serving, cellars }
    }

    pub fn house(&self, number: u8) -> &House {
        self.town.houses.iter().find(|house| house.number == number).unwrap()
    }

    pub async fn turn(&self, number: u8) -> Turn {
        self.cellars[usize::from(number) - 2].turn(self.house(number), &self.serving).await
    }

    pub async fn talk(&self) {
        talk(&self.town, &self.serving).await;
    }

    /// Both vote that the first house is gone, and look at what it had placed.
    pub async fn vote(&self) {
        let (since, from, until) = (date(2026, 11, 6), date(2026, 12, 6), date(2027, 2, 1));
        let act = Act::Gone { member: member(1), since, from, until };
        let hash = self.house(2).office.propose(act, None).await.unwrap();
        self.talk().await;
        assert!(self.house(3).office.vote(Voice::For(hash)).await.unwrap());
        self.talk().await;
        self.town.until("2026-12-08T12:00:00Z").await;
        self.talk().await;
        for house in [2, 3] {
            assert_eq!(self.turn(house).await, NOTHING);
        }
    }

    /// Zoé makes an account at the second house.
    pub async fn arrive(&self) -> UserId {
        let (store, now) = (self.house(2).office.store(), self.town.clock.now());
        store.create_account(&account(), now).await.unwrap().unwrap();
        store.add_signing_key(&key(2).verifying_key().to_bytes(), &[7]).await.unwrap();
        AUTHOR
    }

    pub async fn find(&self, secret: &[u8; 32]) -> Result<Vec<FoundSpace>, NotAdopted> {
        self.house(2).office.find_space(secret).await.unwrap()
    }

    pub async fn said(&self, home: u8, film: &Film, carrier: u8) -> Option<HoldingState> {
        let desk = self.house(2).office.desk().await;
        let video = Hash(*film.video.as_bytes());
        desk.facts().carrying.holding(&member(home), &video, &member(carrier)).map(|holding| holding.state)
    }
}

pub fn at_second(film: &Film) -> CarriedId {
    CarriedId { home: member(2), video: film.video }
}
