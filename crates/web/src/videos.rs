//! What an author changes about a video, from the page or through the API.

use carry::id::VideoId;
use carry::manifest::WrappedKey;
use carry::manifest::limits::{MAX_DESCRIPTION_BYTES, MAX_TITLE_BYTES};
use carry::seal::{PasswordSeed, VideoKey, wrap_key};
use seams::entropy::random;
use store::{ChangeRefusal, StoreError, VIEWERS_PER_VIDEO, Video, VideoAbout, VideoChange, Visibility};
use unicode_normalization::UnicodeNormalization;

use crate::app::App;
use crate::pages::stop::Stop;
use crate::view::{Complaint, Complaints};

/// Longest title, in characters.
pub const TITLE_MAX_CHARS: usize = 120;
/// Longest description, in characters.
pub const DESCRIPTION_MAX_CHARS: usize = 5_000;
/// Shortest password of a video, in characters.
pub const VIDEO_PASSWORD_MIN_CHARS: usize = 8;
/// Longest language tag (BCP 47) that is kept, in characters.
const LANGUAGE_MAX_CHARS: usize = 35;

// Four bytes a character at most: what passes here passes the manifest's limits.
const _: () = assert!(TITLE_MAX_CHARS * 4 <= MAX_TITLE_BYTES && DESCRIPTION_MAX_CHARS * 4 <= MAX_DESCRIPTION_BYTES);

/// How an author wants a video to be.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// [`Video::revision`] of the video that the author saw.
    pub(crate) revision: u64,
    pub(crate) title: String,
    pub(crate) description: String,
    /// A language tag, or empty.
    pub(crate) language: String,
    pub(crate) visibility: Visibility,
    /// A new password, or empty: the one there is stays.
    pub(crate) password: String,
    /// Names of the accounts that may watch a private video.
    pub(crate) viewers: Vec<String>,
    pub(crate) keep_original: bool,
}

/// Changes the video in one transaction, or says everything that is wrong at once. What was changed since the author
/// saw it is not written over: that is [`Complaint::ChangedElsewhere`], alone.
pub(crate) async fn change(app: &App, video: &Video, wanted: &Wanted) -> Result<Result<(), Complaints>, Stop> {
    if video.revision != wanted.revision {
        return Ok(Err(Complaints(vec![Complaint::ChangedElsewhere])));
    }
    if !video.is_key_known() {
        return Ok(Err(Complaints(vec![Complaint::KeyUnknown])));
    }
    let complaints = complaints(video, wanted);
    if !complaints.is_empty() {
        return Ok(Err(Complaints(complaints)));
    }
    let new_password = wanted.visibility == Visibility::Password && !wanted.password.is_empty();
    let video_key =
        needs_new_key(video, wanted.visibility, new_password).then(|| random::<32>(app.seams.entropy.as_ref()));
    let wrapped_key = if new_password {
        let key = VideoKey::from_bytes(video_key.unwrap_or(video.video_key));
        Some(wrap(app, key, &wanted.password, video.id).await?)
    } else {
        video.about.wrapped_key.filter(|_| wanted.visibility == Visibility::Password)
    };
    let change = VideoChange {
        revision: wanted.revision,
        about: VideoAbout {
            title: wanted.title.clone(),
            description: wanted.description.clone(),
            language: Some(wanted.language.clone()).filter(|language| !language.is_empty()),
            visibility: wanted.visibility,
            wrapped_key,
        },
        keep_original: wanted.keep_original,
        video_key,
        viewers: Some(wanted.viewers.clone()),
    };
    let complaint = match app.store.change_video(video.id, &change, app.seams.clock.now()).await? {
        Ok(_) => {
            app.delivery.forget(video.id);
            return Ok(Ok(()));
        }
        Err(ChangeRefusal::Unknown) => return Err(Stop::NOT_FOUND),
        Err(ChangeRefusal::Changed(_)) => Complaint::ChangedElsewhere,
        Err(ChangeRefusal::KeyUnknown) => Complaint::KeyUnknown,
        Err(ChangeRefusal::TooManyViewers) => Complaint::ViewersMany(number(VIEWERS_PER_VIDEO)),
        Err(ChangeRefusal::UnknownViewer(name)) => Complaint::ViewerUnknown(name),
    };
    Ok(Err(Complaints(vec![complaint])))
}

/// Begins the deletion: gone from every page at once. A second time changes nothing.
pub(crate) async fn delete(app: &App, video: VideoId) -> Result<(), StoreError> {
    // Refused only when it is gone or going already: that is what was wanted.
    let _ = app.store.delete_video(video, app.seams.clock.now()).await?;
    app.delivery.forget(video);
    Ok(())
}

/// Whoever could open the video by a link, a password or a permission must not open it by that once it is closed
/// again: a new key, which means new objects.
fn needs_new_key(video: &Video, visibility: Visibility, new_password: bool) -> bool {
    let closed = matches!(visibility, Visibility::Password | Visibility::Private);
    new_password || (closed && visibility != video.about.visibility)
}

fn complaints(video: &Video, wanted: &Wanted) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let title_chars = wanted.title.chars().count();
    if title_chars == 0 {
        complaints.push(Complaint::TitleMissing);
    } else if title_chars > TITLE_MAX_CHARS {
        complaints.push(Complaint::TitleLong(number(TITLE_MAX_CHARS)));
    }
    if wanted.description.chars().count() > DESCRIPTION_MAX_CHARS {
        complaints.push(Complaint::DescriptionLong(number(DESCRIPTION_MAX_CHARS)));
    }
    if !is_language_tag(&wanted.language) {
        complaints.push(Complaint::LanguageShape);
    }
    let needs_password =
        wanted.visibility == Visibility::Password && (video.about.wrapped_key.is_none() || !wanted.password.is_empty());
    if needs_password && wanted.password.chars().count() < VIDEO_PASSWORD_MIN_CHARS {
        complaints.push(Complaint::VideoPasswordShort(number(VIDEO_PASSWORD_MIN_CHARS)));
    }
    if wanted.viewers.len() > VIEWERS_PER_VIDEO {
        complaints.push(Complaint::ViewersMany(number(VIEWERS_PER_VIDEO)));
    }
    complaints
}

fn is_language_tag(text: &str) -> bool {
    let parts = |text: &str| text.split('-').all(|part| (1..=8).contains(&part.len()));
    let letters = text.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    text.is_empty() || (text.len() <= LANGUAGE_MAX_CHARS && letters && parts(text))
}

/// Wraps the key by the password in Unicode's NFC, as the watch page does, on a blocking thread: it is slow on purpose.
async fn wrap(app: &App, key: VideoKey, password: &str, video: VideoId) -> Result<WrappedKey, Stop> {
    let entropy = app.seams.entropy.as_ref();
    let seed = PasswordSeed { salt: random(entropy), nonce: random(entropy) };
    let password: String = password.nfc().collect();
    let rounds = app.config.video_password_rounds;
    let wrapped = tokio::task::spawn_blocking(move || wrap_key(&key, password.as_bytes(), seed, rounds, &video));
    wrapped.await.map_err(|error| Stop::Failure(error.to_string()))
}

fn number(limit: usize) -> u64 {
    u64::try_from(limit).unwrap_or(u64::MAX)
}
