//! Kinds of damage, and what a check finds of each.

use std::fs;
use std::path::Path;

use node::check::FindingKind::{self, *};

use crate::plant::{alter, object, objects};

/// One case: what is planted, and the kinds that are found then.
pub struct Case {
    pub what: &'static str,
    pub plant: Plant,
    pub found: &'static [FindingKind],
}

pub enum Plant {
    Sql(&'static str),
    Several(&'static [&'static str]),
    Files(fn(&Path)),
}
pub use Plant::{Files, Several, Sql};

pub const CASES: &[Case] = &[
    Case { what: "the key is gone", plant: Files(remove_key), found: &[KeyNotCurrent] },
    Case { what: "the key is cut", plant: Files(cut_key), found: &[KeyNotCurrent] },
    Case { what: "a place is empty", plant: Sql("DELETE FROM manifest WHERE place = 0"), found: &[PlaceEmpty] },
    Case {
        what: "bytes of a manifest are altered",
        plant: Sql("UPDATE manifest SET bytes = zeroblob(length(bytes)) WHERE place = 1"),
        found: &[ManifestHash, ManifestSignature, ManifestUnreadable],
    },
    Case {
        what: "bytes of a video's last manifest are gone",
        plant: Sql("UPDATE manifest SET bytes = NULL WHERE place = 1"),
        found: &[ManifestUnreadable],
    },
    Case {
        what: "a hash is altered",
        plant: Sql("UPDATE manifest SET hash = zeroblob(32) WHERE place = 1"),
        found: &[ManifestHash],
    },
    Case {
        what: "a signature is altered",
        plant: Sql("UPDATE manifest SET signature = zeroblob(64) WHERE place = 1"),
        found: &[ManifestSignature],
    },
    Case {
        what: "another key is said to be current",
        plant: Sql("UPDATE manifest SET key_place = 1 WHERE place = 2"),
        found: &[ManifestKeyPlace],
    },
    Case {
        what: "a tombstone is filed under another video",
        plant: Sql("UPDATE manifest SET video = zeroblob(32) WHERE place = 4"),
        found: &[ManifestVideo, ManifestUnreadable, VideoMissing],
    },
    Case {
        what: "a sequence in the row is another",
        plant: Sql("UPDATE manifest SET sequence = sequence + 1 WHERE place = 4"),
        found: &[ManifestSequence],
    },
    Case { what: "two places are exchanged", plant: Several(EXCHANGE), found: &[ManifestOrder] },
    Case {
        what: "a manifest counts as a tombstone",
        plant: Sql("UPDATE manifest SET tombstone = 1 WHERE place = 0"),
        found: &[ManifestAfterTombstone],
    },
    Case {
        what: "the last manifest counts as a tombstone",
        plant: Sql("UPDATE manifest SET tombstone = 1 WHERE place = 1"),
        found: &[ManifestTombstone, VideoGone],
    },
    Case {
        what: "another key is in the table",
        plant: Sql("UPDATE signing_key SET public = (SELECT space_public FROM account)"),
        found: &[KeyNotCurrent, ManifestSignature, ManifestHome],
    },
    Case { what: "a video's row is gone", plant: Sql(LOSE_VIDEO), found: &[ReferenceOfNothing, VideoMissing] },
    Case {
        what: "a video counts as never published",
        plant: Sql("UPDATE video SET state = 'failed' WHERE visibility = 'unlisted'"),
        found: &[VideoState],
    },
    Case {
        what: "a video has another sequence",
        plant: Sql("UPDATE video SET sequence = sequence + 1 WHERE visibility = 'unlisted'"),
        found: &[VideoSequence],
    },
    Case {
        what: "a video has another core",
        plant: Sql("UPDATE video SET core = (SELECT core FROM video WHERE title = 'Changed') \
                    WHERE visibility = 'unlisted'"),
        found: &[VideoCore],
    },
    Case {
        what: "a video was published for others",
        plant: Sql("UPDATE video SET published_visibility = 'private' WHERE visibility = 'unlisted'"),
        found: &[VideoVisibility],
    },
    Case {
        what: "a video's key is another",
        plant: Sql("UPDATE video SET published_key = zeroblob(32) WHERE visibility = 'unlisted'"),
        found: &[VideoKey],
    },
    Case {
        what: "a title is not the published one",
        plant: Sql("UPDATE video SET title = 'Other' WHERE visibility = 'unlisted'"),
        found: &[VideoWords],
    },
    Case {
        what: "an object's row is gone",
        plant: Sql("DELETE FROM object WHERE hash = (SELECT object FROM object_ref WHERE name = '360p')"),
        found: &[ReferenceToNothing, ObjectLeftOver],
    },
    Case {
        what: "a reference is gone",
        plant: Sql("DELETE FROM object_ref WHERE rowid = (SELECT MIN(rowid) FROM object_ref WHERE name = '360p')"),
        found: &[ManifestObject, ObjectForgotten],
    },
    Case {
        what: "a reference is gone of an object that another home's video has too",
        plant: Sql("INSERT INTO carried VALUES (zeroblob(32), zeroblob(32), zeroblob(32), X'00', 0, 0); \
                    INSERT INTO carried_object SELECT zeroblob(32), zeroblob(32), object FROM object_ref \
                    WHERE rowid = (SELECT MIN(rowid) FROM object_ref WHERE name = '360p'); \
                    DELETE FROM object_ref WHERE rowid = (SELECT MIN(rowid) FROM object_ref WHERE name = '360p')"),
        found: &[ManifestObject],
    },
    Case { what: "a reference too many", plant: Sql(ONE_MORE), found: &[ReferenceNotInManifest] },
    Case {
        what: "an object's row has another size",
        plant: Sql("UPDATE object SET bytes = bytes + 1 WHERE hash = \
                    (SELECT object FROM object_ref WHERE name = '360p')"),
        found: &[ManifestObjectSize, ObjectDamaged],
    },
    Case { what: "an object's file is gone", plant: Files(remove_object), found: &[ObjectMissing] },
    Case { what: "a byte of an object is altered", plant: Files(alter_object), found: &[ObjectDamaged] },
    Case { what: "a file has no row", plant: Files(one_object_more), found: &[ObjectLeftOver] },
    Case { what: "a strange file among the objects", plant: Files(strange_object), found: &[ObjectStrange] },
    Case { what: "acknowledged bytes are gone", plant: Files(cut_uploads), found: &[UploadShort, OriginalDamaged] },
    Case { what: "an upload's file has no row", plant: Files(one_upload_more), found: &[UploadLeftOver] },
    Case { what: "a strange file among the uploads", plant: Files(strange_upload), found: &[UploadStrange] },
];

