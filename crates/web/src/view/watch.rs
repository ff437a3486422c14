//! The watch page, `/v/{id}`.

use askama::Template;

use super::chrome::Chrome;
use super::money::Money;
use super::player::PlayerConfig;
use super::space::VideoState;
use super::video_settings::Visibility;
use crate::i18n::format;

/// What the page says of the video's cost.
#[derive(Clone, Debug)]
pub enum CostShown {
    /// This month's.
    Known(VideoCost),
    /// That no expense was entered.
    NoExpenses,
    /// Nothing: it cannot be worked out, and the video plays all the same.
    Nothing,
}

/// What a video costs this month, by kind.
#[derive(Clone, Debug)]
pub struct VideoCost {
    /// The first day of the month.
    pub month: jiff::civil::Date,
    /// All kinds together.
    pub total: Money,
    /// Bytes sent to viewers.
    pub delivery: Money,
    /// Bytes kept.
    pub storage: Money,
    /// Making it ready.
    pub encoding: Money,
}

/// A video's home that is gone, by the members' vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HomeGone {
    /// Since when nobody has heard of it.
    pub since: jiff::civil::Date,
    /// On which day the video goes, unless its space finds another home.
    pub removed: jiff::civil::Date,
    /// Whether its space may be brought elsewhere today.
    pub open: bool,
}

/// `GET /v/{id}`. Title and description of what is not public are empty: the player decrypts them.
#[derive(Clone, Debug, Template)]
#[template(path = "watch.html")]
pub struct WatchPage {
    /// The frame.
    pub chrome: Chrome,
    /// Its id, base32.
    pub id: String,
    /// Title of a public video.
    pub title: String,
    /// Description of a public video; line breaks count.
    pub description: String,
    /// The name of the author's account.
    pub author: String,
    /// When it was published; `None` before.
    pub published_at: Option<jiff::Timestamp>,
    /// Playing time in milliseconds, once known.
    pub duration_ms: Option<u64>,
    /// Who may see it.
    pub visibility: Visibility,
    /// How far it is.
    pub state: VideoState,
    /// Whether `/v/{id}/thumbnail` answers with a picture that needs no key.
    pub has_thumbnail: bool,
    /// Absolute address of this page, for the description that other sites read; no key in it.
    pub url: String,
    /// The address that its author shares, with the key of an unlisted one; `None` for whom this page's is enough.
    pub share_url: Option<String>,
    /// Whether the viewer is its author (then the page links to its settings).
    pub own: bool,
    /// That its home is gone, if it is.
    pub gone: Option<HomeGone>,
    /// What it costs this month.
    pub cost: CostShown,
    /// What the player needs; `None` while nothing can be played.
    pub player: Option<PlayerConfig>,
}

impl WatchPage {
    /// The parts of the cost, in a sentence.
    pub fn cost_by_kind(&self, cost: &VideoCost) -> String {
        let lang = self.chrome.lang;
        lang.text_with_all(
            "cost-by-kind",
            [
                ("delivery", cost.delivery.show(lang)),
                ("storage", cost.storage.show(lang)),
                ("encoding", cost.encoding.show(lang)),
            ],
        )
    }

    /// What becomes of a video whose home is gone.
    pub fn gone_words(&self, gone: &HomeGone) -> String {
        let day = |day| format::civil_date(self.chrome.lang, day);
        self.chrome.lang.text_with_all("watch-gone", [("since", day(gone.since)), ("day", day(gone.removed))])
    }

    /// Whether there is nothing to play yet, and will be.
    pub const fn waits(&self) -> bool {
        self.player.is_none() && self.state.failure().is_none()
    }

    /// How far a video that waits is, in words.
    pub fn progress(&self) -> String {
        let percent = self.chrome.percent(&self.state.permille().unwrap_or_default());
        self.chrome.t("watch-progress").replace("%percent%", &percent)
    }

    /// The player's configuration as JSON that cannot end its script element.
    pub fn player_json(&self) -> String {
        self.player.as_ref().map(|config| config.json(self.chrome.lang)).unwrap_or_default()
    }
}
