//! A film that its home published itself, as its own videos are kept.

use carry::manifest::SignedManifest;
use jiff::{SignedDuration, Timestamp};
use store::{
    Entry, HolderId, JobKind, LeaseWish, NewAccount, NewJob, NewManifest, NewObject, NewUpload, NewVideo, ObjectRole,
    Publication, PublishedObject, UploadId, UploadWishes, UserId, VideoAbout, VideoFacts, Visibility,
};
use testkit::film::Film;

use crate::offices::House;

pub const AUTHOR: UserId = UserId::from_bytes([1; 16]);
const UPLOAD: UploadId = UploadId::from_bytes([2; 16]);

pub fn account() -> NewAccount {
    NewAccount {
        id: AUTHOR,
        name: "zoe".to_owned(),
        email: None,
        password_hash: "$argon2id$".to_owned(),
        locale: "fr".to_owned(),
        space_public: [3; 32],
        space_secret: vec![4],
        recovery_public: [5; 32],
        recovery_codes: Vec::new(),
        entry: Entry::CommandLine,
    }
}

fn upload(until: Timestamp) -> NewUpload {
    let wishes = UploadWishes {
        file_name: "film.mp4".to_owned(),
        media_type: "video/mp4".to_owned(),
        title: "Un film".to_owned(),
        visibility: Visibility::Public,
        keep_original: false,
    };
    NewUpload {
        id: UPLOAD,
        account: AUTHOR,
        wishes,
        declared_bytes: 1,
        expires_at: until,
        open_limit: 1,
        room_bytes: u64::MAX,
    }
}

/// Publishes the film at this house, whose first video it is.
pub async fn publish(film: &Film, house: &House, at: Timestamp) {
    let (store, later) = (house.office.store(), at + SignedDuration::from_hours(1));
    store.create_account(&account(), at).await.unwrap().unwrap();
    store.add_signing_key(&[6; 32], &[7]).await.unwrap();
    store.create_upload(&upload(later), at).await.unwrap().unwrap();
    store.advance_upload(UPLOAD, 0, 1, later).await.unwrap().unwrap();
    let about = VideoAbout {
        title: "Un film".to_owned(),
        description: String::new(),
        language: None,
        visibility: Visibility::Public,
        wrapped_key: None,
    };
    let video = NewVideo { id: film.video, core: vec![8], about, video_key: [9; 32] };
    store.complete_upload(UPLOAD, &video, &NewJob::encode(film.video, at), at).await.unwrap().unwrap();
    let wish = LeaseWish { kinds: JobKind::ALL.to_vec(), holder: HolderId::from_bytes([10; 16]), until: later };
    let lease = store.lease_job(&wish, at).await.unwrap().unwrap().lease;
    let object = NewObject { hash: film.object, bytes: film.len(), media_type: "video/mp4".to_owned() };
    store.record_object(&object, at).await.unwrap().unwrap();
    let SignedManifest { bytes, signature } = SignedManifest::from_cbor(&film.signed).unwrap();
    let (sequence, hash) = (film.sequence, film.manifest);
    let publication = Publication {
        video: film.video,
        lease,
        revision: 0,
        manifest: NewManifest { sequence, hash, bytes, signature, key_place: 0, not_after: later },
        objects: vec![PublishedObject { object, role: ObjectRole::Rendition, name: "360p".to_owned() }],
        facts: VideoFacts { duration_ms: 8_000, width: 640, height: 360 },
        drop_source: true,
        finish_job: true,
    };
    store.publish_video(&publication, at).await.unwrap().unwrap();
}
