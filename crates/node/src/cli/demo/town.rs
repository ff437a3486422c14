use super::{Demo, say};
use crate::cli::serving::Signals;
use crate::cli::{Exit, Failure};
use crate::demo::{Town, TownError, Wish};

impl Demo {
    /// Several members in one federation.
    pub(super) async fn town(&self) -> Result<(), Failure> {
        let mut signals = Signals::listen()?;
        let acted = tokio::select! {
            acted = self.live_in_town() => acted,
            () = signals.until_stop(None) => Ok(()),
        };
        acted.map_err(Failure::from)
    }

    async fn live_in_town(&self) -> Result<(), TownError> {
        let wish = Wish {
            folder: &self.data,
            port: self.port,
            houses: usize::from(self.members),
            with_sample: !self.once,
            by_themselves: !self.once,
            tell: say,
        };
        let mut town = Town::start(&wish).await?;
        if let Some(cheat) = self.cheat {
            return town.cheat(cheat).await;
        }
        town.live().await?;
        if self.once {
            town.show_a_film().await?;
            return town.audit().await;
        }
        town.until_today().await?;
        say("\nOne-time operator links, for a day:");
        for (name, link) in town.links().await? {
            say(&format!("  {name:<10} {link}"));
        }
        say(&format!("\nThe federation's name, at which whoever answers shows its videos: {}", town.shared_address()));
        say("Ctrl-C stops the members; their data stays.");
        Err(town.until_all_end().await)
    }
}

impl From<TownError> for Failure {
    fn from(error: TownError) -> Self {
        match error {
            TownError::Demo(error) => error.into(),
            TownError::Client(error) => error.into(),
            TownError::Folder(error) => error.into(),
            TownError::Wrong(_) | TownError::Liar(_) => Self::new(Exit::Damage, error),
            other => Self::new(Exit::Failed, other),
        }
    }
}
