//! The books: files for the programs that associations keep accounts with.

use askama::Template;

use super::chrome::Chrome;

/// A file that can be downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// The name in addresses and on the command line.
    pub format: &'static str,
}

impl FileRow {
    /// The message that names it.
    pub fn key(self) -> String {
        format!("books-format-{}", self.format)
    }

    /// The message that says what it is for.
    pub fn hint_key(self) -> String {
        format!("books-format-{}-hint", self.format)
    }
}

/// `GET /purse/books?year=2026&owner=member`; the files are at `/purse/books/FORMAT` with the same query.
#[derive(Clone, Debug, Template)]
#[template(path = "bookkeeping.html")]
pub struct BookkeepingPage {
    /// The frame.
    pub chrome: Chrome,
    /// Whether the member is in a federation.
    pub joined: bool,
    /// The years with closed periods, newest first.
    pub years: Vec<i16>,
    /// The year chosen.
    pub year: i16,
    /// Whether the fund's books are chosen.
    pub fund: bool,
    /// Whether this member holds the fund, and so keeps its books.
    pub holds_fund: bool,
    /// How many entries the book has.
    pub entries: u64,
    /// All formats.
    pub files: Vec<FileRow>,
}

impl BookkeepingPage {
    /// Whether a year is the one chosen.
    pub const fn is_chosen(&self, year: &i16) -> bool {
        self.year == *year
    }

    /// The query of a file.
    pub fn query(&self) -> String {
        format!("year={}&owner={}", self.year, if self.fund { "fund" } else { "member" })
    }
}
