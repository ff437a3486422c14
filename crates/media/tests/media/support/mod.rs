//! What the tests of this crate share: a real transcoder, clips made by ffmpeg, and a judge that
//! plays every rendition to its end.

mod judge;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use media::sandbox::Mechanisms;
use media::{
    Ffmpeg, GrowingSegment, Limits, MediaError, MediaRefusal, Plan, Produced, Settings, SourceInfo, Transcoder, Watch,
    plan,
};
use seams::real::RealClock;
use tempfile::TempDir;

pub use judge::{Played, play};

/// The launcher that is built with these tests.
pub fn settings() -> Settings {
    Settings::new(PathBuf::from(env!("CARGO_BIN_EXE_media-sandbox")))
}

/// A transcoder whose sandbox has been proved, and a folder for one test.
pub struct Bench {
    pub transcoder: Ffmpeg,
    pub folder: TempDir,
}

impl Bench {
    pub async fn new() -> Bench {
        Bench::with(Mechanisms::ALL).await
    }

    pub async fn with(mechanisms: Mechanisms) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let scratch = folder.path().join("scratch");
        std::fs::create_dir(&scratch).unwrap();
        let settings = Settings { mechanisms, ..settings() };
        let (transcoder, _) = Ffmpeg::start(settings, Arc::new(RealClock), &scratch).await.unwrap();
        Bench { transcoder, folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a clip with ffmpeg, outside of the sandbox.
    pub fn clip(&self, name: &str, arguments: &str) -> PathBuf {
        let path = self.path(name);
        let mut words: Vec<&str> = arguments.split_whitespace().collect();
        let out = path.to_str().unwrap();
        words.push(out);
        let made = Command::new("ffmpeg").args(["-v", "error", "-nostdin", "-y"]).args(words).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        path
    }

    pub fn file(&self, name: &str, contents: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, contents).unwrap();
        path
    }

    pub async fn plan(&self, source: &Path) -> Result<(SourceInfo, Plan), MediaError> {
        let info = self.transcoder.probe(source).await?;
        let plan = plan(&info, &Limits::default())?;
        Ok((info, plan))
    }

    /// Probes, plans, produces and plays a source.
    pub async fn transcode(&self, source: &Path) -> Result<Outcome, MediaError> {
        let (info, plan) = self.plan(source).await?;
        let into = self.path("job");
        std::fs::create_dir(&into).unwrap();
        let told = Told::default();
        let renditions = self.transcoder.produce(&plan, source, &into, &told).await?;
        told.check(&renditions);
        let longest = renditions.iter().flat_map(|one| &one.segments).map(|one| one.duration_ms).max().unwrap();
        assert!(longest <= plan.target_duration_s() * 1000, "{longest} ms, planned {} s", plan.target_duration_s());
        let thumbnail = self.transcoder.thumbnail(&plan, source, &into).await?;
        let mut names: Vec<_> =
            std::fs::read_dir(&into).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        let mut expected: Vec<_> = renditions.iter().map(|rendition| format!("{}.mp4", rendition.name)).collect();
        expected.push("thumbnail.jpg".into());
        expected.sort();
        assert_eq!(names, expected, "nothing but results in the job folder");
        let played = renditions.iter().map(play).collect();
        Ok(Outcome { info, plan, renditions, played, thumbnail, first_told: told.first() })
    }

    /// The refusal of a source; nothing may be left behind.
    pub async fn refused(&self, source: &Path) -> MediaRefusal {
        let before = self.names();
        let error = self.plan(source).await.expect_err("it must be refused");
        assert_eq!(self.names(), before, "a refusal leaves nothing behind");
        error.refusal().unwrap_or_else(|| panic!("not a refusal: {error}"))
    }

    /// Names in the folder of the test.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// What came of a source.
pub struct Outcome {
    pub info: SourceInfo,
    pub plan: Plan,
    pub renditions: Vec<Produced>,
    pub played: Vec<Played>,
    pub thumbnail: media::Thumbnail,
    /// The rendition of the first segment that was told.
    pub first_told: String,
}

impl Outcome {
    /// Names and sizes of the video renditions, and the channels of the sound.
    pub fn summary(&self) -> Vec<String> {
        self.played.iter().map(|played| played.summary.clone()).collect()
    }
}

/// Records what is told, and reads every segment at the moment it is told.
#[derive(Default)]
pub struct Told {
    pub segments: Mutex<Vec<(GrowingSegment, Vec<u8>)>>,
    progress: Mutex<Vec<u16>>,
}

#[async_trait]
impl Watch for Told {
    async fn progress(&self, permille: u16) {
        self.progress.lock().unwrap().push(permille);
    }

    async fn segment(&self, segment: GrowingSegment) {
        let bytes = std::fs::read(&segment.rendition.file).unwrap();
        let range = segment.segment.range;
        let (start, end) = (usize::try_from(range.start).unwrap(), usize::try_from(range.end()).unwrap());
        let contents = bytes[start..end].to_vec();
        self.segments.lock().unwrap().push((segment, contents));
    }
}

impl Told {
    fn first(&self) -> String {
        self.segments.lock().unwrap()[0].0.rendition.name.clone()
    }

    /// Everything was told once, in order, and stayed as it was told.
    fn check(&self, renditions: &[Produced]) {
        let told = self.segments.lock().unwrap();
        for rendition in renditions {
            let bytes = std::fs::read(&rendition.file).unwrap();
            let own: Vec<_> = told.iter().filter(|(told, _)| told.rendition.name == rendition.name).collect();
            assert_eq!(own.len(), rendition.segments.len(), "{}", rendition.name);
            for (place, ((told, contents), segment)) in own.iter().zip(&rendition.segments).enumerate() {
                assert_eq!(usize::try_from(told.index).unwrap(), place);
                assert_eq!(told.segment, *segment);
                assert_eq!(told.rendition.codecs, rendition.codecs);
                assert_eq!(told.rendition.init, rendition.init);
                let (start, end) =
                    (usize::try_from(segment.range.start).unwrap(), usize::try_from(segment.range.end()).unwrap());
                assert!(bytes[start..end] == contents[..], "{} {place} has changed", rendition.name);
            }
        }
        let progress = self.progress.lock().unwrap();
        assert!(progress.is_sorted() && progress.last() == Some(&1000), "{progress:?}");
    }
}
