//! Where everything stands on a note.

use purse::money::Money;

use super::face::{Faces, Style};
use super::layout::{MARGIN, Mark, PAGE_HEIGHT, Pages, RIGHT, Side, TEXT_WIDTH, Twips};
use super::{Direction, Line, Note, Party, wording};

const NAME: Style = Style { size: 230, bold: true, grey: 0 };
const ADDRESS: Style = Style { size: 180, bold: false, grey: 60 };
const RECIPIENT: Style = Style { size: 210, bold: false, grey: 0 };
const TITLE: Style = Style { size: 360, bold: true, grey: 0 };
const SMALL: Style = Style { size: 160, bold: false, grey: 90 };
const BODY: Style = Style { size: 190, bold: false, grey: 0 };
const STRONG: Style = Style { size: 190, bold: true, grey: 0 };
const NET: Style = Style { size: 240, bold: true, grey: 0 };
const WORDING: Style = Style { size: 170, bold: false, grey: 60 };

/// Left edge of the recipient, where the window of a French envelope is: 110 mm from the left, 50 mm from the top.
const RECIPIENT_X: Twips = 6_236;
const RECIPIENT_Y: Twips = 2_835;
/// The title stands no higher.
const TITLE_Y: Twips = 5_000;
/// Above and below a line of the table.
const PADDING: Twips = 75;
/// Between columns.
const GAP: Twips = 280;
/// A column of amounts is no narrower.
const MIN_AMOUNT_WIDTH: Twips = 1_500;
/// A QR code with its quiet zone: 38 mm. EPC's guideline asks for modules that a telephone can read.
const QR_SIDE: Twips = 2_154;
/// Modules of white around a QR code (ISO/IEC 18004).
const QUIET_MODULES: Twips = 4;

/// The note's pages.
pub(super) fn pages(note: &Note, faces: &Faces) -> Vec<Vec<Mark>> {
    let heading = format!("{} – {}", wording::title(note), note.draft().recipient.name);
    let heading = faces.lines(&faces.printable(&heading), WORDING, TEXT_WIDTH).into_iter().next().unwrap_or_default();
    let mut pages = Pages::new(faces, heading);
    set_parties(&mut pages, note);
    set_title(&mut pages, note);
    Table::of(&pages, note).set(&mut pages, note);
    set_payment(&mut pages, note);
    set_wording(&mut pages, note);
    set_footers(&mut pages, note);
    pages.pages
}

fn set_parties(pages: &mut Pages<'_>, note: &Note) {
    let draft = note.draft();
    let width = RECIPIENT_X - MARGIN - GAP;
    let issuer = set_party(pages, &draft.issuer, (MARGIN, MARGIN, width), NAME, ADDRESS);
    let strong = Style { bold: true, ..RECIPIENT };
    let place = (RECIPIENT_X, RECIPIENT_Y, RIGHT - RECIPIENT_X);
    let recipient = set_party(pages, &draft.recipient, place, strong, RECIPIENT);
    pages.y = (issuer.max(recipient) + 2 * GAP).max(TITLE_Y);
}

fn set_party(
    pages: &mut Pages<'_>,
    party: &Party,
    (x, y, width): (Twips, Twips, Twips),
    name: Style,
    rest: Style,
) -> Twips {
    let mut below = pages.block(x, y, width, name, &party.name);
    for line in &party.address {
        below = pages.block(x, below, width, rest, line);
    }
    below
}

fn set_title(pages: &mut Pages<'_>, note: &Note) {
    pages.make_room(TITLE.line() + 3 * BODY.line());
    pages.y = pages.block(MARGIN, pages.y, TEXT_WIDTH, TITLE, &wording::title(note)) + GAP / 2;
    let column = TEXT_WIDTH / 3;
    let mut below = pages.y;
    for (place, (name, value)) in (0..).zip(wording::dates(note)) {
        let x = MARGIN + place * column;
        let under = pages.block(x, pages.y, column - GAP, SMALL, &name);
        below = below.max(pages.block(x, under, column - GAP, STRONG, &value));
    }
    pages.y = below + GAP;
}

