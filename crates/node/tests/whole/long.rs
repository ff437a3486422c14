//! A rendition of many megabytes, which no canned source has.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use async_trait::async_trait;
use media::{
    ByteRange, FrameRate, MediaError, Plan, Produced, RenditionKind, Segment, SourceInfo, Thumbnail, Transcoder, Watch,
};
use testkit::CannedTranscoder;

/// Bytes of each segment, and how many there are.
const SEGMENT_BYTES: u64 = 4 << 20;
const SEGMENTS: u64 = 10;
/// Bytes of the init section.
const INIT_BYTES: u64 = 700;
/// Bytes of the whole rendition.
pub const BYTES: u64 = INIT_BYTES + SEGMENT_BYTES * SEGMENTS;

/// Makes one long rendition of every source.
pub struct Long;

#[async_trait]
impl Transcoder for Long {
    async fn probe(&self, source: &Path) -> Result<SourceInfo, MediaError> {
        CannedTranscoder::quick().probe(source).await
    }

    async fn produce(
        &self,
        _plan: &Plan,
        _source: &Path,
        into: &Path,
        _watch: &dyn Watch,
    ) -> Result<Vec<Produced>, MediaError> {
        let file = into.join("720p.mp4");
        let mut out = File::create(&file).unwrap();
        out.write_all(&vec![1; usize::try_from(INIT_BYTES).unwrap()]).unwrap();
        for segment in 0..SEGMENTS {
            let fill = u8::try_from(segment).unwrap();
            out.write_all(&vec![fill; usize::try_from(SEGMENT_BYTES).unwrap()]).unwrap();
        }
        let start = |index| INIT_BYTES + SEGMENT_BYTES * index;
        let one = |index| Segment { range: ByteRange { start: start(index), len: SEGMENT_BYTES }, duration_ms: 4_000 };
        let frame_rate = FrameRate { numerator: 25, denominator: 1 };
        Ok(vec![Produced {
            name: "720p".to_owned(),
            kind: RenditionKind::Video { width: 1280, height: 720, frame_rate },
            file,
            bytes: BYTES,
            codecs: "avc1.64001f".to_owned(),
            init: ByteRange { start: 0, len: INIT_BYTES },
            segments: (0..SEGMENTS).map(one).collect(),
            bandwidth: SEGMENT_BYTES * 2,
            average_bandwidth: SEGMENT_BYTES * 2,
            encoded: true,
        }])
    }

    async fn thumbnail(&self, plan: &Plan, source: &Path, into: &Path) -> Result<Thumbnail, MediaError> {
        CannedTranscoder::quick().thumbnail(plan, source, into).await
    }
}
