//! Bringing a space here whose home is gone.

use jiff::civil::Date;

use super::videos::ID;
use super::{Sample, hours_ago};
use crate::i18n::Lang;
use crate::view::adoption::{AdoptFoundPage, AdoptPage, AdoptionComplaint, BroughtRow, FoundRow, GoneRow};
use crate::view::chrome::Chrome;
use crate::view::form::{Complaint, Complaints};

const SINCE: Date = Date::constant(2026, 9, 2);
const UNTIL: Date = Date::constant(2027, 5, 1);

fn adopt(lang: Lang) -> AdoptPage {
    let gone = |name: &str, open| GoneRow { name: name.to_owned(), since: SINCE, until: UNTIL, open };
    let brought = |home: &str, elsewhere: Option<&str>, here| BroughtRow {
        home: home.to_owned(),
        elsewhere: elsewhere.map(str::to_owned),
        since: hours_ago(2),
        found: 31,
        here,
        missing: ["nowhere", "over-quota"]
            .into_iter()
            .filter(|_| here < 31)
            .map(|why| (ID.to_owned(), format!("adopt-trouble-{why}")))
            .collect(),
        until: Some(UNTIL),
    };
    AdoptPage {
        chrome: Chrome::sample_signed_in(lang, "/adopt", false),
        homes: vec![gone("Églantine", true), gone("Genêt", false)],
        brought: vec![
            brought("Églantine", None, 29),
            brought("Fusain", None, 31),
            brought("Genêt", Some("Bruyère"), 0),
        ],
        complaints: Complaints::default(),
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let empty = AdoptPage { homes: Vec::new(), brought: Vec::new(), ..adopt(lang) };
    let complaints = Complaints(AdoptionComplaint::samples().into_iter().map(Complaint::Adoption).collect());
    let refused = AdoptPage { brought: Vec::new(), complaints, ..adopt(lang) };
    let found = AdoptFoundPage {
        chrome: Chrome::sample_signed_in(lang, "/adopt", false),
        spaces: vec![FoundRow {
            home: "Églantine".to_owned(),
            videos: 31,
            bytes: 12_400_000_000,
            signed: "a1".repeat(120),
        }],
        free_bytes: Some(16_760_000_000),
        more: true,
    };
    Ok(vec![
        Sample::of("adopt", &adopt(lang))?,
        Sample::of("adopt-empty", &empty)?,
        Sample::of("adopt-refused", &refused)?,
        Sample::of("adopt-found", &found)?,
    ])
}
