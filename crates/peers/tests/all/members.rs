//! Members with fixed keys, and a directory of them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ed25519_dalek::{SigningKey, VerifyingKey};
use jiff::Timestamp;
use peers::client::Directory;
use peers::signature::{ContentDigest, Fields, Target, sign_request};
use peers::{BaseUrl, Identity, KeyRing};
use purse::id::MemberId;
use sha2::{Digest, Sha256};

/// Seconds since 1970: the moment at which the tests begin.
pub const NOW: i64 = 1_795_651_200;
pub const HOST: &str = "bruyere.example";

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

/// The member whose secret key is 32 times `mark`.
pub fn identity(mark: u8) -> Arc<Identity> {
    let key = SigningKey::from_bytes(&[mark; 32]);
    let member = MemberId::from_bytes(Sha256::digest(key.verifying_key().as_bytes()).into());
    Arc::new(Identity { member, key })
}

/// Keys and address of a member.
type Known = (Vec<VerifyingKey>, Option<BaseUrl>);

/// A directory as one member sees it.
pub struct Members {
    own: Arc<Identity>,
    known: Mutex<BTreeMap<MemberId, Known>>,
}

impl Members {
    /// Of the members with these marks, the first of whom looks.
    pub fn of(marks: &[u8]) -> Arc<Self> {
        let known =
            marks.iter().map(|mark| identity(*mark)).map(|one| (one.member, (vec![one.key.verifying_key()], None)));
        Arc::new(Self { own: identity(marks[0]), known: Mutex::new(known.collect()) })
    }

    pub fn place(&self, mark: u8, base: &str) {
        let base = BaseUrl::parse(base).unwrap();
        self.known.lock().unwrap().get_mut(&identity(mark).member).unwrap().1 = Some(base);
    }

    pub fn add_key(&self, mark: u8, key: VerifyingKey) {
        self.known.lock().unwrap().get_mut(&identity(mark).member).unwrap().0.push(key);
    }
}

impl KeyRing for Members {
    fn own(&self) -> Arc<Identity> {
        Arc::clone(&self.own)
    }

    fn keys(&self, member: &MemberId) -> Vec<VerifyingKey> {
        self.known.lock().unwrap().get(member).map(|known| known.0.clone()).unwrap_or_default()
    }
}

impl Directory for Members {
    fn base(&self, member: &MemberId) -> Option<BaseUrl> {
        self.known.lock().unwrap().get(member).and_then(|known| known.1.clone())
    }
}

/// A target at [`HOST`].
pub fn target<'a>(method: &'a str, path: &'a str, query: &'a str) -> Target<'a> {
    Target { method, authority: HOST, path, query }
}

/// The fields with which the member `mark` signs.
pub fn signed(mark: u8, target: &Target<'_>, body: &[u8], created: i64, nonce: u8) -> Fields {
    sign_request(&identity(mark), target, &ContentDigest::of(body), created, [nonce; 16]).unwrap()
}
