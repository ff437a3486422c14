//! The init section: what a player must know before any segment.

use super::Malformed;
use super::boxes::{self, Reader};

/// What is read from an init section (`ftyp` and `moov`) with one track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Init {
    /// The section itself.
    pub bytes: Vec<u8>,
    /// Ticks in a second.
    pub timescale: u32,
    /// RFC 6381.
    pub codecs: String,
    /// Bytes of the length before each NAL unit; 0 for sound.
    pub nal_length: u8,
}

const TRACK: [&[u8; 4]; 3] = [b"moov", b"trak", b"mdia"];

impl Init {
    /// Reads an init section.
    pub fn read(bytes: Vec<u8>) -> Result<Init, Malformed> {
        let [moov, trak, mdia] = TRACK;
        let (start, end) = boxes::find(&bytes, &[moov, trak, mdia, b"mdhd"])?;
        let timescale = timescale(&bytes[start..end])?;
        let (start, end) = boxes::find(&bytes, &[moov, trak, mdia, b"minf", b"stbl", b"stsd"])?;
        let (codecs, nal_length) = sample_entry(&bytes[start..end])?;
        Ok(Init { bytes, timescale, codecs, nal_length })
    }

    /// Its length in a file.
    pub fn len(&self) -> Result<u64, Malformed> {
        u64::try_from(self.bytes.len()).map_err(|_| Malformed::Length)
    }
}

fn timescale(mdhd: &[u8]) -> Result<u32, Malformed> {
    let mut reader = Reader(mdhd);
    let version = reader.u8()?;
    reader.skip(if version == 1 { 3 + 16 } else { 3 + 8 })?;
    let timescale = reader.u32()?;
    if timescale == 0 { Err(Malformed::Length) } else { Ok(timescale) }
}

/// The codec of the first sample entry, and its NAL length size.
fn sample_entry(stsd: &[u8]) -> Result<(String, u8), Malformed> {
    /// Version, flags and count before the first entry.
    const BEFORE: usize = 8;
    /// Fixed fields of a visual and of an audio sample entry, ISO/IEC 14496-12, 12.1.3 and 12.2.3.
    const VISUAL: usize = 78;
    const AUDIO: usize = 28;
    let entries = stsd.get(BEFORE..).ok_or(Malformed::Length)?;
    if let Some((start, end)) = boxes::child(entries, b"avc1") {
        let fields = entries.get(start + VISUAL..end).ok_or(Malformed::Length)?;
        let (start, end) = boxes::find(fields, &[b"avcC"])?;
        let mut reader = Reader(&fields[start..end]);
        reader.skip(1)?;
        let (profile, compatible, level) = (reader.u8()?, reader.u8()?, reader.u8()?);
        let nal_length = (reader.u8()? & 3) + 1;
        return Ok((format!("avc1.{profile:02x}{compatible:02x}{level:02x}"), nal_length));
    }
    if let Some((start, end)) = boxes::child(entries, b"mp4a") {
        let fields = entries.get(start + AUDIO..end).ok_or(Malformed::Length)?;
        let (start, end) = boxes::find(fields, &[b"esds"])?;
        return Ok((format!("mp4a.40.{}", audio_object_type(&fields[start..end])?), 0));
    }
    Err(Malformed::Codec)
}

/// The audio object type in an `esds` box (ISO/IEC 14496-1, 7.2.6, and 14496-3, 1.6.2.1).
fn audio_object_type(esds: &[u8]) -> Result<u8, Malformed> {
    const ELEMENTARY_STREAM: u8 = 3;
    const DECODER_CONFIGURATION: u8 = 4;
    const DECODER_SPECIFIC: u8 = 5;
    const ESCAPE: u8 = 31;
    let mut reader = Reader(esds);
    reader.skip(4)?;
    descriptor(&mut reader, ELEMENTARY_STREAM)?;
    reader.skip(3)?;
    descriptor(&mut reader, DECODER_CONFIGURATION)?;
    reader.skip(13)?;
    descriptor(&mut reader, DECODER_SPECIFIC)?;
    let first = reader.u8()?;
    match first >> 3 {
        ESCAPE => Ok(32 + ((first & 7) << 3 | reader.u8()? >> 5)),
        kind => Ok(kind),
    }
}

/// Enters a descriptor: its tag, then a length of up to four bytes of seven bits.
fn descriptor(reader: &mut Reader<'_>, tag: u8) -> Result<(), Malformed> {
    if reader.u8()? != tag {
        return Err(Malformed::Missing("esds"));
    }
    for _ in 0..4 {
        if reader.u8()? & 0x80 == 0 {
            return Ok(());
        }
    }
    Err(Malformed::Length)
}
