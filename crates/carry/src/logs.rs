//! What the logs say of carrying, as whoever places or carries takes it.

use std::collections::BTreeMap;

use federation::Hash;
use federation::entry::{DropReason, Holding, HoldingState, Placement};
use federation::facts::{Carrying, Standing};
use purse::usage::{Day, Hour};

use crate::allowance;
use crate::id::MemberId;
use crate::pathway::Today;
use crate::placement::{Health, Member, Offer, Presence};

/// Hours for which a carrier is not asked again that had no room.
pub const FULL_HOURS: i64 = 24;

/// How those stand to a video who were to carry it, or said something of it. `manifest` is the one that is to be carried.
#[must_use]
pub fn present(
    carrying: &Carrying,
    home: &MemberId,
    video: &Hash,
    manifest: Hash,
    now: Hour,
) -> BTreeMap<MemberId, Presence> {
    let placed = carrying.placement(home, video).into_iter().flat_map(|placed| placed.carriers.iter().copied());
    let mut present: BTreeMap<MemberId, Presence> = placed.map(|carrier| (carrier, Presence::Copying)).collect();
    for (carrier, holding) in carrying.holdings(home, video) {
        present.extend(presence(holding, manifest, now).map(|presence| (carrier, presence)));
    }
    present
}

fn presence(holding: &Holding, manifest: Hash, now: Hour) -> Option<Presence> {
    let same = holding.manifest == manifest;
    match holding.state {
        HoldingState::Held | HoldingState::Withheld if same => Some(Presence::Held),
        HoldingState::Dropped(DropReason::Damaged) => same.then_some(Presence::Dropped),
        HoldingState::Dropped(_) => Some(Presence::Dropped),
        HoldingState::Full => is_heeded(holding, now).then_some(Presence::Full),
        HoldingState::Held | HoldingState::Withheld | HoldingState::Removed => None,
    }
}

/// Whether the last word of `me` on a video is still this one. That there was no room is heeded for [`FULL_HOURS`]: whoever is
/// asked after that and still has none says so again, or it would be waited for without end.
#[must_use]
pub fn has_said(
    carrying: &Carrying,
    me: &MemberId,
    (home, video): (&MemberId, &Hash),
    manifest: Hash,
    state: HoldingState,
    now: Hour,
) -> bool {
    carrying.holding(home, video, me).is_some_and(|said| {
        let heeded = state != HoldingState::Full || is_heeded(said, now);
        said.manifest == manifest && said.state == state && heeded
    })
}

fn is_heeded(said: &Holding, now: Hour) -> bool {
    now.number().saturating_sub(said.hour.number()) < FULL_HOURS
}

/// Bytes that are on their way to carriers already: what a home placed and its carriers have not said to hold. What it withdrew
/// is fetched by nobody, and a carrier that never had it says nothing of it.
#[must_use]
pub fn under_way(carrying: &Carrying, home: &MemberId) -> u64 {
    let held = |placed: &Placement, carrier: &MemberId| {
        let said = carrying.holding(home, &placed.video, carrier);
        said.is_some_and(|holding| holding.manifest == placed.manifest)
    };
    let missing = carrying
        .placements(home)
        .filter(|placed| carrying.standing(home, &placed.video) == Standing::Served)
        .flat_map(|placed| placed.carriers.iter().filter(move |carrier| !held(placed, carrier)).map(|_| placed.bytes));
    missing.fold(0, u64::saturating_add)
}

