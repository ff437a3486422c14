//! A film is carried: published at the first house, held and played by the others, still there when its home is not, and gone
//! everywhere once it is deleted. What both sides count of it is compared with what a viewer received.

mod account;
mod machine;
mod watching;

use std::collections::BTreeMap;
use std::time::Duration;

use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::VerifyingKey;
use carry::playlist::pathway_id;
use data_encoding::HEXLOWER;
use http::{Method, StatusCode};
use purse::usage::HOURS_PER_DAY;
use serde_json::Value;

use super::cheat::started;
use super::house::{House, Plan};
use super::{Town, TownError};
use crate::client::{ClientError, Exchange};
use crate::demo::acts::Act;
use crate::demo::folder::Folder;
use crate::demo::person::Person;

/// Members that hold a video beside its home, by the charter that the town has.
const COPIES: usize = 2;
/// How often all are asked whether it is carried before that is given up.
const ROUNDS: usize = 20;
/// A UTC day, and a little more.
const DAY: Duration = Duration::from_secs(HOURS_PER_DAY.unsigned_abs() * 3_600);
/// Largest playlist that is read, in bytes.
const PLAYLIST_BYTES: usize = 1 << 20;

/// The film, as who watches it knows it.
pub struct Film {
    pub video: VideoId,
    /// By which its home signs.
    pub key: VerifyingKey,
    /// The houses by the name that playlists have for them.
    pub pathways: BTreeMap<String, usize>,
    /// Its renditions and its picture.
    pub objects: Vec<ObjectHash>,
}

impl Town {
    /// All of it.
    ///
    /// # Errors
    /// [`TownError::Wrong`] at the first thing that is not as it must be.
    pub async fn show_a_film(&mut self) -> Result<(), TownError> {
        let mut film = self.publish().await?;
        let carriers = self.until_carried(&film).await?;
        self.say(&format!("The video {} is carried by {}.", film.video, self.names(&carriers)));
        let seen = self.watch_at_each(&mut film, &carriers).await?;
        self.end_the_day().await?;
        self.compare(&film, &seen).await?;
        self.back_up().await?;
        self.outlive_the_home(&film).await?;
        self.delete_everywhere(&film, &carriers).await
    }

    /// The first house publishes the sample.
    pub(super) async fn publish(&mut self) -> Result<Film, TownError> {
        let plan = self.houses.remove(0).stop().await?;
        let home = started(Plan { with_sample: true, ..plan }).await?;
        self.houses.insert(0, home);
        self.even_out().await?;
        let home = &self.houses[0];
        let name = home.plan.name;
        let sample = Folder::open(&home.plan.folder)?.notes().sample.and_then(|video| video.parse().ok());
        let video = sample.ok_or(TownError::Answer(name))?;
        let key = HEXLOWER.decode(home.state().await?.key.as_bytes()).ok().and_then(|key| key.try_into().ok());
        let key = key.and_then(|key: [u8; 32]| VerifyingKey::from_bytes(&key).ok()).ok_or(TownError::Answer(name))?;
        let mut pathways = BTreeMap::new();
        for (index, house) in self.houses.iter().enumerate() {
            pathways.insert(pathway_id(member(house).await?), index);
        }
        Ok(Film { video, key, pathways, objects: Vec::new() })
    }

    /// Waits until the home's playlist names enough houses; they, without the home.
    pub(super) async fn until_carried(&mut self, film: &Film) -> Result<Vec<usize>, TownError> {
        let enough = COPIES.min(self.houses.len() - 1);
        let home = self.houses[0].exchange.clone();
        for _ in 0..ROUNDS {
            self.talk().await?;
            for house in &self.houses {
                house.act::<Value>(&Act::Carry).await?;
            }
            self.talk().await?;
            let answer = home.send(home.request(Method::GET, &format!("/v/{}/master.m3u8", film.video))?).await?;
            let playlist = String::from_utf8_lossy(&home.read(answer, PLAYLIST_BYTES).await?).into_owned();
            let named = film.pathways.iter().filter(|(pathway, house)| **house > 0 && playlist.contains(*pathway));
            let mut carriers: Vec<usize> = named.map(|(_, house)| *house).collect();
            carriers.sort_unstable();
            if carriers.len() >= enough {
                return Ok(carriers);
            }
        }
        Err(TownError::Wrong(format!("{} is carried by fewer than {enough} members", film.video)))
    }

