//! What a check compares.

use carry::id::VideoId;

use super::{CarriedId, KeptId, Object, ObjectRef, PlacedManifest, Upload, Video};

/// A video with everything that must agree with it.
#[derive(Debug, Clone)]
pub struct VideoStanding {
    /// None once it is deleted.
    pub video: Option<Video>,
    pub latest: Option<PlacedManifest>,
    /// Its references, each with the size of the object's row, if there is such a row.
    pub objects: Vec<(ObjectRef, Option<u64>)>,
}

/// An object and who refers to it.
#[derive(Debug, Clone)]
pub struct ObjectStanding {
    pub object: Option<Object>,
    pub videos: Vec<VideoId>,
    /// Videos of other homes.
    pub carried: Vec<CarriedId>,
    /// Backups of other homes.
    pub kept: Vec<KeptId>,
}

/// An upload's row, and what its file is.
#[derive(Debug, Clone)]
pub struct UploadStanding {
    pub upload: Option<Upload>,
    /// Size of the author's original that its file is now.
    pub original_bytes: Option<u64>,
}

/// Where a manifest stands among those of its video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManifestStep {
    pub place: u64,
    pub sequence: u64,
    pub tombstone: bool,
}
