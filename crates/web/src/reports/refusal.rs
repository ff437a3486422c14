use axum::response::{IntoResponse, Response};
use carry::report::ReportRefusal;
use http::StatusCode;
use http::header::RETRY_AFTER;

use crate::delivery::NotDelivered;
use crate::limits::TooMany;

/// Why a report is not taken, in the order in which it is checked.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotTaken {
    /// 429: a player tells again later.
    #[error("too many reports")]
    TooMany(TooMany),
    /// 415.
    #[error("a report is {}", super::MEDIA_TYPE)]
    MediaType,
    /// 400: the connection broke, or more came than a report has.
    #[error("the report did not arrive whole, or is too long")]
    Broken,
    /// 400.
    #[error(transparent)]
    Unfit(#[from] ReportRefusal),
    /// 404.
    #[error("there is nothing here")]
    Unknown,
    /// As for who asks for the video: unknown, gone, or not to be read now.
    #[error(transparent)]
    Video(#[from] NotDelivered),
    /// 409: nobody else delivers this video.
    #[error("no other member carries this video")]
    NotCarried,
    /// 421: another member counts for this video.
    #[error("this member is not the video's home")]
    NotHome,
}

impl From<TooMany> for NotTaken {
    fn from(refusal: TooMany) -> Self {
        Self::TooMany(refusal)
    }
}

impl IntoResponse for NotTaken {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Broken | Self::Unfit(_) => StatusCode::BAD_REQUEST,
            Self::Unknown | Self::Video(_) => StatusCode::NOT_FOUND,
            Self::NotCarried => StatusCode::CONFLICT,
            Self::NotHome => StatusCode::MISDIRECTED_REQUEST,
        };
        match self {
            Self::TooMany(TooMany { retry_after }) => {
                (status, [(RETRY_AFTER, retry_after.as_secs().to_string())]).into_response()
            }
            Self::Video(refusal) => refusal.into_response(),
            other => (status, other.to_string()).into_response(),
        }
    }
}