    /// The home's process ends; who comes by the federation's name plays on. Then all that was on its machine is gone, and it
    /// comes back of its sealed backup.
    async fn outlive_the_home(&mut self, film: &Film) -> Result<(), TownError> {
        let plan = self.houses.remove(0).stop().await?;
        let watched = match self.watch_by_the_name(film).await {
            Ok((house, bytes)) => Ok((self.houses[house].plan.name, bytes)),
            Err(error) => Err(error),
        };
        let (other, bytes) = watched?;
        self.restore(&plan).await?;
        self.houses.insert(0, started(plan).await?);
        self.even_out().await?;
        self.let_go().await?;
        self.is_whole(film).await?;
        let (home, shared) = (self.houses[0].plan.name, self.shared.address());
        self.say(&format!("{home} was stopped; from {shared} it played on, {bytes} bytes of {other}."));
        self.say(&format!(
            "All that was on the machine of {home} was deleted; it is back, of what the others kept sealed."
        ));
        Ok(())
    }

    /// The author deletes it while a carrier is away.
    async fn delete_everywhere(&mut self, film: &Film, carriers: &[usize]) -> Result<(), TownError> {
        let Some(away) = carriers.iter().max().copied() else { return Ok(()) };
        let plan = self.houses.remove(away).stop().await?;
        self.delete(film).await?;
        self.let_go().await?;
        self.houses.insert(away, started(plan).await?);
        // Before anybody told it: it asks before it serves.
        self.nobody_serves(film).await?;
        self.even_out().await?;
        self.let_go().await?;
        self.nobody_serves(film).await?;
        let name = self.houses[away].plan.name;
        self.say(&format!("It was deleted while {name} was away: nobody serves it, nor did {name} when it came back."));
        Ok(())
    }

    /// The author deletes it, at home.
    pub(super) async fn delete(&self, film: &Film) -> Result<(), TownError> {
        let home = &self.houses[0];
        let link: String = home.act(&Act::Link).await?;
        let author = Person::sign_in(&home.plan.address(), &link).await?;
        author.change(Method::DELETE, &format!("/api/v1/videos/{}", film.video), &Value::Null).await?;
        Ok(())
    }

    /// All that run hear of it, and let it go.
    pub(super) async fn let_go(&self) -> Result<(), TownError> {
        self.talk().await?;
        for house in &self.houses {
            house.act::<Value>(&Act::Carry).await?;
        }
        self.talk().await
    }

    /// The houses that still give out some of it.
    pub(super) async fn who_serves(&self, film: &Film) -> Result<Vec<usize>, TownError> {
        let mut serving = Vec::new();
        for (index, house) in self.houses.iter().enumerate() {
            for object in &film.objects {
                if house.gives(&format!("/o/{object}.mp4")).await? {
                    serving.push(index);
                    break;
                }
            }
        }
        Ok(serving)
    }

    async fn nobody_serves(&self, film: &Film) -> Result<(), TownError> {
        let serving = self.who_serves(film).await?;
        if serving.is_empty() {
            return Ok(());
        }
        Err(TownError::Wrong(format!("{} still serves a video that was deleted", self.names(&serving))))
    }

    /// What few watched in a day is written down at its end, and told in the next hour.
    pub(super) async fn end_the_day(&self) -> Result<(), TownError> {
        self.pass(DAY).await?;
        self.talk().await
    }

    pub(super) fn names(&self, houses: &[usize]) -> String {
        let names: Vec<&str> =
            houses.iter().filter_map(|house| self.houses.get(*house)).map(|house| house.plan.name).collect();
        names.join(", ")
    }

    pub(super) fn say(&self, text: &str) {
        (self.tell)(text);
    }
}

impl House {
    /// Whether somebody who asks for an address gets what is there.
    async fn gives(&self, path: &str) -> Result<bool, TownError> {
        match self.exchange.send(self.exchange.request(Method::GET, path)?).await {
            Ok(answer) => Ok(answer.status().is_success()),
            Err(ClientError::Refused { status: StatusCode::GONE | StatusCode::NOT_FOUND, .. }) => Ok(false),
            // It does not know yet whether it may.
            Err(ClientError::Refused { status: StatusCode::SERVICE_UNAVAILABLE, .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// A house's id as a member.
pub(super) async fn member(house: &House) -> Result<MemberId, TownError> {
    house.state().await?.member.parse().map_err(|_| TownError::Answer(house.plan.name))
}

/// Somebody who asks a house, or the federation's name.
pub(super) fn visitor(address: &str) -> Result<Exchange, TownError> {
    Ok(Exchange::new(address)?)
}
