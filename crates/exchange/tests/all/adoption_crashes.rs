//! A new home that dies at every step of an adoption, or whose disk or database fails there: docs/crashes.md, "A space whose home
//! is gone".

use std::collections::BTreeSet;

use carry::manifest::{Core, Manifest, SignedManifest};
use federation::Hash;
use federation::entry::{Entry, Withdrawal, Withdrawn};
use jiff::{SignedDuration, Timestamp};
use seams::Clock;
use store::{HolderId, JobKind, LeaseWish, LogKey, NewManifest, VideoState};
use testkit::film::Film;

use crate::at_home::AUTHOR;
use crate::films::id;
use crate::left::{ZOE, film_of, public, unlisted};
use crate::new_home::{Known, Life, NewHome};
use crate::offices::{key, member};

/// Operations of an adoption that are at least points at which a machine can die: two for each of a dozen commits, and those of the
/// disk.
const LEAST_POINTS: u64 = 40;

/// Points by which lives differ.
const SLACK: u64 = 4;

/// One that the new home carried already, and one of which it has nothing.
fn films() -> [Film; 2] {
    [film_of(&ZOE, 7, public()), film_of(&ZOE, 8, unlisted())]
}

async fn before(films: &[Film; 2]) -> NewHome {
    NewHome::of(&[(&films[0], &[2, 3]), (&films[1], &[3])]).await
}

/// What the new home's log says.
async fn entries(life: &Life) -> Vec<Entry> {
    let log = LogKey { member: member(2), log: 1 };
    let leaves = life.office.store().leaves(log, 0, 1_000).await.unwrap();
    leaves.iter().map(|leaf| Entry::from_leaf(leaf).unwrap()).collect()
}

async fn adoptions(life: &Life) -> usize {
    entries(life).await.iter().filter(|entry| matches!(entry, Entry::Adoption(_))).count()
}

/// What was acknowledged is there, and nothing is there by halves.
async fn at_start(life: &Life, known: &Known, films: &[Film]) {
    let spaces = life.office.store().adopted_spaces_of(AUTHOR).await.unwrap();
    assert!(spaces.len() <= 1);
    assert!(!known.brought || (spaces.len(), adoptions(life).await) == (1, 1), "it was told that the space is here");
    for film in films {
        if life.office.store().video(film.video).await.unwrap().is_some() {
            is_whole(life, film).await;
        }
    }
}

/// The video is the person's, with its core as it was, by the new home's word, and all its bytes are here.
async fn is_whole(life: &Life, film: &Film) {
    let store = life.office.store();
    let video = store.video(film.video).await.unwrap().unwrap();
    assert_eq!((video.account, video.state), (AUTHOR, VideoState::Published));
    let latest = store.latest_manifest(film.video).await.unwrap().unwrap();
    let new =
        SignedManifest { bytes: latest.bytes, signature: latest.signature }.verify(&key(2).verifying_key()).unwrap();
    let old = SignedManifest::from_cbor(&film.signed).unwrap().verify(&key(1).verifying_key()).unwrap();
    assert_eq!((new.core, new.body == old.body, new.core.video_id()), (old.core, true, film.video));
    assert!(new.sequence > old.sequence);
    assert_eq!(life.objects.read(film.object, 0..film.len()).await.unwrap(), film.bytes);
    assert_eq!(store.object(film.object).await.unwrap().unwrap().unreferenced_since, None);
}

/// Everything is here once, and nothing is left over.
async fn settled(life: &Life, films: &[Film]) {
    let (said, store) = (entries(life).await, life.office.store());
    assert_eq!(adoptions(life).await, 1);
    let count = |wanted: &dyn Fn(&Entry) -> bool| said.iter().filter(|entry| wanted(entry)).count();
    for film in films {
        is_whole(life, film).await;
        let latest = Hash(store.latest_manifest(film.video).await.unwrap().unwrap().hash);
        assert_eq!(count(&|entry| *entry == Entry::Manifest(latest)), 1);
        let places =
            |entry: &Entry| matches!(entry, Entry::Placement(placed) if placed.video.0 == *film.video.as_bytes());
        assert_eq!(count(&places), 1);
        assert_eq!(store.carried(id(film)).await.unwrap(), None, "nothing stays in the old home's name");
    }
    assert_eq!(store.manifest_count().await.unwrap(), 2, "each was signed once");
    let objects: BTreeSet<String> = films.iter().map(|film| film.object.to_string()).collect();
    for (path, _) in life.disk.files().unwrap() {
        let of_object = path.starts_with("objects/") && objects.iter().any(|object| path.ends_with(object));
        assert!(path.starts_with("database/") || of_object, "{path} is left over");
    }
}

