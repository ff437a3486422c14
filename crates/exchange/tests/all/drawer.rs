//! Where a member of a test keeps its key: it outlives the member.

use std::io;
use std::sync::Mutex;

use async_trait::async_trait;
use exchange::KeyKeeper;
use federation::signed::SigningKey;

use crate::offices::key;

pub struct Drawer(Mutex<Keys>);

struct Keys {
    signing: SigningKey,
    before: Option<SigningKey>,
    next: Option<SigningKey>,
}

impl Drawer {
    pub fn new(number: u8) -> Self {
        Self(Mutex::new(Keys { signing: key(number), before: None, next: None }))
    }

    /// What a start does: the database says which of the keys signs.
    pub fn settle(&self, current: Option<[u8; 32]>) {
        let mut keys = self.0.lock().unwrap();
        if keys.next.as_ref().map(|next| next.verifying_key().to_bytes()) == current {
            keys.take();
        }
        keys.next = None;
    }

    pub fn signing(&self) -> SigningKey {
        self.0.lock().unwrap().signing.clone()
    }

    pub fn before(&self) -> Option<SigningKey> {
        self.0.lock().unwrap().before.clone()
    }
}

impl Keys {
    fn take(&mut self) {
        if let Some(next) = self.next.take() {
            self.before = Some(std::mem::replace(&mut self.signing, next));
        }
    }
}

#[async_trait]
impl KeyKeeper for Drawer {
    async fn prepare(&self, next: &SigningKey) -> io::Result<()> {
        self.0.lock().unwrap().next = Some(next.clone());
        Ok(())
    }

    async fn adopt(&self) -> io::Result<()> {
        self.0.lock().unwrap().take();
        Ok(())
    }
}
