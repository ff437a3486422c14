//! Where this member itself stands.

use federation::desk::Desk;
use federation::roll::{Act, Chain, needs};
use federation::rounds::Outcome;

use crate::view::federation::members::Standing;

/// Member, on its way in, or on its way out.
pub(super) fn standing(desk: &Desk, chain: &Chain) -> Standing {
    let me = desk.me().member;
    match chain.roll.members.get(&me).map(|seated| seated.to) {
        Some(None) => return Standing::Member,
        Some(Some(to)) => {
            let excluded = |act: &Act| matches!(act, Act::Exclude { member, .. } if *member == me);
            let excluded = chain.adopted.iter().any(|one| excluded(&one.resolution.act));
            return if excluded { Standing::Excluded(to) } else { Standing::Leaving(to) };
        }
        None => {}
    }
    let own = |act: &Act| matches!(act, Act::Admit(request) if request.value.seat.member == me);
    let of = chain.roll.electorate().len();
    if let Some(put) = chain.next.candidates.values().find(|put| own(&put.act)) {
        let unheard = match &chain.next.outcome {
            Outcome::Open { unheard, .. } => unheard.len(),
            _ => 0,
        };
        let count = |count| u64::try_from(count).unwrap_or(u64::MAX);
        return Standing::Asked {
            voted: count(of.saturating_sub(unheard)),
            of: count(of),
            needed: count(needs(&chain.roll, &put.act, desk.charters())),
        };
    }
    let known = desk.facts().resolutions.values().any(|put| own(&put.act));
    if known { Standing::Overtaken } else { Standing::Copying }
}
