//! A picture that stands for the video.

use std::path::Path;
use std::time::Duration;

use super::command::{self, Arguments, Command, Tool, largest_file};
use super::{Ffmpeg, filters};
use crate::plan::{Picture, Plan, fit_into};
use crate::source::{SourceInfo, VideoInfo};
use crate::{MediaError, Thumbnail};

/// The longer side, pixels.
const SIDE: u32 = 640;
/// A JPEG at about 75 of 100. At this size finer steps are not seen, and the watch page loads the picture: 4 instead
/// of 6 makes it a third heavier.
const JPEG: [&str; 4] = ["-c:v", "mjpeg", "-q:v", "6"];
/// Where pictures are looked at, percent of the duration: titles are over, the end has not come.
const PLACES: [u64; 4] = [20, 40, 60, 5];
/// A judged picture is this small.
const JUDGED: u32 = 48;
/// A picture is taken at once if its brightest and darkest parts differ by this much (of 255).
const LIVELY: u8 = 60;
const LIMIT: Duration = Duration::from_secs(120);

impl Ffmpeg {
    pub(super) async fn make_thumbnail(
        &self,
        plan: &Plan,
        source: &Path,
        into: &Path,
    ) -> Result<Thumbnail, MediaError> {
        let (source, into) = (&command::real(source).await?, &command::real(into).await?);
        let out = into.join("thumbnail.jpg");
        let size = match (&plan.picture, &plan.source.video) {
            (Picture::Remux { .. } | Picture::Encode { .. }, Some(video)) => {
                let at = self.liveliest(plan, video, source, into).await?;
                let size = fit_into(video, SIDE);
                let arguments = moment(plan, video, source, at, size).words(JPEG);
                self.picture(&plan.source, source, into, arguments, &out).await?;
                size
            }
            _ => self.thumbnail_of_sound(&plan.source, source, into, &out).await?,
        };
        let bytes = tokio::fs::metadata(&out).await.map_err(MediaError::io("making a picture", &out))?.len();
        Ok(Thumbnail { file: out, bytes, width: size.0, height: size.1 })
    }

    async fn thumbnail_of_sound(
        &self,
        info: &SourceInfo,
        source: &Path,
        into: &Path,
        out: &Path,
    ) -> Result<(u32, u32), MediaError> {
        let still = self.still_picture(info, source, into).await?;
        let box_filter = "scale=640:360:force_original_aspect_ratio=decrease:out_range=pc,\
                          pad=640:360:-1:-1:color=0x14181c,format=yuvj420p";
        let arguments = Arguments::ffmpeg()
            .words(command::PICTURE)
            .word("-i")
            .word(command::file(&still))
            .words(["-vf", box_filter])
            .words(JPEG);
        self.picture(info, source, into, arguments, out).await?;
        tokio::fs::remove_file(&still).await.map_err(MediaError::io("removing a work file", &still))?;
        Ok((640, 360))
    }

    /// The time, milliseconds, of the first picture looked at that is lively, or else of the
    /// liveliest.
    async fn liveliest(&self, plan: &Plan, video: &VideoInfo, source: &Path, into: &Path) -> Result<u64, MediaError> {
        let mut best = (0, 0);
        let judged = into.join("judged.gray");
        for place in PLACES {
            let at = video.end_ms.min(plan.source.duration_ms) * place / 100;
            let arguments = moment(plan, video, source, at, (JUDGED, JUDGED));
            let operation = "judging a picture";
            let arguments = arguments
                .words(["-frames:v", "1", "-c:v", "rawvideo", "-pix_fmt", "gray", "-f", "rawvideo"])
                .word(command::file(&judged));
            let command = Command {
                operation,
                program: Tool::Ffmpeg,
                source,
                into: Some(into),
                arguments: arguments.0,
                limit: LIMIT,
                file_bytes: largest_file(&plan.source),
            };
            self.run(command, &mut |_| {}).await?.success(operation)?;
            let samples = tokio::fs::read(&judged).await.map_err(MediaError::io(operation, &judged))?;
            let spread = spread(samples);
            if spread >= LIVELY {
                best = (spread, at);
                break;
            }
            best = best.max((spread, at));
        }
        tokio::fs::remove_file(&judged).await.map_err(MediaError::io("removing a work file", &judged))?;
        Ok(best.1)
    }
}

/// The picture at a time, scaled.
fn moment(plan: &Plan, video: &VideoInfo, source: &Path, at_ms: u64, size: (u32, u32)) -> Arguments {
    let filter = filters::picture(video, size.0, size.1);
    Arguments::ffmpeg().source(source, at_ms, plan.source.duration_ms).words([
        "-map",
        &format!("0:{}", video.index),
        "-vf",
        &filter,
    ])
}

/// How far apart the dark and the bright tenth of the samples are; 0 for a picture of one colour.
fn spread(mut samples: Vec<u8>) -> u8 {
    samples.sort_unstable();
    let tenth = samples.len() / 10;
    let at = |place: usize| samples.get(place).copied().unwrap_or(0);
    at(samples.len().saturating_sub(tenth + 1)) - at(tenth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_black_picture_has_no_spread_and_a_lively_one_has() {
        assert_eq!(spread(vec![16; 2304]), 0);
        assert_eq!(spread(Vec::new()), 0);
        assert!(spread((0..=255).cycle().take(2304).collect()) > LIVELY);
    }
}
