//! A person's space: their videos and the place to drop new ones.

mod island;

use askama::Template;

use super::chrome::Chrome;
use super::home::Pager;
use super::money::Money;
use super::video_settings::Visibility;
use crate::i18n::format;

/// Most videos on a page of a space.
pub const SPACE_LIMIT: usize = 50;

/// Why a video could not be made ready. Closed: each says what to do (`failure-…`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureReason {
    /// No picture and no sound that can be read.
    NotAVideo,
    /// The file ends too early.
    Truncated,
    /// A playlist, script or other file dressed as a video.
    Forbidden,
    /// More pixels, streams or a longer time than this member takes.
    TooLarge,
    /// The author's quota would be exceeded.
    OverQuota,
    /// It took longer than this member allows.
    TooSlow,
    /// This member's own trouble, seen by its operator; the upload is kept.
    Trouble,
}

impl FailureReason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::NotAVideo,
        Self::Truncated,
        Self::Forbidden,
        Self::TooLarge,
        Self::OverQuota,
        Self::TooSlow,
        Self::Trouble,
    ];

    /// The code in the API, and the end of the message's key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAVideo => "not-a-video",
            Self::Truncated => "truncated",
            Self::Forbidden => "forbidden",
            Self::TooLarge => "too-large",
            Self::OverQuota => "over-quota",
            Self::TooSlow => "too-slow",
            Self::Trouble => "trouble",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("failure-{}", self.code())
    }
}

/// How far a video is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VideoState {
    /// Bytes still arrive: so many thousandths are here.
    Uploading(u16),
    /// Whole, waiting for its turn.
    Waiting,
    /// Being made ready, nothing to play yet.
    Processing(u16),
    /// Being made ready, the first rendition plays while it grows.
    Playable(u16),
    /// Whole.
    Ready,
    /// Could not be made ready.
    Failed(FailureReason),
}

impl VideoState {
    /// The code in the API and in `data-state`, and the end of the message's key (`state-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Uploading(_) => "uploading",
            Self::Waiting => "waiting",
            Self::Processing(_) => "processing",
            Self::Playable(_) => "playable",
            Self::Ready => "ready",
            Self::Failed(_) => "failed",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("state-{}", self.code())
    }

    /// Thousandths done, where that says something.
    pub const fn permille(self) -> Option<u16> {
        match self {
            Self::Uploading(done) | Self::Processing(done) | Self::Playable(done) => Some(done),
            Self::Waiting | Self::Ready | Self::Failed(_) => None,
        }
    }

    /// Whether the watch page has something to play.
    pub const fn watchable(self) -> bool {
        matches!(self, Self::Playable(_) | Self::Ready)
    }

    /// Whether its author may have it tried again, by `POST /space/videos/{id}/retry`.
    pub const fn may_be_retried(self) -> bool {
        matches!(self, Self::Failed(FailureReason::OverQuota))
    }

    /// Why it failed.
    pub const fn failure(self) -> Option<FailureReason> {
        match self {
            Self::Failed(reason) => Some(reason),
            _ => None,
        }
    }
}

/// A video in its author's list.
#[derive(Clone, Debug)]
pub struct SpaceVideo {
    /// Its id, base32; empty while it is being uploaded.
    pub id: String,
    /// The upload that it will come of, in `POST /space/uploads/{id}/cancel`.
    pub upload: Option<String>,
    pub title: String,
    /// How far it is.
    pub state: VideoState,
    /// Whether it was public and is not sealed yet.
    pub closing: bool,
    pub visibility: Visibility,
    /// Playing time in milliseconds, once known.
    pub duration_ms: Option<u64>,
    /// Bytes stored for it.
    pub stored_bytes: u64,
    /// When it was made.
    pub created_at: jiff::Timestamp,
    /// The path of its thumbnail, which its author's browser gets in the clear.
    pub thumbnail: Option<String>,
    /// What it costs this month; `None` while no expense was entered.
    pub cost: Option<Money>,
}

/// `GET /space?after=…`.
#[derive(Clone, Debug, Template)]
#[template(path = "space.html")]
pub struct SpacePage {
    /// The frame.
    pub chrome: Chrome,
    /// Whose space it is: the account's id, in hex.
    pub account: String,
    /// Bytes really stored for this account.
    pub used_bytes: u64,
    /// The account's quota in bytes; `None` is without a limit.
    pub quota_bytes: Option<u64>,
    /// Largest single upload in bytes.
    pub upload_limit_bytes: u64,
    /// The videos, newest first, at most [`SPACE_LIMIT`].
    pub videos: Vec<SpaceVideo>,
    /// Pages before and after.
    pub pager: Pager,
    /// Whether a member is gone whose spaces may be brought here.
    pub adopts: bool,
}

impl SpacePage {
    /// How much of the quota is used, in words.
    pub fn quota_text(&self, quota: &u64) -> String {
        let lang = self.chrome.lang;
        let (used, quota) = (format::size(lang, self.used_bytes), format::size(lang, *quota));
        lang.text_with_all("space-quota", [("used", used), ("quota", quota)])
    }

    /// Thousandths of the quota that are used.
    pub fn used_permille(&self) -> Option<u16> {
        let quota = u128::from(self.quota_bytes.filter(|&quota| quota > 0)?);
        Some(u16::try_from((u128::from(self.used_bytes) * 1000 / quota).min(1000)).unwrap_or(1000))
    }
}
