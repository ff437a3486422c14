//! Pages for what went wrong. Each says what to do.

use askama::Template;

use super::chrome::Chrome;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// 400: the form was changed on the way, or the page is too old (its token is not the session's).
    Stale,
    /// 403: not for this account.
    Forbidden,
    /// 404: nothing here.
    NotFound,
    /// 410: a video that its author deleted.
    Deleted,
    /// 410: a link from a mail or an invitation that no longer works.
    LinkExpired,
    /// 413: more than this member takes.
    TooLarge,
    /// 429: too many tries; so many seconds to wait.
    TooMany(u64),
    /// 500: this member's own trouble.
    Internal,
    /// 503: stopping or starting.
    Unavailable,
    /// 503: a video whose home alone says who may watch it, and does not answer.
    HomeSilent,
}

impl Trouble {
    /// One of each.
    pub const ALL: [Self; 10] = [
        Self::Stale,
        Self::Forbidden,
        Self::NotFound,
        Self::Deleted,
        Self::LinkExpired,
        Self::TooLarge,
        Self::TooMany(60),
        Self::Internal,
        Self::Unavailable,
        Self::HomeSilent,
    ];

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Stale => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Deleted | Self::LinkExpired => 410,
            Self::TooLarge => 413,
            Self::TooMany(_) => 429,
            Self::Internal => 500,
            Self::Unavailable | Self::HomeSilent => 503,
        }
    }

    /// The middle of the messages' keys (`trouble-…-title`, `trouble-…-text`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Deleted => "deleted",
            Self::LinkExpired => "link-expired",
            Self::TooLarge => "too-large",
            Self::TooMany(_) => "too-many",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
            Self::HomeSilent => "home-silent",
        }
    }
}

/// Any page that is not what was asked for.
#[derive(Clone, Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame.
    pub chrome: Chrome,
    /// What went wrong.
    pub trouble: Trouble,
    /// A number to give to the operator, as in the log; for [`Trouble::Internal`].
    pub reference: Option<String>,
}

impl ErrorPage {
    /// The heading.
    pub fn title(&self) -> String {
        self.chrome.t(format!("trouble-{}-title", self.trouble.code()))
    }

    /// Whether signing in may help: where videos are, and nobody is signed in. It is said of every video that is not
    /// there, so that it tells of none.
    pub fn may_be_private(&self) -> bool {
        self.trouble == Trouble::NotFound && self.chrome.viewer.is_none() && self.chrome.path.starts_with("/v/")
    }

    /// What to do.
    pub fn text(&self) -> String {
        match self.trouble {
            Trouble::TooMany(seconds) => self.chrome.count("trouble-too-many-text", &seconds.div_ceil(60).max(1)),
            trouble => self.chrome.t(format!("trouble-{}-text", trouble.code())),
        }
    }
}