/// A carrier as `home` plans with it; none if it has never offered anything. `homes` is all members but the carrier.
#[must_use]
pub fn offering(
    carrying: &Carrying,
    carrier: MemberId,
    home: &MemberId,
    homes: u64,
    health: Health,
    leaving: bool,
) -> Option<Member> {
    let offer = carrying.offered(&carrier)?;
    let (mut stored_bytes, mut stored_for_home_bytes) = (0_u64, 0_u64);
    for (whose, placed) in
        carrying.placed_with(carrier).filter(|(home, placed)| takes_room(carrying, home, placed, &carrier))
    {
        stored_bytes = stored_bytes.saturating_add(placed.bytes);
        if whose == *home {
            stored_for_home_bytes = stored_for_home_bytes.saturating_add(placed.bytes);
        }
    }
    let offer = Offer {
        storage_bytes: offer.storage_bytes,
        delivery_bytes: offer.delivery_bytes,
        bits_per_second: offer.bits_per_second,
    };
    Some(Member { offer, stored_bytes, stored_for_home_bytes, homes, health, leaving })
}

/// Whether what a home placed with a carrier takes of its offer: it is there, or is to come. A home withdraws a video without
/// placing it anew, and one that is gone takes nothing back: so it is the carrier's own word that ends it. What is withdrawn for
/// good is there until its carrier says that it let it go, also while that one is away; what it never had does not come any more.
/// The time of grace of an object that nobody refers to is the carrier's own affair: it counts no byte of it to any home.
#[must_use]
pub fn takes_room(carrying: &Carrying, home: &MemberId, placed: &Placement, carrier: &MemberId) -> bool {
    let Some(said) = carrying.holding(home, &placed.video, carrier) else {
        return !matches!(carrying.standing(home, &placed.video), Standing::Gone(_));
    };
    match said.state {
        HoldingState::Held | HoldingState::Withheld => true,
        _ if matches!(carrying.standing(home, &placed.video), Standing::Gone(_)) => false,
        // Of another manifest: this one is to come.
        HoldingState::Full | HoldingState::Dropped(_) | HoldingState::Removed => said.manifest != placed.manifest,
    }
}

/// What a member may deliver of a home's videos on a day, beside the bytes that it sent. What binds nobody is weighed by what it
/// offers for a day; a home that offers nothing carries as much as others may.
#[must_use]
pub fn today(carrying: &Carrying, home: &MemberId, member: &MemberId, day: Day, sent: u64) -> Today {
    let allowance = carrying.allowance(home, member, day.date()).filter(|_| member != home);
    let offered = carrying.offered(member).map_or(0, |offer| offer.delivery_bytes / u64::from(allowance::MOST_DAYS));
    let most = || {
        let said = carrying.allowances(home, day.date());
        said.and_then(|said| said.rows.iter().map(|row| row.bytes).max()).unwrap_or(1)
    };
    let bytes = allowance.unwrap_or_else(|| if offered > 0 { offered } else { most() });
    Today { bytes, sent, binding: allowance.is_some() }
}

/// What is placed with `me` by others and may be served, but for what `me` dropped. What came damaged may come whole in another
/// manifest.
pub fn wanted(carrying: &Carrying, me: MemberId) -> impl Iterator<Item = (MemberId, &Placement)> {
    let dropped = move |home: &MemberId, placed: &Placement| {
        let said = carrying.holding(home, &placed.video, &me);
        said.is_some_and(|holding| match holding.state {
            HoldingState::Dropped(DropReason::Damaged) => holding.manifest == placed.manifest,
            HoldingState::Dropped(_) => true,
            _ => false,
        })
    };
    carrying.placed_with(me).filter(move |(home, placed)| {
        *home != me && carrying.standing(home, &placed.video) == Standing::Served && !dropped(home, placed)
    })
}

/// Whether a video that `me` carries stays: it is placed here, is not gone for good, and `me` did not drop it.
#[must_use]
pub fn stays(carrying: &Carrying, me: &MemberId, home: &MemberId, video: &Hash) -> bool {
    let dropped = carrying.holding(home, video, me);
    let placed = carrying.placement(home, video);
    placed.is_some_and(|placed| placed.carriers.contains(me))
        && !matches!(carrying.standing(home, video), Standing::Gone(_))
        && !dropped.is_some_and(|holding| matches!(holding.state, HoldingState::Dropped(_)))
}
