//! Lies about what is carried. The liar is the last house, which carries for the first one.

use std::path::PathBuf;
use std::time::Duration;

use purse::usage::Hour;
use serde_json::Value;

use super::{Cheat, copy, started};
use crate::demo::acts::{Act, Counted, Counter};
use crate::demo::folder;
use crate::demo::relays::DEFIES;
use crate::demo::town::film::Film;
use crate::demo::town::house::Plan;
use crate::demo::town::{Town, TownError};

/// What the liar claims beside what it did, in bytes.
const MADE_UP: u64 = 5_000_000_000;
/// A claim is taken up to a third more than what was observed: the shipped charter tolerates a quarter of the claim.
const TAKEN: (u64, u64) = (4, 3);
/// Days until both sides of one have been told.
const DAYS: usize = 3;
/// Time between two looks at audits, and how many: every video's turn comes about once a day, and is told the day after.
const LOOK_EVERY: Duration = Duration::from_secs(4 * 3_600);
const LOOKS: usize = 60;

impl Town {
    /// Tells the lie and finds who told it.
    pub(super) async fn cheat_carrying(&mut self, cheat: Cheat) -> Result<(), TownError> {
        self.offer().await?;
        let mut film = self.publish().await?;
        let carriers = self.until_carried(&film).await?;
        if carriers.last() != Some(&(self.houses.len() - 1)) {
            return Err(TownError::Wrong("the last house carries nothing that it could lie about".to_owned()));
        }
        match cheat {
            Cheat::Inflate => self.inflate(&mut film, &carriers).await,
            Cheat::Corrupt => self.corrupt(&mut film, &carriers).await,
            Cheat::Hoard => self.hoard(&carriers).await,
            _ => self.resurrect(&mut film, &carriers).await,
        }
    }

    /// Claims to have delivered what nobody received.
    async fn inflate(&self, film: &mut Film, carriers: &[usize]) -> Result<(), TownError> {
        self.watch_at_each(film, carriers).await?;
        let home = self.houses[0].state().await?.member;
        // Of so early in the day nothing was counted in the town.
        let hour = Hour::of(self.liar()?.now().await?).day().first_hour().start();
        let rows = vec![Counted { hour, other: home, bytes: MADE_UP }];
        self.liar()?.act::<Value>(&Act::Count { side: Counter::Carrier, rows }).await?;
        for _ in 0..DAYS {
            self.end_the_day().await?;
        }
        for index in carriers {
            let sides = self.sides(*index).await?;
            let (more, than) = TAKEN;
            if sides.claimed.saturating_mul(than) > sides.observed.saturating_mul(more) {
                return Err(TownError::Liar(format!(
                    "{} claims {} bytes delivered for {}, whose players received {}; {} are charged",
                    self.names(&[*index]),
                    sides.claimed,
                    self.names(&[0]),
                    sides.observed,
                    sides.charged
                )));
            }
        }
        Ok(())
    }

    /// Sends other bytes than were published.
    async fn corrupt(&self, film: &mut Film, carriers: &[usize]) -> Result<(), TownError> {
        for file in objects(&self.liar()?.plan)? {
            let mut bytes = std::fs::read(&file).map_err(folder::failed("read", &file))?;
            let middle = bytes.len() / 2;
            if let Some(byte) = bytes.get_mut(middle) {
                *byte ^= 1;
            }
            std::fs::write(&file, bytes).map_err(folder::failed("write", &file))?;
        }
        self.watch_at_each(film, carriers).await.map(|_received| ())
    }

    /// Says that it stores what it has thrown away.
    async fn hoard(&self, carriers: &[usize]) -> Result<(), TownError> {
        for file in objects(&self.liar()?.plan)? {
            std::fs::remove_file(&file).map_err(folder::failed("remove", &file))?;
        }
        for _ in 0..LOOKS {
            self.pass(LOOK_EVERY).await?;
            self.talk().await?;
            self.houses[0].act::<Value>(&Act::Audit).await?;
            for index in carriers {
                let sides = self.sides(*index).await?;
                if sides.failed > 0 {
                    return Err(TownError::Liar(format!(
                        "{} says that it stores {} bytes for {}, and did not have {} of {} parts that it was asked for",
                        self.names(&[*index]),
                        sides.stored,
                        self.names(&[0]),
                        sides.failed,
                        sides.asked
                    )));
                }
            }
        }
        Ok(())
    }

    /// Brings back what was deleted.
    async fn resurrect(&mut self, film: &mut Film, carriers: &[usize]) -> Result<(), TownError> {
        self.watch_at_each(film, carriers).await?;
        let kept = self.folder.join("before");
        let Some(liar) = self.houses.pop() else { return Ok(()) };
        let plan = liar.stop().await?;
        copy(&plan.folder, &kept)?;
        self.houses.push(started(plan).await?);
        self.even_out().await?;
        self.delete(film).await?;
        self.let_go().await?;
        let Some(liar) = self.houses.pop() else { return Ok(()) };
        let plan = liar.stop().await?;
        std::fs::remove_dir_all(&plan.folder).map_err(folder::failed("remove", &plan.folder))?;
        copy(&kept, &plan.folder)?;
        let defies = plan.data().join(DEFIES);
        std::fs::write(&defies, []).map_err(folder::failed("write", &defies))?;
        self.houses.push(started(plan).await?);
        let serving = self.who_serves(film).await?;
        if serving.is_empty() {
            return Ok(());
        }
        Err(TownError::Liar(format!("{} serves a video that its home deleted", self.names(&serving))))
    }
}

/// The files of a house's objects.
fn objects(plan: &Plan) -> Result<Vec<PathBuf>, TownError> {
    let (mut files, mut folders) = (Vec::new(), vec![plan.data().join(crate::member::OBJECTS_FOLDER)]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(folder::failed("read", &folder))? {
            let path = entry.map_err(folder::failed("read", &folder))?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    Ok(files)
}