/// Says which life it was when it ends in a panic.
struct Context(String);

#[expect(clippy::print_stderr, reason = "so that a failure can be lived again")]
impl Drop for Context {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.0);
        }
    }
}

/// The next life, on what the last one left.
async fn go_on(home: &NewHome, films: &[Film], (mut known, disk): (Known, testkit::SimDisk), what: &str) {
    let _context = Context(format!("{what}, {known:?}"));
    let life = home.start(&disk, 99).await.unwrap();
    life.objects.clean_staging().await.unwrap();
    at_start(&life, &known, films).await;
    home.live(&life, &mut known).await.unwrap();
    // What was placed goes on in the new home's name, and what is said is not said again.
    home.live(&life, &mut known).await.unwrap();
    settled(&life, films).await;
}

#[tokio::test]
async fn wherever_the_new_home_dies_a_space_is_adopted_whole_and_once() {
    let films = films();
    let home = before(&films).await;
    let points = home.points().await;
    assert!(points >= LEAST_POINTS, "{points}");
    for point in 1..=points {
        let left = home.killed(point, point).await;
        // Where threads of the database have another order the last ones may not be reached.
        assert!(left.is_some() || point + SLACK > points, "it came to {point} of {points}");
        if let Some(left) = left {
            go_on(&home, &films, left, &format!("killed at {point}")).await;
        }
    }
}

#[tokio::test]
async fn whichever_operation_of_an_adoption_fails_the_next_turn_goes_on() {
    let films = films();
    let home = before(&films).await;
    for point in 1..=home.points().await {
        let left = home.failed(point, point).await;
        go_on(&home, &films, left, &format!("failing at {point}")).await;
    }
}

/// Deletes a video as its author and the machine do; the hash of the tombstone.
async fn delete(life: &Life, film: &Film, now: Timestamp) -> Hash {
    let store = life.office.store();
    let video = store.video(film.video).await.unwrap().unwrap();
    store.delete_video(film.video, now).await.unwrap().unwrap();
    let until = now + SignedDuration::from_hours(1);
    let wish = LeaseWish { kinds: vec![JobKind::Delete], holder: HolderId::from_bytes([10; 16]), until };
    let lease = store.lease_job(&wish, now).await.unwrap().unwrap().lease;
    let sequence = video.sequence + 1;
    let tombstone = Manifest::tombstone(Core::from_cbor(&video.core).unwrap(), sequence, 1_900_000_000);
    let signed = tombstone.sign(&key(2)).unwrap();
    let (hash, SignedManifest { bytes, signature }) = (signed.hash(), signed);
    let manifest = NewManifest { sequence, hash, bytes, signature, key_place: 0, not_after: Timestamp::MAX };
    store.entomb_video(lease, film.video, Some(&manifest), now).await.unwrap().unwrap();
    Hash(hash)
}

#[tokio::test]
async fn a_video_that_is_deleted_before_its_new_home_has_placed_it_is_withdrawn_all_the_same() {
    let films = films();
    let home = before(&films).await;
    let point = home.point_of("after adopt_video").await;
    let (mut known, disk) = home.killed(1, point).await.unwrap();
    let life = home.start(&disk, 2).await.unwrap();
    let mut here = Vec::new();
    for film in &films {
        here.extend(life.office.store().video(film.video).await.unwrap().map(|_| film));
    }
    let [film] = here[..] else { panic!("it died after the first one") };
    let placed = entries(&life).await.iter().any(|entry| matches!(entry, Entry::Placement(_)));
    assert!(!placed, "nobody was told where");
    let tombstone = delete(&life, film, home.left.town.clock.now()).await;
    home.live(&life, &mut known).await.unwrap();
    let gone = Withdrawal { video: Hash(*film.video.as_bytes()), what: Withdrawn::Gone(tombstone) };
    let said = entries(&life).await;
    assert_eq!(said.iter().filter(|entry| **entry == Entry::Withdrawal(gone)).count(), 1);
    assert_eq!(life.office.store().carried(id(film)).await.unwrap(), None, "nor is it here in the old name");
}
