//! The settings of one video, and the question before it is deleted.

use askama::Template;

use super::carriers::VideoCarriers;
use super::chrome::Chrome;
use super::form::Complaints;
use super::own_machines::HoldingMachine;
use super::space::VideoState;

/// Who may see a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Anyone; it is listed and found.
    Public,
    /// Who has the link; the key is in it.
    Unlisted,
    /// Who has the link and the password.
    Password,
    /// The accounts that the author names.
    Private,
}

impl Visibility {
    /// Every visibility, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Public, Self::Unlisted, Self::Password, Self::Private];

    /// The value in forms and in the API, and the end of the message's key (`visibility-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Password => "password",
            Self::Private => "private",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("visibility-{}", self.code())
    }

    /// The key of the sentence that explains it.
    pub fn explained(self) -> String {
        format!("visibility-{}-text", self.code())
    }

    /// The visibility of a form's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|visibility| visibility.code() == code)
    }
}

/// `GET /space/videos/{id}`, and again when refused. Posts to the same address: `revision` (as shown), `title`, `description`, `visibility`
/// ([`Visibility::code`]), `video_password` (empty keeps the one there is), `viewers` (account names, one a line),
/// `language` (a tag or empty), `keep_original` (`yes` or absent).
#[derive(Clone, Debug, Template)]
#[template(path = "video_settings.html")]
pub struct VideoSettingsPage {
    /// The frame.
    pub chrome: Chrome,
    /// Its id, base32.
    pub id: String,
    /// Which version of the video the form shows; a change of another one is refused.
    pub revision: u64,
    /// Whether it was public, and is not yet stored anew for fewer people.
    pub closing: bool,
    /// Whether its key is known here: without it all that can be done is to delete it.
    pub key_known: bool,
    /// How far it is.
    pub state: VideoState,
    /// Title, as typed or as stored.
    pub title: String,
    /// Description, as typed or as stored; line breaks count.
    pub description: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether a password is set.
    pub has_password: bool,
    /// Account names of those who may see it when private, one a line.
    pub viewers: String,
    /// Language tag of what is spoken; empty if not said.
    pub language: String,
    /// Whether the original file is kept.
    pub keep_original: bool,
    /// Bytes of the original, where it is still there.
    pub original_bytes: Option<u64>,
    /// The path under which its author gets the original, where it is kept.
    pub original: Option<String>,
    /// The address to share, absolute, with the key in its fragment where there is one.
    pub share_url: String,
    /// Who carries it and who may; none while the member is in no federation.
    pub carriers: Option<VideoCarriers>,
    /// The author's own machines that hold it; in a federation they stand among those who carry it.
    pub machines: Vec<HoldingMachine>,
    /// What was refused.
    pub complaints: Complaints,
}

impl VideoSettingsPage {
    /// Languages offered for what is spoken: tag and own name.
    pub const SPOKEN: [(&'static str, &'static str); 14] = [
        ("ar", "العربية"),
        ("br", "Brezhoneg"),
        ("ca", "Català"),
        ("de", "Deutsch"),
        ("en", "English"),
        ("es", "Español"),
        ("eu", "Euskara"),
        ("fr", "Français"),
        ("it", "Italiano"),
        ("nl", "Nederlands"),
        ("oc", "Occitan"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("uk", "Українська"),
    ];

    /// Every visibility, for the template.
    pub fn visibilities(&self) -> [Visibility; 4] {
        Visibility::ALL
    }

    /// Whether there is no original any more that could be kept.
    pub const fn original_is_gone(&self) -> bool {
        self.original_bytes.is_none() && self.state.failure().is_none()
    }

    /// What is told of a video whose key nobody here has.
    pub fn key_words(&self) -> &'static str {
        if self.visibility == Visibility::Private { "video-key-unknown-private" } else { "video-key-unknown" }
    }

    /// What the share link is worth, by visibility.
    pub fn share_hint(&self) -> String {
        format!("video-share-{}", self.visibility.code())
    }

    /// Whether an empty password keeps the one there is.
    pub const fn password_hint(&self) -> &'static str {
        if self.has_password { "video-field-password-kept" } else { "video-field-password-hint" }
    }

    /// The language chosen, if it is not among those offered: programs may give any.
    pub fn spoken_otherwise(&self) -> Option<&str> {
        let offered = self.language.is_empty() || Self::SPOKEN.iter().any(|(tag, _)| *tag == self.language);
        (!offered).then_some(self.language.as_str())
    }

    /// Whether this language is the one chosen.
    pub fn is_spoken(&self, tag: &str) -> bool {
        self.language == tag
    }

    /// The languages to offer, for the template.
    pub fn spoken(&self) -> &'static [(&'static str, &'static str)] {
        &Self::SPOKEN
    }
}

/// `GET /space/videos/{id}/delete`. Posts to the same address: `confirm` = `yes`.
#[derive(Clone, Debug, Template)]
#[template(path = "video_delete.html")]
pub struct VideoDeletePage {
    /// The frame.
    pub chrome: Chrome,
    /// Its id, base32.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What was refused.
    pub complaints: Complaints,
}
