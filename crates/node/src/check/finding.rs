//! What can be wrong, and what to do then.

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub kind: FindingKind,
    /// What it is about: an id, a hash, a place or a path.
    pub subject: String,
    pub detail: String,
}

/// What each finding says to do.
const FROM_A_BACKUP: &str =
    "take it from a backup, as docs/formats/backup.md shows; until then players refuse what is wrong of it";
const BY_ITSELF: &str =
    "a crash can leave this; housekeeping removes it within two times storage.grace_hours, and nothing is lost";
const BY_HAND: &str = "ecot never made this; move it out of the data folder";
const SIGNED: &str = "no crash leaves this, so the database was altered or its disk is failing: stop the member, keep \
     a copy of the data folder and of this report, and restore the last backup whose check was clean";
const AUTHOR: &str = "change the video's title on its page and back: it is published anew from what the author says";
const KEY: &str = "put keys/member.key back as it was, from a backup; never let the member make a new one";
const SEND_AGAIN: &str = "nothing the operator can do: whoever sends it must delete the upload and send the file again";
const ORIGINAL: &str = "take it from a backup; the video itself plays, only its original is gone";

macro_rules! findings {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $advice:ident;)+) => {
        /// What can be wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FindingKind { $($(#[$doc])* $name,)+ }

        impl FindingKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// As scripts see it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// What the operator does about it.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$name => $advice,)+ }
            }
        }
    };
}

findings! {
    /// The data folder has no key, or another than the one that signs.
    KeyNotCurrent = "key-not-current", KEY;

    /// No manifest stands at a place below the last.
    PlaceEmpty = "place-empty", SIGNED;
    /// The bytes are no manifest.
    ManifestUnreadable = "manifest-unreadable", SIGNED;
    /// The hash beside the bytes is not theirs.
    ManifestHash = "manifest-hash", SIGNED;
    /// The key that was current at the place did not sign it.
    ManifestSignature = "manifest-signature", SIGNED;
    /// The row says that another key was current.
    ManifestKeyPlace = "manifest-key-place", SIGNED;
    /// The row names another video than the bytes.
    ManifestVideo = "manifest-video", SIGNED;
    /// The row has another sequence than the bytes.
    ManifestSequence = "manifest-sequence", SIGNED;
    /// A lower sequence of the same video stands at a later place.
    ManifestOrder = "manifest-order", SIGNED;
    /// The row and the bytes do not agree on whether it is a tombstone.
    ManifestTombstone = "manifest-tombstone", SIGNED;
    /// The video was gone before.
    ManifestAfterTombstone = "manifest-after-tombstone", SIGNED;
    /// It names another member as its home.
    ManifestHome = "manifest-home", SIGNED;

    /// The last manifest describes a video that has no row.
    VideoMissing = "video-missing", SIGNED;
    /// The video has a row, and its last manifest says that it is gone.
    VideoGone = "video-gone", SIGNED;
    /// It counts as published and has no manifest, or the other way round.
    VideoState = "video-state", SIGNED;
    /// The row has another sequence than the last manifest.
    VideoSequence = "video-sequence", SIGNED;
    /// The row has another core than the last manifest, or one that is not the id's.
    VideoCore = "video-core", SIGNED;
    /// The row says that it was published for others than the manifest does.
    VideoVisibility = "video-visibility", AUTHOR;
    /// The video's key does not open its last manifest.
    VideoKey = "video-key", AUTHOR;
    /// Nothing waits to be published, and title, description or language are not the manifest's.
    VideoWords = "video-words", AUTHOR;

    /// A reference names an object that has no row.
    ReferenceToNothing = "reference-to-nothing", SIGNED;
    /// A reference of a video that has no row.
    ReferenceOfNothing = "reference-of-nothing", SIGNED;
    /// The manifest names an object that the video does not refer to.
    ManifestObject = "manifest-object", SIGNED;
    /// A reference that the manifest does not name.
    ReferenceNotInManifest = "reference-not-in-manifest", SIGNED;
    /// The manifest gives the object another size than its row.
    ManifestObjectSize = "manifest-object-size", SIGNED;

    /// The row has no file.
    ObjectMissing = "object-missing", FROM_A_BACKUP;
    /// The file's bytes are not those of its name.
    ObjectDamaged = "object-damaged", FROM_A_BACKUP;
    /// The bytes are whole, and a segment has another hash than the manifest says.
    SegmentHash = "segment-hash", AUTHOR;
    /// Nothing refers to it, and it does not wait to be collected.
    ObjectForgotten = "object-forgotten", SIGNED;
    /// The file has no row.
    ObjectLeftOver = "object-left-over", BY_ITSELF;
    /// A file among the objects that is none.
    ObjectStrange = "object-strange", BY_HAND;

    /// An upload of which acknowledged bytes are not there.
    UploadShort = "upload-short", SEND_AGAIN;
    /// The author's file is not there, or has another size.
    OriginalDamaged = "original-damaged", ORIGINAL;
    /// A file that no upload or video has.
    UploadLeftOver = "upload-left-over", BY_ITSELF;
    /// A file among the uploads that is none.
    UploadStrange = "upload-strange", BY_HAND;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::FindingKind;

    #[test]
    fn every_finding_has_a_code_of_its_own_and_says_what_to_do() {
        let codes: BTreeSet<_> = FindingKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), FindingKind::ALL.len());
        assert!(FindingKind::ALL.iter().all(|kind| !kind.advice().is_empty()));
    }
}
