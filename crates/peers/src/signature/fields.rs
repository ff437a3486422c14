use data_encoding::BASE64;
use sfv::{Dictionary, InnerList, ListEntry, Parser};

use super::{ContentDigest, GREATEST, LABEL};

/// Why header fields are no signature. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum FieldRefusal {
    /// A field is missing.
    #[error("there is no signature")]
    Missing,
    /// No structured field, or not exactly one signature under the label.
    #[error("the signature cannot be read")]
    Malformed,
    /// Other components, or in another order.
    #[error("the signature covers other parts")]
    Components,
    /// A parameter is missing, superfluous, out of range, or in another order or spelling.
    #[error("the signature has other parameters")]
    Parameters,
    /// No digest of the body, or another than one SHA-256.
    #[error("there is no digest of the body")]
    Digest,
}

/// The header fields of a message that are about its signature, as texts; none where the field is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// `Content-Digest`.
    pub content_digest: Option<String>,
    /// `Signature-Input`.
    pub signature_input: Option<String>,
    /// `Signature`.
    pub signature: Option<String>,
}

impl Fields {
    pub(super) fn of(digest: &ContentDigest, parameters: &str, signature: &[u8; 64]) -> Self {
        Self {
            content_digest: Some(digest.to_string()),
            signature_input: Some(format!("{LABEL}={parameters}")),
            signature: Some(format!("{LABEL}={}", write_signature(signature))),
        }
    }

    /// `Signature-Input` and `Signature`.
    pub(super) fn both(&self) -> Result<(&str, &str), FieldRefusal> {
        let both = self.signature_input.as_deref().zip(self.signature.as_deref());
        both.ok_or(FieldRefusal::Missing)
    }

    /// `Content-Digest`.
    pub(super) fn digest(&self) -> Result<ContentDigest, FieldRefusal> {
        self.content_digest.as_deref().ok_or(FieldRefusal::Digest).and_then(ContentDigest::read)
    }
}

/// The one entry of a dictionary, under the label.
fn entry(text: &str) -> Result<ListEntry, FieldRefusal> {
    let mut entries = Parser::new(text).parse::<Dictionary>().map_err(|_| FieldRefusal::Malformed)?.into_iter();
    match (entries.next(), entries.next()) {
        (Some((label, entry)), None) if label.as_str() == LABEL => Ok(entry),
        _ => Err(FieldRefusal::Malformed),
    }
}

/// A `Signature-Input` whose parameters are to be read.
pub(super) struct Input<'t> {
    list: InnerList,
    /// Without the label: the text that is signed.
    text: &'t str,
}

impl<'t> Input<'t> {
    /// Takes a field apart; its list of components must be spelt as `components`.
    pub(super) fn read(text: &'t str, components: &str) -> Result<Self, FieldRefusal> {
        let ListEntry::InnerList(list) = entry(text)? else { return Err(FieldRefusal::Malformed) };
        let unlabelled = text.strip_prefix(LABEL).and_then(|rest| rest.strip_prefix('='));
        let text = unlabelled.ok_or(FieldRefusal::Malformed)?;
        if text.starts_with(components) { Ok(Self { list, text }) } else { Err(FieldRefusal::Components) }
    }

    /// A moment, in seconds since 1970.
    pub(super) fn moment(&self, name: &str) -> Result<i64, FieldRefusal> {
        let moment = self.list.params.get(name).and_then(|value| value.as_integer());
        let moment = moment.ok_or(FieldRefusal::Parameters)?.into();
        if (0..=GREATEST).contains(&moment) { Ok(moment) } else { Err(FieldRefusal::Parameters) }
    }

    pub(super) fn text(&self, name: &str) -> Result<&str, FieldRefusal> {
        let text = self.list.params.get(name).and_then(|value| value.as_string());
        text.map(|text| text.as_str()).ok_or(FieldRefusal::Parameters)
    }

    /// Whether what was read is written exactly like this.
    pub(super) fn is_written(&self, again: &str) -> Result<(), FieldRefusal> {
        if self.text == again { Ok(()) } else { Err(FieldRefusal::Parameters) }
    }
}

/// A signature as it stands after the label: a byte sequence.
#[must_use]
pub fn write_signature(signature: &[u8; 64]) -> String {
    format!(":{}:", BASE64.encode(signature))
}

/// Reads a `Signature`.
///
/// # Errors
/// [`FieldRefusal::Malformed`].
pub fn read_signature(text: &str) -> Result<[u8; 64], FieldRefusal> {
    let refused = FieldRefusal::Malformed;
    let ListEntry::Item(item) = entry(text)? else { return Err(refused) };
    let bytes = item.bare_item.as_byte_sequence().ok_or(refused)?;
    let signature = bytes.try_into().map_err(|_| refused)?;
    if format!("{LABEL}={}", write_signature(&signature)) == text { Ok(signature) } else { Err(refused) }
}
