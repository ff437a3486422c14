use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::Tally;

/// A response body that counts what was handed on.
///
/// A frame counts when the next one is asked for, because then the connection has passed the
/// former on, or, for the last frame, when the body is done with. What an aborted download had
/// not taken is so never counted; the last frame taken before the abort is not counted either
/// unless it was the last of all.
pub struct Counted<B> {
    body: B,
    tally: Arc<Tally>,
    /// Bytes of the frame that was given last, not yet counted.
    given: u64,
    /// Bytes that remain to be given.
    left: u64,
}

impl<B> Counted<B> {
    /// Counts `body`, which has exactly `length` bytes, to `tally`.
    pub fn new(body: B, length: u64, tally: Arc<Tally>) -> Self {
        Self { body, tally, given: 0, left: length }
    }

    fn count(&mut self) {
        if self.given > 0 {
            self.tally.delivered(self.given);
            self.given = 0;
        }
    }
}

impl<B> Body for Counted<B>
where
    B: Body<Data = Bytes> + Unpin,
{
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        self.count();
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            let length = u64::try_from(data.len()).unwrap_or(u64::MAX);
            self.given = length;
            self.left = self.left.saturating_sub(length);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

impl<B> Drop for Counted<B> {
    fn drop(&mut self) {
        if self.left == 0 {
            self.count();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::stream;
    use http_body_util::{BodyExt, StreamBody};
    use std::convert::Infallible;

    fn body(tally: &Arc<Tally>) -> impl Body<Data = Bytes, Error = Infallible> + Unpin {
        let frames = [3_usize, 5, 2].map(|length| Ok(Frame::data(Bytes::from(vec![0; length]))));
        Counted::new(StreamBody::new(stream::iter(frames)), 10, Arc::clone(tally))
    }

    #[tokio::test]
    async fn a_whole_download_is_counted_whole() {
        let tally = Arc::default();
        assert_eq!(body(&tally).collect().await.unwrap().to_bytes().len(), 10);
        assert_eq!(tally.take(), 10);
        assert_eq!(tally.take(), 0);
    }

    #[tokio::test]
    async fn a_frame_counts_when_the_next_is_asked_for() {
        let tally = Arc::default();
        let mut body = body(&tally);
        assert_eq!(body.size_hint().exact(), Some(10));
        body.frame().await.unwrap().unwrap();
        assert_eq!(tally.take(), 0);
        body.frame().await.unwrap().unwrap();
        assert_eq!(tally.take(), 3);
        assert_eq!(body.size_hint().exact(), Some(2));
        drop(body);
        assert_eq!(tally.take(), 0, "the frame of an aborted download is not counted");
    }

    #[tokio::test]
    async fn the_last_frame_counts_without_asking_for_another() {
        let tally = Arc::default();
        let mut body = body(&tally);
        for _ in 0..3 {
            body.frame().await.unwrap().unwrap();
        }
        assert!(body.is_end_stream());
        drop(body);
        assert_eq!(tally.take(), 10);
    }

    #[tokio::test]
    async fn a_body_that_nobody_reads_counts_nothing() {
        let tally = Arc::default();
        drop(body(&tally));
        assert_eq!(tally.take(), 0);
    }
}
