//! What is carried: ids, manifests, sealing, playlists; and by whom: placement, allowances, pathways, audits.
//!
//! What it is: a pure crate. It writes and reads the home's signed description of a video,
//! encrypts what is not public, and writes the playlists that players read. It decides which
//! members carry which video, how much they may deliver, in which order a viewer comes to them,
//! whether they hold what they say, and whether what is told of them fits what canaries got; and what becomes of videos whose
//! home is gone.
//!
//! What it is not: a store or a server. It opens no file and reads no clock; keys, nonces and
//! times are arguments.
//!
//! What it keeps true: a manifest has one spelling in bytes, every other is refused; a carrier
//! reads nothing of a sealed video but hashes, ranges and what a playlist needs; keys are wiped
//! from memory when dropped; every machine comes to the same plan from the same scene.

pub mod adoption;
pub mod allowance;
pub mod audit;
pub mod canary;
pub mod copying;
pub mod id;
pub mod keeping;
pub mod logs;
pub mod manifest;
pub mod own_machine;
pub mod pathway;
pub mod placement;
pub mod playlist;
pub mod report;
pub mod seal;
pub mod serving;
