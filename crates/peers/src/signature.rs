//! HTTP message signatures (RFC 9421, Ed25519) in the one form that members write and take.
//!
//! Everything that RFC 9421 leaves open is fixed: which parts are signed, in which order, with which parameters, under
//! which label. A reader takes the fields apart as structured fields, writes them again, and refuses what does not give
//! the same bytes. So there is one spelling of each signature, as there is one of each manifest.
//!
//! What is signed of a request's address is `@authority`, `@path` and `@query`, not `@target-uri`: behind a reverse
//! proxy a member does not see the scheme, nor always the host, by which it was asked. It takes the authority from its
//! own configuration, so a request that was signed for another member is refused however it came.

mod answer;
mod base;
mod digest;
mod fields;
mod request;

pub use answer::{AnswerParameters, AnswerRefusal, SignedAnswer, sign_answer, verify_answer};
pub use base::Base;
pub use digest::{ContentDigest, Digesting};
pub use fields::{FieldRefusal, Fields, read_signature, write_signature};
pub use request::{RequestParameters, Target, VERBS, Verified, sign_request, verify_request};

/// The name of the signature in its fields.
pub const LABEL: &str = "ecot";
/// The `tag` of a request's signature.
pub const REQUEST_TAG: &str = "ecot-peer";
/// The `tag` of an answer's signature.
pub const ANSWER_TAG: &str = "ecot-peer-answer";
/// Bytes of a nonce.
pub const NONCE_BYTES: usize = 16;
/// The greatest integer of a structured field (RFC 9651, 3.3.1): 15 digits.
const GREATEST: i64 = 999_999_999_999_999;
