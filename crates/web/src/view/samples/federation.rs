//! The pages of a member's federation.

use jiff::civil::Date;

use super::{Sample, hours_ago, words};
use crate::i18n::Lang;
use crate::view::chrome::Chrome;
use crate::view::federation::audit::{AuditLinkRow, AuditorsPage};
use crate::view::federation::members::{
    DeclarationForm, Frozen, Heard, MemberRow, MembersPage, OpenInvitation, Standing,
};
use crate::view::federation::motion::{ActView, Adopted, Motion, Overtaken};
use crate::view::federation::propose::{Kind, ProposePage};
use crate::view::federation::votes::{OwnVoice, VotesPage};
use crate::view::federation::{Choice, DocumentLink, FederationComplaint, Frame, Tab};
use crate::view::form::{Complaint, Complaints};
use crate::view::money::Money;

pub(super) const FOUNDED: Date = Date::constant(2026, 10, 1);
const NEXT: Date = Date::constant(2026, 12, 1);
pub(super) const LINK: &str = "https://aubepine.example/federation/invitation/7f3a09c1d2e4b5a6978812ab34cd56ef";
pub(super) const HASH: &str = "5b0f8a1c3d7e92604f1b2a3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f70";

pub(super) fn chrome(lang: Lang, path: &str) -> Chrome {
    Chrome::sample_signed_in(lang, path, true)
}

pub(super) fn frame(lang: Lang, tab: Tab) -> Frame {
    let title = words(lang, "Federation of the hedges", "Fédération des haies");
    Frame { title, tab, waiting: 1, delegate: true, auditors: true }
}

/// What an auditor sees: no form.
fn frame_to_read(lang: Lang, tab: Tab) -> Frame {
    Frame { waiting: 0, delegate: false, auditors: false, ..frame(lang, tab) }
}

pub(super) fn refused(complaints: Vec<FederationComplaint>) -> Complaints {
    Complaints(complaints.into_iter().map(Complaint::Federation).collect())
}

fn row(name: &str, means: u64, adherents: u64, heard: Heard) -> MemberRow {
    MemberRow {
        id: name.to_owned(),
        name: name.to_owned(),
        address: format!("https://{}.example", name.to_lowercase().replace('é', "e").replace(' ', "-")),
        own: heard == Heard::Own,
        since: FOUNDED,
        gone: name == "Genêt",
        until: None,
        means: Money::cents(means * 100),
        adherents,
        holder: false,
        heard,
        frozen: None,
        ended: None,
    }
}

pub(in crate::view) fn members(lang: Lang) -> MembersPage {
    let holder = MemberRow { holder: true, ..row("Aubépine", 12_000, 214, Heard::Today) };
    let frozen = Frozen { first: 1_204, second: 1_377 };
    let absent = MemberRow { frozen: Some(frozen), ..row("Genêt", 20_000, 390, Heard::Days(41, true)) };
    let leaving = MemberRow { until: Some(NEXT), ..row("Chardon", 6_000, 88, Heard::Days(2, false)) };
    MembersPage {
        chrome: chrome(lang, "/federation"),
        frame: frame(lang, Tab::Members),
        standing: Standing::Member,
        waiting: None,
        today: Date::constant(2026, 11, 23),
        members: vec![holder, absent, row("Les Tilleuls", 1_500, 37, Heard::Own), leaving],
        cards: true,
        invitations: vec![OpenInvitation { id: HASH.to_owned(), until: hours_ago(-120) }],
        new_invitation: Some(LINK.to_owned()),
        declaration: DeclarationForm {
            means: "mille".to_owned(),
            adherents: "41".to_owned(),
            month: "2026-12".to_owned(),
        },
        declared: Some((Money::cents(180_000), 41, NEXT)),
        complaints: refused(vec![FederationComplaint::Means]),
    }
}

fn minutes() -> Option<DocumentLink> {
    Some(DocumentLink { hash: HASH.to_owned(), name: Some("pv-2026-11-14.pdf".to_owned()), here: true })
}

fn admit() -> ActView {
    ActView::Admit {
        name: "Ronce".to_owned(),
        address: "https://ronce.example".to_owned(),
        means: Money::cents(400_000),
        adherents: 62,
        from: NEXT,
    }
}