/// The columns of the lines.
struct Table {
    /// Right edges of debits and credits.
    debit: Twips,
    credit: Twips,
    label_width: Twips,
}

impl Table {
    fn of(pages: &Pages<'_>, note: &Note) -> Self {
        let (debits, credits) = sides(note);
        let shown = |amount: Money| pages.faces.width(&note.draft().language.amount(amount), STRONG);
        // No single amount of a column is wider than its sum.
        let width = shown(debits).max(shown(credits)).max(MIN_AMOUNT_WIDTH);
        let debit = RIGHT - PADDING - width - 2 * GAP;
        Self { debit, credit: RIGHT - PADDING, label_width: debit - width - GAP - MARGIN }
    }

    fn set(&self, pages: &mut Pages<'_>, note: &Note) {
        let language = note.draft().language;
        self.set_heads(pages, note);
        for line in &note.draft().lines {
            self.set_line(pages, note, line);
        }
        let (debits, credits) = sides(note);
        if note.draft().lines.len() > 1 {
            if pages.make_room(STRONG.line() + 2 * PADDING) {
                self.set_heads(pages, note);
            }
            let y = pages.y + PADDING + STRONG.size;
            pages.text(MARGIN, y, Side::Left, STRONG, language.pick("Totaux", "Totals"));
            pages.text(self.debit, y, Side::Right, STRONG, &language.amount(debits));
            pages.text(self.credit, y, Side::Right, STRONG, &language.amount(credits));
            pages.y += STRONG.line() + 2 * PADDING;
        }
        pages.y += PADDING;
        pages.make_room(NET.line() + 2 * GAP);
        let height = NET.line() + GAP;
        pages.area(MARGIN, pages.y, TEXT_WIDTH, height, 232);
        let y = pages.y + GAP / 2 + NET.size;
        pages.text(MARGIN + PADDING, y, Side::Left, NET, wording::total(note));
        pages.text(self.credit, y, Side::Right, NET, &language.amount(wording::size(note.total())));
        pages.y += height + GAP;
    }

    fn set_heads(&self, pages: &mut Pages<'_>, note: &Note) {
        let say = |french, english| note.draft().language.pick(french, english);
        let y = pages.y + PADDING + SMALL.size;
        pages.text(MARGIN, y, Side::Left, SMALL, say("Objet", "What for"));
        pages.text(self.debit, y, Side::Right, SMALL, say("À votre débit", "You owe"));
        pages.text(self.credit, y, Side::Right, SMALL, say("À votre crédit", "You are owed"));
        pages.y += SMALL.line() + 2 * PADDING;
        pages.area(MARGIN, pages.y, TEXT_WIDTH, 20, 0);
        pages.y += 20;
    }

    fn set_line(&self, pages: &mut Pages<'_>, note: &Note, line: &Line) {
        let language = note.draft().language;
        let text = wording::item(language, &line.item);
        let lines = Twips::try_from(pages.lines(&text, BODY, self.label_width).len().max(1)).unwrap_or(1);
        let height = lines * BODY.line() + 2 * PADDING;
        if pages.make_room(height + 10) {
            self.set_heads(pages, note);
        }
        let top = pages.y + PADDING;
        pages.block(MARGIN, top, self.label_width, BODY, &text);
        let edge = if line.amount < Money::ZERO { self.debit } else { self.credit };
        pages.text(edge, top + BODY.size, Side::Right, BODY, &language.amount(wording::size(line.amount)));
        pages.y += height;
        pages.area(MARGIN, pages.y, TEXT_WIDTH, 10, 205);
        pages.y += 10;
    }
}

/// The sums of both columns.
fn sides(note: &Note) -> (Money, Money) {
    let amounts = || note.draft().lines.iter().map(|line| line.amount);
    let sum = |sign: i64| Money::sum(amounts().filter(|amount| amount.minor().signum() == sign)).unwrap_or_default();
    (wording::size(sum(-1)), sum(1))
}

