//! The home's machine is lost with all that was on it, and the member comes back of what others keep sealed.

use http::Method;
use serde_json::Value;

use super::{Film, Plan, Town, TownError, visitor};
use crate::demo::acts::Act;
use crate::demo::folder::{Folder, failed};
use crate::demo::town::audit::ecot;
use crate::demo::viewer;

/// The phrase for the command, beside the data.
const PHRASE_FILE: &str = "phrase.txt";

impl Town {
    /// The home seals a backup, and the others fetch it.
    pub(super) async fn back_up(&self) -> Result<(), TownError> {
        self.houses[0].act::<Value>(&Act::BackUp).await?;
        self.let_go().await
    }

    /// Deletes all that a house has but its configuration, and makes it again with nothing but its operator's phrase.
    pub(super) async fn restore(&self, lost: &Plan) -> Result<(), TownError> {
        let Some(other) = self.houses.first() else { return Ok(()) };
        std::fs::remove_dir_all(lost.data()).map_err(failed("remove", &lost.data()))?;
        let folder = Folder::open(&lost.folder)?;
        let phrase = lost.folder.join(PHRASE_FILE);
        std::fs::write(&phrase, folder.phrase()?.words().as_bytes()).map_err(failed("write", &phrase))?;
        let (address, name) = (other.plan.address(), lost.host());
        let words = ["restore", "--from-federation", &address, "--member", &name];
        let files = [("--config", folder.config()), ("--phrase-file", phrase)];
        let files = files.into_iter().flat_map(|(what, file)| [what.to_owned(), file.to_string_lossy().into_owned()]);
        ecot(&words, &files.collect::<Vec<String>>()).await.map(|_printed| ())
    }

    /// The first house has its video again, whole, and nobody has anything against its log.
    pub(super) async fn is_whole(&self, film: &Film) -> Result<(), TownError> {
        let home = &self.houses[0];
        let page = visitor(&home.plan.address())?;
        page.send(page.request(Method::GET, &format!("/v/{}", film.video))?).await?;
        let seen = viewer::watch(page, film.video, &film.key).await?;
        if let Some(fault) = seen.faults.first() {
            return Err(TownError::Wrong(format!("{} came back with something else: {fault}", home.plan.name)));
        }
        let id = home.state().await?.member;
        for house in &self.houses {
            if house.state().await?.frozen.contains(&id) {
                return Err(TownError::Wrong(format!("{} came back and contradicted its log", home.plan.name)));
            }
        }
        Ok(())
    }
}
