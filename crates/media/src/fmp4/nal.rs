//! Units of an H.264 stream (ISO/IEC 14496-10, 7.4.1), each behind its length.

/// A coded picture that needs another.
const SLICE: u8 = 1;
/// A part of a coded picture in data partitions, which no browser plays.
const PARTITIONS: std::ops::RangeInclusive<u8> = 2..=4;
/// A coded picture that needs no other, and after which none needs an earlier one.
const IDR: u8 = 5;

/// Whether the first picture among the units is an IDR picture.
pub(super) fn first_picture_is_idr(mut bytes: &[u8], nal_length: u8) -> bool {
    let prefix = usize::from(nal_length);
    while let Some((length, rest)) = bytes.split_at_checked(prefix) {
        let length = length.iter().fold(0_usize, |sum, byte| sum.saturating_mul(256) + usize::from(*byte));
        match rest.first().map(|byte| byte & 0x1f) {
            Some(IDR) => return true,
            Some(kind) if kind == SLICE || PARTITIONS.contains(&kind) => return false,
            Some(_) => {}
            None => return false,
        }
        let Some(next) = rest.get(length..) else { return false };
        bytes = next;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_before_the_first_picture_is_passed_over() {
        let unit = |kind: u8, len: usize| {
            let mut bytes = u32::try_from(len).unwrap().to_be_bytes().to_vec();
            bytes.push(0x60 | kind);
            bytes.resize(4 + len, 0);
            bytes
        };
        let row = |kinds: &[u8]| kinds.iter().flat_map(|kind| unit(*kind, 7)).collect::<Vec<_>>();
        assert!(first_picture_is_idr(&row(&[9, 7, 8, 6, 5, 5]), 4));
        assert!(!first_picture_is_idr(&row(&[6, 1, 5]), 4));
        assert!(!first_picture_is_idr(&row(&[6]), 4));
        assert!(!first_picture_is_idr(&[], 4));
    }
}
