//! The federation at work: who carries for whom, as a picture and as figures, and who does not answer.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Frame;
use crate::i18n::format;
use crate::view::chrome::Chrome;
use crate::view::money::Money;
use crate::view::purse::flows::{Flows, Party};

/// Members on each side of the picture, at most; the table has them all.
const PICTURED: usize = 12;

/// What one member carries for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkRow {
    pub home: String,
    pub carrier: String,
    /// Bytes that the carrier says it holds.
    pub stored: u64,
    /// Bytes that it says it delivered on the day before this one.
    pub delivered: u64,
    /// Bytes that it says it delivered in the last hour.
    pub last_hour: u64,
}

/// A member that does not answer this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    pub name: String,
    pub since: Timestamp,
    /// From when on the others may name a new home for its log, by the charter.
    pub succession: Timestamp,
    /// Whether others hold videos of it.
    pub is_carried: bool,
    /// Its id, if that time is over and it may be proposed to say that it is gone.
    pub proposed: Option<String>,
}

/// A member that is gone, by the members' vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneMember {
    pub name: String,
    pub since: Date,
    /// From when until when its spaces may be brought elsewhere.
    pub from: Date,
    pub until: Date,
    /// When what nobody brought elsewhere is removed.
    pub removed: Date,
    /// Videos that nobody brought elsewhere, and their bytes.
    pub left_videos: u64,
    pub left_bytes: u64,
    /// Videos that have a new home.
    pub adopted_videos: u64,
    /// What keeping the others costs this month; none while no bill says.
    pub cost: Option<Money>,
    /// Its id, if it answers and may be proposed to be back.
    pub back: Option<String>,
}

/// `GET /federation/work`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/work.html")]
pub struct WorkPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// The UTC day of what was delivered, at its start.
    pub day: Timestamp,
    /// The beginning of the last hour, of which members have told.
    pub hour: Timestamp,
    /// By home, then by carrier.
    pub rows: Vec<WorkRow>,
    /// By name; those that are gone are not among them.
    pub silent: Vec<Silent>,
    /// In the order of their ids.
    pub gone: Vec<GoneMember>,
}

impl WorkPage {
    /// What happens next with the videos of a member that is gone.
    #[must_use]
    pub fn next(&self, one: &GoneMember) -> String {
        let day = |day| format::civil_date(self.chrome.lang, day);
        let days = [("since", one.since), ("from", one.from), ("until", one.until), ("removed", one.removed)];
        self.chrome.lang.text_with_all("work-gone-next", days.map(|(name, date)| (name, day(date))))
    }

    /// How much nobody brought elsewhere.
    #[must_use]
    pub fn left(&self, one: &GoneMember) -> String {
        let lang = self.chrome.lang;
        let (videos, size) = (lang.text_count("adopt-videos", one.left_videos), format::size(lang, one.left_bytes));
        lang.text_with_all("work-gone-left", [("videos", videos), ("size", size)])
    }

    /// Homes on the left, carriers on the right, as wide as what is stored.
    #[must_use]
    pub fn flows(&self) -> Flows {
        self.drawn(|row| row.stored)
    }

    /// The same, as wide as what was delivered in the last hour.
    #[must_use]
    pub fn hourly(&self) -> Flows {
        self.drawn(|row| row.last_hour)
    }

    fn drawn(&self, bytes: fn(&WorkRow) -> u64) -> Flows {
        let (mut from, mut to, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
        for row in self.rows.iter().filter(|row| bytes(row) > 0) {
            let pair = (place(&mut from, &row.home, bytes(row)), place(&mut to, &row.carrier, bytes(row)));
            if let (Some(one), Some(other)) = pair {
                amounts.push((one, other, bytes(row)));
            }
        }
        for party in from.iter_mut().chain(&mut to) {
            party.1 = self.chrome.size(&party.2);
        }
        Flows::between(&from, &to, &amounts)
    }
}

/// The place of a name among the parties, with so much more; none where there is no room for one more.
fn place(parties: &mut Vec<Party>, name: &str, more: u64) -> Option<usize> {
    let known = parties.iter().position(|(known, ..)| known == name);
    let place = match known {
        Some(place) => place,
        None if parties.len() < PICTURED => {
            parties.push((name.to_owned(), String::new(), 0));
            parties.len() - 1
        }
        None => return None,
    };
    let party = parties.get_mut(place)?;
    party.2 = party.2.saturating_add(more);
    Some(place)
}
