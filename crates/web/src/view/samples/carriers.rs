//! Who may carry a person's videos, and who carries one.

use jiff::civil::date;

use super::Sample;
use crate::i18n::Lang;
use crate::view::carriers::{
    CarrierRow, CarrierState, ChoiceForm, Dropped, MemberBox, SpaceCarriersPage, VideoCarriers, Who,
};
use crate::view::chrome::Chrome;
use crate::view::form::{Complaint, Complaints};
use crate::view::money::Money;

fn form(offered: &[Who], who: Who) -> ChoiceForm {
    let member = |name: &str, digit: u8, offers, chosen| {
        let id = format!("{digit:02x}").repeat(32);
        MemberBox { id, name: name.to_owned(), offers, chosen }
    };
    let members = vec![
        member("Aubépine", 1, true, who == Who::Only),
        member("Bruyère", 2, true, false),
        member("Genêt", 3, false, false),
    ];
    ChoiceForm { offered: offered.to_vec(), who, members }
}

pub(super) fn of_video(_: Lang) -> VideoCarriers {
    let row = |name: &str, state, stored_bytes, delivered_bytes, cost| CarrierRow {
        name: name.to_owned(),
        state,
        stored_bytes,
        delivered_bytes,
        cost,
    };
    let mut rows = vec![
        row("Les Tilleuls", CarrierState::Home, 148_300_000, 2_310_000_000, Some(Money::Tenths(42))),
        row("Aubépine", CarrierState::Held, 131_000_000, 840_000_000, Some(Money::Tenths(17))),
    ];
    let others =
        CarrierState::SAMPLES.into_iter().filter(|state| !matches!(state, CarrierState::Home | CarrierState::Held));
    let names = ["Bruyère", "Chardon", "Églantine", "Fougère", "Genêt", "Houblon"];
    rows.extend(names.into_iter().zip(others).map(|(name, state)| row(name, state, 0, 0, None)));
    rows.extend(Dropped::ALL.map(|why| row("Ronce", CarrierState::Dropped(why), 0, 0, None)));
    VideoCarriers {
        form: form(&Who::ALL, Who::Space),
        space: Who::Any,
        rows,
        cost: Some(Money::Tenths(59)),
        month: date(2026, 11, 1),
        held_back: true,
        complaints: Complaints::default(),
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let chrome = || Chrome::sample_signed_in(lang, "/space/carriers", false);
    let offered = [Who::Any, Who::Only, Who::Nobody];
    let page =
        SpaceCarriersPage { chrome: chrome(), form: form(&offered, Who::Only), complaints: Complaints::default() };
    let mut nobody = form(&offered, Who::Only);
    nobody.members.clear();
    let complaints = Complaints(vec![Complaint::CarriersMissing]);
    let refused = SpaceCarriersPage { chrome: chrome(), form: nobody, complaints };
    Ok(vec![Sample::of("space-carriers", &page)?, Sample::of("space-carriers-refused", &refused)?])
}
