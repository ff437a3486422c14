//! Videos to carry, and a way to fetch their bytes that breaks when it is told to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use carry::id::ObjectHash;
use exchange::{Carrier, Turn};
use federation::Hash;
use federation::entry::{Entry, Offer, Placement};
use futures::StreamExt;
use objects::Objects;
use peers::BodyRefusal;
use peers::client::{Answer, Cause, Failure, Fetch, PeerClient, Pieces, Request, Transport};
use purse::id::MemberId;
use seams::real::{NoMailer, RealDisk, seams};
use seams::{Disk, Seams};
use store::{CarriedId, NewCarried, NewObject};
use testkit::film::Film;
use testkit::{SeededEntropy, VirtualClock};

use crate::offices::{House, Town, key, member};
use crate::stand::Stand;

/// A film of house `home`.
pub fn film(home: u8, mark: u8, sequence: u64, len: usize) -> Film {
    Film::new(member(home), &key(home), (mark, sequence), len).unwrap()
}

pub const fn id(film: &Film) -> CarriedId {
    CarriedId { home: film.home, video: film.video }
}

pub fn placed(film: &Film, carriers: &[u8]) -> Entry {
    let mut carriers: Vec<MemberId> = carriers.iter().copied().map(member).collect();
    carriers.sort();
    let (video, manifest) = (Hash(*film.video.as_bytes()), Hash(film.manifest));
    Entry::Placement(Placement { video, manifest, sequence: film.sequence, bytes: film.len(), carriers })
}

/// Its home has it, and hands out its manifest: from where it keeps those of others, whose question is the same.
pub async fn at_home(film: &Film, house: &House, at: jiff::Timestamp) {
    let object = NewObject { hash: film.object, bytes: film.len(), media_type: "video/mp4".to_owned() };
    house.office.store().record_object(&object, at).await.unwrap().unwrap();
    let (home, video, manifest, signed) = (film.home, film.video, film.manifest, film.signed.clone());
    let new = NewCarried { home, video, manifest, signed, objects: vec![object] };
    house.office.store().carry(&new, at).await.unwrap().unwrap();
}

/// What members serve to everybody, and how they fail at it.
#[derive(Default)]
pub struct Serving {
    of: Mutex<BTreeMap<(MemberId, ObjectHash), Bytes>>,
    /// Every range that was begun.
    pub asked: Mutex<Vec<(MemberId, Range<u64>)>>,
    pub silent: Mutex<BTreeSet<MemberId>>,
    /// Bytes after which a member breaks off.
    pub breaks_after: Mutex<BTreeMap<MemberId, u64>>,
    /// What passes on the clock before a member's first byte.
    pub delays: Mutex<BTreeMap<MemberId, (Arc<VirtualClock>, Duration)>>,
    /// Members that serve nothing at the moment.
    pub busy: Mutex<BTreeSet<MemberId>>,
}

impl Serving {
    pub fn serve(&self, who: u8, film: &Film) {
        self.of.lock().unwrap().insert((member(who), film.object), film.bytes.clone());
    }

    /// It has the film no longer.
    pub fn lose(&self, who: u8, film: &Film) {
        self.of.lock().unwrap().remove(&(member(who), film.object));
    }

    /// From this place on, other bytes.
    pub fn serve_altered(&self, who: u8, film: &Film, from: usize) {
        let mut bytes = film.bytes.to_vec();
        bytes[from] ^= 1;
        self.of.lock().unwrap().insert((member(who), film.object), bytes.into());
    }

    /// The ranges that were asked of a member since the last call.
    pub fn asked_of(&self, who: u8) -> Vec<Range<u64>> {
        let mut asked = self.asked.lock().unwrap();
        let (of, rest) = asked.drain(..).partition::<Vec<_>, _>(|(member_id, _)| *member_id == member(who));
        *asked = rest;
        of.into_iter().map(|(_, range)| range).collect()
    }
}

