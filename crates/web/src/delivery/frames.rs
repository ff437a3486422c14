use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures::Stream;
use http_body::{Body, Frame, SizeHint};
use objects::ObjectsError;

/// Bytes of a frame at most: enough that system calls and TLS records are few for each byte, little enough that the
/// streams of one HTTP/2 connection take turns.
const FRAME_BYTES: usize = 256 << 10;

/// Blocks from the cache as frames, without a copy.
pub(super) struct Frames {
    block: Bytes,
    /// The blocks after `block`; none if that is the last.
    further: Option<objects::Blocks>,
    /// Bytes that remain to be given.
    left: u64,
}

impl Frames {
    /// `length` is that of all blocks together.
    pub(super) fn new(first: Bytes, further: Option<objects::Blocks>, length: u64) -> Self {
        Self { block: first, further, left: length }
    }
}

impl Body for Frames {
    type Data = Bytes;
    type Error = ObjectsError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ObjectsError>>> {
        while self.block.is_empty() {
            let Some(further) = &mut self.further else {
                return Poll::Ready(None);
            };
            match ready!(Pin::new(further).poll_next(context)) {
                Some(Ok(block)) => self.block = block,
                Some(Err(error)) => {
                    self.further = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.further = None,
            }
        }
        let length = self.block.len().min(FRAME_BYTES);
        self.left = self.left.saturating_sub(u64::try_from(length).unwrap_or(u64::MAX));
        Poll::Ready(Some(Ok(Frame::data(self.block.split_to(length)))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{StreamExt, stream};
    use http_body_util::BodyExt;

    #[tokio::test]
    async fn blocks_become_frames_in_order_and_share_their_memory() {
        let first = Bytes::from(vec![1; FRAME_BYTES + 1]);
        let start = first.as_ptr();
        let further = stream::iter([Ok(Bytes::from_static(b"ab")), Ok(Bytes::from_static(b"c"))]);
        let all = u64::try_from(FRAME_BYTES + 4).unwrap();
        let mut frames = Frames::new(first, Some(further.boxed()), all);
        assert_eq!(frames.size_hint().exact(), Some(all));
        let mut lengths = Vec::new();
        let mut pointers = Vec::new();
        while let Some(frame) = frames.frame().await {
            let data = frame.unwrap().into_data().unwrap();
            lengths.push(data.len());
            pointers.push(data.as_ptr());
        }
        assert_eq!(lengths, [FRAME_BYTES, 1, 2, 1]);
        assert!(frames.is_end_stream());
        assert_eq!(pointers[0], start);
    }
}
