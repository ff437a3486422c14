use std::collections::BTreeSet;
use std::sync::Arc;

use carry::manifest::{Audience, Published, SealedKind};
use carry::seal::{self, Payload, SegmentPlace, VideoKey};
use sha2::{Digest, Sha256};
use store::{PAGE_ROWS, VideoState, Visibility};
use testkit::{CannedTranscoder, VirtualClock, transcoder};

use crate::member::{BEGIN, Member};
use crate::transcoders::StepByStep;

const NAMES: [&str; 3] = ["360p", "720p", "audio"];

/// An init section without the `free` boxes with which it was filled up to be sealed.
fn without_fill(mut init: Vec<u8>) -> Vec<u8> {
    let ends_with_box = |init: &[u8], length: usize| {
        let head = [&u32::try_from(length).unwrap().to_be_bytes()[..], b"free"].concat();
        init.len().checked_sub(length).is_some_and(|from| init[from..].starts_with(&head))
    };
    if ends_with_box(&init, 15) {
        init.truncate(init.len() - 15);
        let first = (9..=24).find(|length| ends_with_box(&init, *length)).expect("two boxes");
        init.truncate(init.len() - first);
    }
    init
}

/// The renditions in the clear, joined from their decrypted sections.
pub async fn plain(member: &Member, published: &Published, payload: Option<&Payload>) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for (at, rendition) in published.renditions.iter().enumerate() {
        let object = member.object(rendition.object).await;
        assert_eq!(u64::try_from(object.len()).unwrap(), rendition.bytes);
        let init = (SegmentPlace::Init, rendition.init.start, rendition.init.len, rendition.init.sha256);
        let media = rendition.segments.iter().zip(0..);
        let media = media.map(|(cut, at)| (SegmentPlace::Media(at), cut.start, cut.len, cut.sha256));
        let mut joined = Vec::new();
        for (place, start, len, sha256) in std::iter::once(init).chain(media) {
            let from = usize::try_from(start).unwrap();
            let stored = &object[from..from + usize::try_from(len).unwrap()];
            assert_eq!(<[u8; 32]>::from(Sha256::digest(stored)), sha256);
            let plain = match payload {
                None => stored.to_vec(),
                Some(payload) => seal::segment_decrypt(&payload.rendition_keys[at], place, stored).unwrap(),
            };
            joined.extend(if place == SegmentPlace::Init { without_fill(plain) } else { plain });
        }
        all.push(joined);
    }
    all
}

#[tokio::test]
async fn an_uploaded_file_is_published_and_the_file_is_gone() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let source = transcoder::source(1, 5_000);
    let id = member.upload(&source, Visibility::Public).await;
    assert_eq!(member.video(id).await.state, VideoState::Processing);
    member.work().await;

    let video = member.video(id).await;
    assert_eq!(video.state, VideoState::Published);
    assert_eq!(video.source, None);
    let published = member.published(id).await;
    let Audience::Public { title, description, language } = &published.audience else { panic!("not public") };
    assert_eq!((title.as_str(), description.as_str(), language.as_deref()), ("Assembly", "What was said", Some("fr")));
    assert_eq!(published.duration_ms, 12_000);
    let expected = NAMES.map(|name| transcoder::rendition(&source, name));
    assert_eq!(plain(&member, &published, None).await, expected);
    assert_eq!(published.renditions.iter().map(|one| one.facts.name.as_str()).collect::<Vec<_>>(), NAMES);

    assert_eq!(member.seams.disk.list("uploads").await.unwrap(), Vec::<String>::new());
    assert_eq!(*member.told.changed.lock().unwrap(), [id]);
    let pixels: u64 = member.told.encoded.lock().unwrap().iter().map(|(_, pixel_ms)| pixel_ms).sum();
    assert_eq!(pixels, (640 * 360 + 1280 * 720) * 12_000);
}

#[tokio::test]
async fn a_kept_original_stays_the_authors_file() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let source = transcoder::source(1, 5_000);
    let (upload, end) = member.open_upload(&source, Visibility::Public, true).await;
    let later = member.now() + jiff::SignedDuration::from_hours(1);
    member.store.advance_upload(upload, 0, end, later).await.unwrap().unwrap();
    let id = member.complete(upload, Visibility::Public).await;
    member.work().await;
    member.pass(72).await;
    member.keep_house().await;
    assert_eq!(member.video(id).await.source.unwrap().upload, upload);
    assert_eq!(member.seams.disk.read(&web::uploads::file_path(upload), 0..9_999).await.unwrap(), source);
}

