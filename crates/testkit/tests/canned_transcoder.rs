//! The canned transcoder keeps what the media crate promises, and notices a damaged source.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::sync::Mutex;

use async_trait::async_trait;
use media::{GrowingSegment, Limits, MediaRefusal, Transcoder, Watch, plan};
use testkit::CannedTranscoder;
use testkit::transcoder::{rendition, source};

#[derive(Default)]
struct Told(Mutex<Vec<(String, u32, Vec<u8>)>>);

#[async_trait]
impl Watch for Told {
    async fn progress(&self, _permille: u16) {}

    async fn segment(&self, told: GrowingSegment) {
        let contents = std::fs::read(&told.rendition.file).unwrap();
        let range = told.segment.range;
        let (start, end) = (usize::try_from(range.start).unwrap(), usize::try_from(range.end()).unwrap());
        let one = (told.rendition.name.clone(), told.index, contents[start..end].to_vec());
        self.0.lock().unwrap().push(one);
    }
}

#[tokio::test]
async fn segments_tile_each_rendition_and_are_whole_when_they_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("source");
    let bytes = source(3, 50_000);
    std::fs::write(&file, &bytes).unwrap();
    let transcoder = CannedTranscoder::quick();
    let info = transcoder.probe(&file).await.unwrap();
    let plan = plan(&info, &Limits::default()).unwrap();
    let told = Told::default();
    let produced = transcoder.produce(&plan, &file, folder.path(), &told).await.unwrap();
    let names: Vec<&str> = produced.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["360p", "720p", "audio"]);
    for one in &produced {
        let contents = std::fs::read(&one.file).unwrap();
        assert_eq!(contents, rendition(&bytes, &one.name));
        assert_eq!(u64::try_from(contents.len()).unwrap(), one.bytes);
        let mut end = one.init.end();
        for segment in &one.segments {
            assert_eq!(segment.range.start, end);
            end = segment.range.end();
        }
        assert_eq!(end, one.bytes);
        let told = told.0.lock().unwrap();
        let joined: Vec<u8> =
            told.iter().filter(|(name, ..)| *name == one.name).flat_map(|(.., bytes)| bytes.clone()).collect();
        assert_eq!(joined, contents[usize::try_from(one.init.len).unwrap()..]);
    }
}

#[tokio::test]
async fn a_source_with_a_byte_missing_or_changed_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("source");
    let whole = source(3, 500);
    let mut changed = whole.clone();
    changed[100] ^= 1;
    for damaged in [&whole[..499], &changed, &[]] {
        std::fs::write(&file, damaged).unwrap();
        let refusal = CannedTranscoder::quick().probe(&file).await.unwrap_err();
        assert_eq!(refusal.refusal(), Some(MediaRefusal::Incomplete));
    }
}
