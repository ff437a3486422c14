//! Streams of what a member keeps, as it is before it is sealed.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use carry::id::ObjectHash;
use futures::stream::{self, BoxStream};
use futures::{Stream, StreamExt, TryStreamExt};
use objects::WholeBytes;
use seams::Disk;
use sha2::{Digest, Sha256};

/// Bytes read from a file at a time.
const READ_BYTES: u64 = 1 << 20;

/// The bytes are not those that they should be: the member's own copy is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are not those that they should be")]
pub struct WrongBytes;

/// An object's bytes; ends with [`WrongBytes`] unless they have this hash and size.
pub fn object(pieces: WholeBytes, hash: ObjectHash, bytes: u64) -> BoxStream<'static, io::Result<Bytes>> {
    verified(pieces.map_err(io::Error::other), hash, bytes).boxed()
}

/// The same bytes; ends with [`WrongBytes`] unless they have this hash and size.
pub fn verified<S>(pieces: S, hash: ObjectHash, bytes: u64) -> impl Stream<Item = io::Result<Bytes>> + Send
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    let begin = Some((pieces, Sha256::new(), 0_u64));
    stream::try_unfold(begin, move |state| async move {
        let Some((mut pieces, mut hasher, mut read)) = state else { return Ok(None) };
        match pieces.try_next().await? {
            Some(piece) => {
                hasher.update(&piece);
                read += u64::try_from(piece.len()).unwrap_or(u64::MAX);
                Ok(Some((piece, Some((pieces, hasher, read)))))
            }
            None if read == bytes && hasher.finalize()[..] == hash.as_bytes()[..] => Ok(None),
            None => Err(io::Error::new(io::ErrorKind::InvalidData, WrongBytes)),
        }
    })
}

/// The first `bytes` of a file of the data folder; ends with [`WrongBytes`] if it is shorter.
pub fn file(disk: Arc<dyn Disk>, path: String, bytes: u64) -> BoxStream<'static, io::Result<Bytes>> {
    stream::try_unfold((disk, path, 0), move |(disk, path, at)| async move {
        if at == bytes {
            return Ok(None);
        }
        let end = bytes.min(at + READ_BYTES);
        let piece = disk.read(&path, at..end).await?;
        if u64::try_from(piece.len()).is_ok_and(|read| read == end - at) {
            Ok(Some((piece, (disk, path, end))))
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidData, WrongBytes))
        }
    })
    .boxed()
}

/// Bytes that are in memory.
pub fn bytes(bytes: Bytes) -> BoxStream<'static, io::Result<Bytes>> {
    stream::iter([Ok(bytes)]).boxed()
}