#[tokio::test]
async fn what_is_not_public_is_stored_encrypted_and_opens_with_the_videos_key() {
    for visibility in [Visibility::Unlisted, Visibility::Password, Visibility::Private] {
        let member = Member::new(CannedTranscoder::quick()).await;
        let source = transcoder::source(2, 5_000);
        let id = member.upload(&source, visibility).await;
        member.work().await;

        let video = member.video(id).await;
        let published = member.published(id).await;
        let Audience::Sealed(sealed) = &published.audience else { panic!("{visibility:?} is not sealed") };
        let key = match (&sealed.kind, visibility) {
            (SealedKind::Unlisted, Visibility::Unlisted) | (SealedKind::Private, Visibility::Private) => {
                VideoKey::from_bytes(video.video_key)
            }
            (SealedKind::Password(wrapped), Visibility::Password) => seal::unwrap_key(wrapped, b"open", &id).unwrap(),
            other => panic!("sealed otherwise: {other:?}"),
        };
        let payload = Payload::open(sealed, &key, &id).unwrap();
        assert_eq!(payload.title, "Assembly");
        let expected = NAMES.map(|name| transcoder::rendition(&source, name));
        assert_eq!(plain(&member, &published, Some(&payload)).await, expected);

        let thumbnail = published.thumbnail.clone().unwrap();
        let stored = member.object(thumbnail.object).await;
        let with = payload.thumbnail.unwrap();
        let picture = seal::open_thumbnail(&with.key, &with.nonce, &id, &stored).unwrap();
        assert_eq!((picture.len(), thumbnail.media_type.as_str()), (900, "image/jpeg"));

        let manifest = member.store.latest_manifest(id).await.unwrap().unwrap().bytes;
        for hidden in [b"Assembly".as_slice(), b"What was said", &expected[0][..64], &picture[..64]] {
            let shows = |bytes: &[u8]| bytes.windows(hidden.len()).any(|window| window == hidden);
            assert!(!shows(&manifest));
            for hash in member.standing().await {
                assert!(!shows(&member.object(hash).await), "{visibility:?}: an object shows what is hidden");
            }
        }
    }
}

/// A member whose encoder stops after each segment.
async fn stepping() -> (Arc<Member>, Arc<StepByStep>) {
    let steps = Arc::new(StepByStep::new());
    let clock = VirtualClock::new(BEGIN.parse().unwrap());
    (Arc::new(Member::with_clock(clock, steps.clone()).await), steps)
}

fn work_beside(member: &Arc<Member>) -> tokio::task::JoinHandle<()> {
    let member = member.clone();
    tokio::spawn(async move { member.work().await })
}

#[tokio::test]
async fn renditions_are_listed_segment_by_segment_while_they_grow() {
    let (member, steps) = stepping().await;
    let source = transcoder::source(3, 5_000);
    let id = member.upload(&source, Visibility::Public).await;
    let mut worker = work_beside(&member);
    let mut seen = BTreeSet::new();
    // The encoder stands still while what it has told is looked at.
    loop {
        tokio::select! {
            () = steps.next() => {}
            done = &mut worker => break done.unwrap(),
        }
        for row in member.store.growing_renditions(id).await.unwrap() {
            let name = &row.facts.name;
            let folder = row.file.rsplit_once('/').unwrap().0;
            let files = member.seams.disk.list(folder).await.unwrap();
            assert!(!files.contains(&"thumbnail.jpg".to_owned()), "a picture for later kept the first viewer waiting");
            for one in member.store.growing_segments(id, row.attempt, name, 0, PAGE_ROWS).await.unwrap() {
                let range = one.segment.start..one.segment.start + one.segment.len;
                let bytes = member.seams.disk.read(&row.file, range).await.unwrap();
                assert_eq!(<[u8; 32]>::from(Sha256::digest(&bytes)), one.segment.sha256);
                seen.insert((name.clone(), one.index));
            }
        }
        steps.step();
    }
    for index in 0..2 {
        assert!(seen.contains(&("360p".to_owned(), index)), "{seen:?}");
        assert!(seen.contains(&("audio".to_owned(), index)), "{seen:?}");
    }
    assert!(!seen.iter().any(|(name, _)| name == "720p"), "only what plays first is listed");
    assert_eq!(member.video(id).await.state, VideoState::Published);
}

#[tokio::test]
async fn what_the_author_changed_while_it_was_encoded_is_what_is_published() {
    let (member, steps) = stepping().await;
    let source = transcoder::source(4, 5_000);
    let id = member.upload(&source, Visibility::Public).await;
    let worker = work_beside(&member);
    steps.next().await;
    member
        .change(id, |wanted| {
            wanted.about.title = "General assembly".to_owned();
            wanted.about.visibility = Visibility::Unlisted;
        })
        .await;
    steps.run();
    worker.await.unwrap();

    let published = member.published(id).await;
    let Audience::Sealed(sealed) = &published.audience else { panic!("published as it was before the change") };
    let key = VideoKey::from_bytes(member.video(id).await.video_key);
    let payload = Payload::open(sealed, &key, &id).unwrap();
    assert_eq!(payload.title, "General assembly");
    let expected = NAMES.map(|name| transcoder::rendition(&source, name));
    assert_eq!(plain(&member, &published, Some(&payload)).await, expected);
    assert_eq!(member.store.manifest_count().await.unwrap(), 1, "nothing was published before the change was seen");
}
