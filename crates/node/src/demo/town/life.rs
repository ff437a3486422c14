//! What happens in the town: a federation is founded, lives through a month, and closes it.

use std::time::Duration;

use futures::future::try_join_all;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use seams::Clock;
use seams::real::RealClock;
use serde_json::Value;

use super::house::House;
use super::month::{self, PEOPLE};
use super::{Town, TownError};
use crate::client::ClientError;
use crate::demo::acts::{Act, Counter, Invited, Standing};

/// How much time passes between two times that everybody asks everybody.
const BETWEEN: Duration = Duration::from_secs(600);
/// After so many times, all know what one said: it is signed, fetched, cosigned, and the cosignatures are fetched.
const TIMES: usize = 3;
/// From the end of a month until its bills and observations are there.
const SETTLED: Duration = Duration::from_secs(49 * 3_600);

impl Town {
    /// Founds, admits all, lives through the month and closes it, unless a former run did.
    ///
    /// # Errors
    /// [`TownError`].
    pub async fn live(&mut self) -> Result<(), TownError> {
        self.even_out().await?;
        self.found().await?;
        self.live_a_month().await?;
        self.close().await?;
        // Last: what the month's figures are does not depend on how soon a copy was made.
        self.offer().await
    }

    /// A new one-time link for an operator of each house: those of the start are of weeks ago, by the houses' clocks.
    ///
    /// # Errors
    /// [`TownError`].
    pub async fn links(&self) -> Result<Vec<(&'static str, String)>, TownError> {
        let mut links = Vec::new();
        for house in &self.houses {
            links.push((house.plan.name, house.act(&Act::Link).await?));
        }
        Ok(links)
    }

    /// The clocks go on to the machine's own time, if the month that was lived through ended long enough ago.
    ///
    /// # Errors
    /// [`TownError`].
    pub async fn until_today(&self) -> Result<(), TownError> {
        self.until(RealClock.now()).await?;
        self.talk().await
    }

    /// All clocks show the same: the members' requests are signed with the time.
    pub(super) async fn even_out(&self) -> Result<(), TownError> {
        let clocks = try_join_all(self.houses.iter().map(House::now)).await?;
        let Some(latest) = clocks.iter().max().copied() else { return Ok(()) };
        for (house, now) in self.houses.iter().zip(clocks) {
            let behind = Duration::try_from(latest.duration_since(now)).unwrap_or_default();
            if behind >= Duration::from_secs(2) {
                house.pass(behind).await?;
            }
        }
        Ok(())
    }

    /// Time passes for everybody.
    pub(super) async fn pass(&self, time: Duration) -> Result<(), TownError> {
        try_join_all(self.houses.iter().map(|house| house.pass(time))).await?;
        self.even_out().await
    }

    /// Time passes for everybody until a moment.
    pub(super) async fn until(&self, moment: Timestamp) -> Result<(), TownError> {
        let Some(first) = self.houses.first() else { return Ok(()) };
        match Duration::try_from(moment.duration_since(first.now().await?)) {
            Ok(left) if !left.is_zero() => self.pass(left).await,
            _ => Ok(()),
        }
    }

