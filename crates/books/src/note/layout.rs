//! Pages as lists of marks, in whole twips (1/20 of a point), so that no float decides where something stands.

use super::face::{Faces, Style};

/// 1/20 of a point.
pub(super) type Twips = i32;

/// A4.
pub(super) const PAGE_WIDTH: Twips = 11_906;
pub(super) const PAGE_HEIGHT: Twips = 16_838;
/// 20 mm.
pub(super) const MARGIN: Twips = 1_134;
/// What is between the margins.
pub(super) const TEXT_WIDTH: Twips = PAGE_WIDTH - 2 * MARGIN;
/// The right margin.
pub(super) const RIGHT: Twips = PAGE_WIDTH - MARGIN;
/// Where the text of a page ends; the footer is below.
pub(super) const BOTTOM: Twips = 15_300;
/// Where the text begins on pages that follow the first.
const NEXT_TOP: Twips = 1_700;

/// Something on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// `y` is the line on which the letters stand.
    Text { x: Twips, y: Twips, style: Style, text: String },
    /// A filled rectangle.
    Area { x: Twips, y: Twips, width: Twips, height: Twips, grey: u8 },
}

/// The pages of a document while it is set, from top to bottom.
pub(super) struct Pages<'a> {
    pub faces: &'a Faces,
    pub pages: Vec<Vec<Mark>>,
    /// Where the next thing begins.
    pub y: Twips,
    /// What stands at the top of pages that follow the first.
    heading: String,
}

/// Where a text stands on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl<'a> Pages<'a> {
    pub(super) fn new(faces: &'a Faces, heading: String) -> Self {
        Self { faces, pages: vec![Vec::new()], y: MARGIN, heading }
    }

    /// Begins a page if what comes next is higher than what is left of this one. Whether it did.
    pub(super) fn make_room(&mut self, height: Twips) -> bool {
        if self.y + height <= BOTTOM {
            return false;
        }
        self.pages.push(Vec::new());
        let style = Style { size: 170, bold: false, grey: 90 };
        let heading = self.heading.clone();
        self.text(MARGIN, MARGIN + style.size, Side::Left, style, &heading);
        self.y = NEXT_TOP;
        true
    }

    /// A line of text that begins, or ends, at `x`.
    pub(super) fn text(&mut self, x: Twips, y: Twips, side: Side, style: Style, text: &str) {
        let text = self.faces.printable(text);
        let x = if side == Side::Right { x - self.faces.width(&text, style) } else { x };
        if !text.trim().is_empty() {
            self.add(Mark::Text { x, y, style, text });
        }
    }

    pub(super) fn area(&mut self, x: Twips, y: Twips, width: Twips, height: Twips, grey: u8) {
        self.add(Mark::Area { x, y, width, height, grey });
    }

    fn add(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// The lines that the text takes in `width`.
    pub(super) fn lines(&self, text: &str, style: Style, width: Twips) -> Vec<String> {
        self.faces.lines(&self.faces.printable(text), style, width)
    }

    /// A text in lines from `y` down. Where it ends.
    pub(super) fn block(&mut self, x: Twips, y: Twips, width: Twips, style: Style, text: &str) -> Twips {
        let mut below = y;
        for line in self.lines(text, style, width) {
            self.text(x, below + style.size, Side::Left, style, &line);
            below += style.line();
        }
        below
    }
}

impl Style {
    /// From one line to the next.
    pub(super) const fn line(self) -> Twips {
        self.size * 7 / 5
    }
}
