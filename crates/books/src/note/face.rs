//! The two fonts: which letters they have, how wide those are, where a line is broken.

use ttf_parser::Face;
use unicode_normalization::UnicodeNormalization;

use super::layout::Twips;

/// DejaVu Sans, of which fonts/README.md tells.
pub(super) const REGULAR: &[u8] = include_bytes!("../../fonts/DejaVuSans-subset.ttf");
pub(super) const BOLD: &[u8] = include_bytes!("../../fonts/DejaVuSans-Bold-subset.ttf");

/// What stands for a letter that the font has not.
const REPLACEMENT: char = '\u{fffd}';

/// The fonts as they are measured.
pub(super) struct Faces {
    regular: Face<'static>,
    bold: Face<'static>,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub size: Twips,
    pub bold: bool,
    /// 0 is black, 255 is white.
    pub grey: u8,
}

impl Faces {
    /// None if the files of the repository are no fonts.
    pub(super) fn read() -> Option<Self> {
        Some(Self { regular: Face::parse(REGULAR, 0).ok()?, bold: Face::parse(BOLD, 0).ok()? })
    }

    const fn of(&self, style: Style) -> &Face<'static> {
        if style.bold { &self.bold } else { &self.regular }
    }

    /// The text with letters that the font has: control characters are spaces, others a mark.
    pub(super) fn printable(&self, text: &str) -> String {
        let known = |letter: char| self.regular.glyph_index(letter).is_some();
        let kept = |letter: char| match letter {
            letter if letter.is_control() => ' ',
            // Marks that only join or direct letters print nothing.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' => {
                '\u{0}'
            }
            letter if known(letter) => letter,
            _ => REPLACEMENT,
        };
        text.nfc().map(kept).filter(|letter| *letter != '\u{0}').collect()
    }

    /// How wide the text is, rounded up.
    pub(super) fn width(&self, text: &str, style: Style) -> Twips {
        let face = self.of(style);
        let advance =
            |letter: char| face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or_default();
        let units: i64 = text.chars().map(|letter| i64::from(advance(letter))).sum();
        let per_em = i64::from(face.units_per_em()).max(1);
        Twips::try_from((units * i64::from(style.size) + per_em - 1) / per_em).unwrap_or(Twips::MAX)
    }

    /// Lines that are at most `width` wide: broken at spaces, and within a word that is wider alone.
    pub(super) fn lines(&self, text: &str, style: Style, width: Twips) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        // A no-break space does not break.
        for word in text.split([' ', '\t']).filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer, style) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.broken(word, style, width, &mut lines);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Pushes full lines of a word that is too wide, and gives back its rest.
    fn broken(&self, word: &str, style: Style, width: Twips, lines: &mut Vec<String>) -> String {
        let mut line = String::new();
        for letter in word.chars() {
            let longer = format!("{line}{letter}");
            if self.width(&longer, style) > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                line.push(letter);
            } else {
                line = longer;
            }
        }
        line
    }
}
