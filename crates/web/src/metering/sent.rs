use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::{Buf, Bytes};
use http::Response;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::Tally;

/// Asks that the bytes of a response are counted: an extension of the response.
#[derive(Clone)]
pub struct Metered(pub Arc<Tally>);

/// Gives a response to a connection: from here on its bytes are counted as the connection hands them on.
#[must_use]
pub fn sent(mut response: Response<Body>) -> Response<Sent> {
    let tally = response.extensions_mut().remove::<Metered>().map(|Metered(tally)| tally);
    response.map(|body| Sent { body, tally })
}

/// The body of a response on its way out.
pub struct Sent {
    body: Body,
    tally: Option<Arc<Tally>>,
}

impl HttpBody for Sent {
    type Data = SentBytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<SentBytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        frame.map_ok(|frame| frame.map_data(|bytes| SentBytes { bytes, tally: self.tally.clone() }))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Bytes that are counted as the connection advances over them. It does so when the kernel has taken them, or TLS on
/// their way there; what it had not come to when a client went away is so never counted.
pub struct SentBytes {
    bytes: Bytes,
    tally: Option<Arc<Tally>>,
}

impl SentBytes {
    fn count(&self, bytes: usize) {
        if let Some(tally) = &self.tally {
            tally.delivered(u64::try_from(bytes).unwrap_or(u64::MAX));
        }
    }
}

impl Buf for SentBytes {
    fn remaining(&self) -> usize {
        self.bytes.remaining()
    }

    fn chunk(&self) -> &[u8] {
        self.bytes.chunk()
    }

    fn advance(&mut self, count: usize) {
        self.bytes.advance(count);
        self.count(count);
    }

    /// Without a copy.
    fn copy_to_bytes(&mut self, count: usize) -> Bytes {
        let taken = self.bytes.split_to(count);
        self.count(count);
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::stream;
    use http_body_util::BodyExt;
    use std::convert::Infallible;

    fn response(tally: Option<&Arc<Tally>>) -> Response<Sent> {
        let frames = [3_usize, 5, 2].map(|length| Ok::<_, Infallible>(Bytes::from(vec![0; length])));
        let mut response = Response::new(Body::from_stream(stream::iter(frames)));
        if let Some(tally) = tally {
            response.extensions_mut().insert(Metered(Arc::clone(tally)));
        }
        sent(response)
    }

    #[tokio::test]
    async fn a_whole_download_is_counted_whole_and_once() {
        let tally = Arc::default();
        let whole = response(Some(&tally)).into_body().collect().await.unwrap().to_bytes();
        assert_eq!((whole.len(), tally.take(), tally.take()), (10, 10, 0));
    }

    #[tokio::test]
    async fn what_the_connection_has_not_come_to_is_not_counted() {
        let tally = Arc::default();
        let mut body = response(Some(&tally)).into_body();
        let mut first = body.frame().await.unwrap().unwrap().into_data().ok().unwrap();
        assert_eq!(tally.take(), 0, "asking for a frame sends nothing");
        first.advance(2);
        assert_eq!(tally.take(), 2);
        drop(first);
        let second = body.frame().await.unwrap().unwrap().into_data().ok().unwrap();
        drop((second, body));
        assert_eq!(tally.take(), 0, "a client went away");
    }

    #[tokio::test]
    async fn what_is_not_metered_is_sent_all_the_same() {
        assert_eq!(response(None).into_body().collect().await.unwrap().to_bytes().len(), 10);
    }
}
