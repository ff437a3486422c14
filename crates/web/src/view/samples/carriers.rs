//! Who may carry a person's videos, and who carries one.

use carry::own_machine::Standing;
use jiff::SignedDuration;
use jiff::civil::date;

use super::Sample;
use crate::i18n::Lang;
use crate::view::carriers::{
    CarrierRow, CarrierState, ChoiceForm, Dropped, MemberBox, SpaceCarriersPage, VideoCarriers, Who,
};
use crate::view::chrome::Chrome;
use crate::view::form::{Complaint, Complaints};
use crate::view::money::Money;
use crate::view::own_machines::{HoldingMachine, MachineComplaint, MachineRow, MachinesPart, MadeMachine, STANDINGS};

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

pub(super) fn machines_of_video() -> Vec<HoldingMachine> {
    let machine = |name: &str, standing| HoldingMachine { name: name.to_owned(), standing, stored_bytes: 131_000_000 };
    vec![machine("NAS", Standing::Serves), machine("Eee PC", Standing::OnlyHolds)]
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
    let page = SpaceCarriersPage {
        chrome: chrome(),
        form: Some(form(&offered, Who::Only)),
        complaints: Complaints::default(),
        machines: MachinesPart { rows: machines(), all: 12, ..MachinesPart::default() },
    };
    let mut nobody = form(&offered, Who::Only);
    nobody.members.clear();
    let refused = SpaceCarriersPage {
        chrome: chrome(),
        form: Some(nobody),
        complaints: Complaints(vec![Complaint::CarriersMissing]),
        machines: MachinesPart {
            rows: machines().into_iter().take(1).collect(),
            all: 12,
            name: String::new(),
            address: "http://192.168.1.9".to_owned(),
            complaints: Complaints(vec![
                Complaint::Machine(MachineComplaint::NameShape),
                Complaint::Machine(MachineComplaint::AddressShape),
                Complaint::PasswordWrong,
            ]),
            unconfirmed: Some("00".repeat(16)),
            ..MachinesPart::default()
        },
    };
    let command = "ecot own-machine --home https://tilleuls.example --token-file ecot-token --data ecot-videos";
    let made = SpaceCarriersPage {
        chrome: chrome(),
        form: None,
        complaints: Complaints::default(),
        machines: MachinesPart {
            made: Some(MadeMachine { token: "dG9rZW4".repeat(6), command: command.to_owned() }),
            ..MachinesPart::default()
        },
    };
    Ok(vec![
        Sample::of("space-carriers", &page)?,
        Sample::of("space-carriers-refused", &refused)?,
        Sample::of("space-carriers-made", &made)?,
    ])
}

/// One machine for each way in which it can stand.
fn machines() -> Vec<MachineRow> {
    let seen = [0, 7, 0, 5 * 24 * 60, 1, 3 * 60, 2, 1, 0].map(SignedDuration::from_mins);
    let row = |((number, standing), ago): ((u8, Standing), SignedDuration)| MachineRow {
        id: format!("{number:02x}").repeat(16),
        name: "NAS".to_owned(),
        address: (standing != Standing::OnlyHolds).then(|| "https://nas.example".to_owned()),
        seen: (standing != Standing::NeverSeen).then_some(ago),
        videos: 9,
        bytes: 7_340_000_000,
        left_out: u64::from(number % 4),
        standing,
        delivered_today: if standing == Standing::Serves { 840_000_000 } else { 0 },
    };
    (0..).zip(STANDINGS).zip(seen).map(row).collect()
}
