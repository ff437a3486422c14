//! The month is recomputed from outside: from what each house exports, with another one's data gone; and settled and booked
//! from there.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tokio::process::Command;

use super::life::name;
use super::{Town, TownError};
use crate::demo::acts::Act;

/// The setting by which other members at this machine are asked.
const PRIVATE: &str = "ECOT_FEDERATION_ALLOW_PRIVATE";

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
        let (from, tell, own) = (self.notes.first_day(), self.tell, self.folder.clone());
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
        let mut settled = false;
        for (plan, folder) in plans.iter().zip(&folders).skip(1) {
            let month = verified(folder, &federation, &name(from)).await?;
            let recomputed = month["hash"].as_str().unwrap_or_default();
            if recomputed != report {
                return Err(TownError::Wrong(format!("{}'s copies lead to {recomputed}, not {report}", plan.name)));
            }
            tell(&format!("From {}'s copies alone: the same report.", plan.name));
            if !settled {
                tell(&transfers(&month, &own).await?);
                let book = own.join("exports").join("fund.hledger");
                let book = book.to_string_lossy().into_owned();
                let words = ["books", "--fund", "--format", "hledger", "--federation", &federation, "--out", &book];
                ecot(&words, &["--logs".to_owned(), folder.to_string_lossy().into_owned()]).await?;
                tell(&format!("The fund's books: {book}"));
                settled = true;
            }
        }
        Ok(())
    }
}

/// What each member pays or gets for a month, as `ecot settle` makes it of the results.
async fn transfers(month: &Value, folder: &Path) -> Result<String, TownError> {
    let mut table = "member,amount\n".to_owned();
    for line in month["members"].as_array().into_iter().flatten() {
        if let (Some(member), Some(net)) = (line["member"].as_str(), line["net"].as_str()) {
            table += &format!("{member},{net}\n");
        }
    }
    let file = folder.join("exports").join("balances.csv");
    std::fs::write(&file, table).map_err(super::super::folder::failed("write", &file))?;
    let output = ecot(&["settle", "--balances"], &[file.to_string_lossy().into_owned()]).await?;
    Ok(String::from_utf8_lossy(&output).into_owned())
}

/// Runs a command of this program; what it prints.
pub(super) async fn ecot(words: &[&str], more: &[String]) -> Result<Vec<u8>, TownError> {
    let failed = |cause| TownError::NotStarted { name: "ecot", cause };
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    let output = command.args(words).args(more).env(PRIVATE, "true").output().await.map_err(failed)?;
    if !output.status.success() {
        return Err(TownError::Wrong(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(output.stdout)
}

/// The month as `ecot closing verify` recomputes it from an export.
async fn verified(folder: &Path, federation: &str, period: &str) -> Result<Value, TownError> {
    let words = ["closing", "verify", "--json", "--period", period, "--federation", federation, "--logs"];
    let output = ecot(&words, &[folder.to_string_lossy().into_owned()]).await?;
    let answer: Value = serde_json::from_slice(&output).map_err(|_| TownError::Answer("ecot closing verify"))?;
    let periods = answer["periods"].as_array();
    periods.and_then(|periods| periods.last().cloned()).ok_or(TownError::Answer("ecot closing verify"))
}
