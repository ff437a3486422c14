//! Boxes: a length, a name, contents.

use super::{Kind, Malformed};

/// Bytes of a box's header with a 32-bit length, the only one that fragments of ours have.
pub(super) const HEADER: usize = 8;

/// Name and whole length of the box that starts here; `None` if its header is not whole yet.
pub(super) fn header(bytes: &[u8]) -> Result<Option<(Kind, u64)>, Malformed> {
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else { return Ok(None) };
    let Some((kind, rest)) = rest.split_first_chunk::<4>() else { return Ok(None) };
    match u32::from_be_bytes(*length) {
        1 => Ok(rest.split_first_chunk::<8>().map(|(long, _)| (*kind, u64::from_be_bytes(*long)))),
        short if short < 8 => Err(Malformed::Length),
        short => Ok(Some((*kind, u64::from(short)))),
    }
}

/// The contents of the first box with this name among boxes in a row, with their place.
pub(super) fn child(bytes: &[u8], kind: &'static Kind) -> Option<(usize, usize)> {
    let mut place = 0;
    while let Ok(Some((found, length))) = header(bytes.get(place..)?) {
        let end = place.checked_add(usize::try_from(length).ok()?)?;
        if end > bytes.len() {
            return None;
        }
        if found == *kind {
            return Some((place + HEADER, end));
        }
        place = end;
    }
    None
}

/// The place of the contents of a box inside boxes inside boxes.
pub(super) fn find(bytes: &[u8], path: &[&'static Kind]) -> Result<(usize, usize), Malformed> {
    let (mut start, mut end) = (0, bytes.len());
    for kind in path {
        let name = std::str::from_utf8(*kind).unwrap_or("box");
        let (from, to) = child(&bytes[start..end], kind).ok_or(Malformed::Missing(name))?;
        (start, end) = (start + from, start + to);
    }
    Ok((start, end))
}

/// Reads numbers from the front of a slice.
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn skip(&mut self, bytes: usize) -> Result<&'a [u8], Malformed> {
        let (front, rest) = self.0.split_at_checked(bytes).ok_or(Malformed::Length)?;
        self.0 = rest;
        Ok(front)
    }

    pub fn u8(&mut self) -> Result<u8, Malformed> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub fn u32(&mut self) -> Result<u32, Malformed> {
        self.array().map(u32::from_be_bytes)
    }

    pub fn u64(&mut self) -> Result<u64, Malformed> {
        self.array().map(u64::from_be_bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (front, rest) = self.0.split_first_chunk::<N>().ok_or(Malformed::Length)?;
        self.0 = rest;
        Ok(*front)
    }
}

/// Appends a box whose contents `fill` writes.
pub(super) fn write(out: &mut Vec<u8>, kind: &Kind, fill: impl FnOnce(&mut Vec<u8>)) -> Result<(), Malformed> {
    let start = out.len();
    out.extend([0; 4]);
    out.extend(kind);
    fill(out);
    let length = u32::try_from(out.len() - start).map_err(|_| Malformed::Length)?;
    out[start..start + 4].copy_from_slice(&length.to_be_bytes());
    Ok(())
}
