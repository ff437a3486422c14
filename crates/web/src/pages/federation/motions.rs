//! Changes as they are shown.

use std::collections::BTreeMap;

use exchange::Office;
use federation::Hash;
use federation::charter::Charter;
use federation::roll::{Act, Resolution};

use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::view::federation::motion::ActView;
use crate::view::federation::{DocumentLink, shown};

/// What an act says.
pub(super) fn act_view(act: &Act, names: &Names, charters: &BTreeMap<Hash, Charter>) -> ActView {
    match act {
        Act::Found { founder, .. } => ActView::Found { name: names.name(&founder.member) },
        Act::Admit(request) => {
            let seat = &request.value.seat;
            ActView::Admit {
                name: names.name(&seat.member),
                address: seat.address.clone(),
                means: shown(seat.means.minor()),
                adherents: u64::from(seat.adherents),
                from: seat.from,
            }
        }
        Act::Leave(leave) => ActView::Leave { name: names.name(&leave.value.member), to: leave.value.to },
        Act::Exclude { member, to } => ActView::Exclude { name: names.name(member), to: *to },
        Act::Amend { charter, from } => ActView::Amend {
            title: charters.get(charter).map(|charter| charter.title.clone()),
            charter: charter.to_string(),
            from: *from,
        },
        Act::Succeed(succession) => ActView::Succeed {
            name: names.name(&succession.member),
            log: u64::from(succession.log),
            size: succession.size,
        },
        Act::Entrust { member, from } => ActView::Entrust { name: names.name(member), from: *from },
        Act::Gone { member, since, from, until } => {
            ActView::Gone { name: names.name(member), since: *since, from: *from, until: *until }
        }
        Act::Back { member, from } => ActView::Back { name: names.name(member), from: *from },
    }
}

/// The minutes that a resolution names.
pub(super) async fn minutes(office: &Office, resolution: &Resolution) -> Result<Option<DocumentLink>, Stop> {
    let Some(hash) = resolution.minutes else { return Ok(None) };
    let kept = office.store().document(&hash.0).await?;
    let here = kept.as_ref().is_some_and(|document| document.bytes.is_some());
    let name = kept.and_then(|document| document.name);
    Ok(Some(DocumentLink { hash: hash.to_string(), name, here }))
}

/// A hash as it stands in addresses.
pub(super) fn read_hash(text: &str) -> Result<Hash, Stop> {
    let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).map_err(|_| Stop::NOT_FOUND)?;
    <[u8; 32]>::try_from(bytes).map(Hash).map_err(|_| Stop::NOT_FOUND)
}