    /// Everybody asks everybody until all know all.
    pub(super) async fn talk(&self) -> Result<(), TownError> {
        for _ in 0..TIMES {
            self.pass(BETWEEN).await?;
            for house in &self.houses {
                house.act::<Value>(&Act::Tick).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn found(&mut self) -> Result<(), TownError> {
        let Some(founder) = self.houses.first() else { return Ok(()) };
        if known(founder).await?.is_none() {
            let (means, adherents) = people(0);
            let card = month::card(0, founder.plan.name);
            let charter = self.shared.charter();
            founder.act::<Value>(&Act::Found { charter, means, adherents, card }).await?;
        }
        for index in 1..self.houses.len() {
            let (founder, house) = (&self.houses[0], &self.houses[index]);
            let done = format!("{} is in", house.plan.name);
            if self.notes.is_done(&done) {
                continue;
            }
            let (means, adherents) = people(index);
            let card = month::card(index, house.plan.name);
            let invited: Invited = founder.act(&Act::Invite { charter: self.shared.charter() }).await?;
            let request: String = house.act(&Act::Ask { invited: invited.clone(), means, adherents, card }).await?;
            founder.act::<Value>(&Act::Welcome { invited, request }).await?;
            self.talk().await?;
            for voter in &self.houses[..index] {
                voter.act::<Value>(&Act::Vote).await?;
            }
            self.talk().await?;
            let standing = house.state().await?;
            if standing.members <= index {
                return Err(TownError::Wrong(format!("{} was not admitted", house.plan.name)));
            }
            (self.tell)(&format!("{} is a member of the federation.", house.plan.name));
            self.notes.note_done(&done)?;
        }
        Ok(())
    }

    pub(super) async fn live_a_month(&mut self) -> Result<(), TownError> {
        let from = self.notes.first_day();
        let to = from.checked_add(1.month()).unwrap_or(from);
        self.estimate(from, to).await?;
        self.until(midnight(to)).await?;
        self.spend(from, to).await?;
        self.talk().await?;
        (self.tell)(&format!("{} is over: bills are declared, and what was used is counted.", name(from)));
        Ok(())
    }

    /// Everybody says what it expects to spend, and approves what the others do.
    async fn estimate(&mut self, from: Date, to: Date) -> Result<(), TownError> {
        for index in 0..self.houses.len() {
            let done = format!("{} expects {}", self.houses[index].plan.name, name(from));
            if self.notes.is_done(&done) {
                continue;
            }
            for (number, cost) in month::costs(index, from, to).into_iter().enumerate() {
                let estimate: String = self.houses[index].act(&Act::Estimate(cost)).await?;
                self.notes.note_estimate(&format!("{done} {number}"), &estimate)?;
            }
            self.notes.note_done(&done)?;
        }
        self.talk().await?;
        for house in &self.houses {
            house.act::<Value>(&Act::Approve).await?;
        }
        self.talk().await
    }

    /// Everybody declares its bills, and tells what it carried and what its viewers saw.
    async fn spend(&mut self, from: Date, to: Date) -> Result<(), TownError> {
        let states = try_join_all(self.houses.iter().map(House::state)).await?;
        let members: Vec<String> = states.into_iter().map(|state| state.member).collect();
        let traffic = month::traffic(&members, from, to);
        for index in 0..self.houses.len() {
            let house = &self.houses[index];
            let done = format!("{} spent {}", house.plan.name, name(from));
            if self.notes.is_done(&done) {
                continue;
            }
            for (number, cost) in month::costs(index, from, to).into_iter().enumerate() {
                let expected = format!("{} expects {} {number}", house.plan.name, name(from));
                let estimate = self.notes.estimate(&expected).unwrap_or_default().to_owned();
                house.act::<Value>(&Act::Bill { estimate, cost }).await?;
            }
            let carried = month::rows(&traffic, &members, |home, carrier| (carrier == index).then_some(home));
            house.act::<Value>(&Act::Count { side: Counter::Carrier, rows: carried }).await?;
            let seen =
                month::rows(&traffic, &members, |home, carrier| (home == index && carrier != index).then_some(carrier));
            house.act::<Value>(&Act::Count { side: Counter::Home, rows: seen }).await?;
            self.notes.note_done(&done)?;
        }
        Ok(())
    }

    /// The month is proposed, recomputed by all, looked at by their treasurers, and closed.
    async fn close(&mut self) -> Result<(), TownError> {
        let from = self.notes.first_day();
        self.propose(from).await?;
        for house in &self.houses {
            house.act::<Value>(&Act::Agree).await?;
        }
        self.talk().await?;
        self.talk().await?;
        let report = self.agreed(from).await?;
        (self.tell)(&format!("{} is closed on report {}.", name(from), report.get(..16).unwrap_or(&report)));
        Ok(())
    }

    /// The month is proposed, and everybody has computed what the proposal leads to.
    pub(super) async fn propose(&self, from: Date) -> Result<(), TownError> {
        let end = midnight(from.checked_add(1.month()).unwrap_or(from));
        self.until(end.checked_add(SETTLED).unwrap_or(end)).await?;
        self.talk().await?;
        self.talk().await
    }

    /// The report that all houses know the month to be closed on.
    ///
    /// # Errors
    /// [`TownError::Wrong`] if they do not.
    pub(super) async fn agreed(&self, from: Date) -> Result<String, TownError> {
        let states = try_join_all(self.houses.iter().map(House::state)).await?;
        let mut reports: Vec<(&str, Option<String>)> = Vec::new();
        for (house, state) in self.houses.iter().zip(states) {
            let month = state.months.into_iter().find(|(month, _)| *month == name(from));
            reports.push((house.plan.name, month.and_then(|(_, report)| report)));
        }
        match reports.first().and_then(|(_, report)| report.clone()) {
            Some(first) if reports.iter().all(|(_, report)| report.as_ref() == Some(&first)) => Ok(first),
            _ => Err(TownError::Wrong(format!("{} is not closed alike: {reports:?}", name(from)))),
        }
    }
}

/// Where the federation stands for a house; none if it is in none.
async fn known(house: &House) -> Result<Option<Standing>, TownError> {
    match house.state().await {
        Err(TownError::Client(ClientError::Refused { status: http::StatusCode::BAD_REQUEST, .. })) => Ok(None),
        state => state.map(Some),
    }
}

fn people(index: usize) -> (String, u32) {
    let (means, adherents) = PEOPLE[index % PEOPLE.len()];
    (means.to_owned(), adherents)
}

pub(super) fn midnight(day: Date) -> Timestamp {
    TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX)
}

pub(super) fn name(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}
