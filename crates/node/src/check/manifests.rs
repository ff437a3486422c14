//! Manifests at their places, and the keys that signed them.

use carry::id::MemberId;
use carry::manifest::{Manifest, ManifestRefusal, SignedManifest, VerifyingKey};
use store::PlacedManifest;

use super::{Check, CheckError, Counts, Finding, FindingKind as Kind, Known};

/// Gathers what is wrong with one thing.
pub(super) struct Found {
    subject: String,
    pub(super) findings: Vec<Finding>,
}

impl Found {
    pub(super) fn of(subject: impl Into<String>) -> Self {
        Self { subject: subject.into(), findings: Vec::new() }
    }

    pub(super) fn add(&mut self, kind: Kind, detail: impl Into<String>) {
        self.findings.push(Finding { kind, subject: self.subject.clone(), detail: detail.into() });
    }

    pub(super) fn require(&mut self, holds: bool, kind: Kind, detail: impl FnOnce() -> String) {
        if !holds {
            self.add(kind, detail());
        }
    }
}

impl Check {
    /// The key in the data folder is the one that signs.
    pub(super) async fn key(&self, known: &Known) -> Result<Vec<Finding>, CheckError> {
        let mut found = Found::of(crate::keys::KEY_FILE);
        let current = self.store.current_signing_key().await?;
        match (&known.keys, current) {
            (Err(error), _) => found.add(Kind::KeyNotCurrent, error.to_string()),
            (Ok(None), _) => found.add(Kind::KeyNotCurrent, "the file is not there"),
            (_, None) => found.add(Kind::KeyNotCurrent, "the database knows of no key that signs"),
            (Ok(Some(keys)), Some(current)) => {
                let same = current.public == keys.signing().verifying_key().to_bytes();
                found.require(same, Kind::KeyNotCurrent, || {
                    format!("the key that signs from place {} on is another", current.first_place)
                });
            }
        }
        Ok(found.findings)
    }

    /// A manifest at its place: bytes, hash, signature, and what the row says of them.
    pub(super) async fn manifest(
        &self,
        known: &Known,
        place: u64,
        counts: &mut Counts,
    ) -> Result<Vec<Finding>, CheckError> {
        let mut found = Found::of(format!("place {place}"));
        let page = self.store.manifests(place, 1).await?;
        let Some(row) = page.into_iter().next().filter(|row| row.place == place) else {
            found.add(Kind::PlaceEmpty, "no manifest stands here");
            return Ok(found.findings);
        };
        counts.manifests += 1;
        let key = self.key_of(&row, &mut found).await?;
        // A space that was adopted brings videos whose core names the home that they had first.
        let home = if self.store.was_at_gone_home(row.video).await? { None } else { known.home };
        match &row.bytes {
            Some(said) => bytes(said, key, &row, home, &mut found),
            // What was superseded is known by its hash only.
            None => {
                let latest = self.store.video_standing(row.video).await?.latest;
                let superseded = latest.is_some_and(|latest| latest.sequence > row.sequence);
                found.require(superseded, Kind::ManifestUnreadable, || {
                    "the last of its video, without its bytes".into()
                });
            }
        }
        if let Some(before) = self.store.manifest_before(row.video, row.sequence).await? {
            found.require(before.place < place, Kind::ManifestOrder, || {
                format!("sequence {} of the same video stands at place {}", before.sequence, before.place)
            });
            found.require(!before.tombstone, Kind::ManifestAfterTombstone, || {
                format!("the video was gone at place {}", before.place)
            });
        }
        Ok(found.findings)
    }

    /// The key that is current at the manifest's place, if it is one.
    async fn key_of(&self, row: &PlacedManifest, found: &mut Found) -> Result<Option<VerifyingKey>, CheckError> {
        let Some(key) = self.store.signing_key_at(row.place).await? else {
            found.add(Kind::ManifestSignature, "no key is current here");
            return Ok(None);
        };
        found.require(key.first_place == row.key_place, Kind::ManifestKeyPlace, || {
            format!("the row says the key of place {}, and that of place {} is current", row.key_place, key.first_place)
        });
        let read = VerifyingKey::from_bytes(&key.public);
        found.require(read.is_ok(), Kind::ManifestSignature, || {
            format!("what is current from place {} on is no key", key.first_place)
        });
        Ok(read.ok())
    }
}

/// What the bytes themselves say: hash, signature, content.
fn bytes(bytes: &[u8], key: Option<VerifyingKey>, row: &PlacedManifest, home: Option<MemberId>, found: &mut Found) {
    let signed = SignedManifest { bytes: bytes.to_vec(), signature: row.signature };
    found.require(signed.hash() == row.hash, Kind::ManifestHash, || {
        format!("the row's hash is {}", data_encoding::HEXLOWER.encode(&row.hash))
    });
    if let Some(key) = key {
        let wrong = matches!(signed.verify(&key), Err(ManifestRefusal::SignatureWrong));
        found.require(!wrong, Kind::ManifestSignature, || {
            "the key that is current here did not sign these bytes".into()
        });
    }
    match Manifest::from_cbor(bytes) {
        Err(refusal) => found.add(Kind::ManifestUnreadable, refusal.to_string()),
        Ok(manifest) => said(&manifest, row, home, found),
    }
}

/// Whether the row says what the bytes say.
fn said(manifest: &Manifest, row: &PlacedManifest, home: Option<MemberId>, found: &mut Found) {
    let video = manifest.core.video_id();
    found.require(video == row.video, Kind::ManifestVideo, || format!("the bytes are of video {video}"));
    found.require(manifest.sequence == row.sequence, Kind::ManifestSequence, || {
        format!("the bytes have sequence {}, the row has {}", manifest.sequence, row.sequence)
    });
    found.require(manifest.is_gone() == row.tombstone, Kind::ManifestTombstone, || {
        let word = |gone| if gone { "a tombstone" } else { "no tombstone" };
        format!("the bytes are {}, the row says {}", word(manifest.is_gone()), word(row.tombstone))
    });
    let at_home = home.is_none_or(|home| home == manifest.core.home);
    found.require(at_home, Kind::ManifestHome, || format!("its home is member {}", manifest.core.home));
}
