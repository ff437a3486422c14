//! Reads a body: no more than was allowed, no slower, and nothing else than was signed.

use std::pin::pin;

use bytes::{Bytes, BytesMut};
use http_body::Body;
use http_body_util::BodyExt;
use seams::Clock;

use crate::limits::Pace;
use crate::refusal::Refusal;
use crate::signature::{ContentDigest, Digesting};

/// Why a body is not taken. In the order of [`Refusal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum BodyRefusal {
    /// Longer than allowed, or than its `Content-Length` says it is allowed to be.
    #[error("the body is too long")]
    TooLong,
    /// Slower than allowed.
    #[error("the body comes too slowly")]
    TooSlow,
    /// Ended before its end.
    #[error("the body broke off")]
    Broken,
    /// Not what was signed.
    #[error("the body is not the one that was signed")]
    DigestWrong,
}

impl From<BodyRefusal> for Refusal {
    fn from(refusal: BodyRefusal) -> Self {
        match refusal {
            BodyRefusal::TooLong => Self::TooLong,
            BodyRefusal::TooSlow => Self::TooSlow,
            BodyRefusal::Broken => Self::Broken,
            BodyRefusal::DigestWrong => Self::DigestWrong,
        }
    }
}

/// The whole of a body, at most `most` bytes, hashed while it comes; without a digest nobody signed what it is.
pub(crate) async fn read<B>(
    body: B,
    most: usize,
    digest: Option<&ContentDigest>,
    pace: &Pace,
    clock: &dyn Clock,
) -> Result<Bytes, BodyRefusal>
where
    B: Body<Data = Bytes>,
{
    let most_u64 = u64::try_from(most).unwrap_or(u64::MAX);
    if body.size_hint().lower() > most_u64 {
        return Err(BodyRefusal::TooLong);
    }
    tokio::select! {
        body = pieces(body, most, digest, pace, clock) => body,
        () = clock.sleep(pace.whole) => Err(BodyRefusal::TooSlow),
    }
}

async fn pieces<B>(
    body: B,
    most: usize,
    digest: Option<&ContentDigest>,
    pace: &Pace,
    clock: &dyn Clock,
) -> Result<Bytes, BodyRefusal>
where
    B: Body<Data = Bytes>,
{
    let mut body = pin!(body);
    let mut digesting = Digesting::default();
    let mut whole = BytesMut::new();
    let mut in_span = 0;
    let mut span = clock.sleep(pace.span);
    loop {
        let frame = tokio::select! {
            frame = body.frame() => frame,
            () = &mut span => {
                if in_span < pace.span_bytes {
                    return Err(BodyRefusal::TooSlow);
                }
                in_span = 0;
                span = clock.sleep(pace.span);
                continue;
            }
        };
        match frame.transpose().map_err(|_| BodyRefusal::Broken)?.map(http_body::Frame::into_data) {
            None => break,
            Some(Ok(piece)) => {
                if piece.len() > most - whole.len() {
                    return Err(BodyRefusal::TooLong);
                }
                in_span += piece.len();
                digesting.update(&piece);
                whole.extend_from_slice(&piece);
            }
            // Trailers say nothing here.
            Some(Err(_)) => {}
        }
    }
    let is_signed = digest.is_none_or(|digest| digesting.finish() == *digest);
    if is_signed { Ok(whole.freeze()) } else { Err(BodyRefusal::DigestWrong) }
}
