//! Copies of all rows, from engine to engine.

use std::sync::Arc;

use store::copy::{COPY_FORMAT, Copied, CopyRefusal, ITEM_BYTES};
use store::{Cause, CommitHook, EveryCommit, Stop, Store};
use tokio::io::AsyncReadExt;

use crate::engines::{Place, on_both};
use crate::samples::*;
use crate::town;

pub async fn dumped(store: &Store) -> Vec<u8> {
    let mut bytes = Vec::new();
    let copied = store.dump(&mut bytes).await.unwrap();
    assert_eq!(copied.bytes, u64::try_from(bytes.len()).unwrap());
    bytes
}

pub async fn loaded(place: &Place, copy: &[u8]) -> Result<(Store, Copied), CopyRefusal> {
    Store::load(&place.url(), Arc::new(EveryCommit), &mut &*copy).await.unwrap()
}

#[tokio::test]
async fn a_copy_goes_from_engine_to_engine_and_back_without_a_changed_byte() {
    let [sqlite, postgres] = Place::both();
    let store = sqlite.open().await;
    town::build(&store).await;
    let first = dumped(&store).await;
    let (store, copied) = loaded(&postgres, &first).await.unwrap();
    assert_eq!(copied.bytes, u64::try_from(first.len()).unwrap());
    assert!(dumped(&store).await == first, "PostgreSQL has the same rows");
    let sqlite = Place::sqlite();
    let (store, _) = loaded(&sqlite, &first).await.unwrap();
    assert!(dumped(&store).await == first, "SQLite has them again");
}

#[tokio::test]
async fn the_same_story_gives_the_same_copy_on_both_engines() {
    let mut copies = Vec::new();
    for place in Place::both() {
        let store = place.open().await;
        town::build(&store).await;
        copies.push(dumped(&store).await);
    }
    assert!(copies[0] == copies[1], "SQLite and PostgreSQL hold the same rows");
}

#[tokio::test]
async fn what_was_loaded_is_found_by_its_words_and_counts_on() {
    let sqlite = Place::sqlite();
    let store = sqlite.open().await;
    town::build(&store).await;
    let copy = dumped(&store).await;
    for place in Place::both() {
        println!("on {}:", place.name());
        let (store, _) = loaded(&place, &copy).await.unwrap();
        let found = store.search_videos("zoe clip", None, 10).await.unwrap();
        let ids: Vec<_> = found.iter().map(|video| video.id).collect();
        assert_eq!(ids, [video_id(1)], "the public one is found by title and author");
        // Six videos had jobs; the invitation that was given last is gone, and its key stays given.
        let last = store.video_jobs(video_id(6), 1).await.unwrap().remove(0).id.0;
        let next = store.enqueue_job(&job("next", 0), at(0)).await.unwrap().job();
        assert!(next.0 > last, "{next} comes after {last}");
        store.create_invitation(&invitation(200, user(1)), at(0)).await.unwrap();
        let copy = dumped(&store).await;
        let third = Place::sqlite();
        let (again, _) = loaded(&third, &copy).await.unwrap();
        assert_eq!(again.invitations(None, 10).await.unwrap(), store.invitations(None, 10).await.unwrap());
    }
}

#[tokio::test]
async fn a_copy_is_of_one_moment_while_others_write() {
    on_both(async |store| {
        town::build(&store).await;
        let before = dumped(&store).await;
        let (mut to, mut from) = tokio::io::duplex(64);
        let dump = async {
            let copied = store.dump(&mut to).await.unwrap();
            drop(to);
            copied
        };
        let write = async {
            let mut copy = vec![0; 100];
            from.read_exact(&mut copy).await.unwrap();
            // The copy has begun: what is written now is not in it.
            store.create_account(&account(99, "Later"), at(0)).await.unwrap().unwrap();
            store.enqueue_job(&job("later", 0), at(0)).await.unwrap();
            from.read_to_end(&mut copy).await.unwrap();
            copy
        };
        let (_, during) = tokio::join!(dump, write);
        assert!(rows_only(&during) == rows_only(&before), "the moment is that of the beginning");
    })
    .await;
}

/// A copy without what the keys were counted to: on PostgreSQL that is of a later moment.
fn rows_only(copy: &[u8]) -> Vec<&[u8]> {
    let items = items(copy);
    items[..items.len() - 1].iter().copied().filter(|item| !item.starts_with(&[0x82, 3])).collect()
}

#[tokio::test]
async fn rows_of_every_size_are_copied() {
    let [sqlite, postgres] = Place::both();
    let store = sqlite.open().await;
    let rows: Vec<_> = (0..5_000).map(|n| usage(u8::try_from(n % 250).unwrap(), n / 250, 1)).collect();
    assert!(store.flush_usage(batch(1), &rows, at(0)).await.unwrap());
    let description = "é".repeat(4 << 20);
    store.set_setting(&store::Setting::MemberDescription(description.clone())).await.unwrap();
    let copy = dumped(&store).await;
    let longest = items(&copy).iter().map(|item| item.len()).max().unwrap();
    assert!(longest > 8 << 20 && longest < (8 << 20) + 1_000, "the long row is alone: {longest}");
    assert!(items(&copy).len() > 40, "many rows are many items: {}", items(&copy).len());
    let (store, copied) = loaded(&postgres, &copy).await.unwrap();
    assert_eq!(copied.rows, 5_003, "usage, the batch's mark, where closing begins, the setting");
    assert_eq!(store.settings().await.unwrap().member_description, description);
    assert!(dumped(&store).await == copy, "the same rows");
}

