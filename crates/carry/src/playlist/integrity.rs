//! The hashes that a player checks each section against before it plays it.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde::Serialize;

use crate::manifest::{Init, Published, Segment};

/// As JSON: `{"objects": {"<object>": {"<first byte>-<last byte>": "<sha256 in hex>"}}}`, init
/// sections and segments alike, hashes of the bytes as served.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Integrity {
    objects: BTreeMap<String, BTreeMap<String, String>>,
}

impl Integrity {
    /// Of every rendition of a published video, named by object.
    #[must_use]
    pub fn of(video: &Published) -> Self {
        let mut all = Self::default();
        for each in &video.renditions {
            all.add(each.object.to_string(), &each.init, &each.segments);
        }
        all
    }

    /// Adds the sections of one object, or of a file that grows and has another name.
    pub fn add(&mut self, name: String, init: &Init, segments: &[Segment]) {
        let sections = segments.iter().map(|each| (each.start, each.len, each.sha256));
        let ranges = std::iter::once((init.start, init.len, init.sha256))
            .chain(sections)
            .filter(|(_, len, _)| *len > 0)
            .map(|(start, len, hash)| (format!("{start}-{}", start.saturating_add(len - 1)), HEXLOWER.encode(&hash)))
            .collect();
        self.objects.insert(name, ranges);
    }
}
