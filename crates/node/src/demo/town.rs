//! The town: several houses, each a member in a process of its own, in one federation. The demonstration plays the people of
//! all of them through a month of the common purse.

mod audit;
mod cheat;
mod film;
mod house;
mod life;
mod month;
mod notes;
mod offers;
#[expect(clippy::disallowed_methods, reason = "it stands in for a name with several addresses, on this machine alone")]
mod shared;

use std::io;
use std::path::{Path, PathBuf};

use futures::future::try_join_all;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use seams::Clock;
use seams::real::RealClock;

pub use cheat::Cheat;
pub use house::READY;
use house::{House, Plan};
use notes::Notes;
use shared::Shared;

use super::DemoError;
use super::folder::FolderError;
use crate::client::ClientError;

/// The houses' names, in their order: shrubs and flowers.
pub const NAMES: [&str; 10] =
    ["aubepine", "bruyere", "chardon", "digitale", "eglantine", "fougere", "genet", "houx", "iris", "jonc"];

/// What people call a house: with its capital and its accents, which no address has.
pub fn proper(name: &str) -> String {
    match name {
        "aubepine" => "Aubépine".to_owned(),
        "bruyere" => "Bruyère".to_owned(),
        "eglantine" => "Églantine".to_owned(),
        "fougere" => "Fougère".to_owned(),
        "genet" => "Genêt".to_owned(),
        plain => plain.split_at_checked(1).map_or_else(String::new, |(first, rest)| first.to_uppercase() + rest),
    }
}

/// Why the town does not go on. The houses do, as long as the command runs.
#[derive(Debug, thiserror::Error)]
pub enum TownError {
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("{name} cannot be started: {cause}")]
    NotStarted { name: &'static str, cause: io::Error },
    #[error("{name} ended{}", .code.map_or_else(String::new, |code| format!(" with code {code}")))]
    Ended { name: &'static str, code: Option<i32> },
    #[error("{0} answered with something else than was asked for")]
    Answer(&'static str),
    #[error(
        "this folder has {houses} houses from port {port} on, and their addresses stand in their logs: say --members {houses} --port {port}, or remove the folder to begin anew"
    )]
    OtherTown { houses: usize, port: u16 },
    #[error("there are not so many free ports")]
    NoPort,
    #[error("nobody can come by the federation's name at port {port}: {cause}")]
    NoName { port: u16, cause: io::Error },
    /// The point of all of it.
    #[error("{0}")]
    Wrong(String),
    /// A cheat was played, and this is who is named.
    #[error("{0}")]
    Liar(String),
}

/// A town whose houses run.
pub struct Town {
    folder: PathBuf,
    notes: Notes,
    houses: Vec<House>,
    shared: Shared,
    tell: fn(&str),
}

/// How a town is started.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    pub folder: &'a Path,
    pub port: u16,
    pub houses: usize,
    /// Whether the sample is published at the first house.
    pub with_sample: bool,
    /// Whether the houses do by themselves what members do every minute.
    pub by_themselves: bool,
    pub tell: fn(&str),
}

impl Town {
    /// Starts all houses and waits until they are ready.
    ///
    /// # Errors
    /// [`TownError`].
    pub async fn start(wish: &Wish<'_>) -> Result<Self, TownError> {
        let notes = Notes::open(wish.folder, wish.port, wish.houses, last_month())?;
        let shared = Shared::listen(notes.name_port(), notes.ports().to_vec()).await?;
        let mut houses = Vec::new();
        for (index, (name, port)) in NAMES.into_iter().zip(notes.ports().iter().copied()).enumerate() {
            let plan = Plan {
                name,
                folder: wish.folder.join(name),
                port,
                first_day: notes.first_day(),
                with_sample: wish.with_sample && index == 0,
                by_itself: wish.by_themselves,
            };
            houses.push(plan.start()?);
        }
        try_join_all(houses.iter_mut().map(|house| house.until_ready(wish.tell))).await?;
        Ok(Self { folder: wish.folder.to_owned(), notes, houses, shared, tell: wish.tell })
    }

    /// Where people come by the federation's name.
    pub fn shared_address(&self) -> String {
        self.shared.address()
    }

    /// Waits until every house has ended by itself. One that ends alone is told of, and the others go on: whoever kills one sees
    /// what a federation does without it.
    pub async fn until_all_end(&mut self) -> TownError {
        let tell = self.tell;
        let mut waits: Vec<_> = self.houses.iter_mut().map(|house| Box::pin(house.until_end())).collect();
        loop {
            let (ended, _, left) = futures::future::select_all(waits).await;
            if left.is_empty() {
                return ended;
            }
            tell(&format!("{ended}; the others go on"));
            waits = left;
        }
    }

    /// Stops all houses.
    ///
    /// # Errors
    /// The first house that did not end as it should.
    pub async fn stop(self) -> Result<Vec<Plan>, TownError> {
        try_join_all(self.houses.into_iter().map(House::stop)).await
    }
}

/// The first day of the month before this one: lived through from then on, it ends before today.
fn last_month() -> Date {
    let first = TimeZone::UTC.to_datetime(RealClock.now()).date().first_of_month();
    first.checked_sub(1.month()).unwrap_or(first)
}
