//! The journal: double-entry books of what an association lives through in the common purse.
//!
//! [`Record`]s come in, from closings, bank statements and treasurers; [`Book::build`] makes of them the books of one
//! member, or those of the fund; [`export`] writes a book for other programs. docs/formats/books.md tells a treasurer
//! which file is for which program.
//!
//! Accounts are those of the French plan comptable for associations (ANC 2018-06 and 2022-06), [`Account`].

mod account;
mod book;
mod check;
mod event;
pub mod export;
mod fund;
mod language;
mod member;
mod of_federation;
mod refusal;
mod text;
mod transaction;
mod wording;

pub use account::{Account, Kind};
pub use book::{Balance, Book, Federation, Year};
pub use event::{Attachment, Contributed, Event, Gift, GiftKind, Nature, Owner, Record, Settles, Share};
pub use language::Language;
pub use of_federation::{Lived, NotBooked, code_of, of_federation};
pub use refusal::BookRefusal;
pub use text::{Code, CodeRefusal, MAX_CODE_CHARS, MAX_MEMBER_CODE_CHARS, MAX_TEXT_CHARS, MemberCode};
pub use transaction::{Journal, Posting, Transaction};

/// Records in one book. A federation of 1,000 members writes fewer in ten years.
pub const MAX_RECORDS: usize = 200_000;

/// Members of a federation.
pub const MAX_MEMBERS: usize = 1_000;

/// Attachments of one record.
pub const MAX_ATTACHMENTS: usize = 20;

/// Lines of one member's share in a closing: each pool's credit and charge, several times over.
pub const MAX_SHARE_LINES: usize = 50;

/// Months in a year of books; the first one of an association may be longer than twelve.
pub const MAX_YEAR_MONTHS: u8 = 24;
