//! Sheets, rows and cells as OpenDocument writes them.

use std::io;

use jiff::civil::Date;
use purse::money::Money;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

type Xml = Writer<Vec<u8>>;

/// A cell.
pub(super) enum Cell {
    Text(String),
    Number(u32),
    Day(Date),
    Amount(Money),
    Blank,
}

/// A sheet with a line of heads, and a last line that sums the last `sums` columns.
pub(super) struct Sheet {
    pub name: String,
    pub heads: Vec<String>,
    pub widths_mm: &'static [u16],
    pub rows: Vec<Vec<Cell>>,
    pub sums: usize,
}

const SPACES: [(&str, &str); 8] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:of", "urn:oasis:names:tc:opendocument:xmlns:of:1.2"),
    ("office:version", "1.3"),
];

/// A document of XML with this root.
pub(super) fn document(
    root: &str,
    attributes: &[(&str, &str)],
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> Result<Vec<u8>, super::ExportFailure> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer.create_element(root).with_attributes(attributes.iter().copied());
    root.write_inner_content(inside)?;
    Ok(writer.into_inner())
}

/// `content.xml` of these sheets.
pub(super) fn content(sheets: &[Sheet]) -> Result<Vec<u8>, super::ExportFailure> {
    document("office:document-content", &SPACES, |writer| {
        writer.create_element("office:automatic-styles").write_inner_content(|writer| styles(writer, sheets))?;
        writer.create_element("office:body").write_inner_content(|writer| {
            writer.create_element("office:spreadsheet").write_inner_content(|writer| {
                sheets.iter().enumerate().try_for_each(|(place, sheet)| sheet.write(writer, place))
            })?;
            Ok(())
        })?;
        Ok(())
    })
}

fn styles(writer: &mut Xml, sheets: &[Sheet]) -> io::Result<()> {
    writer.create_element("number:number-style").with_attribute(("style:name", "N1")).write_inner_content(
        |writer| {
            let two = [
                ("number:decimal-places", "2"),
                ("number:min-decimal-places", "2"),
                ("number:min-integer-digits", "1"),
                ("number:grouping", "true"),
            ];
            writer.create_element("number:number").with_attributes(two).write_empty()?;
            Ok(())
        },
    )?;
    writer.create_element("number:date-style").with_attribute(("style:name", "N2")).write_inner_content(|writer| {
        writer.create_element("number:year").with_attribute(("number:style", "long")).write_empty()?;
        writer.create_element("number:text").write_text_content(BytesText::new("-"))?;
        writer.create_element("number:month").with_attribute(("number:style", "long")).write_empty()?;
        writer.create_element("number:text").write_text_content(BytesText::new("-"))?;
        writer.create_element("number:day").with_attribute(("number:style", "long")).write_empty()?;
        Ok(())
    })?;
    for (name, data) in [("amount", "N1"), ("day", "N2")] {
        let style = writer.create_element("style:style");
        style
            .with_attributes([("style:name", name), ("style:family", "table-cell"), ("style:data-style-name", data)])
            .write_empty()?;
    }
    for (name, data) in [("head", ""), ("sum", "N1")] {
        let mut style = writer.create_element("style:style");
        style = style.with_attributes([("style:name", name), ("style:family", "table-cell")]);
        if !data.is_empty() {
            style = style.with_attribute(("style:data-style-name", data));
        }
        style.write_inner_content(|writer| {
            writer.create_element("style:text-properties").with_attribute(("fo:font-weight", "bold")).write_empty()?;
            Ok(())
        })?;
    }
    for (place, sheet) in sheets.iter().enumerate() {
        for (column, width) in sheet.widths_mm.iter().enumerate() {
            let (name, width) = (format!("w{place}-{column}"), format!("{width}mm"));
            let style = writer.create_element("style:style");
            let style = style.with_attributes([("style:name", name.as_str()), ("style:family", "table-column")]);
            style.write_inner_content(|writer| {
                let properties = writer.create_element("style:table-column-properties");
                properties.with_attribute(("style:column-width", width.as_str())).write_empty()?;
                Ok(())
            })?;
        }
    }
    Ok(())
}

