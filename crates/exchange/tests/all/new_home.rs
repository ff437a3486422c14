//! The second house of those that are [`Left`], on a disk that fails and forgets: its lives while it takes a space in.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use exchange::{Carrier, Office};
use objects::Objects;
use peers::Identity;
use peers::client::PeerClient;
use seams::Disk;
use store::{CommitHook, Stop, Store};
use testkit::film::Film;
use testkit::{FaultPlan, SimDisk, World};

use crate::at_home::AUTHOR;
use crate::films::Asking;
use crate::left::{Left, ZOE};
use crate::offices::{client, key, member};
use crate::stand::Stand;
use crate::successions::MINUTE;

/// The database syncs by itself.
const DATABASE: &str = "database/";

/// Times that a person tries again when something failed.
const TRIES: usize = 4;

/// What a person was told.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// That the space is brought here.
    pub brought: bool,
}

/// The house before the person comes, to be begun again and again. The third house, which has the videos, stays as it is: it
/// hears of nothing.
pub struct NewHome {
    pub left: Left,
    disk: SimDisk,
}

/// One life.
pub struct Life {
    pub office: Arc<Office>,
    pub objects: Objects,
    pub disk: SimDisk,
    client: Arc<PeerClient>,
}

struct CommitPoints(SimDisk);

impl CommitHook for CommitPoints {
    fn before_commit(&self, operation: &'static str) -> Result<(), Stop> {
        if self.0.point(&format!("before {operation}")) { Ok(()) } else { Err(Stop) }
    }

    fn after_commit(&self, operation: &'static str) -> Result<(), Stop> {
        if self.0.point(&format!("after {operation}")) { Ok(()) } else { Err(Stop) }
    }
}

impl NewHome {
    /// Each film is carried by these houses; the members have voted, and the person has an account.
    pub async fn of(films: &[(&Film, &[u8])]) -> Self {
        let mut left = Left::carried_by(films).await;
        left.arrive().await;
        left.vote().await;
        let folder = left.town.houses.remove(0).stop().await;
        let disk = SimDisk::new(FaultPlan::calm(0), &[DATABASE]).unwrap();
        let database = disk.host_path(DATABASE);
        fs::create_dir_all(&database).unwrap();
        fs::copy(folder.path().join("member.db"), database.join("member.db")).unwrap();
        put_all(&disk, &folder.path().join("data"), "").await;
        Self { left, disk }
    }

    /// How many operations a life without faults has.
    pub async fn points(&self) -> u64 {
        let disk = self.disk.crash(FaultPlan::calm(0)).unwrap();
        let life = self.start(&disk, 1).await.unwrap();
        self.live(&life, &mut Known::default()).await.unwrap();
        disk.operations()
    }

    /// At which operation of a life without faults this comes first.
    pub async fn point_of(&self, label: &str) -> u64 {
        let disk = self.disk.crash(FaultPlan::calm(1)).unwrap();
        let life = self.start(&disk, 1).await.unwrap();
        self.live(&life, &mut Known::default()).await.unwrap();
        let place = disk.trace().iter().position(|line| line.ends_with(label)).unwrap();
        u64::try_from(place).unwrap() + 1
    }

    /// Lives until it dies at a point: what the person knows then, and what is left; none if it did not come that far.
    pub async fn killed(&self, seed: u64, point: u64) -> Option<(Known, SimDisk)> {
        let disk = self.disk.crash(FaultPlan::kill(seed, point)).unwrap();
        let (mut known, life) = (Known::default(), OnceCell::new());
        let lived = async {
            let Ok(started) = self.start(&disk, seed).await else { return };
            let _interrupted = self.live(life.get_or_init(|| started), &mut known).await;
        };
        tokio::select! {
            biased;
            () = disk.died() => {}
            () = lived => {}
        }
        // Before the database is closed, which the dead do not do.
        let left = disk.crash(FaultPlan::calm(seed)).unwrap();
        Some((known, left)).filter(|_| disk.is_dead() && disk.operations() >= point)
    }

