//! The month is recomputed from outside: from what each house exports, with another one's data gone.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tokio::process::Command;

use super::life::name;
use super::{Town, TownError};
use crate::demo::acts::Act;

impl Town {
    /// Everybody writes what an auditor reads; gives the folders, in the order of the houses.
    ///
    /// # Errors
    /// [`TownError`].
    pub async fn export(&self) -> Result<Vec<PathBuf>, TownError> {
        let mut folders = Vec::new();
        for house in &self.houses {
            let folder = self.folder.join("exports").join(house.plan.name);
            house.act::<Value>(&Act::Export { folder: folder.clone() }).await?;
            folders.push(folder);
        }
        Ok(folders)
    }

    /// Stops the houses, deletes what one of them has, and recomputes the month from the copies of each other one alone.
    ///
    /// # Errors
    /// [`TownError::Wrong`] if a copy leads to another report than the one that was closed.
    pub async fn audit(self) -> Result<(), TownError> {
        let (from, tell) = (self.notes.first_day(), self.tell);
        let report = self.agreed(from).await?;
        let federation = match self.houses.first() {
            Some(house) => house.state().await?.federation,
            None => return Ok(()),
        };
        let folders = self.export().await?;
        let plans = self.stop().await?;
        if let (Some(lost), Some(copy)) = (plans.first(), folders.first()) {
            for gone in [&lost.folder, copy] {
                let removed = std::fs::remove_dir_all(gone);
                removed.map_err(super::super::folder::failed("remove", gone))?;
            }
            tell(&format!("The machine of {} is gone, with all that was on it.", lost.name));
        }
        for (plan, folder) in plans.iter().zip(&folders).skip(1) {
            let recomputed = verified(folder, &federation, &name(from)).await?;
            if recomputed != report {
                return Err(TownError::Wrong(format!("{}'s copies lead to {recomputed}, not {report}", plan.name)));
            }
            tell(&format!("From {}'s copies alone: the same report.", plan.name));
        }
        Ok(())
    }
}

/// What `ecot closing verify` makes of an export: the hash of the report.
async fn verified(folder: &Path, federation: &str, period: &str) -> Result<String, TownError> {
    let failed = |cause| TownError::NotStarted { name: "ecot closing verify", cause };
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    command.args(["closing", "verify", "--json", "--period", period, "--federation", federation, "--logs"]);
    let output = command.arg(folder).output().await.map_err(failed)?;
    if !output.status.success() {
        return Err(TownError::Wrong(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let answer: Value = serde_json::from_slice(&output.stdout).map_err(|_| TownError::Answer("ecot closing verify"))?;
    answer["periods"]
        .as_array()
        .and_then(|periods| periods.last()?["hash"].as_str())
        .map(str::to_owned)
        .ok_or(TownError::Answer("ecot closing verify"))
}
