//! Uploads: tus 1.0 with creation, termination, expiration and checksum.

pub mod headers;
pub mod sniff;
