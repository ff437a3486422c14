//! Reads the parts that every array of a manifest is made of.

use minicbor::Decoder;
use minicbor::data::Type;

use super::ManifestRefusal as Refusal;

/// Reads forward through bytes; each method takes one item or refuses.
pub(crate) struct Reader<'b> {
    decoder: Decoder<'b>,
}

pub(crate) type Read<T> = Result<T, Refusal>;

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { decoder: Decoder::new(bytes) }
    }

    /// Refuses bytes that were not read.
    pub(crate) fn end(&self, bytes: &[u8]) -> Read<()> {
        if self.decoder.position() == bytes.len() { Ok(()) } else { Err(Refusal::TrailingBytes) }
    }

    pub(crate) fn bytes(&mut self) -> Read<&'b [u8]> {
        self.decoder.bytes().map_err(|_| Refusal::Malformed)
    }

    pub(crate) fn any_array(&mut self) -> Read<u64> {
        match self.decoder.array() {
            Ok(Some(len)) => Ok(len),
            Ok(None) => Err(Refusal::NotDeterministic),
            Err(_) => Err(Refusal::Malformed),
        }
    }

    pub(crate) fn array(&mut self, expected: u64) -> Read<()> {
        if self.any_array()? == expected { Ok(()) } else { Err(Refusal::Malformed) }
    }

    pub(crate) fn list<T>(
        &mut self,
        most: usize,
        over: Refusal,
        mut item: impl FnMut(&mut Self) -> Read<T>,
    ) -> Read<Vec<T>> {
        let len = usize::try_from(self.any_array()?).map_err(|_| over)?;
        if len > most {
            return Err(over);
        }
        (0..len).map(|_| item(self)).collect()
    }

    pub(crate) fn optional<T>(&mut self, item: impl FnOnce(&mut Self) -> Read<T>) -> Read<Option<T>> {
        match self.decoder.datatype() {
            Ok(Type::Null) => self.decoder.null().map(|()| None).map_err(|_| Refusal::Malformed),
            _ => item(self).map(Some),
        }
    }

    pub(crate) fn uint(&mut self) -> Read<u64> {
        self.decoder.u64().map_err(|_| Refusal::Malformed)
    }

    pub(crate) fn small(&mut self) -> Read<u32> {
        self.decoder.u32().map_err(|_| Refusal::Malformed)
    }

    pub(crate) fn fixed<const N: usize>(&mut self) -> Read<[u8; N]> {
        self.bytes()?.try_into().map_err(|_| Refusal::Malformed)
    }

    pub(crate) fn text(&mut self, most: usize) -> Read<String> {
        let text = self.decoder.str().map_err(|_| Refusal::Malformed)?;
        if text.len() > most {
            return Err(Refusal::TextTooLong);
        }
        Ok(text.to_owned())
    }
}
