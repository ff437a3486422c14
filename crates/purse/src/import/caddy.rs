//! Caddy's access log, a JSON object a line. Everything in it but time, host, address and size is passed over.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Number;

use super::{LineRefusal, combined};
use crate::usage::Hour;

/// Numbers from here on are milliseconds: as seconds they would be later than the year 5000.
const FIRST_MILLISECONDS: i64 = 100_000_000_000;

/// And from here on nanoseconds.
const FIRST_NANOSECONDS: i64 = 100_000_000_000_000_000;

#[derive(Deserialize)]
pub(super) struct Entry<'a> {
    ts: Option<Time<'a>>,
    #[serde(borrow)]
    request: Option<Request<'a>>,
    size: Option<Number>,
}

#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow, default)]
    host: Cow<'a, str>,
    #[serde(borrow, default)]
    remote_ip: Cow<'a, str>,
    /// The viewer's, where Caddy trusts the proxy before it.
    #[serde(borrow, default)]
    client_ip: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Time<'a> {
    Number(Number),
    Text(#[serde(borrow)] Cow<'a, str>),
}

/// A line of the access log; none for a line of another log of Caddy, which often go into the same file.
pub(super) fn read(line: &str) -> Result<Option<Entry<'_>>, LineRefusal> {
    let entry: Entry<'_> = serde_json::from_str(line).map_err(|_| LineRefusal::Shape)?;
    Ok(Some(entry).filter(|entry| entry.request.is_some() && entry.size.is_some()))
}

impl Entry<'_> {
    pub(super) fn hour(&self) -> Result<Hour, LineRefusal> {
        let hour = match &self.ts {
            Some(Time::Number(number)) => of_number(number),
            Some(Time::Text(text)) => of_text(text),
            None => None,
        };
        hour.ok_or(LineRefusal::Time)
    }

    pub(super) fn bytes(&self) -> Result<u64, LineRefusal> {
        self.size.as_ref().and_then(Number::as_u64).ok_or(LineRefusal::Bytes)
    }

    pub(super) fn host(&self) -> &str {
        self.request.as_ref().map_or("", |request| &request.host)
    }

    pub(super) fn address(&self) -> &str {
        let of = |request: &Request<'_>| request.client_ip.is_empty();
        self.request.as_ref().map_or("", |request| if of(request) { &request.remote_ip } else { &request.client_ip })
    }
}

/// Whole seconds, milliseconds or nanoseconds since 1970; what is behind a point is below them.
fn of_number(number: &Number) -> Option<Hour> {
    let text = number.to_string();
    let whole: i64 = text.split_once('.').map_or(text.as_str(), |(whole, _)| whole).parse().ok()?;
    let seconds = match whole {
        FIRST_NANOSECONDS.. => whole / 1_000_000_000,
        FIRST_MILLISECONDS.. => whole / 1_000,
        _ => whole,
    };
    Timestamp::from_second(seconds).ok().map(Hour::of)
}

/// RFC 3339 and ISO 8601 (`2026-11-01T20:00:00.000+0100`), or the time of the combined format.
fn of_text(text: &str) -> Option<Hour> {
    text.parse::<Timestamp>().ok().map(Hour::of).or_else(|| combined::hour(text))
}