const EXCHANGE: &[&str] = &[
    "UPDATE manifest SET place = 100 WHERE place = 0",
    "UPDATE manifest SET place = 0 WHERE place = 3",
    "UPDATE manifest SET place = 3 WHERE place = 100",
];
const LOSE_VIDEO: &str = "DELETE FROM video WHERE visibility = 'unlisted'";
const ONE_MORE: &str = "INSERT INTO object_ref (video, role, name, object) \
                        SELECT video, role, '999p', object FROM object_ref WHERE name = '360p' LIMIT 1";

fn remove_key(folder: &Path) {
    fs::remove_file(folder.join(node::keys::KEY_FILE)).unwrap();
}

fn cut_key(folder: &Path) {
    fs::write(folder.join(node::keys::KEY_FILE), "ecot-member-key-1 00\n").unwrap();
}

pub fn remove_object(folder: &Path) {
    fs::remove_file(&objects(folder)[0]).unwrap();
}

fn alter_object(folder: &Path) {
    alter(&objects(folder)[0]);
}

fn one_object_more(folder: &Path) {
    let file = object(folder, &"ab".repeat(32));
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, "nobody knows me").unwrap();
}

fn strange_object(folder: &Path) {
    fs::write(folder.join("objects/notes.txt"), "by hand").unwrap();
}

fn cut_uploads(folder: &Path) {
    for entry in fs::read_dir(folder.join("uploads")).unwrap() {
        let file = entry.unwrap().path();
        let bytes = fs::read(&file).unwrap();
        fs::write(&file, &bytes[..100]).unwrap();
    }
}

fn one_upload_more(folder: &Path) {
    fs::write(folder.join("uploads").join("ab".repeat(16)), "nobody knows me").unwrap();
}

fn strange_upload(folder: &Path) {
    fs::write(folder.join("uploads/notes.txt"), "by hand").unwrap();
}
