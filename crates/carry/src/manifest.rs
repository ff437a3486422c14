//! The manifest: the home's signed, versioned description of a video.
//!
//! docs/formats/manifest.md is the written form of the bytes. Nothing here says where a manifest
//! stands in a log or which key was current: that is a fact about the home, kept beside the bytes,
//! so that a log can take these very bytes as entries later.

mod check;
mod decode;
pub(crate) mod encode;
pub mod limits;
mod order;
pub(crate) mod read;
mod refusal;
mod sign;
mod types;

pub use check::duration_ms;
pub use order::{Order, order};
pub use refusal::ManifestRefusal;
pub use sign::{CONTEXT, SignedManifest, SigningKey, VerifyingKey};
pub use types::{
    Audience, Body, Core, FrameRate, Init, Kind, Manifest, Published, Rendition, RenditionFacts, Sealed, SealedKind,
    Segment, Thumbnail, WrappedKey,
};
