//! A place in a list of videos, as it stands in an address.

use jiff::Timestamp;
use store::VideoCursor;

/// The text of a place: rank, milliseconds and number.
pub(crate) fn write(cursor: &VideoCursor) -> String {
    format!("{}.{}.{}", cursor.rank, cursor.at.as_millisecond(), cursor.serial)
}

/// Reads it back; `None` for anything else.
pub(crate) fn read(text: &str) -> Option<VideoCursor> {
    let mut parts = text.splitn(3, '.');
    let rank = parts.next()?.parse().ok()?;
    let at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
    let serial = parts.next()?.parse().ok()?;
    Some(VideoCursor { rank, at, serial })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_from_its_text() {
        let cursor = VideoCursor { rank: 1, at: Timestamp::UNIX_EPOCH, serial: -3 };
        assert_eq!(read(&write(&cursor)), Some(cursor));
        for bad in ["", "1", "1.2", "a.b.c", "1.99999999999999999999.3"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
