//! ISO 8859-15, one of the three alphabets that the FEC's decree allows.

use unicode_normalization::UnicodeNormalization;

/// What ISO 8859-15 has in the place of eight letters of ISO 8859-1.
const PLACES: [(u8, char); 8] =
    [(0xA4, '€'), (0xA6, 'Š'), (0xA8, 'š'), (0xB4, 'Ž'), (0xB8, 'ž'), (0xBC, 'Œ'), (0xBD, 'œ'), (0xBE, 'Ÿ')];

/// The text in ISO 8859-15. A letter that it has not becomes the same without its marks, a typographic sign the plain
/// one, and anything else `?`.
pub(super) fn latin(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.nfc() {
        match byte(letter) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(&replaced(letter)),
        }
    }
    bytes
}

fn byte(letter: char) -> Option<u8> {
    if let Some((byte, _)) = PLACES.iter().find(|(_, placed)| *placed == letter) {
        return Some(*byte);
    }
    u8::try_from(letter).ok().filter(|byte| !PLACES.iter().any(|(taken, _)| taken == byte))
}

fn replaced(letter: char) -> Vec<u8> {
    match letter {
        '\u{2018}' | '\u{2019}' => return vec![b'\''],
        '\u{201c}' | '\u{201d}' => return vec![b'"'],
        '\u{2010}'..='\u{2015}' | '\u{2212}' => return vec![b'-'],
        '\u{202f}' => return vec![0xA0],
        '\u{2026}' => return b"...".to_vec(),
        _ => {}
    }
    let plain: Vec<u8> = [letter].into_iter().nfkd().filter_map(byte).collect();
    if plain.is_empty() { vec![b'?'] } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_french_and_the_euro_are_one_byte_each() {
        assert_eq!(latin("Éçœ€Ÿ"), [0xC9, 0xE7, 0xBD, 0xA4, 0xBE]);
        assert_eq!(latin("e\u{301}"), [0xE9]);
    }

    #[test]
    fn what_the_alphabet_has_not_is_replaced() {
        assert_eq!(latin("Łódź’s – ș…"), b"?\xF3dz's - s...");
        assert_eq!(latin("¤ \u{1F600}"), b"? ?");
    }
}
