//! Why a source is not taken.

use std::fmt;

/// Why a source is not taken. A retry never helps: the person must bring another file.
///
/// The order is the order in which they are looked for; the first that applies is given. Each has
/// a stable code, which pages translate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MediaRefusal {
    /// The file has no bytes.
    Empty,
    /// A list of other files or addresses (HLS, DASH, SDP, concat, SMIL...), whatever its name says.
    Playlist,
    /// A program, a page or another text, whatever its name says.
    Text,
    /// No container of video or sound that is accepted here: a picture, an archive, random bytes.
    NotAVideo,
    /// A container that was cut off or damaged: its parts are not where it says.
    Incomplete,
    /// More streams than [`crate::Limits::streams`].
    TooManyStreams,
    /// Neither a video nor a sound stream that can be decoded.
    NothingToPlay,
    /// Longer than [`crate::Limits::duration_ms`].
    TooLong,
    /// More pixels in a picture than [`crate::Limits::picture_pixels`], or a longer side than
    /// [`crate::Limits::side_pixels`].
    TooManyPixels,
    /// More pixels in all its pictures together than [`crate::Limits::total_pixels`]: far more
    /// work than a file may ask for (a decompression bomb).
    TooMuchWork,
    /// Took longer, or wrote more, than a source of its stated duration may: what it contains is
    /// not what it says (a decompression bomb).
    Runaway,
}

impl MediaRefusal {
    /// All of them, in order.
    pub const ALL: [MediaRefusal; 11] = [
        MediaRefusal::Empty,
        MediaRefusal::Playlist,
        MediaRefusal::Text,
        MediaRefusal::NotAVideo,
        MediaRefusal::Incomplete,
        MediaRefusal::TooManyStreams,
        MediaRefusal::NothingToPlay,
        MediaRefusal::TooLong,
        MediaRefusal::TooManyPixels,
        MediaRefusal::TooMuchWork,
        MediaRefusal::Runaway,
    ];

    /// A stable code: kebab case, ASCII. Pages use it as the key of a message.
    pub const fn code(self) -> &'static str {
        match self {
            MediaRefusal::Empty => "media-empty",
            MediaRefusal::Playlist => "media-playlist",
            MediaRefusal::Text => "media-text",
            MediaRefusal::NotAVideo => "media-not-a-video",
            MediaRefusal::Incomplete => "media-incomplete",
            MediaRefusal::TooManyStreams => "media-too-many-streams",
            MediaRefusal::NothingToPlay => "media-nothing-to-play",
            MediaRefusal::TooLong => "media-too-long",
            MediaRefusal::TooManyPixels => "media-too-many-pixels",
            MediaRefusal::TooMuchWork => "media-too-much-work",
            MediaRefusal::Runaway => "media-runaway",
        }
    }
}

impl fmt::Display for MediaRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MediaRefusal::Empty => "the file is empty",
            MediaRefusal::Playlist => "the file is a list of other files, not a video",
            MediaRefusal::Text => "the file is a text or a program, not a video",
            MediaRefusal::NotAVideo => "the file is not a video or a sound that can be read here",
            MediaRefusal::Incomplete => "the file is incomplete or damaged",
            MediaRefusal::TooManyStreams => "the file has too many streams",
            MediaRefusal::NothingToPlay => "the file has neither a picture nor a sound that can be decoded",
            MediaRefusal::TooLong => "the video is too long",
            MediaRefusal::TooManyPixels => "the picture is too large",
            MediaRefusal::TooMuchWork => "the video asks for more work than is allowed",
            MediaRefusal::Runaway => "the video contains far more than it says",
        })
    }
}

impl std::error::Error for MediaRefusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_ordered_and_their_codes_are_distinct() {
        assert!(MediaRefusal::ALL.is_sorted());
        let mut codes: Vec<_> = MediaRefusal::ALL.iter().map(|refusal| refusal.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), MediaRefusal::ALL.len());
    }
}
