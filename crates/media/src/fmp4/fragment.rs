//! One fragment: a `moof` that describes samples and the `mdat` that holds them.

use super::Malformed;
use super::boxes::{self, HEADER, Reader};

/// A fragment's description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fragment {
    /// When its first sample is decoded, ticks.
    pub decode_time: u64,
    pub samples: Vec<Sample>,
}

/// A sample's description: a coded picture, or a frame of sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sample {
    /// Ticks.
    pub duration: u32,
    /// Bytes.
    pub size: u32,
}

/// Samples in one fragment: an hour of pictures.
const MOST_SAMPLES: u32 = 216_000;

impl Fragment {
    /// Reads a whole `moof` box, its header included.
    pub fn read(moof: &[u8]) -> Result<Fragment, Malformed> {
        let (start, end) = boxes::find(moof, &[b"moof", b"traf", b"tfdt"])?;
        let mut tfdt = Reader(&moof[start..end]);
        let version = tfdt.u8()?;
        tfdt.skip(3)?;
        let decode_time = if version == 1 { tfdt.u64()? } else { u64::from(tfdt.u32()?) };
        let (start, end) = boxes::find(moof, &[b"moof", b"traf", b"tfhd"])?;
        let defaults = Defaults::read(&moof[start..end])?;
        let (start, end) = boxes::find(moof, &[b"moof", b"traf", b"trun"])?;
        Ok(Fragment { decode_time, samples: defaults.samples(&moof[start..end])? })
    }

    /// Ticks of all samples together.
    pub fn duration(&self) -> u64 {
        self.samples.iter().map(|sample| u64::from(sample.duration)).sum()
    }

    /// Moves a `moof` in time and order: the same samples as a later part of another file.
    pub fn shift(moof: &mut [u8], ticks: u64, sequence: u32) -> Result<(), Malformed> {
        let (start, _) = boxes::find(moof, &[b"moof", b"mfhd"])?;
        put(moof, start + 4, &sequence.to_be_bytes())?;
        let (start, end) = boxes::find(moof, &[b"moof", b"traf", b"tfdt"])?;
        let mut tfdt = Reader(&moof[start..end]);
        if tfdt.u8()? != 1 {
            return Err(Malformed::Missing("tfdt version 1"));
        }
        tfdt.skip(3)?;
        let moved = tfdt.u64()?.checked_add(ticks).ok_or(Malformed::Length)?;
        put(moof, start + 4, &moved.to_be_bytes())
    }
}

fn put(bytes: &mut [u8], at: usize, value: &[u8]) -> Result<(), Malformed> {
    bytes.get_mut(at..at + value.len()).ok_or(Malformed::Length)?.copy_from_slice(value);
    Ok(())
}

/// What `tfhd` says of samples that `trun` does not describe itself.
struct Defaults {
    duration: u32,
    size: u32,
}

impl Defaults {
    fn read(tfhd: &[u8]) -> Result<Defaults, Malformed> {
        let mut reader = Reader(tfhd);
        let flags = reader.u32()?;
        reader.skip(4)?;
        let mut optional = |bit: u32, bytes: usize| if flags & bit == 0 { Ok(&[][..]) } else { reader.skip(bytes) };
        optional(0x01, 8)?;
        optional(0x02, 4)?;
        let duration = optional(0x08, 4)?;
        let size = optional(0x10, 4)?;
        let number = |bytes: &[u8]| bytes.try_into().map_or(0, u32::from_be_bytes);
        Ok(Defaults { duration: number(duration), size: number(size) })
    }

    fn samples(&self, trun: &[u8]) -> Result<Vec<Sample>, Malformed> {
        let mut reader = Reader(trun);
        let flags = reader.u32()?;
        let count = reader.u32()?;
        if count == 0 || count > MOST_SAMPLES {
            return Err(Malformed::Length);
        }
        for bit in [0x01, 0x04] {
            if flags & bit != 0 {
                reader.skip(4)?;
            }
        }
        let mut samples = Vec::new();
        for _ in 0..count {
            let duration = if flags & 0x100 != 0 { reader.u32()? } else { self.duration };
            let size = if flags & 0x200 != 0 { reader.u32()? } else { self.size };
            for bit in [0x400, 0x800] {
                if flags & bit != 0 {
                    reader.skip(4)?;
                }
            }
            samples.push(Sample { duration, size });
        }
        Ok(samples)
    }
}

/// Writes a fragment of sound: every sample can be decoded on its own.
pub(super) fn write_sound(
    out: &mut Vec<u8>,
    sequence: u32,
    decode_time: u64,
    samples: &[Sample],
    data: &[u8],
) -> Result<(), Malformed> {
    let count = u32::try_from(samples.len()).map_err(|_| Malformed::Length)?;
    let start = out.len();
    let mut offset_at = 0;
    let mut whole = Ok(());
    boxes::write(out, b"moof", |out| {
        whole = boxes::write(out, b"mfhd", |out| out.extend([0_u32, sequence].map(u32::to_be_bytes).as_flattened()))
            .and_then(|()| {
                let mut inner = Ok(());
                boxes::write(out, b"traf", |out| inner = traf(out, decode_time, count, samples, &mut offset_at))?;
                inner
            });
    })?;
    whole?;
    let offset = u32::try_from(out.len() - start + HEADER).map_err(|_| Malformed::Length)?;
    put(out, offset_at, &offset.to_be_bytes())?;
    boxes::write(out, b"mdat", |out| out.extend(data))
}

fn traf(
    out: &mut Vec<u8>,
    decode_time: u64,
    count: u32,
    samples: &[Sample],
    offset_at: &mut usize,
) -> Result<(), Malformed> {
    /// default-base-is-moof, default-sample-flags-present.
    const TFHD: u32 = 0x02_0020;
    /// No other sample is needed to decode it.
    const INDEPENDENT: u32 = 0x0200_0000;
    /// data-offset, sample-duration and sample-size present.
    const TRUN: u32 = 0x301;
    const VERSION_1: u32 = 0x0100_0000;
    boxes::write(out, b"tfhd", |out| out.extend([TFHD, 1, INDEPENDENT].map(u32::to_be_bytes).as_flattened()))?;
    boxes::write(out, b"tfdt", |out| {
        out.extend(VERSION_1.to_be_bytes());
        out.extend(decode_time.to_be_bytes());
    })?;
    boxes::write(out, b"trun", |out| {
        out.extend([TRUN, count].map(u32::to_be_bytes).as_flattened());
        *offset_at = out.len();
        out.extend([0; 4]);
        for sample in samples {
            out.extend([sample.duration, sample.size].map(u32::to_be_bytes).as_flattened());
        }
    })
}
