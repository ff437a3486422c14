use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::accounts::Place;

/// The body of an answer, in one piece. It keeps its request's place until it is sent, so that who reads slowly cannot ask
/// more meanwhile.
pub(super) struct Sent {
    body: Option<Bytes>,
    _place: Option<Place>,
}

impl Sent {
    pub(super) fn new(body: Bytes, place: Option<Place>) -> Self {
        Self { body: Some(body).filter(|body| !body.is_empty()), _place: place }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.body.take().map(|body| Ok(Frame::data(body))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.body.as_ref().map_or(0, |body| u64::try_from(body.len()).unwrap_or(u64::MAX)))
    }
}
