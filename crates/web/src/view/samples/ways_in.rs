//! The ways into a federation, and the page on which an auditor lands.

use federation::charter::DEFAULT;

use super::charters::charter;
use super::federation::{HASH, LINK, chrome, refused};
use super::{Sample, hours_ago, words};
use crate::i18n::Lang;
use crate::view::chrome::{Auditing, Chrome};
use crate::view::federation::audit::{AuditPage, Command, Shut, ShutPage};
use crate::view::federation::join::{FoundPage, InvitationPage, JoinPage, OfferView, StartPage};
use crate::view::federation::{CardPage, FederationComplaint, SeatForm, Tab};

fn offer(lang: Lang) -> OfferView {
    let members = ["https://aubepine.example", "https://bruyere.example", "https://chardon.example"];
    OfferView { charter: charter(lang), members: members.map(str::to_owned).to_vec(), until: hours_ago(-150) }
}

fn seat() -> SeatForm {
    SeatForm {
        name: "Les Tilleuls".to_owned(),
        iban: "FR76 3000 6000 0112 3456 7890 188".to_owned(),
        means: "1500".to_owned(),
        day: "2026-12-01".to_owned(),
        ..SeatForm::default()
    }
}

fn shut(lang: Lang, shut: Shut) -> ShutPage {
    ShutPage { chrome: Chrome { path: "/audit".to_owned(), ..Chrome::sample(lang) }, shut }
}

fn audit(lang: Lang) -> AuditPage {
    let command = |key, line: &str| Command { key, line: line.to_owned() };
    let site = "https://tilleuls.example/export";
    AuditPage {
        chrome: Chrome {
            path: "/audit".to_owned(),
            audit: Some(Auditing {
                name: words(lang, "Auditor of the assembly 2026", "Contrôle de l’assemblée 2026"),
                until: hours_ago(-120),
            }),
            ..Chrome::sample(lang)
        },
        title: Some(words(lang, "Federation of the hedges", "Fédération des haies")),
        commands: vec![
            command(
                "audit-command-closing",
                &format!(
                    "ecot closing verify --logs {site} --federation {HASH} --credential link.txt --period 2026-10"
                ),
            ),
            command("audit-command-log", &format!("ecot log verify {site} --federation {HASH} --credential link.txt")),
        ],
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let start = StartPage { chrome: chrome(lang, "/federation"), delegate: true };
    let found = FoundPage {
        chrome: chrome(lang, "/federation/found"),
        address: "https://tilleuls.example".to_owned(),
        charter: DEFAULT.to_owned(),
        form: seat(),
        complaints: refused(vec![FederationComplaint::Iban, FederationComplaint::Adherents]),
    };
    let join = JoinPage {
        chrome: chrome(lang, "/federation/join"),
        link: "https://aubepine.example/".to_owned(),
        offer: None,
        address: "https://tilleuls.example".to_owned(),
        form: SeatForm::default(),
        complaints: refused(vec![FederationComplaint::Link(exchange::joining::LinkRefusal::NoInvitation)]),
    };
    let opened = JoinPage {
        link: LINK.to_owned(),
        offer: Some(offer(lang)),
        form: seat(),
        complaints: refused(vec![FederationComplaint::LegalName, FederationComplaint::NotRead]),
        ..join.clone()
    };
    let invitation = InvitationPage { chrome: Chrome::sample(lang), link: LINK.to_owned(), offer: offer(lang) };
    let card = CardPage {
        chrome: Chrome { path: "/federation/card".to_owned(), ..Chrome::sample(lang) },
        frame: super::federation::frame(lang, Tab::Members),
        form: seat(),
        complaints: refused(vec![FederationComplaint::Iban]),
    };
    Ok(vec![
        Sample::of("federation-card", &card)?,
        Sample::of("audit-over", &shut(lang, Shut::Over(hours_ago(30))))?,
        Sample::of("audit-withdrawn", &shut(lang, Shut::Withdrawn(hours_ago(3))))?,
        Sample::of("audit-unknown", &shut(lang, Shut::Unknown))?,
        Sample::of("federation-start", &start)?,
        Sample::of("federation-start-reader", &StartPage { delegate: false, ..start })?,
        Sample::of("federation-found", &found)?,
        Sample::of("federation-join", &join)?,
        Sample::of("federation-join-offer", &opened)?,
        Sample::of("federation-invitation", &invitation)?,
        Sample::of("audit", &audit(lang))?,
    ])
}
