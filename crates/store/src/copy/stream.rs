//! The bytes of a copy: items, each in a byte string of CBOR, which says how long it is.

use std::io;

use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::{COPY_FORMAT, Copied, CopyRefusal, Step, Stopped, item};
use crate::Cause;

/// Most bytes of one item: a row with the largest manifest fits in.
pub const ITEM_BYTES: u64 = 32 << 20;

/// First byte of a CBOR byte string, without its length.
const BYTE_STRING: u8 = 2 << 5;

/// Where a copy is written to.
pub(crate) struct Sink<'a> {
    to: &'a mut (dyn AsyncWrite + Unpin + Send),
    hash: Sha256,
    bytes: u64,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(to: &'a mut (dyn AsyncWrite + Unpin + Send)) -> Self {
        Self { to, hash: Sha256::new(), bytes: 0 }
    }

    /// Writes an item.
    pub(crate) async fn put(&mut self, item: &[u8]) -> io::Result<()> {
        let mut head = item::spelt(|out| out.bytes(item)?.ok());
        head.truncate(head.len() - item.len());
        for part in [&head[..], item] {
            self.hash.update(part);
            self.bytes += u64::try_from(part.len()).unwrap_or(u64::MAX);
            self.to.write_all(part).await?;
        }
        Ok(())
    }

    /// Writes the last item.
    pub(crate) async fn finish(&mut self, rows: u64) -> io::Result<Copied> {
        let sha256 = self.hash.clone().finalize().into();
        self.put(&item::end(rows, &sha256)).await?;
        self.to.flush().await?;
        Ok(Copied { rows, bytes: self.bytes })
    }
}

/// Where a copy is read from.
pub(crate) struct Source<'a> {
    from: &'a mut (dyn AsyncRead + Unpin + Send),
    hash: Sha256,
    /// The hash of everything before the item that was read last.
    before: Sha256,
    bytes: u64,
}

impl<'a> Source<'a> {
    pub(crate) fn new(from: &'a mut (dyn AsyncRead + Unpin + Send)) -> Self {
        Self { from, hash: Sha256::new(), before: Sha256::new(), bytes: 0 }
    }

    /// Reads the first item; answers the schema.
    pub(crate) async fn header(&mut self, known: u64) -> Step<u64> {
        let item = match self.item(CopyRefusal::NotACopy).await {
            Err(Stopped::Refused(_)) => return Err(CopyRefusal::NotACopy.into()),
            other => other?,
        };
        match item::read_header(&item) {
            None => Err(CopyRefusal::NotACopy.into()),
            Some((format, _)) if format != COPY_FORMAT => Err(CopyRefusal::Format(format).into()),
            Some((_, None | Some(0))) => Err(CopyRefusal::NotACopy.into()),
            Some((_, Some(found))) if found > known => Err(CopyRefusal::Schema { found, known }.into()),
            Some((_, Some(schema))) => Ok(schema),
        }
    }

    /// Reads the next item; what is none is `damage`.
    pub(crate) async fn item(&mut self, damage: CopyRefusal) -> Step<Vec<u8>> {
        self.before = self.hash.clone();
        let [first] = self.exactly::<1>().await?;
        let len = match first.wrapping_sub(BYTE_STRING) {
            short @ 0..=23 => u64::from(short),
            24 => u64::from(u8::from_be_bytes(self.exactly().await?)),
            25 => u64::from(u16::from_be_bytes(self.exactly().await?)),
            26 => u64::from(u32::from_be_bytes(self.exactly().await?)),
            _ => return Err(damage.into()),
        };
        if len > ITEM_BYTES {
            return Err(damage.into());
        }
        // Grows as bytes come: a length alone takes no memory.
        let mut item = Vec::new();
        let read = (&mut *self.from).take(len).read_to_end(&mut item).await.map_err(Cause::Copy)?;
        if u64::try_from(read).ok() != Some(len) {
            return Err(CopyRefusal::Truncated.into());
        }
        self.hash.update(&item);
        self.bytes += len;
        Ok(item)
    }

    async fn exactly<const N: usize>(&mut self) -> Step<[u8; N]> {
        let mut bytes = [0; N];
        match self.from.read_exact(&mut bytes).await {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(CopyRefusal::Truncated.into()),
            Err(error) => return Err(Cause::Copy(error).into()),
        }
        self.hash.update(bytes);
        self.bytes += u64::try_from(N).unwrap_or(u64::MAX);
        Ok(bytes)
    }

    /// What was read, if the last item fits what stands before it.
    pub(crate) fn finish(&self, rows: u64, last: &[u8]) -> Step<Copied> {
        let sha256: [u8; 32] = self.before.clone().finalize().into();
        if item::read_end(last) != Some((rows, sha256)) {
            return Err(CopyRefusal::Altered.into());
        }
        Ok(Copied { rows, bytes: self.bytes })
    }
}
