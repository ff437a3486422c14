//! What the player in the page is told: addresses, keys that may be told, and its words.

use std::collections::BTreeMap;

use serde::Serialize;

use super::video_settings::Visibility;
use crate::i18n::Lang;

/// The player's words (`player-…`), all of which it gets.
pub const LABELS: [&str; 54] = [
    "region",
    "play",
    "pause",
    "replay",
    "mute",
    "unmute",
    "volume",
    "seek",
    "position",
    "quality",
    "auto",
    "auto-now",
    "sound-only",
    "speed",
    "normal",
    "settings",
    "full-screen",
    "leave-full-screen",
    "picture-in-picture",
    "help",
    "help-title",
    "help-play",
    "help-seek",
    "help-jump",
    "help-volume",
    "help-mute",
    "help-full",
    "help-share",
    "help-help",
    "help-where",
    "close",
    "loading",
    "blocked",
    "growing",
    "interrupted",
    "better",
    "resumed",
    "refetched",
    "restart",
    "retry",
    "away",
    "error-network",
    "error-media",
    "error-altered",
    "error-gone",
    "error-failed",
    "error-key-missing",
    "error-key-wrong",
    "error-refused",
    "error-insecure",
    "password",
    "open",
    "opening",
    "password-wrong",
];

/// How the video key of a sealed video is had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum KeySource {
    /// From the address's fragment.
    Fragment,
    /// Unwrapped by a password: PBKDF2-HMAC-SHA256, then AES-256-GCM.
    Password {
        /// Salt, base64url without padding.
        salt: String,
        /// Rounds.
        iterations: u32,
        /// Wrapped key, base64url without padding: nonce (12 bytes), ciphertext, tag.
        wrapped: String,
    },
    /// From `/api/v1/videos/{id}/key`: for those who may watch a private video, and for the author of any.
    Home {
        /// Path of the key.
        url: String,
    },
}

/// What only those who may see the video can read: the manifest's sealed part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SealedPart {
    /// Nonce, base64url without padding.
    pub nonce: String,
    /// Ciphertext and tag, base64url without padding.
    pub ciphertext: String,
    /// Names of the renditions in the manifest's order, which is the order of their keys in the payload.
    pub renditions: Vec<String>,
    /// How the key is had.
    pub key: KeySource,
}

/// Which members serve the video.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// In the order of this page view.
    pub pathways: Vec<PathwayShown>,
    /// Where the player tells what it received from others: an absolute address of the home.
    pub report: String,
    /// The home's own pathway, of which nothing is told: the home counts itself.
    pub home: String,
    /// SHA-256 of what [`PlayerConfig::integrity`] answers, in hex: with it any member may be asked.
    pub integrity_hash: String,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathwayShown {
    /// Its name in playlists.
    pub id: String,
    /// Scheme, host and port.
    pub base: String,
}

/// The player's configuration: JSON in `<script type="application/json" id="player-config">`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlayerConfig {
    /// The video's id, base32; names its remembered position.
    pub id: String,
    /// Path of the final multivariant playlist, once it is whole.
    pub playlist: Option<String>,
    /// Path of the provisional multivariant playlist while it grows.
    pub provisional: Option<String>,
    /// Path of the segments' hashes of the final renditions.
    pub integrity: String,
    /// Where the members that serve it stand, if several do.
    pub carried: Option<Carried>,
    /// Path of the state, asked while the provisional playlist plays.
    pub status: String,
    /// Path of the thumbnail: plain bytes, or sealed ones where [`Self::sealed`] is there.
    pub poster: Option<String>,
    /// Whether there is a picture, not only sound.
    pub has_picture: bool,
    /// Who may see it.
    #[serde(serialize_with = "visibility_code")]
    pub visibility: Visibility,
    /// For what is not public.
    pub sealed: Option<SealedPart>,
}

fn visibility_code<S: serde::Serializer>(visibility: &Visibility, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(visibility.code())
}

#[derive(Serialize)]
struct WithLabels<'a> {
    #[serde(flatten)]
    config: &'a PlayerConfig,
    lang: &'static str,
    labels: BTreeMap<&'static str, String>,
}

impl PlayerConfig {
    /// The configuration with the player's words, as JSON in which no `<` stands, so that it cannot end its element.
    ///
    /// # Panics
    /// Never: every field serialises.
    pub fn json(&self, lang: Lang) -> String {
        let labels = LABELS.into_iter().map(|label| (label, lang.text(&format!("player-{label}")))).collect();
        let json = serde_json::to_string(&WithLabels { config: self, lang: lang.tag(), labels });
        assert!(json.is_ok(), "a player configuration always serialises");
        json.unwrap_or_default().replace('<', "\\u003c")
    }
}
