//! Sealed backups, and a way to fetch their pieces that fails when it is told to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Mutex;

use async_trait::async_trait;
use axum::http::StatusCode;
use bytes::Bytes;
use carry::id::ObjectHash;
use exchange::Carrier;
use exchange::backing::{Kept, MadeBackup, PIECE_PATH, Piece, PieceList};
use futures::StreamExt;
use jiff::Timestamp;
use peers::client::{Cause, Failure, Fetch, Pieces, Request};
use purse::id::MemberId;
use sha2::{Digest, Sha256};

use crate::films::Cellar;
use crate::offices::{House, member};
use crate::stand::Stand;

/// Backups as members hold them.
#[derive(Default)]
pub struct Shelves {
    of: Mutex<BTreeMap<(MemberId, ObjectHash), Bytes>>,
    pub silent: Mutex<BTreeSet<MemberId>>,
    asked: Mutex<Vec<(MemberId, ObjectHash)>>,
}

/// A backup with its bytes.
pub struct Sealed {
    pub made: MadeBackup,
    pub pieces: Vec<(Piece, Bytes)>,
    pub list: (Piece, Bytes),
}

fn piece(bytes: &Bytes) -> Piece {
    Piece { hash: ObjectHash::from_bytes(Sha256::digest(bytes).into()), bytes: bytes.len().try_into().unwrap() }
}

/// A backup whose pieces are these texts; the first is the inventory.
pub fn sealed(number: u64, texts: &[&str], taken: Timestamp) -> Sealed {
    let pieces: Vec<(Piece, Bytes)> =
        texts.iter().map(|text| Bytes::copy_from_slice(text.as_bytes())).map(|bytes| (piece(&bytes), bytes)).collect();
    let known = PieceList::new(pieces.iter().map(|(piece, _)| *piece).collect());
    let text = Bytes::from(known.text());
    let list = (piece(&text), text);
    let bytes = known.bytes() + list.0.bytes;
    let made = MadeBackup { number, taken, inventory: pieces[0].0, list: list.0, bytes, recipient: [9; 32] };
    Sealed { made, pieces, list }
}

impl Shelves {
    /// From now on a member hands out all of a backup.
    pub fn serve(&self, who: u8, sealed: &Sealed) {
        let mut of = self.of.lock().unwrap();
        for (piece, bytes) in sealed.pieces.iter().chain([&sealed.list]) {
            of.insert((member(who), piece.hash), bytes.clone());
        }
    }

    /// From now on a member hands out other bytes of one piece.
    pub fn alter(&self, who: u8, piece: Piece) {
        let bytes = Bytes::from(vec![b'!'; piece.bytes.try_into().unwrap()]);
        self.of.lock().unwrap().insert((member(who), piece.hash), bytes);
    }

    /// How many pieces were asked of a member since the last call.
    pub fn asked_of(&self, who: u8) -> usize {
        let mut asked = self.asked.lock().unwrap();
        let before = asked.len();
        asked.retain(|(of, _)| *of != member(who));
        before - asked.len()
    }

    pub async fn turn(&self, cellar: &Cellar, house: &House) -> Kept {
        let (objects, disk) = (&cellar.objects, &cellar.disk);
        let (transport, open) = (&*house.client, &Stand::default());
        let with = Carrier { transport, fetch: self, open, objects, disk, reserve_bytes: 0 };
        house.office.keep_backups(&with).await.unwrap()
    }
}

#[async_trait]
impl Fetch for Shelves {
    async fn fetch(&self, from: &MemberId, path: &str, range: Range<u64>) -> Result<Pieces, Failure> {
        let failed = |cause| Failure::new(from, &Request::get(path, ""), cause);
        if self.silent.lock().unwrap().contains(from) {
            return Err(failed(Cause::Silent));
        }
        let object: ObjectHash = path.strip_prefix(PIECE_PATH).unwrap().parse().unwrap();
        self.asked.lock().unwrap().push((*from, object));
        let found = self.of.lock().unwrap().get(&(*from, object)).cloned();
        let bytes = found.ok_or_else(|| failed(Cause::NotServed(StatusCode::NOT_FOUND)))?;
        assert_eq!(range, 0..u64::try_from(bytes.len()).unwrap());
        Ok(futures::stream::iter([Ok(bytes)]).boxed())
    }
}