pub(super) fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn votes(lang: Lang) -> VotesPage {
    let motion = |act, minutes, supporters: &[&str], needed| Motion {
        hash: HASH.to_owned(),
        act,
        minutes,
        supporters: names(supporters),
        needed,
        own: false,
    };
    let amend = ActView::Amend { title: None, charter: HASH.to_owned(), from: Date::constant(2027, 1, 1) };
    VotesPage {
        chrome: chrome(lang, "/federation/votes"),
        frame: frame(lang, Tab::Votes),
        motions: vec![motion(admit(), minutes(), &["Aubépine"], 3), motion(amend, None, &["Chardon"], 3)],
        round: 2,
        against: names(&["Genêt"]),
        unheard: names(&["Les Tilleuls"]),
        electorate: 4,
        voice: OwnVoice::Waited,
        adopted: vec![
            Adopted {
                number: 3,
                hash: HASH.to_owned(),
                act: ActView::Entrust { name: "Aubépine".to_owned(), from: FOUNDED },
                minutes: minutes(),
                supporters: names(&["Aubépine", "Chardon", "Les Tilleuls"]),
                rounds: 2,
            },
            Adopted {
                number: 0,
                hash: HASH.to_owned(),
                act: ActView::Found { name: "Aubépine".to_owned() },
                minutes: None,
                supporters: Vec::new(),
                rounds: 1,
            },
        ],
        overtaken: vec![Overtaken {
            hash: HASH.to_owned(),
            act: ActView::Exclude { name: "Genêt".to_owned(), to: Date::constant(2027, 1, 1) },
        }],
        doubles: Vec::new(),
        contradicted: false,
        complaints: Complaints::default(),
    }
}

fn propose(lang: Lang, kind: Kind) -> ProposePage {
    let choice = |name: &str| Choice { id: name.to_lowercase(), name: name.to_owned() };
    ProposePage {
        chrome: chrome(lang, "/federation/propose"),
        frame: frame(lang, Tab::Votes),
        kind,
        members: if kind != Kind::Succeed { vec![choice("Chardon"), choice("Genêt")] } else { Vec::new() },
        member: "genêt".to_owned(),
        day: "2026-12-01".to_owned(),
        since: "2026-10-30".to_owned(),
        until: "2027-06-01".to_owned(),
        absence_days: 30,
        voted: kind == Kind::Entrust,
        needed: 3,
        electorate: 4,
        complaints: Complaints::default(),
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let mut samples = Vec::new();
    let asked = MembersPage {
        frame: frame_to_read(lang, Tab::Members),
        cards: false,
        standing: Standing::Asked { voted: 2, of: 4, needed: 3 },
        invitations: Vec::new(),
        new_invitation: None,
        complaints: Complaints::default(),
        ..members(lang)
    };
    let excluded = MembersPage {
        standing: Standing::Excluded(NEXT),
        members: vec![
            row("Aubépine", 12_000, 214, Heard::Today),
            MemberRow { until: Some(Date::constant(2026, 11, 1)), ..row("Chardon", 6_000, 88, Heard::Days(2, false)) },
            MemberRow { until: Some(NEXT), ..row("Les Tilleuls", 1_500, 37, Heard::Own) },
        ],
        ..asked.clone()
    };
    let read = VotesPage {
        frame: frame_to_read(lang, Tab::Votes),
        motions: Vec::new(),
        overtaken: Vec::new(),
        voice: OwnVoice::None,
        ..votes(lang)
    };
    let auditors = AuditorsPage {
        chrome: chrome(lang, "/federation/auditors"),
        frame: frame(lang, Tab::Auditors),
        links: vec![AuditLinkRow {
            id: HASH.to_owned(),
            name: words(lang, "Auditor of the assembly 2026", "Contrôle de l’assemblée 2026"),
            made: hours_ago(20),
            until: hours_ago(-148),
        }],
        new_link: Some("https://tilleuls.example/audit/k3x9-2mfa".to_owned()),
        name: String::new(),
        complaints: refused(vec![FederationComplaint::AuditName]),
    };
    samples.extend([
        Sample::of("federation-members", &members(lang))?,
        Sample::of("federation-asked", &asked)?,
        Sample::of("federation-excluded", &excluded)?,
        Sample::of("federation-votes", &votes(lang))?,
        Sample::of("federation-votes-read", &read)?,
        Sample::of("federation-propose", &propose(lang, Kind::Exclude))?,
        Sample::of("federation-propose-gone", &propose(lang, Kind::Gone))?,
        Sample::of("federation-propose-voted", &propose(lang, Kind::Entrust))?,
        Sample::of("federation-propose-none", &propose(lang, Kind::Succeed))?,
        Sample::of("federation-auditors", &auditors)?,
    ]);
    Ok(samples)
}