    /// Lives with a failure at a point, trying again as people do; what is left when it is killed at the end.
    pub async fn failed(&self, seed: u64, point: u64) -> (Known, SimDisk) {
        let disk = self.disk.crash(FaultPlan::fail(seed, point)).unwrap();
        let mut known = Known::default();
        let life = match self.start(&disk, seed).await {
            Ok(life) => life,
            Err(_) => self.start(&disk, seed).await.unwrap(),
        };
        let mut done = self.live(&life, &mut known).await;
        for _ in 1..TRIES {
            if done.is_ok() {
                break;
            }
            done = self.live(&life, &mut known).await;
        }
        done.unwrap_or_else(|why| panic!("seed {seed}, failing at {point}: {why}; {:?}", disk.trace().last()));
        (known, disk.crash(FaultPlan::calm(seed)).unwrap())
    }

    /// A member starts on what is left.
    pub async fn start(&self, disk: &SimDisk, seed: u64) -> Result<Life, String> {
        let seams = World::new(seed, (*self.left.town.clock).clone(), disk.clone()).seams();
        let url = format!("sqlite:{}", disk.host_path(DATABASE).join("member.db").display());
        let store = Store::open(&url, Arc::new(CommitPoints(disk.clone()))).await.map_err(text)?;
        let objects = Objects::open(&seams, "objects", 1 << 20).map_err(text)?;
        let identity = Arc::new(Identity { member: member(2), key: key(2) });
        let (clock, entropy) = (Arc::clone(&seams.clock), Arc::clone(&seams.entropy));
        let office = Office::open(store, clock, entropy, identity).await.map_err(text)?;
        let office = Arc::new(office.ok_or("it is in no federation")?);
        let client = client(&office, seams.clock, seams.entropy);
        Ok(Life { office, objects, disk: disk.clone(), client })
    }

    /// The person brings the space unless that was acknowledged, and the machine does what it does every minute, until all
    /// videos are here.
    pub async fn live(&self, life: &Life, known: &mut Known) -> Result<(), String> {
        self.left.town.clock.advance(MINUTE).await;
        let (office, serving) = (&life.office, Arc::clone(&self.left.serving));
        let asking = Asking { client: Arc::clone(&life.client), serving };
        office.ask_all(&asking).await.map_err(text)?;
        if !known.brought {
            let found = office.find_space(&ZOE).await.map_err(text)?.map_err(text)?;
            office.adopt_space(AUTHOR, &found[0].signed).await.map_err(text)?.map_err(text)?;
            known.brought = true;
        }
        let disk: Arc<dyn Disk> = Arc::new(life.disk.clone());
        let (transport, fetch, open) = (&asking, &*self.left.serving, &Stand::default());
        let with = Carrier { transport, fetch, open, objects: &life.objects, disk: &disk, reserve_bytes: 0 };
        office.carry(&with).await.map_err(text)?;
        office.tell().await.map_err(text)?;
        office.checkpoint().await.map_err(text)?;
        office.place().await.map_err(text)?;
        let brought = office.brought_by(AUTHOR).await.map_err(text)?.remove(0);
        if brought.here == brought.found { Ok(()) } else { Err(format!("{brought:?}")) }
    }
}

/// Files of a real folder, as a member of this disk wrote them.
async fn put_all(disk: &SimDisk, folder: &Path, below: &str) {
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let path = format!("{below}{}", file.file_name().to_str().unwrap());
        if file.file_type().unwrap().is_dir() {
            Box::pin(put_all(disk, &file.path(), &format!("{path}/"))).await;
        } else {
            disk.replace(&path, fs::read(file.path()).unwrap().into()).await.unwrap();
        }
    }
}

fn text(failure: impl ToString) -> String {
    failure.to_string()
}
