//! What a look at a source's packets tells: where it ends, and where its keyframes are.

use super::decimal;
use crate::source::{Keyframes, StreamIndex};

/// Gathers ffprobe's lines `stream,pts,dts,duration,flags`.
#[derive(Debug, Default)]
pub(super) struct Packets {
    video: Option<StreamIndex>,
    /// The end of the last packet of any stream, microseconds.
    pub end_us: Option<i64>,
    /// The end of the last packet of the video, microseconds.
    pub video_end_us: Option<i64>,
    first_is_keyframe: Option<bool>,
    last_keyframe_us: Option<i64>,
    longest_gap_us: i64,
}

impl Packets {
    /// Looks at keyframes of the given video stream.
    pub fn of(video: Option<StreamIndex>) -> Packets {
        Packets { video, ..Packets::default() }
    }

    /// Takes one line; others than those of packets are passed over.
    pub fn line(&mut self, line: &str) {
        let mut fields = line.trim().split(',');
        let mut next = || fields.next().unwrap_or("");
        let (stream, pts, dts, duration, flags) = (next(), next(), next(), next(), next());
        let Ok(stream) = stream.parse::<StreamIndex>() else { return };
        let Some(time) = decimal::microseconds(pts).or_else(|| decimal::microseconds(dts)) else { return };
        let end = time + decimal::microseconds(duration).unwrap_or(0);
        self.end_us = Some(self.end_us.map_or(end, |known| known.max(end)));
        if Some(stream) == self.video {
            self.video_packet(time, end, flags.starts_with('K'));
        }
    }

    fn video_packet(&mut self, time: i64, end: i64, keyframe: bool) {
        self.video_end_us = Some(self.video_end_us.map_or(end, |known| known.max(end)));
        self.first_is_keyframe.get_or_insert(keyframe);
        if keyframe {
            self.longest_gap_us = self.longest_gap_us.max(self.last_keyframe_us.map_or(0, |last| time - last));
            self.last_keyframe_us = Some(time);
        }
    }

    /// Where the keyframes are, if the whole stream was looked at.
    pub fn keyframes(&self) -> Option<Keyframes> {
        let (last, end) = (self.last_keyframe_us?, self.video_end_us?);
        let longest = self.longest_gap_us.max(end - last);
        Some(Keyframes { first: self.first_is_keyframe?, longest_gap_ms: decimal::milliseconds(longest) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_gap_between_keyframes_counts_the_one_to_the_end() {
        let mut packets = Packets::of(Some(0));
        for line in [
            "0,0.000000,-0.040000,0.040000,K_",
            "1,0.000000,0.000000,0.021333,K_",
            "0,0.040000,0.000000,0.040000,__",
            "0,2.000000,1.960000,0.040000,K_",
            "0,6.960000,6.920000,0.040000,__",
            "1,N/A,N/A,0.021333,K_",
            "",
        ] {
            packets.line(line);
        }
        assert_eq!(packets.keyframes(), Some(Keyframes { first: true, longest_gap_ms: 5_000 }));
        assert_eq!(packets.end_us, Some(7_000_000));
    }
}
