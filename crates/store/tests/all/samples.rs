//! Values to begin with; a test changes what it is about.

use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::{FrameRate, Init, Kind, RenditionFacts, Segment, WrappedKey};
use jiff::{SignedDuration, Timestamp};
use purse::usage::{Hour, Pool, Unit, UsageRow, VIDEO_SERVICE};
use store::{
    BatchId, Delivered, Entry, GrowingRendition, GrowingSegment, HolderId, InvitationId, JobKind, Lease, LeaseWish,
    NewAccount, NewApiToken, NewCapacity, NewExpense, NewInvitation, NewJob, NewManifest, NewObject, NewOperatorLink,
    NewSession, NewUpload, NewVideo, ObjectRole, Publication, PublishedObject, Scope, SecretHash, TokenId, UploadId,
    UploadWishes, UserId, VideoAbout, VideoFacts, Visibility,
};

/// So many seconds after every test begins.
pub fn at(seconds: i64) -> Timestamp {
    let begin: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
    begin + SignedDuration::from_secs(seconds)
}

pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 24 * HOUR;

fn bytes<const N: usize>(kind: u8, n: u8) -> [u8; N] {
    let mut bytes = [kind; N];
    bytes[N - 1] = n;
    bytes
}

pub fn user(n: u8) -> UserId {
    UserId::from_bytes(bytes(1, n))
}

pub fn secret(n: u8) -> SecretHash {
    SecretHash::from_bytes(bytes(2, n))
}

pub fn upload_id(n: u8) -> UploadId {
    UploadId::from_bytes(bytes(3, n))
}

pub fn video_id(n: u8) -> VideoId {
    VideoId::from_bytes(bytes(4, n))
}

pub fn object_hash(n: u8) -> ObjectHash {
    ObjectHash::from_bytes(bytes(5, n))
}

pub fn member(n: u8) -> MemberId {
    MemberId::from_bytes(bytes(6, n))
}

pub fn holder(n: u8) -> HolderId {
    HolderId::from_bytes(bytes(7, n))
}

pub fn batch(n: u8) -> BatchId {
    BatchId::from_bytes(bytes(8, n))
}

pub fn token_id(n: u8) -> TokenId {
    TokenId::from_bytes(bytes(9, n))
}

pub fn invitation_id(n: u8) -> InvitationId {
    InvitationId::from_bytes(bytes(10, n))
}

/// An account that the command line makes.
pub fn account(n: u8, name: &str) -> NewAccount {
    NewAccount {
        id: user(n),
        name: name.to_owned(),
        email: None,
        password_hash: format!("$argon2id${n}"),
        locale: "fr".to_owned(),
        space_public: bytes(11, n),
        space_secret: vec![12, n],
        recovery_public: bytes(13, n),
        recovery_codes: Vec::new(),
        entry: Entry::CommandLine,
    }
}

pub fn session(n: u8) -> NewSession {
    NewSession { hash: secret(n), csrf: bytes(14, n), label: format!("Firefox {n}"), expires_at: at(DAY) }
}

pub fn token(n: u8, account: UserId) -> NewApiToken {
    NewApiToken {
        id: token_id(n),
        hash: secret(n),
        account,
        name: format!("script {n}"),
        scopes: [Scope::Read, Scope::Upload].into(),
        expires_at: None,
    }
}

pub fn invitation(n: u8, created_by: UserId) -> NewInvitation {
    NewInvitation { id: invitation_id(n), hash: secret(n), created_by, expires_at: at(DAY) }
}

pub fn operator_link(n: u8, account: Option<UserId>) -> NewOperatorLink {
    NewOperatorLink { hash: secret(n), account, expires_at: at(DAY) }
}

pub fn upload(n: u8, account: UserId) -> NewUpload {
    NewUpload {
        id: upload_id(n),
        account,
        wishes: UploadWishes {
            file_name: format!("clip {n}.mp4"),
            media_type: "video/mp4".to_owned(),
            title: format!("Clip {n}"),
            visibility: Visibility::Public,
            keep_original: false,
        },
        declared_bytes: 1_000,
        expires_at: at(DAY),
        open_limit: 5,
        room_bytes: u64::MAX,
    }
}

