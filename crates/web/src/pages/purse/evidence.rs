//! The document of a bill: one line of JSON that says whose bill it is and for what, and behind it the file.
//! docs/formats/bill.md is the written form.

use serde::{Deserialize, Serialize};

/// What kind of document it is, in the store and between members.
pub(super) const KIND: &str = "bill";

/// Bytes of the file, at most: with its line it stays below what members hand to each other.
pub(super) const MAX_FILE_BYTES: usize = 7_000_000;

/// Bytes of the line, at most.
const MAX_LINE_BYTES: usize = 4_096;

/// What the line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Evidence {
    pub(super) supplier: String,
    pub(super) label: String,
    /// The file's name and media type; none if there is only the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<FileType>,
}

/// What the file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileType {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) media_type: String,
}

impl Evidence {
    /// The document's bytes.
    pub(super) fn bytes(&self, file: &[u8]) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend_from_slice(file);
        bytes
    }

    /// The line and the file of a document; none if it is not such a document.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let end = bytes.iter().take(MAX_LINE_BYTES).position(|byte| *byte == b'\n')?;
        let (line, file) = bytes.split_at(end);
        Some((serde_json::from_slice(line).ok()?, file.get(1..)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_is_read_back_with_its_file_and_other_documents_are_not_bills() {
        let file = FileType { name: "facture.pdf".to_owned(), media_type: "application/pdf".to_owned() };
        let evidence =
            Evidence { supplier: "Transit & Fils".to_owned(), label: "Novembre".to_owned(), file: Some(file) };
        let bytes = evidence.bytes(b"%PDF-1.7\n...");
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            "{\"supplier\":\"Transit & Fils\",\"label\":\"Novembre\",\"file\":{\"name\":\"facture.pdf\",\
             \"type\":\"application/pdf\"}}\n%PDF-1.7\n..."
        );
        assert_eq!(Evidence::read(&bytes), Some((evidence, &b"%PDF-1.7\n..."[..])));
        for other in [&b"%PDF-1.7\n"[..], b"{}\n", b"no line"] {
            assert_eq!(Evidence::read(other), None);
        }
    }
}
