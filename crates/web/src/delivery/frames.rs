use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures::Stream;
use http_body::{Body, Frame};
use objects::ObjectsError;

/// Bytes of a frame at most: enough that system calls and TLS records are few for each byte,
/// little enough that an aborted download is counted closely.
const FRAME_BYTES: usize = 256 << 10;

/// Blocks from the cache as frames, without a copy.
pub(super) struct Frames {
    block: Bytes,
    /// The blocks after `block`; none if that is the last.
    further: Option<objects::Blocks>,
}

impl Frames {
    pub(super) fn new(first: Bytes, further: Option<objects::Blocks>) -> Self {
        Self { block: first, further }
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
        Poll::Ready(Some(Ok(Frame::data(self.block.split_to(length)))))
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
        let mut frames = Frames::new(first, Some(further.boxed()));
        let mut lengths = Vec::new();
        let mut pointers = Vec::new();
        while let Some(frame) = frames.frame().await {
            let data = frame.unwrap().into_data().unwrap();
            lengths.push(data.len());
            pointers.push(data.as_ptr());
        }
        assert_eq!(lengths, [FRAME_BYTES, 1, 2, 1]);
        assert_eq!(pointers[0], start);
    }
}
