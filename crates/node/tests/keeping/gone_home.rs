//! Three members of which the first is gone: the others carry its videos, and a person has brought her space to the second one.

use std::collections::BTreeSet;
use std::time::Duration;

use carry::id::{ObjectHash, VideoId};
use carry::manifest::{Body, Manifest, Published, SignedManifest};
use federation::roll::Act;
use federation::rounds::Voice;
use federation::signed::SigningKey;
use http::StatusCode;
use jiff::civil::date;
use store::{Carried, CarriedId, Entry, NewAccount, UserId};
use testkit::{VirtualClock, transcoder};

use crate::member::{BEGIN, Kept, NAME};
use crate::neighbours::{Neighbour, found, listen, talk};

/// The private half that the person printed.
const SECRET: [u8; 32] = [71; 32];

pub const AUTHOR: UserId = UserId::from_bytes([1; 16]);

/// Somebody's account, with an address for mails.
pub fn person(id: UserId, name: &str, locale: &str) -> NewAccount {
    NewAccount {
        id,
        name: name.to_owned(),
        email: Some(format!("{name}@example.org")),
        password_hash: "none".to_owned(),
        locale: locale.to_owned(),
        space_public: [3; 32],
        space_secret: vec![4],
        recovery_public: SigningKey::from_bytes(&SECRET).verifying_key().to_bytes(),
        recovery_codes: Vec::new(),
        entry: Entry::CommandLine,
    }
}

/// Her account at a member, whose programs have a token.
async fn account(kept: &mut Kept) {
    let new = person(AUTHOR, NAME, "en");
    kept.member.store.create_account(&new, kept.now()).await.unwrap().unwrap();
    kept.make_token().await;
}

/// Three members. The first one, where she published, says nothing any more; the others carry what she published.
pub struct GoneHome {
    _folders: Vec<tempfile::TempDir>,
    /// The first one is still there, and never asks or tells again.
    pub neighbours: Vec<Neighbour>,
    pub public: String,
    pub unlisted: String,
}

impl GoneHome {
    /// The others have voted, and she has brought her space to the second one. Nobody else has heard of it.
    pub async fn brought() -> Self {
        let lost = Self::voted().await;
        let office = lost.second().office();
        let found = office.find_space(&SECRET).await.unwrap().unwrap();
        assert_eq!((found.len(), found[0].videos), (1, 2), "both are carried");
        office.adopt_space(AUTHOR, &found[0].signed).await.unwrap().unwrap();
        lost.second().tick().await;
        for id in [&lost.public, &lost.unlisted] {
            assert!(lost.second().kept.member.store.video(video(id)).await.unwrap().is_some(), "it is here");
        }
        lost
    }

    /// The others have voted, and she has an account at the second one.
    pub async fn voted() -> Self {
        let folders: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
        let mut kept = Kept::start(folders[0].path(), VirtualClock::new(BEGIN.parse().unwrap()), 1).await;
        account(&mut kept).await;
        let public = kept.publish(&transcoder::source(1, 5_000), "public").await;
        let unlisted = kept.publish(&transcoder::source(2, 5_000), "unlisted").await;
        let clock = kept.clock.clone();
        kept.stop().await;
        let mut neighbours = Vec::new();
        for (seed, folder) in (2..).zip(&folders) {
            neighbours.push(Neighbour::start(folder.path(), listen().await, &clock, (seed, None)).await);
        }
        found(&neighbours).await;
        account(&mut neighbours[1].kept).await;
        let lost = Self { _folders: folders, neighbours, public, unlisted };
        lost.vote().await;
        lost
    }

    async fn vote(&self) {
        let (since, from, until) = (date(2026, 11, 25), date(2026, 12, 25), date(2027, 2, 1));
        let act = Act::Gone { member: self.neighbours[0].kept.member.keys.id, since, from, until };
        let hash = self.second().office().propose(act, None).await.unwrap();
        self.talk().await;
        assert!(self.third().office().vote(Voice::For(hash)).await.unwrap());
        self.talk().await;
        self.second().kept.clock.advance(Duration::from_secs(32 * 86_400)).await;
        self.talk().await;
    }

    pub fn second(&self) -> &Neighbour {
        &self.neighbours[1]
    }

    pub fn third(&self) -> &Neighbour {
        &self.neighbours[2]
    }

    /// Those that are left tell each other everything.
    pub async fn talk(&self) {
        talk(&self.neighbours[1..]).await;
    }

    /// What the third one carries of a video, in this member's name.
    pub async fn carried(&self, home: usize, id: &str) -> Option<Carried> {
        let id = CarriedId { home: self.neighbours[home].kept.member.keys.id, video: video(id) };
        self.third().kept.member.store.carried(id).await.unwrap()
    }

    /// What the second one signed last of a video, and what the third one carries is.
    pub async fn same_everywhere(&self, id: &str) -> Manifest {
        let member = &self.second().kept.member;
        let latest = member.store.latest_manifest(video(id)).await.unwrap().unwrap();
        let carried = self.carried(1, id).await.unwrap();
        assert_eq!(carried.manifest, latest.hash);
        assert_eq!(self.carried(0, id).await, None, "the old name is gone");
        let signed = SignedManifest::from_cbor(&carried.signed).unwrap();
        let manifest = signed.verify(&member.keys.signing().verifying_key()).unwrap();
        assert_eq!((manifest.core.video_id(), manifest.core.home), (video(id), self.neighbours[0].kept.member.keys.id));
        manifest
    }

    pub async fn status_at_both(&self, path: &str) -> [StatusCode; 2] {
        [self.second().kept.get(path).await.status, self.third().kept.get(path).await.status]
    }
}

pub fn video(id: &str) -> VideoId {
    id.parse().unwrap()
}

pub fn published(manifest: &Manifest) -> &Published {
    match &manifest.body {
        Body::Published(published) => published,
        Body::Gone => panic!("a tombstone"),
    }
}

pub fn objects(published: &Published) -> BTreeSet<ObjectHash> {
    published.renditions.iter().map(|rendition| rendition.object).collect()
}