#[async_trait]
impl Fetch for Serving {
    async fn fetch(&self, from: &MemberId, path: &str, range: Range<u64>) -> Result<Pieces, Failure> {
        let failed = |cause| Failure::new(from, &Request::get(path, ""), cause);
        if self.silent.lock().unwrap().contains(from) {
            return Err(failed(Cause::Silent));
        }
        self.asked.lock().unwrap().push((*from, range.clone()));
        let object: ObjectHash =
            path.strip_prefix("/o/").and_then(|path| path.strip_suffix(".mp4")).unwrap().parse().unwrap();
        if self.busy.lock().unwrap().contains(from) {
            return Err(failed(Cause::NotServed(axum::http::StatusCode::SERVICE_UNAVAILABLE)));
        }
        let delay = self.delays.lock().unwrap().get(from).cloned();
        if let Some((clock, delay)) = delay {
            clock.advance(delay).await;
        }
        let found = self.of.lock().unwrap().get(&(*from, object)).cloned();
        let bytes = found.ok_or_else(|| failed(Cause::NotServed(axum::http::StatusCode::NOT_FOUND)))?;
        let wanted = bytes.slice(usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap());
        let most =
            self.breaks_after.lock().unwrap().get(from).copied().map_or(usize::MAX, |most| most.try_into().unwrap());
        let broken = most < wanted.len();
        let sent = wanted.slice(..most.min(wanted.len()));
        // Pieces that end nowhere in particular.
        let pieces: Vec<Result<Bytes, Cause>> =
            sent.chunks(700).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        let end = broken.then_some(Err(Cause::Body(BodyRefusal::Broken)));
        Ok(futures::stream::iter(pieces.into_iter().chain(end)).boxed())
    }
}

/// Asks over the network whoever is not silent: nobody waits here for a clock that stands still.
pub struct Asking {
    pub client: Arc<PeerClient>,
    pub serving: Arc<Serving>,
}

#[async_trait]
impl Transport for Asking {
    async fn send(&self, to: &MemberId, request: &Request) -> Result<Answer, Failure> {
        if self.serving.silent.lock().unwrap().contains(to) {
            return Err(Failure::new(to, request, Cause::Silent));
        }
        self.client.send(to, request).await
    }
}

/// Signs and asks those who are not silent, as often as [`Town::talk`] does, and places.
pub async fn talk(town: &Town, serving: &Arc<Serving>) {
    for _ in 0..4 {
        town.clock.advance(Duration::from_secs(60)).await;
        for house in &town.houses {
            let asking = Asking { client: Arc::clone(&house.client), serving: Arc::clone(serving) };
            house.office.tell().await.unwrap();
            house.office.checkpoint().await.unwrap();
            house.office.ask_all(&asking).await.unwrap();
            house.office.place().await.unwrap();
        }
    }
}

/// A member's data folder, for what it carries.
pub struct Cellar {
    pub disk: Arc<dyn Disk>,
    pub objects: Objects,
}

impl Cellar {
    pub fn of(house: &House) -> Self {
        let disk = RealDisk::open(&house.folder.path().join("data")).unwrap();
        let seams = Seams { entropy: Arc::new(SeededEntropy::new(9)), ..seams(disk, Arc::new(NoMailer)) };
        Self { disk: Arc::clone(&seams.disk), objects: Objects::open(&seams, "objects", 1 << 20).unwrap() }
    }

    pub async fn turn(&self, house: &House, fetch: &Arc<Serving>) -> Turn {
        self.turn_telling(house, fetch, &Stand::default()).await
    }

    /// The same, where the home takes what is told at this stand.
    pub async fn turn_telling(&self, house: &House, fetch: &Arc<Serving>, open: &Stand) -> Turn {
        let asking = Asking { client: Arc::clone(&house.client), serving: Arc::clone(fetch) };
        let (transport, fetch): (&dyn Transport, &dyn Fetch) = (&asking, &**fetch);
        let with = Carrier { transport, fetch, open, objects: &self.objects, disk: &self.disk, reserve_bytes: 0 };
        house.office.carry(&with).await.unwrap()
    }
}

pub async fn offer(house: &House, storage_bytes: u64) {
    let offer = Offer { storage_bytes, delivery_bytes: 1 << 40, bits_per_second: 1_000_000_000 };
    house.office.append(&Entry::Offer(offer)).await.unwrap();
}
