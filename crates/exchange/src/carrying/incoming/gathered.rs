//! What came of a part, until it is whole.

use bytes::Bytes;
use futures::StreamExt;
use peers::client::Pieces;

use super::Stopped;

/// Pieces that came and are no whole part yet.
#[derive(Default)]
pub(super) struct Gathered {
    pieces: Vec<Bytes>,
    len: u64,
}

impl Gathered {
    /// Waits until `len` bytes are here.
    pub(super) async fn fill(&mut self, coming: &mut Pieces, len: u64) -> Result<(), Stopped> {
        while self.len < len {
            match coming.next().await {
                Some(Ok(piece)) => self.add(piece),
                Some(Err(cause)) => return Err(Stopped::BrokeOff(cause)),
                None => return Err(Stopped::Altered),
            }
        }
        Ok(())
    }

    fn add(&mut self, piece: Bytes) {
        self.len += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.pieces.push(piece);
    }

    /// The first `len` bytes, of which there are as many.
    pub(super) fn split(&mut self, len: u64) -> Vec<Bytes> {
        let (mut taken, mut left) = (Vec::new(), len);
        let mut rest = Vec::new();
        for mut piece in self.pieces.drain(..) {
            let here = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
            let part = piece.split_to(here);
            left -= u64::try_from(part.len()).unwrap_or(left);
            if !part.is_empty() {
                taken.push(part);
            }
            if !piece.is_empty() {
                rest.push(piece);
            }
        }
        self.pieces = rest;
        self.len -= len;
        taken
    }
}
