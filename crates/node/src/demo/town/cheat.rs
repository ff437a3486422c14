//! Liars: the last house of the town cheats, and the others name it.

mod carrying;

use std::path::Path;

use clap::ValueEnum;
use jiff::ToSpan;
use serde_json::Value;

use super::house::House;
use super::life::name;
use super::month;
use super::{Town, TownError};
use crate::demo::acts::{Act, Counter};
use crate::demo::folder;

/// How the last house lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Cheat {
    /// It signs two logs that contradict each other.
    Fork,
    /// It states a report in which a cent of the others is its own.
    Amount,
    /// It tells what it carried a second time.
    Replay,
    /// It claims to have delivered what nobody received.
    Inflate,
    /// It sends other bytes than were published.
    Corrupt,
    /// It says that it stores what it has thrown away.
    Hoard,
    /// It goes on serving what was deleted.
    Resurrect,
}

impl Town {
    /// Lives until the lie, tells it, and finds who told it.
    ///
    /// # Errors
    /// [`TownError::Liar`] names the house: that is how it ends. [`TownError::Wrong`] if nobody noticed.
    pub async fn cheat(mut self, cheat: Cheat) -> Result<(), TownError> {
        self.even_out().await?;
        self.found().await?;
        match cheat {
            Cheat::Fork => self.fork().await?,
            Cheat::Amount => {
                self.live_a_month().await?;
                self.misstate().await?;
            }
            Cheat::Replay => {
                self.live_a_month().await?;
                self.replay().await?;
            }
            Cheat::Inflate | Cheat::Corrupt | Cheat::Hoard | Cheat::Resurrect => self.cheat_carrying(cheat).await?,
        }
        self.name_the_liar().await
    }

    /// Goes on from an old copy of its own data, as if it had not signed what came after.
    async fn fork(&mut self) -> Result<(), TownError> {
        let from = self.notes.first_day();
        let cost = |index| month::costs(index, from, from.checked_add(1.month()).unwrap_or(from));
        let Some(liar) = self.houses.pop() else { return Ok(()) };
        let kept = self.folder.join("before");
        let plan = liar.stop().await?;
        copy(&plan.folder, &kept)?;
        self.houses.push(started(plan).await?);
        self.even_out().await?;
        for cost in cost(0) {
            self.liar()?.act::<Value>(&Act::Tick).await?;
            self.liar()?.act::<Value>(&Act::Estimate(cost)).await?;
        }
        self.talk().await?;
        let Some(liar) = self.houses.pop() else { return Ok(()) };
        let plan = liar.stop().await?;
        std::fs::remove_dir_all(&plan.folder).map_err(folder::failed("remove", &plan.folder))?;
        copy(&kept, &plan.folder)?;
        self.houses.push(started(plan).await?);
        self.even_out().await?;
        self.liar()?.act::<Value>(&Act::Force).await?;
        for cost in cost(1).into_iter().chain(cost(1)) {
            self.liar()?.act::<Value>(&Act::Estimate(cost)).await?;
        }
        self.talk().await
    }

    async fn misstate(&self) -> Result<(), TownError> {
        self.propose(self.notes.first_day()).await?;
        self.liar()?.act::<Value>(&Act::Misstate).await?;
        for house in &self.houses[..self.houses.len() - 1] {
            house.act::<Value>(&Act::Agree).await?;
        }
        self.talk().await?;
        self.talk().await
    }

    async fn replay(&self) -> Result<(), TownError> {
        let from = self.notes.first_day();
        let mut members = Vec::new();
        for house in &self.houses {
            members.push(house.state().await?.member);
        }
        let traffic = month::traffic(&members, from, from.checked_add(1.month()).unwrap_or(from));
        let liar = members.len() - 1;
        let rows = month::rows(&traffic, &members, |home, carrier| (carrier == liar).then_some(home));
        self.liar()?.act::<Value>(&Act::Count { side: Counter::Carrier, rows }).await?;
        self.talk().await
    }

    fn liar(&self) -> Result<&House, TownError> {
        self.houses.last().ok_or(TownError::NoPort)
    }

    /// What the first house knows against others.
    async fn name_the_liar(&self) -> Result<(), TownError> {
        let Some(first) = self.houses.first() else { return Ok(()) };
        let known = first.state().await?;
        for house in &self.houses {
            let id = house.state().await?.member;
            let who = house.plan.name;
            if known.frozen.contains(&id) {
                return Err(TownError::Liar(format!(
                    "{who} signed two logs that contradict each other; its log is frozen, and its two signatures prove it"
                )));
            }
            if let Some((_, month)) = known.apart.iter().find(|(member, _)| *member == id) {
                return Err(TownError::Liar(format!(
                    "{who} stated another report of {month} than all others computed"
                )));
            }
            if known.repeated.contains(&id) {
                let month = name(self.notes.first_day());
                return Err(TownError::Liar(format!(
                    "{who} told hours of {month} twice; the second time counts for nothing"
                )));
            }
        }
        Err(TownError::Wrong("nobody noticed the lie".to_owned()))
    }
}

pub(super) async fn started(plan: super::house::Plan) -> Result<House, TownError> {
    let mut house = plan.start()?;
    house.until_ready(|_| ()).await?;
    Ok(house)
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<(), TownError> {
    std::fs::create_dir_all(to).map_err(folder::failed("make", to))?;
    for entry in std::fs::read_dir(from).map_err(folder::failed("read", from))? {
        let entry = entry.map_err(folder::failed("read", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().map_err(folder::failed("read", &source))?.is_dir() {
            copy(&source, &target)?;
        } else {
            std::fs::copy(&source, &target).map_err(folder::failed("copy", &source))?;
        }
    }
    Ok(())
}
