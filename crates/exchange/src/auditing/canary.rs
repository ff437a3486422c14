//! This member as a canary: it watches a little of another member's video as a player does, and keeps what it received.

use std::collections::BTreeMap;

use carry::canary::{self, Part};
use carry::id::VideoId;
use carry::playlist::pathway_id;
use carry::report::{Told, What};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use peers::client::{Directory, OpenTransport, Request};
use purse::id::MemberId;
use purse::usage::Hour;
use seams::entropy::random;
use serde::Deserialize;
use store::CanarySum;

use super::{Auditor, Due, after, before};
use crate::failure::ExchangeFailure;
use crate::office::Office;
use crate::received::{Received, lines};

/// Parts that are fetched each time.
const PARTS: usize = 3;

/// Bytes that are fetched each time, at most.
const BYTES_A_TIME: u64 = 8 << 20;

/// Bytes that are fetched in a UTC day, at most.
const CANARY_BYTES_A_DAY: u64 = 64 << 20;

/// Seconds between two times on average.
const EVERY_SECONDS: u64 = 4 * 3_600;

/// Nearer to midnight UTC nothing is fetched: the three who count might not count it on the same day.
const FROM_MIDNIGHT: SignedDuration = SignedDuration::from_mins(15);

/// Media types of what a player reads.
const PLAYLIST: &str = "application/vnd.apple.mpegurl";
const HASHES: &str = "application/json";

/// What may be watched where.
#[derive(Debug, Clone, Copy)]
struct Watch {
    home: MemberId,
    video: VideoId,
    carrier: MemberId,
}

/// The list of hashes as a home serves it ([`carry::playlist::Integrity`]).
#[derive(Deserialize)]
struct Hashes {
    objects: BTreeMap<String, BTreeMap<String, String>>,
}

impl Office {
    /// Watches a little if it is time; how many parts were fetched.
    pub(super) async fn watch_due(&self, with: &Auditor<'_>, due: &mut Due) -> Result<usize, ExchangeFailure> {
        let now = self.clock.now();
        let Some(at) = due.canary else {
            due.canary = Some(self.drawn_time(now, EVERY_SECONDS));
            return Ok(0);
        };
        if at > now || near_midnight(now) {
            return Ok(0);
        }
        due.canary = Some(self.drawn_time(now, EVERY_SECONDS));
        let (day, midnight) = (Hour::of(now).day(), Hour::of(now).day().first_hour().start());
        let received = self.store.canaries(midnight, Timestamp::MAX).await?;
        let received = received.iter().map(|sum| sum.received).fold(0, u64::saturating_add);
        let most = CANARY_BYTES_A_DAY.saturating_sub(received).min(BYTES_A_TIME);
        let Some(watch) = self.drawn_watch(now).await else { return Ok(0) };
        let Some(parts) = self.parts(with.open, &watch).await else { return Ok(0) };
        let parts = canary::choose(&parts, &random(&*self.entropy), PARTS, most);
        let (received, mut told) = self.receive(with, &watch, &parts).await;
        let bytes = received.values().copied().fold(0, u64::saturating_add);
        told.extend(lines(&received));
        let Watch { home, video, carrier } = watch;
        let reported = if self.report(with.open, home, video, told).await { bytes } else { 0 };
        if bytes > 0 {
            self.store.add_canary(&CanarySum { day, home, carrier, received: bytes, reported }).await?;
        }
        Ok(parts.len())
    }

    /// A video of another home at a carrier that says it holds it, each as likely.
    async fn drawn_watch(&self, now: Timestamp) -> Option<Watch> {
        let (me, desk) = (self.member(), self.desk().await);
        let carrying = &desk.facts().carrying;
        let members = desk.chain().ok()?.roll.electorate();
        let heard = |member: &MemberId| *member != me && self.is_heard(member, now);
        let mut all: Vec<Watch> = Vec::new();
        for home in members.into_iter().filter(heard) {
            for placed in carrying.placements(&home) {
                let video = VideoId::from_bytes(placed.video.0);
                let carriers = carrying.serving(&home, &placed.video, placed.manifest);
                let others = carriers.filter(|carrier| *carrier != home && heard(carrier));
                all.extend(others.map(|carrier| Watch { home, video, carrier }));
            }
        }
        let number = self.drawn().checked_rem(u64::try_from(all.len()).ok()?)?;
        all.get(usize::try_from(number).ok()?).copied()
    }

