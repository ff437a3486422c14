//! The package: a zip whose first entry says what it is, uncompressed (OpenDocument 1.3, part 2).

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use super::ExportFailure;
use super::sheet::document;

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The package of this content.
pub(super) fn packed(content: &[u8], title: &str, language: &str) -> Result<Vec<u8>, ExportFailure> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    let (mut entry, config) = archive.new_file("mimetype").start()?;
    let mut writer = config.wrap(&mut entry);
    writer.write_all(MEDIA_TYPE.as_bytes())?;
    let (_, output) = writer.finish()?;
    entry.finish(output)?;
    add(&mut archive, "META-INF/manifest.xml", &manifest()?)?;
    add(&mut archive, "meta.xml", &meta(title, language)?)?;
    add(&mut archive, "content.xml", content)?;
    Ok(archive.finish()?)
}

fn add(archive: &mut ZipArchiveWriter<Vec<u8>>, path: &str, bytes: &[u8]) -> Result<(), ExportFailure> {
    let (mut entry, config) = archive.new_file(path).compression_method(CompressionMethod::DEFLATE).start()?;
    let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
    writer.write_all(bytes)?;
    let (encoder, output) = writer.finish()?;
    encoder.finish()?;
    entry.finish(output)?;
    Ok(())
}

fn manifest() -> Result<Vec<u8>, ExportFailure> {
    let space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    document("manifest:manifest", &[("xmlns:manifest", space), ("manifest:version", "1.3")], |writer| {
        for (path, media) in [("/", MEDIA_TYPE), ("content.xml", "text/xml"), ("meta.xml", "text/xml")] {
            let entry = writer.create_element("manifest:file-entry");
            entry.with_attributes([("manifest:full-path", path), ("manifest:media-type", media)]).write_empty()?;
        }
        Ok(())
    })
}

fn meta(title: &str, language: &str) -> Result<Vec<u8>, ExportFailure> {
    let spaces = [
        ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("office:version", "1.3"),
    ];
    document("office:document-meta", &spaces, |writer| {
        writer.create_element("office:meta").write_inner_content(|writer| {
            let text = quick_xml::events::BytesText::new(title);
            writer.create_element("dc:title").write_text_content(text)?;
            let text = quick_xml::events::BytesText::new(language);
            writer.create_element("dc:language").write_text_content(text)?;
            Ok(())
        })?;
        Ok(())
    })
}
