//! Why an upload is refused, and how the refusal is said.

use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::headers::{TUS_RESUMABLE, TUS_VERSION, VERSION};
use crate::i18n::Lang;
use crate::limits::TooMany;

/// Every refusal of an upload, in the order in which they are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadRefusal {
    /// 412: another version of the protocol.
    Version,
    /// 401: neither a session nor a token.
    SignedOut,
    /// 403: the page is too old, or another site sent the request.
    Stale,
    /// 403: the token lacks the scope `upload`.
    Scope,
    /// 429: too many uploads at once; so many seconds to wait.
    TooMany(u64),
    /// 429: too many uploads of the account are open.
    TooManyOpen,
    /// 404: no such upload, or another account's.
    NotFound,
    /// 410: it expired, or its video was deleted.
    Gone,
    /// 400: a header is missing or is not as the protocol says.
    Header,
    /// 415: the body is not `application/offset+octet-stream`.
    BodyType,
    /// 413: larger than this member takes.
    TooLarge,
    /// 415: the name, the type or the first bytes are not a video's.
    NotAVideo,
    /// 413: the account's quota would be exceeded.
    OverQuota,
    /// 507: this member's disk is nearly full.
    StorageFull,
    /// 423: another request is writing to this upload.
    Locked,
    /// 409: the offset is not where the upload stands.
    Offset,
    /// 400: a checksum that this server cannot compute.
    ChecksumUnknown,
    /// 460: the bytes are not those that the client summed; they were dropped.
    ChecksumMismatch,
    /// 413: more bytes than were announced.
    TooMuch,
    /// 500: this member's own trouble.
    Internal,
}

impl UploadRefusal {
    /// One of each.
    pub const ALL: [Self; 20] = [
        Self::Version,
        Self::SignedOut,
        Self::Stale,
        Self::Scope,
        Self::TooMany(60),
        Self::TooManyOpen,
        Self::NotFound,
        Self::Gone,
        Self::Header,
        Self::BodyType,
        Self::TooLarge,
        Self::NotAVideo,
        Self::OverQuota,
        Self::StorageFull,
        Self::Locked,
        Self::Offset,
        Self::ChecksumUnknown,
        Self::ChecksumMismatch,
        Self::TooMuch,
        Self::Internal,
    ];

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Version => 412,
            Self::SignedOut => 401,
            Self::Stale | Self::Scope => 403,
            Self::TooMany(_) | Self::TooManyOpen => 429,
            Self::NotFound => 404,
            Self::Gone => 410,
            Self::Header | Self::ChecksumUnknown => 400,
            Self::BodyType | Self::NotAVideo => 415,
            Self::TooLarge | Self::OverQuota | Self::TooMuch => 413,
            Self::StorageFull => 507,
            Self::Locked => 423,
            Self::Offset => 409,
            Self::ChecksumMismatch => 460,
            Self::Internal => 500,
        }
    }

    /// The code in the answer, and the end of the message's key (`upload-refusal-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::SignedOut => "signed-out",
            Self::Stale => "stale",
            Self::Scope => "scope",
            Self::TooMany(_) => "too-many",
            Self::TooManyOpen => "too-many-open",
            Self::NotFound => "not-found",
            Self::Gone => "gone",
            Self::Header => "header",
            Self::BodyType => "body-type",
            Self::TooLarge => "too-large",
            Self::NotAVideo => "not-a-video",
            Self::OverQuota => "over-quota",
            Self::StorageFull => "storage-full",
            Self::Locked => "locked",
            Self::Offset => "offset",
            Self::ChecksumUnknown => "checksum-unknown",
            Self::ChecksumMismatch => "checksum-mismatch",
            Self::TooMuch => "too-much",
            Self::Internal => "internal",
        }
    }

    /// The answer, in a language.
    pub(super) fn answer(self, lang: Lang) -> Response {
        #[derive(Serialize)]
        struct Told {
            code: &'static str,
            message: String,
        }
        let told = Told { code: self.code(), message: lang.text(&format!("upload-refusal-{}", self.code())) };
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(told)).into_response();
        let headers = response.headers_mut();
        headers.insert(TUS_RESUMABLE, HeaderValue::from_static(VERSION));
        if self == Self::Version {
            headers.insert(TUS_VERSION, HeaderValue::from_static(VERSION));
        }
        if let Self::TooMany(seconds) = self {
            headers.insert(axum::http::header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<TooMany> for UploadRefusal {
    fn from(refusal: TooMany) -> Self {
        Self::TooMany(refusal.retry_after.as_secs())
    }
}
