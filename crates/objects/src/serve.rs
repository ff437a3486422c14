//! Reading an object: a range at once, or as a stream of frames through the cache.

use std::ops::Range;

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use object_store::ObjectStoreExt;

use crate::{BLOCK_BYTES, ObjectHash, Objects, ObjectsError, layout};

/// Bytes of an object as they come.
pub type Blocks = BoxStream<'static, Result<Bytes, ObjectsError>>;

/// Blocks asked for at once by one stream: the next is read while one is being sent.
const BLOCKS_AHEAD: usize = 2;

impl Objects {
    /// The bytes of `range`, not through the cache: for small things that are read once.
    ///
    /// # Errors
    /// [`ObjectsError::Missing`], [`ObjectsError::TooShort`] when the object ends before
    /// `range.end`, [`ObjectsError::Store`].
    pub async fn read(&self, hash: ObjectHash, range: Range<u64>) -> Result<Bytes, ObjectsError> {
        if range.is_empty() {
            return Ok(Bytes::new());
        }
        let too_short = ObjectsError::TooShort { hash, wanted: range.end };
        let wanted = range.end - range.start;
        match self.inner.store.get_range(&layout::object(&hash), range.clone()).await {
            Ok(bytes) if u64::try_from(bytes.len()).is_ok_and(|read| read == wanted) => Ok(bytes),
            Ok(_) => Err(too_short),
            Err(object_store::Error::NotFound { .. }) => Err(ObjectsError::Missing(hash)),
            Err(source) => match self.size(hash).await? {
                Some(size) if size < range.end => Err(too_short),
                _ => Err(ObjectsError::store("read", hash, source)),
            },
        }
    }

    /// The bytes of `range` as frames of at most [`BLOCK_BYTES`], shared with the cache without a
    /// copy: the first, which tells whether they can be had at all, and the further ones, if there
    /// are any. `range` must lie inside the object: sizes come from the database or the manifest.
    /// What is dropped is read no further than the blocks asked for.
    ///
    /// A range inside one block, which is what most segments are, costs no stream.
    ///
    /// # Errors
    /// Of the first frame here, of the others as an item after which the stream ends:
    /// [`ObjectsError::Missing`], [`ObjectsError::TooShort`], [`ObjectsError::Store`].
    pub async fn begin(&self, hash: ObjectHash, range: Range<u64>) -> Result<(Bytes, Option<Blocks>), ObjectsError> {
        let mut parts = blocks(range.clone());
        match (parts.next(), parts.next()) {
            (None, _) => Ok((Bytes::new(), None)),
            (Some(only), None) => Ok((self.part(hash, only).await?, None)),
            (Some(_), Some(_)) => {
                let mut frames = self.stream(hash, range);
                let first = frames.next().await.transpose()?.unwrap_or_default();
                Ok((first, Some(frames)))
            }
        }
    }

    fn stream(&self, hash: ObjectHash, range: Range<u64>) -> Blocks {
        let objects = self.clone();
        stream::iter(blocks(range))
            .map(move |part| {
                let objects = objects.clone();
                async move { objects.part(hash, part).await }
            })
            .buffered(BLOCKS_AHEAD)
            // One failure ends the stream.
            .scan(false, |failed, item| {
                let go_on = !*failed;
                *failed = item.is_err();
                async move { go_on.then_some(item) }
            })
            .boxed()
    }

    async fn part(&self, hash: ObjectHash, part: Part) -> Result<Bytes, ObjectsError> {
        let block = self.inner.cache.block(hash, part.block).await;
        let wanted = part.block * BLOCK_BYTES + part.end;
        match (block, usize::try_from(part.start), usize::try_from(part.end)) {
            (Ok(block), Ok(start), Ok(end)) if end <= block.len() => Ok(block.slice(start..end)),
            (Ok(_), _, _) => {
                // What is put back in its place must not meet the piece that was found now.
                self.inner.cache.forget(&hash);
                Err(ObjectsError::TooShort { hash, wanted })
            }
            (Err(failure @ ObjectsError::Store { .. }), _, _) => match self.size(hash).await? {
                Some(size) if size < wanted => Err(ObjectsError::TooShort { hash, wanted }),
                _ => Err(failure),
            },
            (Err(failure), _, _) => Err(failure),
        }
    }
}

/// A piece of one block; offsets are inside the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    block: u64,
    start: u64,
    end: u64,
}

/// The pieces of blocks that make up `range`, in order.
fn blocks(range: Range<u64>) -> impl Iterator<Item = Part> + Send {
    let indices = range.start / BLOCK_BYTES..range.end.div_ceil(BLOCK_BYTES);
    let indices = if range.is_empty() { 0..0 } else { indices };
    indices.map(move |block| {
        let base = block * BLOCK_BYTES;
        Part { block, start: range.start.saturating_sub(base), end: BLOCK_BYTES.min(range.end - base) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_pieces_of_a_range_join_without_gap_or_overlap(start in 0..5 * BLOCK_BYTES, length in 0..5 * BLOCK_BYTES) {
            let mut at = start;
            for part in blocks(start..start + length) {
                prop_assert_eq!(part.block * BLOCK_BYTES + part.start, at);
                prop_assert!(part.start < part.end && part.end <= BLOCK_BYTES);
                at = part.block * BLOCK_BYTES + part.end;
            }
            prop_assert_eq!(at, start + length);
        }
    }
}
