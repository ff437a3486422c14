//! The *combined* format of nginx and Apache, with or without the virtual host in front.
//!
//! `HOST ADDRESS - USER [01/Nov/2026:20:00:00 +0100] "REQUEST" 200 BYTES "REFERER" "AGENT"`
//!
//! Whoever asks chooses the user's name, the request and what follows the bytes. Both servers escape quotation marks in
//! them, so the first `] "` ends the time, and no text of a stranger can take the place of a number.

use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::{Hit, LineRefusal};
use crate::usage::Hour;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub(super) fn read(line: &str) -> Result<Hit<'_>, LineRefusal> {
    let (who, rest) = line.split_once("] \"").ok_or(LineRefusal::Shape)?;
    let (who, time) = who.rsplit_once('[').ok_or(LineRefusal::Shape)?;
    let mut names = who.split(' ');
    let [one, two, three] = [names.next(), names.next(), names.next()].map(Option::unwrap_or_default);
    // What identd answered is '-' for every server of this century.
    let (host, address) = match (two, three) {
        ("-", _) => ("", one),
        (address, "-") => (one, address),
        _ => return Err(LineRefusal::Shape),
    };
    let mut numbers = after_quoted(rest).ok_or(LineRefusal::Shape)?.split(' ');
    let status = numbers.next().unwrap_or_default();
    if status.len() != 3 || !digits(status) {
        return Err(LineRefusal::Shape);
    }
    let hour = hour(time).ok_or(LineRefusal::Time)?;
    let bytes = match numbers.next().unwrap_or_default() {
        // Apache writes 0 so.
        "-" => 0,
        bytes if digits(bytes) => bytes.parse().map_err(|_| LineRefusal::Bytes)?,
        _ => return Err(LineRefusal::Bytes),
    };
    Ok(Hit { hour, host, address, bytes })
}

/// What follows the quoted text and a space; in the text, a backslash takes the next character with it.
fn after_quoted(text: &str) -> Option<&str> {
    let mut escaped = false;
    for (place, c) in text.bytes().enumerate() {
        match c {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return text.get(place + 1..)?.strip_prefix(' '),
            _ => {}
        }
    }
    None
}

/// The UTC hour of `01/Nov/2026:20:00:00 +0100`.
pub(super) fn hour(text: &str) -> Option<Hour> {
    let (local, offset) = text.split_once(' ')?;
    let mut parts = local.split(['/', ':']);
    let (day, month) = (number(parts.next()?, 2)?, parts.next()?);
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
    let year = number(parts.next()?, 4)?;
    let [hour, minute, second] = [number(parts.next()?, 2)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?];
    let small = |number: i16| i8::try_from(number).ok();
    let date = DateTime::new(year, month, small(day)?, small(hour)?, small(minute)?, small(second)?, 0).ok()?;
    if parts.next().is_some() {
        return None;
    }
    let sign = match offset.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = (number(offset.get(1..3)?, 2)?, number(offset.get(3..)?, 2)?);
    let seconds = i32::from(hours) * 3_600 + i32::from(minutes) * 60;
    let time = Offset::from_seconds(sign * seconds).ok()?.to_timestamp(date).ok()?;
    Some(Hour::of(time))
}

fn number(text: &str, width: usize) -> Option<i16> {
    if text.len() == width && digits(text) { text.parse().ok() } else { None }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())
}
