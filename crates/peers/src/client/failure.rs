use std::error::Error;
use std::net::IpAddr;

use http::StatusCode;
use jiff::Timestamp;
use purse::id::MemberId;

use super::Request;
use crate::body::BodyRefusal;
use crate::refusal::Refusal;
use crate::signature::AnswerRefusal;

/// A request to a member that brought no answer. Its text has the cause in it.
#[derive(Debug, thiserror::Error)]
#[error("{operation} at member {member}: {cause}; {}", if cause.retry_helps() { "a retry may help" } else { "a retry does not help" })]
pub struct Failure {
    /// Method and path.
    pub operation: String,
    pub member: MemberId,
    pub cause: Cause,
}

impl Failure {
    /// The failure of `request` at `member`.
    #[must_use]
    pub fn new(member: &MemberId, request: &Request, cause: Cause) -> Self {
        Self { operation: format!("{} {}", request.verb.name(), request.path), member: *member, cause }
    }
}

/// Why there is no answer. In the order in which it is found out.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    #[error("no address of the member is known")]
    NoAddress,
    /// Too often in a row nothing came from it.
    #[error("the member did not answer for a while and is not asked before {until}")]
    Resting { until: Timestamp },
    #[error("the member's address begins with http://, which only a demonstration may use")]
    NotHttps,
    /// Not one that the configuration allows, whatever name led to it.
    #[error("{0} is an address of this machine, of a private network or of no network")]
    Forbidden(IpAddr),
    #[error("the path cannot be sent as it is, or the request is too long")]
    Request,
    #[error("the member cannot be reached: {}", innermost(&**_0))]
    Unreachable(Box<dyn Error + Send + Sync>),
    #[error("the member does not answer in time")]
    Silent,
    #[error("the answer is a redirection ({0}), which members do not follow")]
    Redirected(StatusCode),
    /// Nobody signed: a proxy, another program, or the member's gate, which does not sign for strangers. What it tells
    /// then is a hint.
    #[error("the answer ({status}) is not signed{}", hint.map(|hint| format!(": {hint}")).unwrap_or_default())]
    NotSigned { status: StatusCode, hint: Option<Refusal> },
    #[error("the answer is not the member's: {0}")]
    Forged(AnswerRefusal),
    #[error("the answer is encoded, which changes what was signed")]
    Encoded,
    #[error("the answer is not {0}")]
    WrongType(&'static str),
    /// Of what was to be fetched by range.
    #[error("the range is not served ({0})")]
    NotServed(StatusCode),
    #[error("the answer cannot be read: {0}")]
    Body(BodyRefusal),
    #[error("the member refused: {0}")]
    Refused(Refusal),
}

impl Cause {
    /// Whether the same request may have more success later.
    #[must_use]
    pub fn retry_helps(&self) -> bool {
        match self {
            Self::Resting { .. } | Self::Unreachable(_) | Self::Silent => true,
            Self::NotSigned { status, hint } => hint.map_or(status.is_server_error(), Refusal::retry_helps),
            Self::NotServed(status) => status.is_server_error(),
            Self::Body(refusal) => *refusal != BodyRefusal::TooLong,
            Self::Refused(refusal) => refusal.retry_helps(),
            Self::NoAddress
            | Self::NotHttps
            | Self::Forbidden(_)
            | Self::Request
            | Self::Redirected(_)
            | Self::Forged(_)
            | Self::Encoded
            | Self::WrongType(_) => false,
        }
    }

    /// Whether the member itself said something, as far as this shows; none if it was not asked.
    pub(super) fn is_alive(&self) -> Option<bool> {
        match self {
            Self::NoAddress | Self::Resting { .. } | Self::NotHttps | Self::Request => None,
            Self::Refused(_) | Self::WrongType(_) | Self::NotServed(_) | Self::NotSigned { hint: Some(_), .. } => {
                Some(true)
            }
            _ => Some(false),
        }
    }
}

/// What an error says that wraps others: the first cause.
fn innermost(mut error: &(dyn Error + 'static)) -> String {
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
