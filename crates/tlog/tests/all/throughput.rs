//! How fast a log is written and verified: `cargo test --release -p tlog -- --ignored --nocapture throughput`.

use std::time::Instant;

use tlog::merkle::{Edge, leaf_hash};
use tlog::tile::{Tail, verify_entries, verify_log};

const ENTRIES: u64 = 5_000_000;
const ENTRY_BYTES: usize = 100;

fn entry(index: u64) -> [u8; ENTRY_BYTES] {
    let mut entry = [0x5a; ENTRY_BYTES];
    entry[..8].copy_from_slice(&index.to_be_bytes());
    entry
}

#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a figure is a time, for people to read")]
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{what}: {} ms for {ENTRIES} entries of {ENTRY_BYTES} bytes", start.elapsed().as_millis());
    done
}

#[test]
#[ignore = "a figure, not a test"]
fn the_throughput_of_five_million_entries_is_printed() {
    let tree = timed("right edge", || {
        let mut edge = Edge::new();
        (0..ENTRIES).for_each(|index| edge.append(leaf_hash(&entry(index))));
        edge.tree()
    });
    let files = timed("tiles and bundles in memory", || {
        let mut tail = Tail::new();
        let mut files = std::collections::HashMap::new();
        (0..ENTRIES).for_each(|index| files.extend(tail.append(&entry(index)).unwrap()));
        files.extend(tail.partials());
        assert_eq!(tail.tree(), tree);
        files
    });
    let verified = timed("verified with tiles", || verify_log(tree, |tile| Ok::<_, ()>(files.get(tile).cloned())));
    assert_eq!(verified, Ok(()));
    let mut bundles: Vec<_> = files.iter().filter(|(tile, _)| tile.kind() == tlog::tile::Kind::Entries).collect();
    bundles.sort_by_key(|(tile, _)| tile.index());
    let verified = timed("verified from entries alone", || {
        verify_entries(tree, bundles.iter().map(|(_, bytes)| bytes.as_slice()))
    });
    assert_eq!(verified, Ok(()));
}
