//! Every refusal of the API, and the one shape in which they are told.

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::CallerRefusal;
use crate::costs::CostFailure;
use crate::i18n::Lang;
use crate::pages::stop::Stop;
use crate::view::errors::Trouble;
use crate::view::{Complaint, Complaints};

/// Why a request is refused, in the order in which it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiRefusal {
    /// 429: too many requests; so many seconds to wait.
    TooMany(u64),
    /// 401: neither a session nor a valid token.
    SignedOut,
    /// 403: a session's request without the proof that one of our pages sent it.
    Stale,
    /// 403: the token lacks the scope.
    Scope,
    /// 403: tokens are made and revoked by people, not by tokens.
    SessionNeeded,
    /// 404: nothing there, or not for this sender.
    NotFound,
    /// 410: the video was deleted.
    Deleted,
    /// 409: the video has no key to hand out: it is not private.
    NotPrivate,
    /// 409: the video was changed since the revision that the request names.
    Changed,
    /// 400: the body is not the JSON that is expected.
    Malformed,
    /// 422: a value breaks a rule; the message says which.
    Invalid(Complaint),
    /// 503: too busy.
    Busy,
    /// 500: this member's own trouble.
    Internal,
}

/// The body of every refusal.
#[derive(Serialize, ToSchema)]
pub struct Told {
    /// From a closed list; programs look at this.
    #[schema(example = "not-found")]
    pub code: &'static str,
    /// For people, in the language that was asked for.
    pub message: String,
}

impl ApiRefusal {
    /// One of each, for the tests.
    pub fn samples() -> Vec<Self> {
        vec![
            Self::TooMany(60),
            Self::SignedOut,
            Self::Stale,
            Self::Scope,
            Self::SessionNeeded,
            Self::NotFound,
            Self::Deleted,
            Self::NotPrivate,
            Self::Changed,
            Self::Malformed,
            Self::Invalid(Complaint::TitleMissing),
            Self::Busy,
            Self::Internal,
        ]
    }

    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        match self {
            Self::TooMany(_) => 429,
            Self::SignedOut => 401,
            Self::Stale | Self::Scope | Self::SessionNeeded => 403,
            Self::NotFound => 404,
            Self::Deleted => 410,
            Self::NotPrivate | Self::Changed => 409,
            Self::Malformed => 400,
            Self::Invalid(_) => 422,
            Self::Busy => 503,
            Self::Internal => 500,
        }
    }

    /// The code in the answer, and the end of the message's key (`api-refusal-…`).
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooMany(_) => "too-many",
            Self::SignedOut => "signed-out",
            Self::Stale => "stale",
            Self::Scope => "scope",
            Self::SessionNeeded => "session-needed",
            Self::NotFound => "not-found",
            Self::Deleted => "deleted",
            Self::NotPrivate => "not-private",
            Self::Changed => "changed",
            Self::Malformed => "malformed",
            Self::Invalid(_) => "invalid",
            Self::Busy => "busy",
            Self::Internal => "internal",
        }
    }

    /// The answer, in a language.
    pub(super) fn answer(&self, lang: Lang) -> Response {
        let message = match self {
            Self::Invalid(complaint) => complaint.text(lang),
            _ => lang.text(&format!("api-refusal-{}", self.code())),
        };
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(Told { code: self.code(), message })).into_response();
        if let Self::TooMany(seconds) = self {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*seconds));
        }
        response
    }
}

/// Writes a failure of this member to the log; the sender only learns that there was one.
fn failed(what: &dyn std::fmt::Display) -> ApiRefusal {
    tracing::error!(%what, "a request of the API failed");
    ApiRefusal::Internal
}

impl From<CallerRefusal> for ApiRefusal {
    fn from(refusal: CallerRefusal) -> Self {
        match refusal {
            CallerRefusal::TooMany(wait) => Self::TooMany(wait.retry_after.as_secs()),
            CallerRefusal::SignedOut => Self::SignedOut,
            CallerRefusal::Stale => Self::Stale,
            CallerRefusal::Store(error) => failed(&error),
        }
    }
}

impl From<store::StoreError> for ApiRefusal {
    fn from(error: store::StoreError) -> Self {
        failed(&error)
    }
}

impl From<CostFailure> for ApiRefusal {
    fn from(failure: CostFailure) -> Self {
        failed(&failure)
    }
}

impl From<Complaints> for ApiRefusal {
    /// The first is told.
    fn from(Complaints(complaints): Complaints) -> Self {
        complaints.into_iter().next().map_or(Self::Malformed, Self::Invalid)
    }
}

impl From<Stop> for ApiRefusal {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::SignIn(_) => Self::SignedOut,
            Stop::Failure(what) => failed(&what),
            Stop::Trouble(trouble) => match trouble {
                Trouble::NotFound | Trouble::Forbidden => Self::NotFound,
                Trouble::Deleted | Trouble::LinkExpired => Self::Deleted,
                Trouble::TooMany(seconds) => Self::TooMany(seconds),
                Trouble::Stale | Trouble::TooLarge => Self::Malformed,
                Trouble::Internal => Self::Internal,
                Trouble::Unavailable | Trouble::HomeSilent => Self::Busy,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_status_code_and_words_in_both_languages() {
        let rows = [
            (429, "too-many"),
            (401, "signed-out"),
            (403, "stale"),
            (403, "scope"),
            (403, "session-needed"),
            (404, "not-found"),
            (410, "deleted"),
            (409, "not-private"),
            (409, "changed"),
            (400, "malformed"),
            (422, "invalid"),
            (503, "busy"),
            (500, "internal"),
        ];
        let samples = ApiRefusal::samples();
        assert_eq!(samples.len(), rows.len());
        for (refusal, (status, code)) in samples.iter().zip(rows) {
            assert_eq!((refusal.status(), refusal.code()), (status, code));
            for lang in Lang::ALL {
                assert_eq!(refusal.answer(lang).status().as_u16(), status);
            }
        }
    }
}
