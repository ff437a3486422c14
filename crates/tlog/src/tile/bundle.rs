//! Bundles of entries: each entry's length in two bytes, big-endian, then its bytes.

/// Bytes of an entry, at most: its length has two bytes.
pub const MAX_ENTRY_BYTES: usize = 65_535;
const LENGTH_BYTES: usize = 2;

/// Why bytes are no bundle. Closed and ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum BundleRefusal {
    /// More than `MAX_ENTRY_BYTES`.
    #[error("an entry has more bytes than an entry may have")]
    EntryTooLong,
    /// The bytes end before the last entry does.
    #[error("the bundle ends within an entry or before its last one")]
    CutShort,
    /// Bytes behind the last entry.
    #[error("bytes follow the last entry of the bundle")]
    TrailingBytes,
}

/// # Errors
/// [`BundleRefusal::EntryTooLong`].
pub fn encode_bundle<E: AsRef<[u8]>>(entries: impl IntoIterator<Item = E>) -> Result<Vec<u8>, BundleRefusal> {
    let mut out = Vec::new();
    for entry in entries {
        push_entry(&mut out, entry.as_ref())?;
    }
    Ok(out)
}

pub(super) fn push_entry(out: &mut Vec<u8>, entry: &[u8]) -> Result<(), BundleRefusal> {
    let length = u16::try_from(entry.len()).map_err(|_| BundleRefusal::EntryTooLong)?;
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle that has exactly `width`.
///
/// # Errors
/// [`BundleRefusal::CutShort`], [`BundleRefusal::TrailingBytes`].
pub fn parse_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleRefusal> {
    let mut rest = bytes;
    let mut entries = Vec::with_capacity(usize::from(width));
    for _ in 0..width {
        let (entry, after) = split_entry(rest).ok_or(BundleRefusal::CutShort)?;
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() { Ok(entries) } else { Err(BundleRefusal::TrailingBytes) }
}

/// The first `width` entries of a wider bundle, still encoded: the partial bundle that is served no longer.
///
/// # Errors
/// [`BundleRefusal::CutShort`].
pub fn cut_bundle(bytes: &[u8], width: u16) -> Result<&[u8], BundleRefusal> {
    let mut rest = bytes;
    for _ in 0..width {
        (_, rest) = split_entry(rest).ok_or(BundleRefusal::CutShort)?;
    }
    Ok(&bytes[..bytes.len() - rest.len()])
}

pub(super) fn split_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH_BYTES>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}
