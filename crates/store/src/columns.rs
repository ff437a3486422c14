//! Between values and columns, alike on both engines: numbers, texts, bytes and flags only.

use carry::id::{MemberId, ObjectHash, VideoId};
use jiff::Timestamp;
use sqlx::{ColumnIndex, Decode, Row, Type};

use crate::fault::{Answer, Fault};
use crate::{SecretHash, UserId};

/// A number as the database holds it.
pub(crate) fn int(value: u64, what: &'static str) -> Answer<i64> {
    i64::try_from(value).map_err(|_| Fault::TooLarge { what })
}

/// A number that may be absent.
pub(crate) fn maybe_int(value: Option<u64>, what: &'static str) -> Answer<Option<i64>> {
    value.map(|value| int(value, what)).transpose()
}

/// A time as the database holds it.
pub(crate) fn ms(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// How many rows a list may have.
pub(crate) fn rows(limit: u32) -> i64 {
    i64::from(limit.min(crate::PAGE_ROWS))
}

/// Reads columns by name; a value that this program never writes is [`Fault::Damaged`].
pub(crate) trait Columns {
    fn int(&self, column: &'static str) -> Answer<i64>;
    fn maybe_int(&self, column: &'static str) -> Answer<Option<i64>>;
    fn text(&self, column: &'static str) -> Answer<String>;
    fn maybe_text(&self, column: &'static str) -> Answer<Option<String>>;
    fn bytes(&self, column: &'static str) -> Answer<Vec<u8>>;
    fn maybe_bytes(&self, column: &'static str) -> Answer<Option<Vec<u8>>>;
    fn flag(&self, column: &'static str) -> Answer<bool>;
    fn maybe_flag(&self, column: &'static str) -> Answer<Option<bool>>;

    fn uint(&self, column: &'static str) -> Answer<u64> {
        u64::try_from(self.int(column)?).map_err(|_| Fault::Damaged { column })
    }

    fn maybe_uint(&self, column: &'static str) -> Answer<Option<u64>> {
        let value = self.maybe_int(column)?;
        value.map(u64::try_from).transpose().map_err(|_| Fault::Damaged { column })
    }

    fn small(&self, column: &'static str) -> Answer<u32> {
        u32::try_from(self.int(column)?).map_err(|_| Fault::Damaged { column })
    }

    fn maybe_small(&self, column: &'static str) -> Answer<Option<u32>> {
        let value = self.maybe_int(column)?;
        value.map(u32::try_from).transpose().map_err(|_| Fault::Damaged { column })
    }

    fn time(&self, column: &'static str) -> Answer<Timestamp> {
        Timestamp::from_millisecond(self.int(column)?).map_err(|_| Fault::Damaged { column })
    }

    fn maybe_time(&self, column: &'static str) -> Answer<Option<Timestamp>> {
        let value = self.maybe_int(column)?;
        value.map(Timestamp::from_millisecond).transpose().map_err(|_| Fault::Damaged { column })
    }

    fn array<const N: usize>(&self, column: &'static str) -> Answer<[u8; N]> {
        self.bytes(column)?.try_into().map_err(|_| Fault::Damaged { column })
    }

    fn maybe_array<const N: usize>(&self, column: &'static str) -> Answer<Option<[u8; N]>> {
        let value = self.maybe_bytes(column)?;
        value.map(<[u8; N]>::try_from).transpose().map_err(|_| Fault::Damaged { column })
    }

    /// A text from a closed list.
    fn word<T>(&self, column: &'static str, from: fn(&str) -> Option<T>) -> Answer<T> {
        from(&self.text(column)?).ok_or(Fault::Damaged { column })
    }

    fn maybe_word<T>(&self, column: &'static str, from: fn(&str) -> Option<T>) -> Answer<Option<T>> {
        let value = self.maybe_text(column)?;
        value.map(|text| from(&text).ok_or(Fault::Damaged { column })).transpose()
    }

    fn user(&self, column: &'static str) -> Answer<UserId> {
        self.array(column).map(UserId::from_bytes)
    }

    fn secret(&self, column: &'static str) -> Answer<SecretHash> {
        self.array(column).map(SecretHash::from_bytes)
    }

    fn video(&self, column: &'static str) -> Answer<VideoId> {
        self.array(column).map(VideoId::from_bytes)
    }

    fn object(&self, column: &'static str) -> Answer<ObjectHash> {
        self.array(column).map(ObjectHash::from_bytes)
    }

    fn member(&self, column: &'static str) -> Answer<MemberId> {
        self.array(column).map(MemberId::from_bytes)
    }
}

impl<R> Columns for R
where
    R: Row,
    &'static str: ColumnIndex<R>,
    i64: for<'r> Decode<'r, R::Database> + Type<R::Database>,
    String: for<'r> Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: for<'r> Decode<'r, R::Database> + Type<R::Database>,
    bool: for<'r> Decode<'r, R::Database> + Type<R::Database>,
{
    fn int(&self, column: &'static str) -> Answer<i64> {
        Ok(self.try_get(column)?)
    }

    fn maybe_int(&self, column: &'static str) -> Answer<Option<i64>> {
        Ok(self.try_get(column)?)
    }

    fn text(&self, column: &'static str) -> Answer<String> {
        Ok(self.try_get(column)?)
    }

    fn maybe_text(&self, column: &'static str) -> Answer<Option<String>> {
        Ok(self.try_get(column)?)
    }

    fn bytes(&self, column: &'static str) -> Answer<Vec<u8>> {
        Ok(self.try_get(column)?)
    }

    fn maybe_bytes(&self, column: &'static str) -> Answer<Option<Vec<u8>>> {
        Ok(self.try_get(column)?)
    }

    fn flag(&self, column: &'static str) -> Answer<bool> {
        Ok(self.try_get(column)?)
    }

    fn maybe_flag(&self, column: &'static str) -> Answer<Option<bool>> {
        Ok(self.try_get(column)?)
    }
}
