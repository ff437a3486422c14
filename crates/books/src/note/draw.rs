//! Marks as PDF/A-2u, by krilla. docs/decisions/0011-notes-by-krilla.md says why.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::color::luma;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};

use super::face::{BOLD, Faces, REGULAR};
use super::layout::{Mark, Twips};
use super::{Note, sheet, wording};

/// A4 in points, which is what a page is measured in.
const A4_POINTS: (f32, f32) = (595.3, 841.9);
/// Points in a twip.
const TWIP_POINTS: f32 = 0.05;

/// Why there is no PDF: a library refused what it was given. Trying again gives the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfFailure {
    #[error("a font of this program cannot be read")]
    Font,
    #[error("the page's size, or the kind of PDF, is refused")]
    Settings,
    #[error("writing the PDF: {0}")]
    Writing(String),
}

struct Fonts {
    regular: Font,
    bold: Font,
}

pub(super) fn pdf(note: &Note, created: Timestamp) -> Result<Vec<u8>, PdfFailure> {
    let faces = Faces::read().ok_or(PdfFailure::Font)?;
    let font = |bytes: &'static [u8]| Font::new(bytes.into(), 0).ok_or(PdfFailure::Font);
    let fonts = Fonts { regular: font(REGULAR)?, bold: font(BOLD)? };
    let kind = ConfigurationBuilder::new().with_archival_validator(Archival::A2_U).finish();
    let configuration = kind.map_err(|_| PdfFailure::Settings)?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(note, created));
    for marks in sheet::pages(note, &faces) {
        let settings = PageSettings::from_wh(A4_POINTS.0, A4_POINTS.1).ok_or(PdfFailure::Settings)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.push_transform(&Transform::from_scale(TWIP_POINTS, TWIP_POINTS));
        for mark in &marks {
            draw(&mut surface, mark, &fonts);
        }
        surface.pop();
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| PdfFailure::Writing(format!("{error:?}")))
}

fn metadata(note: &Note, created: Timestamp) -> Metadata {
    let draft = note.draft();
    let time = TimeZone::UTC.to_datetime(created);
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let date = DateTime::new(u16::try_from(time.year()).unwrap_or_default())
        .month(part(time.month()))
        .day(part(time.day()))
        .hour(part(time.hour()))
        .minute(part(time.minute()))
        .second(part(time.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(plain(&wording::title(note)))
        .authors(vec![plain(&draft.issuer.name)])
        .language(draft.language.tag().to_owned())
        .creator("Ecot".to_owned())
        .document_id(format!("{} {}", plain(&draft.issuer.name), draft.number))
        .creation_date(date)
}

/// Without the control characters that XML does not allow.
fn plain(text: &str) -> String {
    let allowed = |letter: &char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(allowed).collect()
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, fonts: &Fonts) {
    match mark {
        Mark::Text { x, y, style, text } => {
            surface.set_fill(Some(fill(style.grey)));
            let font = if style.bold { &fonts.bold } else { &fonts.regular };
            let place = Point::from_xy(float(*x), float(*y));
            surface.draw_text(place, font.clone(), float(style.size), text, false, TextDirection::Auto);
        }
        Mark::Area { x, y, width, height, grey } => {
            let mut path = PathBuilder::new();
            let Some(area) = Rect::from_xywh(float(*x), float(*y), float(*width), float(*height)) else { return };
            path.push_rect(area);
            surface.set_fill(Some(fill(*grey)));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
}

fn fill(grey: u8) -> Fill {
    Fill { paint: luma::Color::new(grey).into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

/// Nothing on a page is farther than an i16 of twips.
fn float(twips: Twips) -> f32 {
    f32::from(i16::try_from(twips).unwrap_or(i16::MAX))
}
