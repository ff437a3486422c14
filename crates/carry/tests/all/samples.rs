//! Small manifests that the tests start from.

use carry::id::{MemberId, ObjectHash};
use carry::manifest::{
    Audience, Body, Core, FrameRate, Init, Kind, Manifest, Published, Rendition, RenditionFacts, Sealed, SealedKind,
    Segment, SigningKey, Thumbnail, WrappedKey,
};

pub fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub fn core() -> Core {
    Core {
        format_version: 1,
        space_key: [1; 32],
        recovery_key: [2; 32],
        home: MemberId::from_bytes([3; 32]),
        nonce: [4; 32],
    }
}

pub fn public() -> Manifest {
    with_audience(Audience::Public {
        title: "Un après-midi".to_owned(),
        description: "Au jardin.\nSans musique.".to_owned(),
        language: Some("fr".to_owned()),
    })
}

pub fn sealed(kind: SealedKind) -> Manifest {
    with_audience(Audience::Sealed(Sealed { kind, nonce: [5; 12], ciphertext: vec![6; 80] }))
}

pub fn wrapped() -> WrappedKey {
    WrappedKey { salt: [8; 16], iterations: 600_000, nonce: [9; 12], wrapped: [10; 48] }
}

pub fn tombstone() -> Manifest {
    Manifest::tombstone(core(), 9, 1_800_000_000)
}

fn with_audience(audience: Audience) -> Manifest {
    Manifest {
        core: core(),
        sequence: 1,
        not_after: 1_800_000_000,
        body: Body::Published(Published {
            duration_ms: 9_520,
            renditions: vec![
                rendition("360p", picture(640, 360), "avc1.64001e", 11),
                rendition("720p", picture(1280, 720), "avc1.64001f", 12),
                rendition("audio", sound(), "mp4a.40.2", 13),
            ],
            thumbnail: Some(Thumbnail {
                object: ObjectHash::from_bytes([14; 32]),
                bytes: 20_000,
                media_type: "image/jpeg".to_owned(),
            }),
            audience,
        }),
    }
}

fn picture(width: u32, height: u32) -> Kind {
    let frame_rate = FrameRate::new(30_000, 1_001).expect("a rate");
    Kind::Video { width, height, frame_rate }
}

fn sound() -> Kind {
    Kind::Audio { channels: 2, sample_rate: 48_000 }
}

pub fn rendition(name: &str, kind: Kind, codecs: &str, mark: u8) -> Rendition {
    Rendition {
        facts: RenditionFacts {
            name: name.to_owned(),
            kind,
            codecs: codecs.to_owned(),
            bandwidth: 900_000,
            average_bandwidth: 650_000,
        },
        object: ObjectHash::from_bytes([mark; 32]),
        bytes: 700_800,
        init: Init { start: 0, len: 800, sha256: [mark + 20; 32] },
        segments: vec![
            segment(800, 300_000, 4_004, mark + 40),
            segment(300_800, 300_000, 4_004, mark + 60),
            segment(600_800, 100_000, 1_512, mark + 80),
        ],
    }
}

fn segment(start: u64, len: u64, duration_ms: u64, mark: u8) -> Segment {
    Segment { start, len, duration_ms, sha256: [mark; 32] }
}

/// The published part of a manifest, to be altered.
pub fn video(manifest: &mut Manifest) -> &mut Published {
    match &mut manifest.body {
        Body::Published(video) => video,
        Body::Gone => panic!("a tombstone has nothing to alter"),
    }
}
