//! The manifest: the home's signed, versioned description of a video.
//!
//! docs/formats/manifest.md is the written form of the bytes.

pub mod limits;
mod types;

pub use types::{
    Audience, Body, Core, FrameRate, Init, Kind, Manifest, Published, Rendition, RenditionFacts,
    Sealed, SealedKind, Segment, Thumbnail, WrappedKey,
};