    /// What a player of this video may fetch from this carrier: all, if the home's playlist names it, else nothing.
    async fn parts(&self, open: &dyn OpenTransport, watch: &Watch) -> Option<Vec<Part>> {
        let Watch { home, video, carrier } = watch;
        let playlist = self.read_for(open, (home, video), format!("/v/{video}/master.m3u8"), PLAYLIST).await?;
        let named = format!("\"{}\"", pathway_id(*carrier));
        let playlist = std::str::from_utf8(&playlist).ok().filter(|text| text.contains(&named))?;
        let base = self.ring().base(carrier)?.to_string();
        if let Some(path) = media_playlist(playlist, &base) {
            // It says nothing that the hashes do not; whoever is asked for segments alone is asked by no player that begins.
            let _ = self.read_for(open, (carrier, video), path.to_owned(), PLAYLIST).await;
        }
        let hashes = self.read_for(open, (home, video), format!("/v/{video}/integrity.json"), HASHES).await?;
        let hashes: Hashes = serde_json::from_slice(&hashes).ok()?;
        let parts = hashes.objects.iter().flat_map(|(object, ranges)| {
            ranges.iter().filter_map(move |(range, sha256)| Part::read(object, range, sha256))
        });
        Some(parts.collect())
    }

    /// Reads what the player of a video reads of a member.
    async fn read_for(
        &self,
        open: &dyn OpenTransport,
        (from, video): (&MemberId, &VideoId),
        path: String,
        media_type: &'static str,
    ) -> Option<bytes::Bytes> {
        let base = self.ring().base(from)?;
        let request = Request::get(path, media_type).of_page(format!("/v/{video}"));
        let answer = open.send(&base, &request).await.ok()?;
        answer.status.is_success().then_some(answer.body)
    }

    /// Fetches the parts: the bytes that came, and which were altered.
    async fn receive(&self, with: &Auditor<'_>, watch: &Watch, parts: &[Part]) -> (Received, Vec<Told>) {
        let (mut received, mut altered) = (Received::new(), Vec::new());
        for part in parts {
            let (object, first, last) = (part.object, part.first, part.last);
            let range = first..last.saturating_add(1);
            let came = self.ask_part(with.fetch, (&watch.home, &watch.carrier), object, range).await;
            let sum = received.entry((watch.carrier, object)).or_insert(0);
            *sum = sum.saturating_add(came.bytes);
            if let Some(found) = came.found().filter(|found| *found != part.sha256) {
                let what = What::Altered { first, last, expected: part.sha256, found };
                altered.push(Told { pathway: pathway_id(watch.carrier), object, what });
            }
        }
        (received, altered)
    }
}

/// The path of the first media playlist that a multivariant one names at this address: of the rendition with which players begin.
fn media_playlist<'a>(multivariant: &'a str, base: &str) -> Option<&'a str> {
    multivariant.lines().find_map(|line| line.strip_prefix(base).filter(|path| path.starts_with('/')))
}

fn near_midnight(now: Timestamp) -> bool {
    let day = |at: Timestamp| TimeZone::UTC.to_datetime(at).date();
    day(before(now, FROM_MIDNIGHT)) != day(after(now, FROM_MIDNIGHT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_playlist_that_a_canary_asks_a_carrier_for_is_the_first_that_is_named_there() {
        let text = "#EXTM3U\n#EXT-X-STREAM-INF:PATHWAY-ID=\"a\"\nhttps://a.example/v/1/360p.m3u8\n\
                    #EXT-X-STREAM-INF:PATHWAY-ID=\"b\"\nhttps://b.example/v/1/360p.m3u8\nhttps://b.example/v/1/720p.m3u8\n";
        assert_eq!(media_playlist(text, "https://b.example"), Some("/v/1/360p.m3u8"));
        assert_eq!(media_playlist(text, "https://b"), None);
        assert_eq!(media_playlist(text, "https://c.example"), None);
    }
}
