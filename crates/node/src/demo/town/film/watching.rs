//! Watching the film whole, from each house by itself and by the federation's name.

use std::collections::BTreeMap;

use carry::id::ObjectHash;
use carry::report::{Report, Told, What};
use http::Method;
use http::header::CONTENT_TYPE;

use super::{Film, House, PLAYLIST_BYTES, Town, TownError, visitor};
use crate::demo::viewer::{self, Seen};

/// The media type of what players tell.
const REPORT: &str = "application/cmcd";
/// What the picture of a video is called among what was seen.
const THUMBNAIL: &str = "thumbnail";

/// What a viewer received of a house.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Received {
    /// All that came.
    pub bytes: u64,
    /// What a player tells the home of: renditions, not the picture.
    pub told: u64,
}

impl Town {
    /// Watches at the home and at each carrier, and tells the home what came from others; by house.
    pub(in super::super) async fn watch_at_each(
        &self,
        film: &mut Film,
        carriers: &[usize],
    ) -> Result<BTreeMap<usize, Received>, TownError> {
        let mut received = BTreeMap::new();
        for index in std::iter::once(0).chain(carriers.iter().copied()) {
            let house = &self.houses[index];
            let seen = viewer::watch(visitor(&house.plan.address())?, film.video, &film.key).await?;
            if let Some(fault) = seen.faults.first() {
                return Err(TownError::Liar(format!("{} sent what is not the video: {fault}", house.plan.name)));
            }
            film.objects = seen.objects.iter().map(|object| object.object).collect();
            let renditions: BTreeMap<ObjectHash, u64> = renditions(&seen);
            received.insert(index, Received { bytes: seen.bytes.values().sum(), told: renditions.values().sum() });
            if index > 0 {
                self.tell_the_home(film, index, &renditions).await?;
            }
        }
        Ok(received)
    }

    /// Comes by the federation's name, and watches at the first house that the playlist there names and that answers; which
    /// one, and how many bytes came.
    pub(super) async fn watch_by_the_name(&self, film: &Film) -> Result<(usize, u64), TownError> {
        let page = visitor(&self.shared.address())?;
        page.send(page.request(Method::GET, &format!("/v/{}", film.video))?).await?;
        let answer = page.send(page.request(Method::GET, &format!("/v/{}/master.m3u8", film.video))?).await?;
        let playlist = String::from_utf8_lossy(&page.read(answer, PLAYLIST_BYTES).await?).into_owned();
        let place = |house: &House| playlist.find(&house.plan.address());
        let running = self.houses.iter().enumerate();
        let named = running.filter_map(|(index, house)| Some((place(house)?, index))).min();
        let (_, index) = named.ok_or_else(|| TownError::Wrong("the playlist names no house that runs".to_owned()))?;
        let house = &self.houses[index];
        let seen = viewer::watch(visitor(&house.plan.address())?, film.video, &film.key).await?;
        match seen.faults.first() {
            Some(fault) => Err(TownError::Wrong(format!("at {}: {fault}", house.plan.name))),
            None => Ok((index, seen.bytes.values().sum())),
        }
    }

    /// As a player does: docs/formats/report.md.
    async fn tell_the_home(
        &self,
        film: &Film,
        carrier: usize,
        received: &BTreeMap<ObjectHash, u64>,
    ) -> Result<(), TownError> {
        let Some((pathway, _)) = film.pathways.iter().find(|(_, house)| **house == carrier) else { return Ok(()) };
        let told = |(object, bytes): (&ObjectHash, &u64)| Told {
            pathway: pathway.clone(),
            object: *object,
            what: What::Received { bytes: *bytes, answers: 1, failures: 0 },
        };
        let report = Report { lines: received.iter().map(told).collect() };
        let home = visitor(&self.houses[0].plan.address())?;
        let path = format!("/v/{}/report", film.video);
        let request = home.request(Method::POST, &path)?.header(CONTENT_TYPE, REPORT).body(report.to_string());
        home.send(request).await?;
        Ok(())
    }
}

fn renditions(seen: &Seen) -> BTreeMap<ObjectHash, u64> {
    let renditions = seen.objects.iter().filter(|object| object.name != THUMBNAIL);
    renditions.filter_map(|object| Some((object.object, *seen.bytes.get(&object.object)?))).collect()
}
