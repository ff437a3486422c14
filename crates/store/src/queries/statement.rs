//! A statement with its arguments. Texts pass through here, so that both engines hold the same.

use std::borrow::Cow;

use sqlx::query::Query;

use super::{Conn, Db, Row};
use crate::fault::Answer;

type Plain<'q> = Query<'q, Db, <Db as sqlx::Database>::Arguments>;

/// A statement with arguments `$1`, `$2`… on this engine.
pub(crate) struct Statement<'q>(Plain<'q>);

impl<'q> Statement<'q> {
    pub(super) fn new(text: &'static str) -> Self {
        Self(sqlx::query(text))
    }

    pub(super) fn bind(self, value: impl Argument<'q>) -> Self {
        Self(value.bind_to(self.0))
    }

    pub(super) async fn execute(self, conn: &mut Conn) -> Answer<<Db as sqlx::Database>::QueryResult> {
        Ok(self.0.execute(conn).await?)
    }

    pub(super) async fn fetch_one(self, conn: &mut Conn) -> Answer<Row> {
        Ok(self.0.fetch_one(conn).await?)
    }

    pub(super) async fn fetch_optional(self, conn: &mut Conn) -> Answer<Option<Row>> {
        Ok(self.0.fetch_optional(conn).await?)
    }

    pub(super) async fn fetch_all(self, conn: &mut Conn) -> Answer<Vec<Row>> {
        Ok(self.0.fetch_all(conn).await?)
    }
}

/// What a statement takes.
pub(super) trait Argument<'q> {
    fn bind_to(self, statement: Plain<'q>) -> Plain<'q>;
}

macro_rules! as_they_are {
    ($($type:ty),+) => {
        $(impl<'q> Argument<'q> for $type {
            fn bind_to(self, statement: Plain<'q>) -> Plain<'q> {
                statement.bind(self)
            }
        })+
    };
}

as_they_are!(i64, Option<i64>, bool, &'q [u8], Option<&'q [u8]>, &'q Vec<u8>, Vec<u8>, Option<Vec<u8>>);

/// A text that PostgreSQL can hold: it holds every character but the null one, which becomes the replacement
/// character, as in a browser.
fn held(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{FFFD}")) } else { text }
}

impl<'q> Argument<'q> for Option<Cow<'q, str>> {
    fn bind_to(self, statement: Plain<'q>) -> Plain<'q> {
        match self.map(held) {
            None => statement.bind(None::<&str>),
            Some(Cow::Borrowed(text)) => statement.bind(text),
            Some(Cow::Owned(text)) => statement.bind(text),
        }
    }
}

macro_rules! texts {
    ($($type:ty, $text:ident => $some:expr;)+) => {
        $(impl<'q> Argument<'q> for $type {
            fn bind_to(self, statement: Plain<'q>) -> Plain<'q> {
                let $text = self;
                let text: Option<Cow<'q, str>> = $some;
                text.bind_to(statement)
            }
        })+
    };
}

texts! {
    &'q str, text => Some(Cow::Borrowed(text));
    &'q String, text => Some(Cow::Borrowed(text));
    String, text => Some(Cow::Owned(text));
    Option<&'q str>, text => text.map(Cow::Borrowed);
    Option<String>, text => text.map(Cow::Owned);
    &'q Option<String>, text => text.as_deref().map(Cow::Borrowed);
}
