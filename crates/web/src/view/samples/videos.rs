//! Pages about videos.

use super::{Sample, hours_ago, words};
use crate::i18n::Lang;
use crate::view::chrome::Chrome;
use crate::view::form::{Complaint, Complaints};
use crate::view::home::{HomePage, Pager, SearchPage, VideoCard};
use crate::view::money::Money;
use crate::view::notice::Notice;
use crate::view::space::{FailureReason, SpacePage, SpaceVideo, VideoState};
use crate::view::video_settings::{VideoDeletePage, VideoSettingsPage, Visibility};

/// An id like any other.
pub(super) const ID: &str = "mfrggzdfmztwq2lknnwg23tpobyxe43uov3ho6dzpi2dmnzyhe4a";
const NO_PAGES: Pager = Pager { previous: None, next: None };

fn cards(lang: Lang) -> Vec<VideoCard> {
    let card = |english: &str, french: &str, author: &str, seconds: u64, hours: i64, cost: Money| VideoCard {
        id: ID.to_owned(),
        title: words(lang, english, french),
        author: author.to_owned(),
        duration_ms: seconds * 1000,
        published_at: hours_ago(hours),
        has_thumbnail: false,
        cost: Some(cost),
    };
    vec![
        card("Mending a bicycle wheel", "Réparer une roue de vélo", "atelier.velo", 754, 3, Money::Tenths(3)),
        card("Choir, spring concert", "Chorale, concert de printemps", "Amélie", 4381, 30, Money::Tenths(142)),
        card(
            "What the neighbourhood assembly decided on 14 November, and why it took four hours",
            "Ce que l’assemblée de quartier a décidé le 14 novembre, et pourquoi cela a pris quatre heures",
            "assemblée-du-quartier",
            14_402,
            200,
            Money::cents(212),
        ),
        card("First snow", "Première neige", "bruno", 21, 800, Money::Trace),
    ]
}

fn space(lang: Lang) -> SpacePage {
    let video = |english: &str, french: &str, state: VideoState, visibility: Visibility, cost: Money| SpaceVideo {
        id: if matches!(state, VideoState::Uploading(_)) { String::new() } else { ID.to_owned() },
        upload: matches!(state, VideoState::Uploading(_)).then(|| "00112233445566778899aabbccddeeff".to_owned()),
        title: words(lang, english, french),
        state,
        closing: visibility == Visibility::Unlisted,
        visibility,
        duration_ms: state.watchable().then_some(754_000),
        stored_bytes: if state.watchable() { 148_300_000 } else { 0 },
        created_at: hours_ago(5),
        thumbnail: (state == VideoState::Ready).then(|| format!("/space/videos/{ID}/thumbnail")),
        cost: state.watchable().then_some(cost),
    };
    let failed = VideoState::Failed(FailureReason::OverQuota);
    SpacePage {
        chrome: Chrome::sample_signed_in(lang, "/space", true),
        account: "0f".repeat(16),
        used_bytes: 3_240_000_000,
        quota_bytes: Some(20_000_000_000),
        upload_limit_bytes: 10_000_000_000,
        videos: vec![
            video("IMG_2231.MOV", "IMG_2231.MOV", VideoState::Waiting, Visibility::Private, Money::Zero),
            video("Speech by Odile", "Discours d’Odile", VideoState::Playable(434), Visibility::Unlisted, Money::Trace),
            video(
                "Grandma’s 80th birthday",
                "Les 80 ans de mamie",
                VideoState::Processing(120),
                Visibility::Password,
                Money::Zero,
            ),
            video(
                "Choir, spring concert",
                "Chorale, concert de printemps",
                VideoState::Ready,
                Visibility::Public,
                Money::Tenths(142),
            ),
            video("VID_0007.mp4", "VID_0007.mp4", failed, Visibility::Private, Money::Zero),
        ],
        pager: Pager { previous: None, next: Some("/space?after=0.1.2".to_owned()) },
        adopts: true,
    }
}

