//! The items of a copy, each a piece of deterministic CBOR.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use super::kind::Kind;
use super::tables::Table;

/// What the first item says.
pub(crate) const MAGIC: &str = "ecot/rows";

/// First number of the item that begins a table.
pub(crate) const TABLE: u64 = 1;
/// Of an item with rows.
pub(crate) const ROWS: u64 = 2;
/// Of the item that says how far a table's key was counted.
pub(crate) const COUNTED: u64 = 3;
/// Of the last item.
pub(crate) const END: u64 = 4;

/// What stands in a column of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Flag(Option<bool>),
}

type Read<T> = Result<T, minicbor::decode::Error>;

/// Runs `write` on an empty buffer. Memory takes every byte, so a failure is a bug.
pub(crate) fn spelt(
    write: impl FnOnce(&mut Encoder<Vec<u8>>) -> Result<(), minicbor::encode::Error<std::convert::Infallible>>,
) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    let written = write(&mut out);
    assert!(written.is_ok(), "writing CBOR to memory failed: {written:?}");
    out.into_writer()
}

/// The length of a list as CBOR wants it.
fn count(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

/// The first item.
pub(crate) fn header(format: u64, schema: u64) -> Vec<u8> {
    spelt(|out| out.array(3)?.str(MAGIC)?.u64(format)?.u64(schema)?.ok())
}

/// Format and schema of the first item, or nothing if it is another item.
pub(crate) fn read_header(item: &[u8]) -> Option<(u64, Option<u64>)> {
    let mut from = Decoder::new(item);
    let array = from.array().ok().flatten()?;
    if array < 2 || from.str().ok()? != MAGIC {
        return None;
    }
    Some((from.u64().ok()?, from.u64().ok()))
}

/// The item that begins a table.
pub(crate) fn table(table: &Table) -> Vec<u8> {
    spelt(|out| {
        out.array(3)?.u64(TABLE)?.str(table.name)?.array(count(table.columns.len()))?;
        for (name, kind) in table.columns {
            out.array(2)?.str(name)?.str(kind.as_str())?;
        }
        Ok(())
    })
}

/// The item with these rows, each of which [`row`] wrote.
pub(crate) fn rows(rows: usize, written: &[u8]) -> Vec<u8> {
    let mut item = spelt(|out| out.array(1 + count(rows))?.u64(ROWS)?.ok());
    item.extend_from_slice(written);
    item
}

/// One row.
pub(crate) fn row(values: &[Value]) -> Vec<u8> {
    spelt(|out| {
        out.array(count(values.len()))?;
        for value in values {
            match value {
                Value::Int(Some(number)) => out.i64(*number)?,
                Value::Text(Some(text)) => out.str(text)?,
                Value::Bytes(Some(bytes)) => out.bytes(bytes)?,
                Value::Flag(Some(flag)) => out.bool(*flag)?,
                Value::Int(None) | Value::Text(None) | Value::Bytes(None) | Value::Flag(None) => out.null()?,
            };
        }
        Ok(())
    })
}

/// The item that says how far a table's key was counted.
pub(crate) fn counted(last: u64) -> Vec<u8> {
    spelt(|out| out.array(2)?.u64(COUNTED)?.u64(last)?.ok())
}

/// The last item.
pub(crate) fn end(rows: u64, sha256: &[u8; 32]) -> Vec<u8> {
    spelt(|out| out.array(3)?.u64(END)?.u64(rows)?.bytes(sha256)?.ok())
}

/// What an item after a table's first is.
#[derive(Debug)]
pub(crate) enum Item {
    Rows(Vec<Vec<Value>>),
    Counted(u64),
    /// The beginning of the next table, or the end.
    Other,
}

/// Reads an item that stands in `table`.
pub(crate) fn read(item: &[u8], table: &Table) -> Read<Item> {
    let mut from = Decoder::new(item);
    let len = definite(&mut from)?;
    let read = match from.u64()? {
        ROWS => Item::Rows((1..len).map(|_| read_row(&mut from, table)).collect::<Read<_>>()?),
        COUNTED if len == 2 => Item::Counted(from.u64()?),
        _ => return Ok(Item::Other),
    };
    if from.position() == item.len() { Ok(read) } else { Err(minicbor::decode::Error::message("more than an item")) }
}

/// Reads the last item: rows, and the hash of everything before.
pub(crate) fn read_end(item: &[u8]) -> Option<(u64, [u8; 32])> {
    let mut from = Decoder::new(item);
    if from.array().ok()? != Some(3) || from.u64().ok()? != END {
        return None;
    }
    let rows = from.u64().ok()?;
    Some((rows, from.bytes().ok()?.try_into().ok()?))
}

fn definite(from: &mut Decoder<'_>) -> Read<u64> {
    from.array()?.ok_or_else(|| minicbor::decode::Error::message("an array of unknown length"))
}

fn read_row(from: &mut Decoder<'_>, table: &Table) -> Read<Vec<Value>> {
    if definite(from)? != count(table.columns.len()) {
        return Err(minicbor::decode::Error::message("a row of another length"));
    }
    table.columns.iter().map(|(_, kind)| read_value(from, *kind)).collect()
}

fn read_value(from: &mut Decoder<'_>, kind: Kind) -> Read<Value> {
    let null = from.datatype()? == Type::Null;
    if null {
        from.null()?;
    }
    Ok(match kind {
        Kind::Int => Value::Int(if null { None } else { Some(from.i64()?) }),
        Kind::Text => Value::Text(if null { None } else { Some(from.str()?.to_owned()) }),
        Kind::Bytes => Value::Bytes(if null { None } else { Some(from.bytes()?.to_vec()) }),
        Kind::Flag => Value::Flag(if null { None } else { Some(from.bool()?) }),
    })
}
