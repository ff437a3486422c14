//! The file as a tree of elements, within limits.
//!
//! Two libraries look at it. `sepa` counts elements, attributes, depth and text as it goes, refuses document types and
//! unknown entities, and knows the namespaces of the versions; but it does not read the fields that matching needs (structured
//! creditor references, reversals, a second list of details). `roxmltree` reads those from what the first let through.

use roxmltree::{Document, Node, ParsingOptions};
use sepa::ParseLimits;

use super::refusal::StatementRefusal;
use super::{MAX_FILE_BYTES, Version};

/// Beyond what a full file of entries has; elements.
const MAX_NODES: usize = 500_000;
/// A statement is some twelve deep; elements within each other.
const MAX_DEPTH: usize = 40;
/// The longest text of camt.053 has 500 characters; bytes.
const MAX_TEXT_BYTES: usize = 8 * 1024;
/// `xmlns`, `xsi:schemaLocation` and the like on the outermost element.
const MAX_ATTRIBUTES: usize = 16;
/// `xsi:schemaLocation` is the longest; bytes.
const MAX_ATTRIBUTE_BYTES: usize = 2 * 1024;

const NAMESPACES: [(&str, Version); 3] = [
    ("urn:iso:std:iso:20022:tech:xsd:camt.053.001.02", Version::V02),
    ("urn:iso:std:iso:20022:tech:xsd:camt.053.001.06", Version::V06),
    ("urn:iso:std:iso:20022:tech:xsd:camt.053.001.08", Version::V08),
];

/// An element of the message's own namespace.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a>(Node<'a, 'a>);

impl<'a> Element<'a> {
    pub(super) fn children(self, name: &'static str) -> impl Iterator<Item = Self> {
        let own = self.0.tag_name().namespace();
        let elements = self.0.children().filter(Node::is_element);
        elements.filter(move |child| child.tag_name().name() == name && child.tag_name().namespace() == own).map(Self)
    }

    pub(super) fn child(self, name: &'static str) -> Option<Self> {
        self.children(name).next()
    }

    /// The element that these names lead to, each within the one before.
    pub(super) fn at(self, path: &[&'static str]) -> Option<Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// All text directly in it, without spaces at its ends.
    pub(super) fn text(self) -> String {
        let parts = self.0.children().filter(Node::is_text).filter_map(|part| part.text());
        parts.collect::<String>().trim().to_owned()
    }

    /// The text at the end of `path`; none where it is empty.
    pub(super) fn text_at(self, path: &[&'static str]) -> Option<String> {
        self.at(path).map(Self::text).filter(|text| !text.is_empty())
    }

    pub(super) fn attribute(self, name: &str) -> Option<&'a str> {
        self.0.attribute(name)
    }
}

/// Gives `read` the version and the message's own element `BkToCstmrStmt`.
pub(super) fn with_message<T>(
    file: &[u8],
    read: impl FnOnce(Version, Element<'_>) -> Result<T, StatementRefusal>,
) -> Result<T, StatementRefusal> {
    if file.len() > MAX_FILE_BYTES {
        return Err(StatementRefusal::TooLarge);
    }
    let text = std::str::from_utf8(file).map_err(|_| StatementRefusal::Encoding)?;
    // Some banks begin with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    sepa::parse_camt053_with_limits(text, limits())?;
    let options = ParsingOptions { nodes_limit: node_limit(), ..ParsingOptions::default() };
    assert!(!options.allow_dtd, "entities come with document types, and none is read");
    let document = Document::parse_with_options(text, options).map_err(|_| StatementRefusal::Malformed)?;
    let root = document.root_element();
    let namespace = root.tag_name().namespace();
    let known = NAMESPACES.iter().find(|(name, _)| Some(*name) == namespace);
    let (_, version) = known.ok_or(StatementRefusal::NotStatement)?;
    read(*version, Element(root).child("BkToCstmrStmt").ok_or(StatementRefusal::NotStatement)?)
}

fn limits() -> ParseLimits {
    ParseLimits {
        input_bytes: MAX_FILE_BYTES,
        nodes: MAX_NODES,
        depth: MAX_DEPTH,
        text_bytes: MAX_TEXT_BYTES,
        total_text_bytes: MAX_FILE_BYTES,
        attributes: MAX_ATTRIBUTES,
        attribute_bytes: MAX_ATTRIBUTE_BYTES,
        total_attribute_bytes: MAX_FILE_BYTES,
    }
}

/// Texts between elements are nodes too, one before each element and one behind, and so are attributes' places.
fn node_limit() -> u32 {
    u32::try_from(MAX_NODES.saturating_mul(4)).unwrap_or(u32::MAX)
}
