//! Whose a video is: by what this member has of it, or else by what logs say.

use carry::id::{MemberId, VideoId};
use carry::manifest::{Core, Manifest, SignedManifest};
use exchange::Office;
use federation::Hash;
use federation::desk::Desk;
use store::{Carried, Store, StoreError};

/// The home of a video and the manifest that it has now: of this member, or that it carries, or that another one placed.
pub(super) async fn home_of(
    store: &Store,
    office: &Office,
    video: VideoId,
) -> Result<Option<(MemberId, Hash)>, StoreError> {
    if let Some(own) = store.latest_manifest(video).await? {
        if own.tombstone {
            return Ok(None);
        }
        if is_own(office, &own.bytes).await {
            return Ok(Some((office.member(), Hash(own.hash))));
        }
    }
    // What is here in the name of a home that the video had before, and goes.
    let mut former = None;
    for carried in store.carried_videos(video).await? {
        let shown = (carried.home, Hash(carried.manifest));
        if is_its_home(office, &carried).await {
            return Ok(Some(shown));
        }
        former.get_or_insert(shown);
    }
    let (desk, named) = (office.desk().await, Hash(*video.as_bytes()));
    let carrying = &desk.facts().carrying;
    // Whoever says wrongly that it is theirs has nobody who could verify and hold it.
    let held = |home: &MemberId| {
        let placed = carrying.placement(home, &named)?;
        carrying.serving(home, &named, placed.manifest).next().map(|_| (*home, placed.manifest))
    };
    // Who adopted it may have it alone, until others copied it in the new home's name.
    let placed = |home: &MemberId| Some((*home, carrying.placement(home, &named)?.manifest));
    let homes = last_homes(&desk, &named);
    let adopted: Vec<&MemberId> = homes.iter().filter(|home| has_adopted_any(&desk, home)).collect();
    Ok(homes.iter().find_map(held).or_else(|| adopted.into_iter().find_map(placed)).or(former))
}

/// Whether an own video is still this member's: another one may have adopted it while this one was gone.
async fn is_own(office: &Office, manifest: &[u8]) -> bool {
    if !office.was_gone(&office.member()).await {
        return true;
    }
    match Manifest::from_cbor(manifest) {
        Ok(manifest) => office.home_now(&manifest.core).await == office.member(),
        Err(_) => true,
    }
}

/// Whether a carried video is of the home in whose name it is here: another one may have adopted it since.
async fn is_its_home(office: &Office, carried: &Carried) -> bool {
    if !office.was_gone(&carried.home).await {
        return true;
    }
    match core_of(carried) {
        Some(core) => office.home_now(&core).await == carried.home,
        None => true,
    }
}

fn core_of(carried: &Carried) -> Option<Core> {
    let signed = SignedManifest::from_cbor(&carried.signed).ok()?;
    Manifest::from_cbor(&signed.bytes).ok().map(|manifest| manifest.core)
}

/// The homes that say that a video of this id is theirs, without those from which another one of them adopted spaces: what they
/// say of it no longer counts.
pub(super) fn last_homes(desk: &Desk, video: &Hash) -> Vec<MemberId> {
    let homes: Vec<MemberId> = desk.facts().carrying.homes(video).collect();
    let Ok(chain) = desk.chain() else { return homes };
    let left = |home: &MemberId| {
        let mut adopted = desk.facts().adoptions.adopted_from(&chain.roll, *home);
        adopted.any(|adoption| adoption.fact.to != *home && homes.contains(&adoption.fact.to))
    };
    homes.iter().filter(|home| !left(home)).copied().collect()
}

fn has_adopted_any(desk: &Desk, home: &MemberId) -> bool {
    desk.chain().is_ok_and(|chain| desk.facts().adoptions.adopted_by(&chain.roll, *home).next().is_some())
}
