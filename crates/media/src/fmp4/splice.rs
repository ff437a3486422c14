//! Joining two files of one rendition: its first segments, and the rest encoded apart.

use std::path::Path;

use tokio::fs::File;
use tokio::io::{AsyncWriteExt, BufWriter};

use super::fragment::Fragment;
use super::{Follower, Malformed, Part};
use crate::{ByteRange, MediaError};

/// Writes `head` and then `rest`, moved behind it in time, to `out`. Both must be whole, with the
/// same init section.
pub(crate) async fn splice(head: &Path, rest: &Path, out: &Path) -> Result<(), MediaError> {
    let failed = || MediaError::io("joining a rendition", out);
    let mut file = BufWriter::new(File::create(out).await.map_err(failed())?);
    let mut joined = Joined { sequence: 0, end: 0 };
    let (mut head, mut rest) = (Follower::new(head), Follower::new(rest));
    joined.copy(&mut head, &mut file).await?;
    let shift = joined.end;
    let Some(Part::Init(init)) = rest.next().await? else { return Err(rest.malformed(Malformed::Missing("moov"))) };
    if head.init() != Some(&init) {
        return Err(rest.malformed(Malformed::OtherInit));
    }
    joined.copy_behind(&mut rest, shift, &mut file).await?;
    rest.check_whole().await?;
    file.flush().await.map_err(failed())?;
    file.get_mut().sync_data().await.map_err(failed())
}

struct Joined {
    sequence: u32,
    /// Ticks.
    end: u64,
}

impl Joined {
    async fn copy(&mut self, from: &mut Follower, to: &mut BufWriter<File>) -> Result<(), MediaError> {
        let Some(Part::Init(init)) = from.next().await? else {
            return Err(from.malformed(Malformed::Missing("moov")));
        };
        to.write_all(&init.bytes).await.map_err(MediaError::io("joining a rendition", from.path()))?;
        self.copy_behind(from, 0, to).await?;
        from.check_whole().await
    }

    async fn copy_behind(
        &mut self,
        from: &mut Follower,
        shift: u64,
        to: &mut BufWriter<File>,
    ) -> Result<(), MediaError> {
        while let Some(part) = from.next().await? {
            let Part::Fragment { range, mut moof, fragment } = part else { continue };
            if fragment.decode_time + shift != self.end {
                return Err(from.malformed(Malformed::Gap));
            }
            self.end += fragment.duration();
            self.sequence += 1;
            Fragment::shift(&mut moof, shift, self.sequence).map_err(|what| from.malformed(what))?;
            let described = u64::try_from(moof.len()).map_err(|_| from.malformed(Malformed::Length))?;
            let samples = from.read(ByteRange { start: range.start + described, len: range.len - described }).await?;
            let failed = || MediaError::io("joining a rendition", from.path());
            to.write_all(&moof).await.map_err(failed())?;
            to.write_all(&samples).await.map_err(failed())?;
        }
        Ok(())
    }
}
