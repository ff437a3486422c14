//! The watch page and what a video costs.

use jiff::civil::Date;

use super::videos::ID;
use super::{Sample, hours_ago, words};
use crate::i18n::Lang;
use crate::view::chrome::Chrome;
use crate::view::cost::{CostLine, CostPage, Pool, Quantity};
use crate::view::money::Money;
use crate::view::player::{KeySource, PlayerConfig, SealedPart};
use crate::view::space::VideoState;
use crate::view::video_settings::Visibility;
use crate::view::watch::{CostShown, HomeGone, VideoCost, WatchPage};

const MONTH: Date = Date::constant(2026, 11, 1);

fn cost() -> VideoCost {
    VideoCost {
        month: MONTH,
        total: Money::Tenths(3),
        delivery: Money::Tenths(2),
        storage: Money::Tenths(1),
        encoding: Money::Trace,
    }
}

fn player(visibility: Visibility, key: Option<KeySource>) -> PlayerConfig {
    PlayerConfig {
        id: ID.to_owned(),
        playlist: Some(format!("/v/{ID}/master.m3u8")),
        provisional: None,
        integrity: format!("/v/{ID}/integrity.json"),
        carried: None,
        status: format!("/api/v1/videos/{ID}/status"),
        poster: None,
        has_picture: true,
        visibility,
        sealed: key.map(|key| SealedPart {
            nonce: "AAAA".to_owned(),
            ciphertext: "AAAA".to_owned(),
            renditions: vec!["360p".to_owned()],
            key,
        }),
    }
}

fn watch(lang: Lang) -> WatchPage {
    WatchPage {
        chrome: Chrome { path: format!("/v/{ID}"), ..Chrome::sample(lang) },
        id: ID.to_owned(),
        title: words(lang, "Mending a bicycle wheel", "Réparer une roue de vélo"),
        description: words(
            lang,
            "From the workshop of last Saturday: truing a wheel without a stand.\n\nTools: a spoke key and patience.",
            "À l’atelier de samedi dernier : dévoiler une roue sans pied.\n\nOutils : une clé à rayons et de la patience.",
        ),
        author: "atelier.velo".to_owned(),
        published_at: Some(hours_ago(3)),
        duration_ms: Some(754_000),
        visibility: Visibility::Public,
        state: VideoState::Ready,
        has_thumbnail: false,
        url: format!("https://tilleuls.example/v/{ID}"),
        share_url: None,
        own: false,
        gone: None,
        cost: CostShown::Known(cost()),
        player: Some(player(Visibility::Public, None)),
    }
}

fn watch_password(lang: Lang) -> WatchPage {
    let key = KeySource::Password { salt: "AAAA".to_owned(), iterations: 600_000, wrapped: "AAAA".to_owned() };
    WatchPage {
        title: String::new(),
        description: String::new(),
        visibility: Visibility::Password,
        player: Some(player(Visibility::Password, Some(key))),
        ..watch(lang)
    }
}

fn watch_gone(lang: Lang) -> WatchPage {
    let (since, removed) = (Date::constant(2026, 9, 2), Date::constant(2027, 5, 3));
    WatchPage { gone: Some(HomeGone { since, removed, open: true }), cost: CostShown::Nothing, ..watch(lang) }
}

fn watch_waiting(lang: Lang) -> WatchPage {
    let chrome = Chrome::sample_signed_in(lang, &format!("/v/{ID}"), false);
    let share_url = Some(format!("https://tilleuls.example/v/{ID}"));
    let state = VideoState::Processing(310);
    WatchPage { chrome, state, own: true, share_url, cost: CostShown::NoExpenses, player: None, ..watch(lang) }
}

fn cost_page(lang: Lang) -> CostPage {
    let line = |pool, used, all_used, capacity, expenses, cost| CostLine {
        pool,
        used,
        all_used,
        capacity: Some(capacity),
        expenses: Money::cents(expenses),
        cost,
    };
    const HOURS: u64 = 720;
    let kept = |gigabytes: u128| Quantity::ByteHours(gigabytes * 1_000_000_000 * u128::from(HOURS), HOURS);
    let encoded = |minutes: u128| Quantity::PixelMilliseconds(minutes * 60_000 * 1920 * 1080);
    CostPage {
        chrome: Chrome { path: format!("/v/{ID}/cost"), ..Chrome::sample(lang) },
        id: ID.to_owned(),
        title: words(lang, "Mending a bicycle wheel", "Réparer une roue de vélo"),
        month: MONTH,
        running: true,
        until: Some(hours_ago(0)),
        months: vec![MONTH, Date::constant(2026, 10, 1)],
        lines: vec![
            line(
                Pool::Delivery,
                Quantity::Bytes(1_210_000_000),
                Quantity::Bytes(412_000_000_000),
                Quantity::Bytes(1_000_000_000_000),
                2990,
                Money::Tenths(36),
            ),
            line(Pool::Storage, kept(1), kept(340), kept(2_000), 1200, Money::Tenths(6)),
            line(Pool::Encoding, encoded(14), encoded(611), encoded(9_000), 500, Money::Trace),
        ],
        total: Money::Tenths(42),
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    Ok(vec![
        Sample::of("watch", &watch(lang))?,
        Sample::of("watch-password", &watch_password(lang))?,
        Sample::of("watch-gone", &watch_gone(lang))?,
        Sample::of("watch-waiting", &watch_waiting(lang))?,
        Sample::of("cost", &cost_page(lang))?,
    ])
}