impl Sheet {
    fn write(&self, writer: &mut Xml, place: usize) -> io::Result<()> {
        writer.create_element("table:table").with_attribute(("table:name", self.name.as_str())).write_inner_content(
            |writer| {
                for column in 0..self.heads.len() {
                    let style = format!("w{place}-{column}");
                    let column = writer.create_element("table:table-column");
                    column.with_attribute(("table:style-name", style.as_str())).write_empty()?;
                }
                writer.create_element("table:table-header-rows").write_inner_content(|writer| {
                    row(writer, |writer| self.heads.iter().try_for_each(|head| text(writer, head, Some("head"))))
                })?;
                for cells in &self.rows {
                    row(writer, |writer| cells.iter().try_for_each(|cell| cell.write(writer)))?;
                }
                self.write_sums(writer)
            },
        )?;
        Ok(())
    }

    fn write_sums(&self, writer: &mut Xml) -> io::Result<()> {
        let columns = self.heads.len();
        row(writer, |writer| {
            for column in 0..columns {
                let Some(letter) = (columns - column <= self.sums).then(|| letter(column)).flatten() else {
                    writer.create_element("table:table-cell").write_empty()?;
                    continue;
                };
                let sum = sum(self.rows.iter().filter_map(|cells| cells.get(column)));
                let formula = format!("of:=SUM([.{letter}2:.{letter}{}])", self.rows.len() + 1);
                let cell = writer.create_element("table:table-cell").with_attribute(("table:style-name", "sum"));
                let cell = cell.with_attribute(("table:formula", formula.as_str()));
                value(cell, "float", &sum, &sum)?;
            }
            Ok(())
        })
    }
}

/// The sum of a column's amounts, beyond the limits of one amount too.
fn sum<'a>(cells: impl Iterator<Item = &'a Cell>) -> String {
    let minor: i128 =
        cells.map(|cell| if let Cell::Amount(amount) = cell { i128::from(amount.minor()) } else { 0 }).sum();
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.unsigned_abs() / 100, minor.unsigned_abs() % 100)
}

/// The letter of a column; the sheets here have fewer than 26.
fn letter(column: usize) -> Option<char> {
    u32::try_from(column).ok().and_then(|column| char::from_u32(u32::from('A') + column))
}

impl Cell {
    /// A debit or a credit, of which a line has only one.
    pub(super) fn side(amount: Money) -> Self {
        if amount == Money::ZERO { Self::Blank } else { Self::Amount(amount) }
    }

    fn write(&self, writer: &mut Xml) -> io::Result<()> {
        let styled = |writer, style| cell(writer).with_attribute(("table:style-name", style));
        match self {
            Self::Text(content) => text(writer, content, None),
            Self::Blank => cell(writer).write_empty().map(|_| ()),
            Self::Number(number) => value(cell(writer), "float", &number.to_string(), &number.to_string()),
            Self::Amount(amount) => value(styled(writer, "amount"), "float", &amount.to_string(), &amount.to_string()),
            Self::Day(day) => {
                let day = day.to_string();
                let cell = styled(writer, "day");
                let cell = cell.with_attributes([("office:value-type", "date"), ("office:date-value", day.as_str())]);
                paragraph(cell, &day)
            }
        }
    }
}

fn row(writer: &mut Xml, inside: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    writer.create_element("table:table-row").write_inner_content(inside)?;
    Ok(())
}

fn cell(writer: &mut Xml) -> quick_xml::writer::ElementWriter<'_, Vec<u8>> {
    writer.create_element("table:table-cell")
}

fn text(writer: &mut Xml, content: &str, style: Option<&str>) -> io::Result<()> {
    let mut cell = cell(writer).with_attribute(("office:value-type", "string"));
    if let Some(style) = style {
        cell = cell.with_attribute(("table:style-name", style));
    }
    paragraph(cell, content)
}

fn value(cell: quick_xml::writer::ElementWriter<'_, Vec<u8>>, kind: &str, value: &str, shown: &str) -> io::Result<()> {
    paragraph(cell.with_attributes([("office:value-type", kind), ("office:value", value)]), shown)
}

fn paragraph(cell: quick_xml::writer::ElementWriter<'_, Vec<u8>>, content: &str) -> io::Result<()> {
    cell.write_inner_content(|writer| {
        writer.create_element("text:p").write_text_content(BytesText::new(content))?;
        Ok(())
    })?;
    Ok(())
}
