//! Manifests in their order, and the keys that sign them.

use carry::id::VideoId;

use super::methods;
use crate::rows::{LastManifest, PlacedManifest, SigningKey};

methods! {
    /// The last manifest of a video; a tombstone when it is deleted.
    read latest_manifest(video: VideoId) -> Option<LastManifest> => manifests::latest;
    /// Manifests from a place on, in order; only the last of each video still has its bytes.
    read manifests(from: u64, limit: u32) -> Vec<PlacedManifest> => manifests::page;
    /// How many places are taken; the next manifest gets this place.
    read manifest_count() -> u64 => manifests::count;
    /// Every manifest from here on has at least this sequence; 0 unless the member was restored.
    read sequence_floor() -> u64 => settings::sequence_floor;
    /// Makes this key current from the next place on; answers that place. A key that is to begin
    /// where another begins replaces it, since nothing was signed with that one.
    write add_signing_key(public: &[u8; 32], secret: &[u8]) -> u64 => manifests::add_key;
    /// The key that signs the next manifest.
    read current_signing_key() -> Option<SigningKey> => manifests::current_key;
    /// The key that is current at a place.
    read signing_key_at(place: u64) -> Option<SigningKey> => manifests::key_at;
    /// All keys in their order, after the one that began there.
    read signing_keys(after: Option<u64>, limit: u32) -> Vec<SigningKey> => manifests::keys;
}
