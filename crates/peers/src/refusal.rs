//! Why a member does not take another's request.

use http::StatusCode;

/// First line of a refusal's text. The second is [`Refusal::word`].
pub const FORMAT: &str = "ecot/refusal/1";

macro_rules! refusals {
    ($($(#[doc = $doc:literal])* $name:ident, $word:literal, $status:ident, $retry:literal, $message:literal;)*) => {
        /// Closed and ordered: a request is judged from the first to the last, and the first that applies is told.
        ///
        /// Up to [`Refusal::SignatureWrong`] the sender is a stranger and the answer is not signed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
        pub enum Refusal {
            $($(#[doc = $doc])* #[error($message)] $name,)*
        }

        impl Refusal {
            /// Each of them once, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word by which it is told, of `a-z` and `-`.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The status with which it is told.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }

            /// Whether the same request, signed anew after a while, may be taken.
            #[must_use]
            pub const fn retry_helps(self) -> bool {
                match self { $(Self::$name => $retry,)* }
            }
        }
    };
}

refusals! {
    /// No `Signature` or no `Signature-Input`.
    NoSignature, "no-signature", UNAUTHORIZED, false, "the request is not signed";
    /// A signature field that is no structured field, is there twice, is too long, or has not exactly one signature named
    /// `ecot`; a method other than GET and POST; a target that is not ASCII.
    Malformed, "malformed", BAD_REQUEST, false, "the request or its signature cannot be read";
    /// Other parts of the request are signed than the listed ones, or in another order.
    WrongComponents, "wrong-components", BAD_REQUEST, false, "the signature covers other parts of the request";
    /// A parameter is missing, superfluous, of another kind, in another order or spelling, or out of its range.
    WrongParameters, "wrong-parameters", BAD_REQUEST, false, "the signature has other parameters";
    /// No `Content-Digest`, or another than one SHA-256.
    DigestMissing, "digest-missing", BAD_REQUEST, false, "the request has no digest of its body";
    /// No member, as far as this one knows. It may not have read yet that it is one.
    UnknownMember, "unknown-member", FORBIDDEN, true, "the signer is no member that is known here";
    /// The signature is not by a current key of that member over this request at this address.
    SignatureWrong, "signature-wrong", UNAUTHORIZED, false,
        "the signature is not the member's over this request; was it sent to the address that is configured here?";
    /// Signed more than the window ahead of the clock here.
    FromTheFuture, "from-the-future", UNAUTHORIZED, true, "the request is signed ahead of time; a clock is wrong";
    /// Signed more than the window ago, or used after its end.
    Expired, "expired", UNAUTHORIZED, true, "the request has expired; it was late, or a clock is wrong";
    /// Signed before this member began to remember what it has seen.
    Forgotten, "forgotten", UNAUTHORIZED, true, "the request is older than what is remembered here of requests";
    /// Seen before.
    Replayed, "replayed", CONFLICT, true, "the request was taken before";
    /// More requests than the member may make.
    TooManyRequests, "too-many-requests", TOO_MANY_REQUESTS, true, "the member asks too often";
    /// More requests at the same time than the member may make.
    TooManyAtOnce, "too-many-at-once", TOO_MANY_REQUESTS, true, "the member asks too much at the same time";
    /// The bytes of the member's UTC day are used up.
    DaySpent, "day-spent", TOO_MANY_REQUESTS, true, "the member has used up the bytes of its day";
    /// As many requests of the member as fit are remembered.
    MemoryFull, "memory-full", TOO_MANY_REQUESTS, true, "more requests of the member cannot be remembered";
    /// A body beyond the limit.
    TooLong, "too-long", PAYLOAD_TOO_LARGE, false, "the body of the request is too long";
    /// A body that comes too slowly.
    TooSlow, "too-slow", REQUEST_TIMEOUT, true, "the body of the request comes too slowly";
    /// A body that ended before its end.
    Broken, "broken", BAD_REQUEST, true, "the body of the request broke off";
    /// A body with another digest than the signed one.
    DigestWrong, "digest-wrong", BAD_REQUEST, true, "the body is not the one that was signed";
}

impl Refusal {
    /// The text of an answer that tells it.
    #[must_use]
    pub fn to_text(self) -> String {
        format!("{FORMAT}\n{}\n{self}\n", self.word())
    }

    /// What such a text tells; none if it is no such text.
    #[must_use]
    pub fn from_text(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let told = Self::ALL.iter().copied().find(|refusal| text.split('\n').nth(1) == Some(refusal.word()))?;
        (told.to_text() == text).then_some(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_told_and_understood_and_nothing_else_is() {
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::from_text(refusal.to_text().as_bytes()), Some(*refusal));
            assert!(refusal.status().is_client_error());
        }
        for other in ["", "ecot/refusal/1\nreplayed\n", "ecot/refusal/2\nreplayed\nthe request was taken before\n"] {
            assert_eq!(Refusal::from_text(other.as_bytes()), None, "{other}");
        }
    }
}