pub fn about(title: &str, visibility: Visibility) -> VideoAbout {
    let wrapped = WrappedKey { salt: [1; 16], iterations: 600_000, nonce: [2; 12], wrapped: [3; 48] };
    VideoAbout {
        title: title.to_owned(),
        description: "Ce qui fut dit".to_owned(),
        language: Some("fr".to_owned()),
        visibility,
        wrapped_key: (visibility == Visibility::Password).then_some(wrapped),
    }
}

pub fn video(n: u8) -> NewVideo {
    NewVideo {
        id: video_id(n),
        core: vec![15, n],
        about: about(&format!("Clip {n}"), Visibility::Public),
        video_key: bytes(16, n),
    }
}

/// A job that is no video's.
pub fn job(key: &str, seconds: i64) -> NewJob {
    NewJob {
        kind: JobKind::Encode,
        video: None,
        unique_key: key.to_owned(),
        payload: vec![17],
        not_before: at(seconds),
    }
}

/// For any job, held for a minute from here on.
pub fn wish(n: u8, seconds: i64) -> LeaseWish {
    LeaseWish { kinds: JobKind::ALL.to_vec(), holder: holder(n), until: at(seconds + 60) }
}

pub fn manifest(n: u8, sequence: u64) -> NewManifest {
    let (hash, bytes) = (bytes(18, n), vec![19, n]);
    NewManifest { sequence, hash, bytes, signature: [20; 64], key_place: 0, not_after: at(365 * DAY) }
}

pub fn object(n: u8) -> NewObject {
    NewObject { hash: object_hash(n), bytes: 100 + u64::from(n), media_type: "video/mp4".to_owned() }
}

pub const FACTS: VideoFacts = VideoFacts { duration_ms: 8_000, width: 640, height: 360 };

/// A publication of one rendition and one thumbnail, objects `n` and `n + 1`.
pub fn publication(video: u8, lease: Lease, n: u8, sequence: u64) -> Publication {
    let rendition = PublishedObject { object: object(n), role: ObjectRole::Rendition, name: "360p".to_owned() };
    let thumbnail = PublishedObject { object: object(n + 1), role: ObjectRole::Thumbnail, name: String::new() };
    Publication {
        video: video_id(video),
        lease,
        revision: 0,
        manifest: manifest(n, sequence),
        objects: vec![rendition, thumbnail],
        facts: FACTS,
        drop_source: true,
        finish_job: true,
    }
}

pub fn growing(video: u8, attempt: u64, name: &str) -> GrowingRendition {
    let frame_rate = FrameRate::new(25, 1).unwrap();
    GrowingRendition {
        video: video_id(video),
        attempt,
        facts: RenditionFacts {
            name: name.to_owned(),
            kind: Kind::Video { width: 640, height: 360, frame_rate },
            codecs: "avc1.64001e".to_owned(),
            bandwidth: 800_000,
            average_bandwidth: 500_000,
        },
        file: format!("scratch/{name}.mp4"),
        init: Init { start: 0, len: 700, sha256: [21; 32] },
        target_duration_s: 14,
        complete: false,
    }
}

pub fn segment(index: u64) -> GrowingSegment {
    GrowingSegment {
        index,
        segment: Segment { start: 700 + 1_000 * index, len: 1_000, duration_ms: 4_000, sha256: [22; 32] },
    }
}

/// The hour in which every test begins, and those after it.
pub fn hour(n: i64) -> Hour {
    Hour::of(at(n * HOUR))
}

pub fn usage(object: u8, hours: i64, quantity: u64) -> UsageRow {
    UsageRow {
        object: object_hash(object),
        home: member(1),
        carrier: member(1),
        service: VIDEO_SERVICE.to_owned(),
        unit: Unit::Byte,
        hour: hour(hours),
        quantity,
        merged: false,
    }
}

pub fn delivered(object: u8) -> Delivered {
    Delivered { object: object_hash(object), home: member(1), carrier: member(1) }
}

pub fn expense(label: &str, amount_minor: u64) -> NewExpense {
    let (from, until) = ("2026-11-01T00:00:00Z".parse().unwrap(), "2026-12-01T00:00:00Z".parse().unwrap());
    NewExpense {
        pool: Pool::Delivery,
        label: label.to_owned(),
        amount_minor,
        common_minor: amount_minor,
        from,
        until,
        capacities: vec![NewCapacity { unit: "GB".to_owned(), quantity: 1_000, from, until }],
        entered_by: user(1),
        entry_key: None,
    }
}
