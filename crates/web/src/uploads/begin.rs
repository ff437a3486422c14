//! Beginning an upload: everything that can be refused is refused before a byte is taken.

use axum::http::HeaderMap;
use data_encoding::BASE64;
use seams::entropy;
use store::{Account, NewUpload, Upload, UploadId, UploadRefusal as StoreRefusal, UploadWishes, Visibility};

use super::headers as tus;
use super::refusal::UploadRefusal;
use super::serve::failed;
use super::sniff;
use crate::app::App;
use crate::limits::{Act, Subject};

/// Uploads of one account that may be open at the same time.
const OPEN_UPLOADS_MAX: u32 = 100;
/// Longest file name and title that are kept, in characters.
const TITLE_MAX_CHARS: usize = 120;

/// Checks what the client announces, and makes the upload.
pub(super) async fn begin(app: &App, account: &Account, headers: &HeaderMap) -> Result<Upload, UploadRefusal> {
    let now = app.seams.clock.now();
    app.limits.take(Act::Upload, Subject::Account(account.id.as_bytes()), now)?;
    let length = tus::number(headers, &tus::UPLOAD_LENGTH).ok_or(UploadRefusal::Header)?;
    let wishes = wishes(headers).ok_or(UploadRefusal::Header)?;
    if length > app.config.max_upload_bytes {
        return Err(UploadRefusal::TooLarge);
    }
    if length == 0 || !sniff::name_may_be_video(&wishes.file_name) || !sniff::type_may_be_video(&wishes.media_type) {
        return Err(UploadRefusal::NotAVideo);
    }
    let free = app.seams.disk.free_bytes().await.map_err(|error| failed(&error))?;
    let new = NewUpload {
        id: UploadId::from_bytes(entropy::random(app.seams.entropy.as_ref())),
        account: account.id,
        wishes,
        declared_bytes: length,
        expires_at: now + app.config.upload_lives,
        open_limit: OPEN_UPLOADS_MAX,
        room_bytes: free.saturating_sub(app.config.reserve_bytes),
    };
    let begun = app.store.create_upload(&new, now).await.map_err(|error| failed(&error))?;
    begun.map_err(|refusal| match refusal {
        StoreRefusal::UnknownAccount => UploadRefusal::SignedOut,
        StoreRefusal::TooManyOpen(_) => UploadRefusal::TooManyOpen,
        StoreRefusal::OverQuota(_) => UploadRefusal::OverQuota,
        StoreRefusal::StorageFull(_) => UploadRefusal::StorageFull,
    })?;
    Ok(Upload {
        id: new.id,
        account: new.account,
        wishes: new.wishes,
        declared_bytes: length,
        offset_bytes: 0,
        created_at: now,
        expires_at: new.expires_at,
        video: None,
    })
}

/// What `Upload-Metadata` says of the video.
fn wishes(headers: &HeaderMap) -> Option<UploadWishes> {
    let pairs = tus::metadata(headers)?;
    let text = |key: &str| pairs.get(key).map_or("", |value| value.trim());
    let short = |text: &str| text.chars().filter(|character| !character.is_control()).take(TITLE_MAX_CHARS).collect();
    let file_name: String = short(text("filename"));
    let title: String = short(text("title"));
    let title = if title.is_empty() { name_without_ending(&file_name).to_owned() } else { title };
    // A password cannot come with an upload, so such a video waits as a private one until it has one.
    let visibility = Visibility::from_text(text("visibility")).filter(|wanted| *wanted != Visibility::Password);
    Some(UploadWishes {
        media_type: short(text("filetype")),
        visibility: visibility.unwrap_or(Visibility::Private),
        keep_original: text("keep_original") == "yes",
        file_name,
        title,
    })
}

fn name_without_ending(file_name: &str) -> &str {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    match last.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => last,
    }
}

/// The value of `Upload-Metadata` that a client gets back.
pub(super) fn metadata(wishes: &UploadWishes) -> String {
    let pairs = [("filename", &wishes.file_name), ("filetype", &wishes.media_type), ("title", &wishes.title)];
    let shown = pairs.iter().filter(|(_, value)| !value.is_empty());
    shown.map(|(key, value)| format!("{key} {}", BASE64.encode(value.as_bytes()))).collect::<Vec<_>>().join(",")
}