/// Stops every commit.
struct NoCommit;

impl CommitHook for NoCommit {
    fn before_commit(&self, _operation: &'static str) -> Result<(), Stop> {
        Err(Stop)
    }

    fn after_commit(&self, _operation: &'static str) -> Result<(), Stop> {
        Ok(())
    }
}

#[tokio::test]
async fn loading_that_is_stopped_leaves_nothing_and_can_be_done_again() {
    let sqlite = Place::sqlite();
    let store = sqlite.open().await;
    town::build(&store).await;
    let copy = dumped(&store).await;
    for place in Place::both() {
        println!("on {}:", place.name());
        let stopped = Store::load(&place.url(), Arc::new(NoCommit), &mut &*copy).await;
        assert!(matches!(stopped.map(|_| ()).unwrap_err().cause, Cause::StoppedBefore));
        let (store, _) = loaded(&place, &copy).await.unwrap();
        assert!(dumped(&store).await == copy, "all of it");
    }
}

/// What stands in each item of a copy.
pub fn items(mut copy: &[u8]) -> Vec<&[u8]> {
    let mut items = Vec::new();
    while !copy.is_empty() {
        let mut decoder = minicbor::Decoder::new(copy);
        items.push(decoder.bytes().unwrap());
        copy = &copy[decoder.position()..];
    }
    items
}

/// A copy of these items.
fn joined(items: &[Vec<u8>]) -> Vec<u8> {
    items.iter().flat_map(|item| minicbor::to_vec(minicbor::bytes::ByteVec::from(item.clone())).unwrap()).collect()
}

#[tokio::test]
async fn what_is_no_whole_copy_is_refused_for_the_first_reason() {
    let sqlite = Place::sqlite();
    let store = sqlite.open().await;
    town::build(&store).await;
    let copy = dumped(&store).await;
    let parts: Vec<Vec<u8>> = items(&copy).iter().map(|item| item.to_vec()).collect();
    let with = |index: usize, item: &[u8]| {
        let mut parts = parts.clone();
        parts[index] = item.to_vec();
        joined(&parts)
    };
    let header = |text: &str, format, schema| {
        let mut item = minicbor::Encoder::new(Vec::new());
        item.array(3).unwrap().str(text).unwrap().u64(format).unwrap().u64(schema).unwrap();
        with(0, &item.into_writer())
    };
    let long = u32::try_from(ITEM_BYTES + 1).unwrap().to_be_bytes();
    let mut twice = parts.clone();
    // Items: header, begin of account, its rows.
    twice.insert(3, parts[2].clone());
    let mut altered = parts.clone();
    let name = altered[2].windows(5).position(|text| text == b"Amira").unwrap();
    altered[2][name] = b'E';
    let cases = [
        ("nothing", Vec::new(), CopyRefusal::NotACopy),
        ("a text", b"%PDF-1.7 and more".to_vec(), CopyRefusal::NotACopy),
        ("another header", header("ecot/row", 1, 1), CopyRefusal::NotACopy),
        ("a later format", header("ecot/rows", COPY_FORMAT + 1, 9), CopyRefusal::Format(COPY_FORMAT + 1)),
        ("a later schema", header("ecot/rows", 1, 99), CopyRefusal::Schema { found: 99, known: 6 }),
        ("no schema", header("ecot/rows", 1, 0), CopyRefusal::NotACopy),
        ("half of it", copy[..copy.len() / 2].to_vec(), CopyRefusal::Truncated),
        ("all but the last byte", copy[..copy.len() - 1].to_vec(), CopyRefusal::Truncated),
        ("too long an item", [&joined(&parts[..2]), &[0x5a][..], &long].concat(), CopyRefusal::Damaged("account")),
        ("a table that is missing", joined(&[&parts[..1], &parts[3..]].concat()), CopyRefusal::Damaged("account")),
        ("rows that are none", with(2, &[0x82, 2, 0xf6]), CopyRefusal::Damaged("account")),
        ("a row twice", joined(&twice), CopyRefusal::Contradiction("account")),
        ("another letter", joined(&altered), CopyRefusal::Altered),
        ("another end", with(parts.len() - 1, &[0x83, 4, 1, 0x40]), CopyRefusal::Altered),
    ];
    for place in Place::both() {
        println!("on {}:", place.name());
        for (what, copy, refusal) in &cases {
            assert_eq!(loaded(&place, copy).await.map(|_| ()), Err(*refusal), "{what}");
        }
        // Nothing of them was left behind.
        let (store, _) = loaded(&place, &copy).await.unwrap();
        assert_eq!(loaded(&place, &copy).await.map(|_| ()), Err(CopyRefusal::NotNew), "a second time");
        assert!(dumped(&store).await == copy, "what was there is untouched");
    }
}