fn settings(lang: Lang) -> VideoSettingsPage {
    VideoSettingsPage {
        chrome: Chrome::sample_signed_in(lang, &format!("/space/videos/{ID}"), false),
        id: ID.to_owned(),
        revision: 3,
        closing: false,
        key_known: true,
        state: VideoState::Ready,
        title: words(lang, "Speech by Odile", "Discours d’Odile"),
        description: words(lang, "At the end of the evening.", "À la fin de la soirée."),
        visibility: Visibility::Unlisted,
        has_password: false,
        viewers: String::new(),
        language: "fr".to_owned(),
        keep_original: true,
        original: Some(format!("/space/videos/{ID}/original")),
        original_bytes: Some(812_000_000),
        share_url: format!("https://tilleuls.example/v/{ID}#k=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"),
        carriers: Some(super::carriers::of_video(lang)),
        machines: super::carriers::machines_of_video(),
        complaints: Complaints::default(),
    }
}

fn settings_refused(lang: Lang) -> VideoSettingsPage {
    VideoSettingsPage {
        closing: true,
        title: String::new(),
        visibility: Visibility::Private,
        carriers: None,
        viewers: "bruno\nchloe".to_owned(),
        complaints: Complaints(vec![
            Complaint::TitleMissing,
            Complaint::VideoPasswordShort(8),
            Complaint::ViewerUnknown("chloe".to_owned()),
        ]),
        ..settings(lang)
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let older = Some("/?after=0.1.2".to_owned());
    let pager = Pager { previous: None, next: older.clone() };
    let home = HomePage { chrome: Chrome::sample(lang), recent: cards(lang), first: true, pager };
    let pager = Pager { previous: Some("/".to_owned()), next: older };
    let home_older = HomePage { first: false, pager, ..home.clone() };
    let chrome = Chrome { notice: Some(Notice::SignedOut), ..Chrome::sample(lang) };
    let home_empty = HomePage { chrome, recent: Vec::new(), first: true, pager: NO_PAGES };
    let search = SearchPage {
        chrome: Chrome { path: "/search?q=roue".to_owned(), ..Chrome::sample(lang) },
        query: words(lang, "wheel", "roue"),
        found: cards(lang),
        pager: Pager { previous: Some("/search".to_owned()), next: Some("/search".to_owned()) },
    };
    let search_nothing = SearchPage { query: "zzz".to_owned(), found: Vec::new(), pager: NO_PAGES, ..search.clone() };
    let space_empty = SpacePage {
        videos: Vec::new(),
        quota_bytes: None,
        pager: NO_PAGES,
        chrome: Chrome { notice: Some(Notice::VideoDeleted), ..Chrome::sample_signed_in(lang, "/space", false) },
        ..space(lang)
    };
    let sealed = VideoSettingsPage { key_known: false, title: String::new(), ..settings(lang) };
    let alone = VideoSettingsPage { carriers: None, ..settings(lang) };
    let delete = VideoDeletePage {
        chrome: Chrome::sample_signed_in(lang, &format!("/space/videos/{ID}/delete"), false),
        id: ID.to_owned(),
        title: words(lang, "Speech by Odile", "Discours d’Odile"),
        complaints: Complaints(vec![Complaint::ConfirmationMissing]),
    };
    Ok(vec![
        Sample::of("home", &home)?,
        Sample::of("home-older", &home_older)?,
        Sample::of("home-empty", &home_empty)?,
        Sample::of("search", &search)?,
        Sample::of("search-nothing", &search_nothing)?,
        Sample::of("space", &space(lang))?,
        Sample::of("space-empty", &space_empty)?,
        Sample::of("video-settings", &settings(lang))?,
        Sample::of("video-settings-refused", &settings_refused(lang))?,
        Sample::of("video-settings-sealed", &sealed)?,
        Sample::of("video-settings-alone", &alone)?,
        Sample::of("video-delete", &delete)?,
    ])
}
