//! What must hold, whatever happened.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use carry::manifest::{Body, Manifest};
use node::check::{Check, FindingKind, Patience};
use store::Hours;
use testkit::transcoder::rendition;

use crate::ask::get;
use crate::growing;
use crate::life::{Life, TRUSTED};
use crate::person::Known;

/// Most rows that these tests look at.
const ROWS: u32 = 1_000;

/// Right after a start, before anything is repaired: what is seen is whole, and what was
/// acknowledged is there.
pub async fn at_start(life: &Life, known: &mut Known) {
    every_known_thing_is_whole(life).await;
    every_manifest_can_be_followed(life).await;
    if known.video.is_some() && !known.leaving {
        known.ask_status(life).await.expect("a video that was acknowledged answers");
        growing::is_whole(life, known).await;
        let seen = published(life, known).await;
        assert!(seen || !known.ready || !known.open, "the video was ready, and after the crash it is not seen");
    }
    if known.deleted {
        assert!(!published(life, known).await, "the video was deleted, and after the crash it is seen again");
    }
}

/// Once all is settled: as at the start, and nothing is left over.
pub async fn settled(life: &Life, known: &mut Known) {
    at_start(life, known).await;
    if known.account {
        assert!(known.signs_in(life).await.unwrap(), "the account was acknowledged, and its password does not open it");
    }
    let report = check(life).run(&|_| {}).await.unwrap();
    assert!(report.is_clean(), "{report}");
    nothing_is_left_over(life, expected_objects(life).await.len()).await;
}

/// Whether the video is seen. If so it is seen whole: page, playlists, and every byte that they
/// name.
pub async fn published(life: &Life, known: &mut Known) -> bool {
    let video = known.video.clone().expect("a video");
    let master = get(life, &format!("/v/{video}/master.m3u8")).await.unwrap();
    if !master.status.is_success() {
        assert!(master.status.is_client_error(), "{}: {}", master.status, master.text());
        return false;
    }
    known.read_manifest(life).await;
    let names: BTreeSet<String> = lines(&master.text(), ".m3u8").map(|line| name_of(&line)).collect();
    assert!(!names.is_empty(), "a playlist of nothing: {}", master.text());
    for name in names {
        let media = get(life, &format!("/v/{video}/{name}.m3u8")).await.unwrap();
        assert!(media.status.is_success(), "{name}: {}", media.status);
        assert!(media.text().contains("#EXT-X-ENDLIST"), "{name} has no end: {}", media.text());
        let object = lines(&media.text(), "/o/").map(|line| object_of(&line)).next().expect("an object");
        let bytes = known.fetch(life, &object).await.unwrap();
        assert_eq!(bytes.status, 200, "{name} names an object that is not delivered");
        assert!(is_made_of(&bytes.body, &rendition(&known.source, &name)), "{name} is not what was made of the source");
    }
    true
}

/// Whether an object is this rendition. One that was sealed once keeps the filling of its init section.
fn is_made_of(object: &[u8], rendition: &[u8]) -> bool {
    if object == rendition {
        return true;
    }
    (0..rendition.len()).any(|init| {
        let filled = carry::seal::fill_init(&rendition[..init]);
        filled.len() + rendition.len() - init == object.len()
            && object.starts_with(&filled)
            && object.ends_with(&rendition[init..])
    })
}

/// The page under the video's address.
pub async fn watch_page(life: &Life, known: &Known) -> String {
    let page = get(life, &format!("/v/{}", known.video.as_deref().expect("a video"))).await.unwrap();
    assert_eq!(page.status, 200, "{}", page.text());
    page.text()
}

/// The objects that the video's manifest names, in hex.
pub async fn objects_of(life: &Life, known: &Known) -> Vec<String> {
    let video = known.video.as_deref().expect("a video").parse().unwrap();
    let references = life.member.store.video_objects(video).await.unwrap();
    references.into_iter().map(|reference| reference.object.to_string()).collect()
}

/// All bytes that were counted as delivered.
pub async fn delivered_bytes(life: &Life) -> u64 {
    let hours = Hours { from: "2026-01-01T00:00:00Z".parse().unwrap(), until: "2028-01-01T00:00:00Z".parse().unwrap() };
    let sums = life.member.store.usage_sums(hours).await.unwrap();
    sums.into_iter().filter(|sum| sum.unit == purse::usage::Unit::Byte).map(|sum| sum.quantity).sum()
}

async fn expected_objects(life: &Life) -> BTreeMap<objects::ObjectHash, u64> {
    let rows = life.member.store.objects(None, ROWS).await.unwrap();
    rows.into_iter().filter(|row| row.leaving_since.is_none()).map(|row| (row.hash, row.bytes)).collect()
}

/// Nothing else is at work: what looks wrong is wrong.
fn check(life: &Life) -> Check {
    Check {
        store: life.member.store.clone(),
        objects: life.member.app.objects.clone(),
        disk: Arc::new(life.world.disk.clone()),
        clock: Arc::new(life.world.clock.clone()),
        patience: Patience { looks: 0, pause: Duration::ZERO },
    }
}

/// What a crash may leave until housekeeping was there is no damage.
async fn every_known_thing_is_whole(life: &Life) {
    let report = check(life).run(&|_| {}).await.unwrap();
    let left_over = [FindingKind::ObjectLeftOver, FindingKind::UploadLeftOver];
    let damage = report.findings.iter().find(|finding| !left_over.contains(&finding.kind));
    assert!(damage.is_none(), "{report}");
}

/// The last manifest of every video names only objects that are known.
async fn every_manifest_can_be_followed(life: &Life) {
    let known = expected_objects(life).await;
    for video in life.member.store.video_ids(None, ROWS).await.unwrap() {
        let Some(placed) = life.member.store.latest_manifest(video).await.unwrap() else { continue };
        let Body::Published(published) = Manifest::from_cbor(&placed.bytes).unwrap().body else { continue };
        for rendition in &published.renditions {
            let bytes = known.get(&rendition.object);
            assert_eq!(bytes, Some(&rendition.bytes), "a manifest names an object that is not there");
        }
        let picture = published.thumbnail.is_none_or(|picture| known.contains_key(&picture.object));
        assert!(picture, "a manifest names a thumbnail that is not there");
    }
}

async fn nothing_is_left_over(life: &Life, objects: usize) {
    let sources = life.member.store.uploads_with_file(None, ROWS).await.unwrap();
    let mut stored = 0;
    for (path, _bytes) in life.world.disk.files().unwrap() {
        match path.split('/').next().unwrap_or_default() {
            "objects" if !path.contains("/staging/") => stored += 1,
            "uploads" => assert!(sources.iter().any(|id| path.ends_with(&id.to_string())), "{path} is left over"),
            "keys" => {}
            _ => assert!(TRUSTED.iter().any(|trusted| path.starts_with(trusted)), "{path} is left over"),
        }
    }
    assert_eq!(stored, objects, "files of objects that nothing refers to");
}

pub fn lines(text: &str, with: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|line| line.contains(with)).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// `360p` of a line that names `…/360p.m3u8`.
pub fn name_of(line: &str) -> String {
    let end = line.find(".m3u8").expect("a playlist's address");
    line[..end].rsplit(['/', '"']).next().unwrap_or_default().to_owned()
}

/// The hash in a line that names `…/o/HASH`.
fn object_of(line: &str) -> String {
    let start = line.find("/o/").expect("an object's address") + 3;
    line[start..].chars().take_while(char::is_ascii_hexdigit).collect()
}
