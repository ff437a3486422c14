//! Heavy sources: the smallest rendition's first segments before all else.

use super::filters;
use super::follow::{Growing, finish};
use super::passes::{self, Cuts, rendition_file};
use super::produce::{Production, WHOLE};
use crate::fmp4::splice;
use crate::plan::VideoTarget;
use crate::source::{FrameRate, VideoInfo};
use crate::{MediaError, Produced};

/// The larger renditions' first segments, made last.
const HEAD_SHARE: u16 = 50;

impl Production<'_> {
    /// One pass in which only the smallest rendition has the first segments; their pictures are
    /// set aside in an intermediate, from which the other renditions get them afterwards.
    pub(super) async fn encode_with_head(
        &self,
        video: &VideoInfo,
        rate: FrameRate,
        head_frames: u64,
        cuts: &Cuts,
        smallest: &VideoTarget,
        others: &[VideoTarget],
    ) -> Result<Vec<Produced>, MediaError> {
        let (source, targets) = (&self.plan.source, &self.plan.encoded);
        let frames = self.plan.source.duration_ms * u64::from(rate.numerator) / (1000 * u64::from(rate.denominator));
        // A rest of less than a second is not worth a second part.
        let has_rest = frames > head_frames + u64::from(rate.numerator.div_ceil(rate.denominator));
        let intermediate = self.work.join("set-aside.mp4");
        let graph = filters::ladder_with_head(source, video, targets, rate, has_rest.then_some(head_frames));
        let arguments = passes::encode(source, self.source, &graph, std::slice::from_ref(smallest), cuts, self.into);
        let arguments = passes::set_aside(arguments, &intermediate);
        let rest_folder = self.folder("rest").await?;
        let late = if has_rest { others } else { &[] };
        let arguments = late.iter().fold(arguments, |all, target| passes::output(all, target, cuts, &rest_folder));
        let first = self.tracks(std::slice::from_ref(smallest), rate, self.into);
        let mut growing = Growing { video: first, sound: self.sound_track() };
        let share = WHOLE - HEAD_SHARE;
        self.follow(arguments, &mut growing, self.sound_pass(), (0, share), true).await?;
        self.check_reached(&growing)?;

        let folder = if has_rest { self.folder("head").await? } else { self.into.to_path_buf() };
        let graph = filters::from_intermediate(video, others, rate);
        let arguments = passes::encode(source, &intermediate, &graph, others, cuts, &folder);
        let mut heads = Growing { video: self.tracks(others, rate, &folder), sound: None };
        self.follow(arguments, &mut heads, None, (share, WHOLE), !has_rest).await?;
        let mut larger = heads;
        if has_rest {
            for target in others {
                let parts = [rendition_file(&folder, target), rendition_file(&rest_folder, target)];
                splice(&parts[0], &parts[1], &rendition_file(self.into, target)).await?;
            }
            larger = Growing { video: self.tracks(others, rate, self.into), sound: None };
            larger.advance(self.watch, true, true).await?;
        }
        let sound = growing.sound.take();
        let mut produced = finish(growing).await?;
        produced.extend(finish(Growing { sound, ..larger }).await?);
        Ok(produced)
    }
}
