//! The list of a backup's pieces: a hash and a size in each line, and nothing else.

use std::fmt::Write;

use objects::ObjectHash;

/// Bytes of a list, at most: about three million pieces.
pub const MAX_LIST_BYTES: u64 = 256 << 20;

/// Bytes of one piece, at most: a tebibyte.
pub const MAX_PIECE_BYTES: u64 = 1 << 40;

/// One sealed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// SHA-256 of its bytes.
    pub hash: ObjectHash,
    /// At least 1.
    pub bytes: u64,
}

/// The pieces of a backup, ascending by hash, none twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PieceList(Vec<Piece>);

/// Bytes are no list of pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a list of pieces: a hash and a size in each line, ascending and none twice")]
pub struct ListRefusal;

impl PieceList {
    /// These pieces, in their order.
    #[must_use]
    pub fn new(mut pieces: Vec<Piece>) -> Self {
        pieces.sort_unstable();
        pieces.dedup();
        Self(pieces)
    }

    /// Reads the bytes of a list. There is one spelling of each.
    ///
    /// # Errors
    /// [`ListRefusal`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ListRefusal> {
        let text = std::str::from_utf8(bytes).map_err(|_| ListRefusal)?;
        let pieces = text.lines().map(line).collect::<Option<Vec<_>>>().ok_or(ListRefusal)?;
        let ascending = pieces.windows(2).all(|pair| matches!(pair, [one, two] if one.hash < two.hash));
        let list = Self(pieces);
        if ascending && list.text() == text { Ok(list) } else { Err(ListRefusal) }
    }

    /// The list's bytes.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for Piece { hash, bytes } in &self.0 {
            // Writing into memory does not fail.
            let _ = writeln!(text, "{hash} {bytes}");
        }
        text
    }

    /// The pieces.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Bytes of all pieces.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.0.iter().fold(0, |sum, piece| sum.saturating_add(piece.bytes))
    }
}

fn line(text: &str) -> Option<Piece> {
    let (hash, bytes) = text.split_once(' ')?;
    let piece = Piece { hash: hash.parse().ok()?, bytes: bytes.parse().ok()? };
    (1..=MAX_PIECE_BYTES).contains(&piece.bytes).then_some(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(n: u8, bytes: u64) -> Piece {
        Piece { hash: ObjectHash::from_bytes([n; 32]), bytes }
    }

    #[test]
    fn a_list_is_read_back_whatever_the_order_in_which_its_pieces_came() {
        let list = PieceList::new(vec![piece(3, 7), piece(1, 5), piece(3, 7)]);
        assert_eq!(list.pieces(), [piece(1, 5), piece(3, 7)]);
        assert_eq!(list.bytes(), 12);
        assert_eq!(PieceList::parse(list.text().as_bytes()), Ok(list));
        assert_eq!(PieceList::parse(b""), Ok(PieceList::default()));
    }

    #[test]
    fn another_spelling_of_a_list_is_refused() {
        let text = PieceList::new(vec![piece(1, 5), piece(3, 7)]).text();
        let lines: Vec<&str> = text.lines().collect();
        let others = [
            text.trim_end().to_owned(),
            format!("{}\n{}\n", lines[1], lines[0]),
            format!("{}\n{}\n", lines[0], lines[0]),
            text.replace(" 5", " 05"),
            text.replace(" 5", " 0"),
            text.replace(" 5", ""),
            text.replace(" 7", " 1099511627777"),
            text.replace('\n', "\r\n"),
        ];
        for other in others {
            assert_eq!(PieceList::parse(other.as_bytes()), Err(ListRefusal), "{other}");
        }
        assert_eq!(PieceList::parse(&[0xff, b'\n']), Err(ListRefusal));
    }
}
