//! Streams of bytes, encrypted to a recipient and opened again (age, version 1, X25519).

use std::io::{self, Write};
use std::iter::once;
use std::sync::{Arc, Mutex, PoisonError};

use age::stream::StreamWriter;
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor};
use bytes::Bytes;
use futures::stream::{self, BoxStream};
use futures::{AsyncReadExt, Stream, StreamExt, TryStreamExt};

/// Bytes that an opened stream gives at a time.
const PIECE_BYTES: usize = 256 * 1024;

/// What the encryption wrote and nobody took yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Bytes {
        // A buffer is whole at every step: a panic elsewhere cannot have torn it.
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How far a stream that is being sealed has come.
enum Step<S> {
    Begin(S),
    Go(S, StreamWriter<Written>, Written),
    End,
}

/// The bytes of `plain`, encrypted so that each of the recipients opens them alone. Ends with the first failure of `plain`: what was
/// given until then does not open.
pub fn seal<S>(plain: S, recipients: Vec<Recipient>) -> impl Stream<Item = io::Result<Bytes>> + Send
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    stream::try_unfold(Step::Begin(plain), move |step| {
        let recipients = recipients.clone();
        async move {
            match step {
                Step::Begin(plain) => {
                    let written = Written::default();
                    let to = recipients.iter().map(|recipient| -> &dyn age::Recipient { recipient });
                    let encryptor = Encryptor::with_recipients(to).map_err(io::Error::other)?;
                    let writer = encryptor.wrap_output(written.clone())?;
                    Ok(Some((written.take(), Step::Go(plain, writer, written))))
                }
                Step::Go(mut plain, mut writer, written) => match plain.try_next().await? {
                    Some(piece) => {
                        writer.write_all(&piece)?;
                        Ok(Some((written.take(), Step::Go(plain, writer, written))))
                    }
                    None => {
                        writer.finish()?;
                        Ok(Some((written.take(), Step::End)))
                    }
                },
                Step::End => Ok(None),
            }
        }
    })
}

/// Why a sealed stream does not open, in the order in which it is checked.
#[derive(Debug, thiserror::Error)]
pub enum OpenRefusal {
    /// Another key than that of its recipient.
    #[error("the phrase does not open it")]
    WrongPhrase,
    /// It is no sealed stream, or its beginning was altered.
    #[error("its beginning is damaged")]
    Damaged,
    /// It could not be read.
    #[error(transparent)]
    Source(io::Error),
}

/// The bytes that were sealed. What was altered or cut shows as a failure of the kind
/// `InvalidData` or `UnexpectedEof`, before any byte of the damaged piece is given.
///
/// # Errors
/// [`OpenRefusal`], of its beginning.
pub async fn open(
    sealed: impl Stream<Item = io::Result<Bytes>> + Send + Unpin + 'static,
    identity: &Identity,
) -> Result<BoxStream<'static, io::Result<Bytes>>, OpenRefusal> {
    let refused = |error| match error {
        DecryptError::NoMatchingKeys => OpenRefusal::WrongPhrase,
        DecryptError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => OpenRefusal::Source(error),
        _ => OpenRefusal::Damaged,
    };
    let decryptor = Decryptor::new_async_buffered(sealed.into_async_read()).await.map_err(refused)?;
    let identity: &dyn age::Identity = identity;
    let reader = decryptor.decrypt_async(once(identity)).map_err(refused)?;
    let pieces = stream::try_unfold(reader, |mut reader| async move {
        let mut piece = vec![0; PIECE_BYTES];
        let mut filled = 0;
        while filled < piece.len() {
            match reader.read(&mut piece[filled..]).await? {
                0 => break,
                read => filled += read,
            }
        }
        piece.truncate(filled);
        Ok((filled > 0).then(|| (Bytes::from(piece), reader)))
    });
    Ok(pieces.boxed())
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use testkit::SeededEntropy;

    use super::*;
    use crate::backup::phrase::Phrase;

    fn phrase(seed: u64) -> Phrase {
        Phrase::draw(&SeededEntropy::new(seed))
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let pieces: Vec<_> = plain.chunks(70_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        let sealed = seal(stream::iter(pieces), vec![phrase(1).recipient(), phrase(3).recipient()]);
        block_on(sealed.map_ok(|piece| piece.to_vec()).try_concat()).unwrap()
    }

    fn opened(sealed: &[u8], with: &Phrase) -> Result<Vec<u8>, String> {
        let pieces: Vec<_> = sealed.chunks(1_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        block_on(async {
            let opened = open(stream::iter(pieces), &with.identity()).await.map_err(|refusal| refusal.to_string())?;
            opened.map_ok(|piece| piece.to_vec()).try_concat().await.map_err(|error| error.to_string())
        })
    }

    #[test]
    fn what_was_sealed_opens_with_the_phrase_and_with_no_other() {
        for length in [0, 1, 65_536, 300_000] {
            let plain: Vec<u8> = (0..=250).cycle().take(length).collect();
            let sealed = sealed(&plain);
            assert_eq!(opened(&sealed, &phrase(1)).unwrap(), plain, "{length} bytes");
            assert_eq!(opened(&sealed, &phrase(3)).unwrap(), plain, "{length} bytes");
            assert_eq!(opened(&sealed, &phrase(2)).unwrap_err(), "the phrase does not open it");
        }
    }

    #[test]
    fn what_was_cut_or_altered_anywhere_does_not_open_to_its_end() {
        let sealed = sealed(&[7; 200_000]);
        for cut in [0, 10, 150, 300, 70_000, sealed.len() - 1] {
            assert!(opened(&sealed[..cut], &phrase(1)).is_err(), "cut at {cut}");
        }
        for at in [0, 30, 150, 300, 100_000, sealed.len() - 1] {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(opened(&altered, &phrase(1)).is_err(), "altered at {at}");
        }
    }
}
