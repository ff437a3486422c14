use axum::response::{IntoResponse, Response};
use carry::manifest::ManifestRefusal;
use http::header::{CACHE_CONTROL, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use objects::ObjectsError;
use store::StoreError;

use super::MayServe;

/// Seconds after which a player may ask again when the database is busy.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("1");
/// The same while this member's line is full: as long as a count of what was sent takes, about.
const CROWDED_SECONDS: HeaderValue = HeaderValue::from_static("10");

/// Why nothing is delivered, in the order in which it is checked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotDelivered {
    /// There never was such a thing, or it is not for this viewer; which of the two is not told.
    #[error("there is nothing here")]
    Unknown,
    /// It was deleted, for good.
    #[error("deleted")]
    Gone,
    /// Of another home: this member was away, and asks first what was withdrawn. A retry helps in a moment.
    #[error("this member asks the others first")]
    NotYet,
    /// Of another home: so much was delivered for it today that no more is. A retry helps after midnight UTC.
    #[error("no more is delivered for this home today")]
    OverAllowance,
    /// Of another home: far more is delivered for others at this moment than this member offers. A retry helps in some
    /// seconds; the other members help at once.
    #[error("more is delivered for others now than this member offers")]
    Crowded,
    /// A retry may help.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A retry helps only for some; see [`ObjectsError::retry_may_help`].
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    /// A retry does not help: the database holds what was never written.
    #[error("a manifest in the database is damaged: {0}")]
    Damaged(#[from] ManifestRefusal),
    /// The file of a growing rendition could not be read. A retry may help.
    #[error("a growing file cannot be read: {0}")]
    Growing(#[from] std::io::Error),
}

/// Why a member does not serve the objects of a video that it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pause {
    OverAllowance,
    Crowded,
}

impl Pause {
    pub(super) const fn of(may: MayServe) -> Option<Self> {
        match may {
            MayServe::OverAllowance => Some(Self::OverAllowance),
            MayServe::Crowded => Some(Self::Crowded),
            MayServe::NotYet | MayServe::Gone | MayServe::Withheld | MayServe::Yes => None,
        }
    }

    pub(super) const fn refusal(self) -> NotDelivered {
        match self {
            Self::OverAllowance => NotDelivered::OverAllowance,
            Self::Crowded => NotDelivered::Crowded,
        }
    }
}

impl NotDelivered {
    fn status(&self) -> StatusCode {
        match self {
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Store(error) if error.retry_helps() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Objects(error) if error.retry_may_help() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Growing(_) | Self::NotYet | Self::OverAllowance | Self::Crowded => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Objects(_) | Self::Damaged(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What may stand in a log: the kind of failure, without the ids in its text.
    fn kind(&self) -> &'static str {
        match self {
            Self::Unknown | Self::Gone | Self::NotYet | Self::OverAllowance | Self::Crowded => "refused",
            Self::Store(error) => error.operation,
            Self::Objects(ObjectsError::Missing(_)) => "object missing",
            Self::Objects(ObjectsError::TooShort { .. }) => "object too short",
            Self::Objects(_) => "object not readable",
            Self::Damaged(_) => "manifest damaged",
            Self::Growing(_) => "growing file not readable",
        }
    }
}

impl IntoResponse for NotDelivered {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() && !matches!(self, Self::NotYet | Self::OverAllowance | Self::Crowded) {
            tracing::error!(kind = self.kind(), "not delivered; `ecot check` tells more");
        }
        let mut response = (status, self.status().canonical_reason().unwrap_or_default()).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            let crowded = matches!(self, Self::Crowded);
            headers.insert(RETRY_AFTER, if crowded { CROWDED_SECONDS } else { RETRY_SECONDS });
        }
        response
    }
}