fn set_payment(pages: &mut Pages<'_>, note: &Note) {
    let qr = note.draft().qr.as_ref().filter(|_| note.direction() == Direction::Debit);
    let width = if qr.is_some() { TEXT_WIDTH - QR_SIDE - GAP } else { TEXT_WIDTH };
    let rows = wording::particulars(note);
    let sentence = wording::payment(note);
    let label = 1_350;
    let mut height =
        Twips::try_from(pages.lines(&sentence, STRONG, width).len()).unwrap_or(1) * STRONG.line() + GAP / 2;
    for (_, value) in &rows {
        height +=
            Twips::try_from(pages.lines(value, BODY, width - label).len().max(1)).unwrap_or(1) * (BODY.line() + 20);
    }
    pages.make_room(height.max(if qr.is_some() { QR_SIDE + SMALL.line() } else { 0 }) + GAP);
    let top = pages.y;
    let mut y = pages.block(MARGIN, top, width, STRONG, &sentence) + GAP / 2;
    for (name, value) in rows {
        pages.text(MARGIN, y + BODY.size, Side::Left, ADDRESS, name);
        y = pages.block(MARGIN + label, y, width - label, BODY, &value).max(y + BODY.line()) + 20;
    }
    if let Some(qr) = qr {
        let text =
            note.draft().language.pick("À lire avec l’application de votre banque", "To be read with your bank’s app");
        set_qr(pages, qr, RIGHT - QR_SIDE, top);
        let below = pages.block(RIGHT - QR_SIDE, top + QR_SIDE, QR_SIDE, SMALL, text);
        y = y.max(below);
    }
    pages.y = y + GAP;
}

/// The dark modules of each row that stand side by side are one area, so that no hairline parts them.
fn set_qr(pages: &mut Pages<'_>, qr: &[Vec<bool>], x: Twips, y: Twips) {
    let modules = Twips::try_from(qr.len()).unwrap_or(1);
    let module = (QR_SIDE / (modules + 2 * QUIET_MODULES)).max(1);
    let margin = (QR_SIDE - module * modules) / 2;
    for (row, cells) in (0..).zip(qr) {
        let mut column = 0;
        for run in cells.chunk_by(|one, next| one == next) {
            let length = Twips::try_from(run.len()).unwrap_or(0);
            if run.first() == Some(&true) {
                pages.area(x + margin + column * module, y + margin + row * module, length * module, module, 0);
            }
            column += length;
        }
    }
}

fn set_wording(pages: &mut Pages<'_>, note: &Note) {
    for paragraph in note.draft().wording.lines() {
        for line in pages.lines(paragraph, WORDING, TEXT_WIDTH) {
            pages.make_room(WORDING.line());
            pages.text(MARGIN, pages.y + WORDING.size, Side::Left, WORDING, &line);
            pages.y += WORDING.line();
        }
        pages.y += WORDING.line() / 2;
    }
}

fn set_footers(pages: &mut Pages<'_>, note: &Note) {
    let count = pages.pages.len();
    let left = format!("{} · {}", note.draft().issuer.name, wording::title(note));
    let left = pages.lines(&left, SMALL, TEXT_WIDTH - 1_500).into_iter().next().unwrap_or_default();
    let mut all = std::mem::take(&mut pages.pages);
    for (place, page) in all.iter_mut().enumerate() {
        pages.pages.push(Vec::new());
        let y = PAGE_HEIGHT - MARGIN;
        pages.area(MARGIN, y - 230, TEXT_WIDTH, 10, 205);
        pages.text(MARGIN, y, Side::Left, SMALL, &left);
        pages.text(RIGHT, y, Side::Right, SMALL, &format!("Page {} / {count}", place + 1));
        page.extend(pages.pages.pop().into_iter().flatten());
    }
    pages.pages = all;
}
