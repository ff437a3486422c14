//! Checking own machines: the home asks for a part that the machine says it holds, as players do, and compares its hash with
//! the one that the manifest has. Nothing that the machine says of itself sends a player there.

use std::ops::Range;
use std::time::Duration;

use carry::copying;
use carry::id::ObjectHash;
use carry::manifest::{Body, Manifest};
use carry::own_machine::{Finding, SEEN_MS, check_is_due};
use futures::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use peers::BaseUrl;
use peers::client::{Cause, OpenAsking, OpenClient};
use seams::entropy::random;
use sha2::{Digest, Sha256};
use store::{OwnMachine, OwnMachineId, StoreError};

use crate::app::App;

/// Until when a part must have come: players would long have gone elsewhere.
const CHECK_TIME: Duration = Duration::from_secs(10);
/// Machines that are checked at the same time.
const AT_ONCE: usize = 8;
/// Machines that are read at a time.
const AT_A_TIME: u32 = 100;

/// Asks own machines, by the rules for addresses that the member has for others: no private ones, no redirections.
pub struct Checker {
    client: OpenClient,
}

/// A part of an object and the hash that it must have.
struct Part {
    object: ObjectHash,
    range: Range<u64>,
    sha256: [u8; 32],
}

impl Checker {
    /// One that asks as the member's configuration says. None if this machine has no TLS: then players are sent to none.
    #[must_use]
    pub fn new(app: &App) -> Option<Self> {
        let parts = app.membership.parts();
        let asking = OpenAsking {
            clock: parts.clock.clone(),
            names: parts.names.clone(),
            allow_private: parts.allow_private,
            authorities: parts.authorities.clone(),
            limits: peers::Limits::default(),
        };
        OpenClient::new(asking).ok().map(|client| Self { client })
    }

    /// Checks each machine for which it is time; how many were checked.
    ///
    /// # Errors
    /// [`StoreError`] if the database does not answer; the next call goes on.
    pub async fn tick(&self, app: &App) -> Result<usize, StoreError> {
        let (now, mut after, mut checked) = (app.seams.clock.now(), None, 0);
        let since = now.saturating_sub(SignedDuration::from_millis(SEEN_MS)).unwrap_or(Timestamp::MIN);
        loop {
            let page = app.store.reachable_own_machines(since, after, AT_A_TIME).await?;
            let Some(last) = page.last() else { return Ok(checked) };
            after = Some(last.id);
            let due = |machine: &OwnMachine| {
                let last = machine.checked.map(|(at, finding)| (at.as_millisecond(), finding));
                app.own_machines.has(machine.id) || check_is_due(last, now.as_millisecond())
            };
            let due: Vec<OwnMachine> = page.into_iter().filter(due).collect();
            let check = |machine: OwnMachine| async move { self.check(app, &machine).await };
            let mut asked = stream::iter(due).map(check).buffer_unordered(AT_ONCE);
            while let Some(outcome) = asked.next().await {
                checked += usize::from(outcome?);
            }
        }
    }

    /// Checks one machine; false if it holds nothing of which a part could be asked.
    async fn check(&self, app: &App, machine: &OwnMachine) -> Result<bool, StoreError> {
        let Some(address) = &machine.address else { return Ok(false) };
        let doubted = app.own_machines.take(machine.id);
        let Some(part) = drawn(app, machine.id, doubted).await? else { return Ok(false) };
        let finding = match BaseUrl::parse(address) {
            Ok(base) => self.asked(app, &base, &part).await,
            Err(_) => Finding::NotAllowed,
        };
        app.store.own_machine_checked(machine.id, address, finding, app.seams.clock.now()).await?;
        if finding != Finding::Right {
            tracing::info!(machine = %machine.id, ?finding, "players are not sent to an own machine");
        }
        Ok(true)
    }

    async fn asked(&self, app: &App, base: &BaseUrl, part: &Part) -> Finding {
        tokio::select! {
            finding = self.compared(base, part) => finding,
            () = app.seams.clock.sleep(CHECK_TIME) => Finding::Silent,
        }
    }

    async fn compared(&self, base: &BaseUrl, part: &Part) -> Finding {
        let path = format!("/o/{}.mp4", part.object);
        let mut pieces = match self.client.fetch(base, &path, part.range.clone()).await {
            Ok(pieces) => pieces,
            Err(Cause::NotServed(_) | Cause::Redirected(_)) => return Finding::Missing,
            Err(Cause::NotHttps | Cause::Forbidden(_)) => return Finding::NotAllowed,
            Err(_) => return Finding::Silent,
        };
        let mut hash = Sha256::new();
        while let Some(piece) = pieces.next().await {
            match piece {
                Ok(piece) => hash.update(&piece),
                Err(_) => return Finding::Silent,
            }
        }
        let found: [u8; 32] = hash.finalize().into();
        if found == part.sha256 { Finding::Right } else { Finding::Altered }
    }
}

/// The part that is asked: one of which a player complained, or else any of those that the machine says it holds.
async fn drawn(
    app: &App,
    machine: OwnMachineId,
    doubted: Option<(ObjectHash, Range<u64>)>,
) -> Result<Option<Part>, StoreError> {
    let held = app.store.own_machine_videos(machine).await?;
    let first = draw(app, held.len());
    // What it holds of an earlier version is nothing that players would be sent for: the next video is taken.
    for (video, manifest) in held.iter().cycle().skip(first).take(held.len()) {
        let Some(placed) = app.store.latest_manifest(*video).await? else { continue };
        if placed.hash != *manifest {
            continue;
        }
        let Ok(Manifest { body: Body::Published(published), .. }) = Manifest::from_cbor(&placed.bytes) else {
            continue;
        };
        let mut parts = parts(&copying::objects(&published));
        let suspect = doubted
            .as_ref()
            .and_then(|(object, range)| parts.iter().position(|part| part.object == *object && part.range == *range));
        let index = suspect.unwrap_or_else(|| draw(app, parts.len()));
        if index < parts.len() {
            return Ok(Some(parts.swap_remove(index)));
        }
    }
    Ok(None)
}

/// The parts of which the manifest has a hash.
fn parts(copies: &[copying::Copying]) -> Vec<Part> {
    let mut parts = Vec::new();
    for copying in copies {
        let mut at = 0_u64;
        for part in &copying.parts {
            let range = at..at.saturating_add(part.len);
            at = range.end;
            if let Some(sha256) = part.sha256 {
                parts.push(Part { object: copying.object, range, sha256 });
            }
        }
    }
    parts
}

/// An index below `len`, or 0.
fn draw(app: &App, len: usize) -> usize {
    let drawn = u64::from_be_bytes(random(app.seams.entropy.as_ref()));
    let len = u64::try_from(len).unwrap_or(u64::MAX).max(1);
    usize::try_from(drawn % len).unwrap_or(0)
}
