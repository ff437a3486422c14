//! The first page and the search page: public videos.

use askama::Template;

use super::chrome::Chrome;
use super::money::Money;

/// Most videos on a page of the newest.
pub const RECENT_LIMIT: usize = 12;
/// Most videos on a page of search results.
pub const FOUND_LIMIT: usize = 24;

/// A public video in a list.
#[derive(Clone, Debug)]
pub struct VideoCard {
    /// Its id, base32.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The name of its author's account.
    pub author: String,
    /// Playing time in milliseconds.
    pub duration_ms: u64,
    /// When it was published.
    pub published_at: jiff::Timestamp,
    /// Whether `/v/{id}/thumbnail` answers.
    pub has_thumbnail: bool,
    /// What it costs this month; `None` while no expense was entered.
    pub cost: Option<Money>,
}

/// `GET /?after=…`.
#[derive(Clone, Debug, Template)]
#[template(path = "home.html")]
pub struct HomePage {
    /// The frame.
    pub chrome: Chrome,
    /// Public videos, newest first, at most [`RECENT_LIMIT`].
    pub recent: Vec<VideoCard>,
    /// Whether these are the newest: then the page says what this place is.
    pub first: bool,
    /// Pages with newer and older videos.
    pub pager: Pager,
}

/// `GET /search?q=…&after=…`.
#[derive(Clone, Debug, Template)]
#[template(path = "search.html")]
pub struct SearchPage {
    /// The frame.
    pub chrome: Chrome,
    /// What was searched for, as typed; empty before the first search.
    pub query: String,
    /// What was found, best first, at most [`FOUND_LIMIT`] a page.
    pub found: Vec<VideoCard>,
    /// Pages before and after.
    pub pager: Pager,
}

/// Links to the neighbouring pages of a list; paths with their query.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}
