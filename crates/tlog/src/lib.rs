//! A member's log: signed notes, checkpoints, the Merkle tree below them, tiles, cosigning.
//!
//! What it is: a pure crate. It reads and writes a log as C2SP defines it (signed-note, tlog-checkpoint,
//! tlog-cosignature, tlog-tiles, tlog-witness) over the tree of RFC 6962 with SHA-256, and decides what a cosigner and a
//! restored member may do. docs/formats/log.md is the written form.
//!
//! What it is not: a store, a server or a client. It opens no file and reads no clock; keys, times and stored hashes are
//! arguments. What an entry says is not its business: to it an entry is bytes.
//!
//! What it keeps true: each note, checkpoint, proof and bundle has one spelling in bytes, every other is refused; what is
//! called a contradiction is proven to whoever holds the log's public key and nothing else.

mod base64;
pub mod checkpoint;
pub mod contradiction;
pub mod cosign;
pub mod merkle;
pub mod note;
pub mod origin;
pub mod restart;
pub mod tile;
