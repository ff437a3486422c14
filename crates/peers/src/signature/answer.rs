use std::fmt;

use ed25519_dalek::Signer;
use purse::id::MemberId;

use super::base::is_printable;
use super::fields::Input;
use super::request::signed_by_one_of;
use super::{ANSWER_TAG, Base, ContentDigest, FieldRefusal, Fields, LABEL, read_signature, write_signature};
use crate::key::{Identity, KeyRing};

const COMPONENTS: &str =
    "(\"@status\" \"content-digest\" \"signature-input\";req;key=\"ecot\" \"signature\";req;key=\"ecot\")";

/// Why an answer is not that of the member that was asked. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum AnswerRefusal {
    /// The fields are not there or cannot be read.
    #[error(transparent)]
    Fields(#[from] FieldRefusal),
    /// Signed in the name of another member than the one that was asked.
    #[error("it is signed by another member")]
    OtherMember,
    /// Not by a current key of that member over this answer to this request.
    #[error("the signature is not the member's over this answer to this request")]
    SignatureWrong,
}

/// The parameters of an answer's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerParameters {
    /// The clock of who answers, in seconds since 1970, UTC. Says how far two clocks are apart; nothing is refused by it,
    /// because the request's signature in the answer's is new each time.
    pub created: i64,
    pub member: MemberId,
}

impl AnswerParameters {
    /// Reads a `Signature-Input`.
    ///
    /// # Errors
    /// [`FieldRefusal`]. What is accepted is written by [`fmt::Display`] as it was, behind the label.
    pub fn read(text: &str) -> Result<Self, FieldRefusal> {
        let input = Input::read(text, COMPONENTS)?;
        let member = input.text("keyid")?.parse().map_err(|_| FieldRefusal::Parameters)?;
        let parameters = Self { created: input.moment("created")?, member };
        input.is_written(&parameters.to_string())?;
        Ok(parameters)
    }
}

impl fmt::Display for AnswerParameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created, member } = self;
        write!(f, "{COMPONENTS};created={created};keyid=\"{member}\";tag=\"{ANSWER_TAG}\"")
    }
}

/// An answer of the member that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedAnswer {
    /// The clock of who answers, in seconds since 1970, UTC.
    pub created: i64,
    /// What its body must have.
    pub digest: ContentDigest,
}

/// The base of an answer with this status to the request with these fields.
fn base(status: u16, digest: &ContentDigest, request: &Fields) -> Result<Base, FieldRefusal> {
    let (input, signature) = request.both()?;
    let input = input.strip_prefix(LABEL).and_then(|rest| rest.strip_prefix('='));
    let input = input.filter(|text| is_printable(text)).ok_or(FieldRefusal::Malformed)?;
    let signature = write_signature(&read_signature(signature)?);
    Ok(Base::default()
        .line("\"@status\"", &status.to_string())
        .line("\"content-digest\"", &digest.to_string())
        .line("\"signature-input\";req;key=\"ecot\"", input)
        .line("\"signature\";req;key=\"ecot\"", &signature))
}

/// Signs the answer with `status` to the request that was sent with `request`.
///
/// # Errors
/// [`FieldRefusal`] when those are not the fields of a signed request.
///
/// # Panics
/// As [`super::sign_request`].
pub fn sign_answer(
    identity: &Identity,
    status: u16,
    digest: &ContentDigest,
    request: &Fields,
    created: i64,
) -> Result<Fields, FieldRefusal> {
    assert!((0..=super::GREATEST).contains(&created), "the clock is in the range of dates");
    let parameters = AnswerParameters { created, member: identity.member }.to_string();
    let signature = identity.key.sign(&base(status, digest, request)?.finish(&parameters));
    Ok(Fields::of(digest, &parameters, &signature.to_bytes()))
}

/// Whether `member` answered `status` with `fields` to the request that was sent with `request`. The body's digest is not
/// compared yet.
///
/// # Errors
/// The first [`AnswerRefusal`] that applies.
pub fn verify_answer(
    status: u16,
    fields: &Fields,
    request: &Fields,
    member: &MemberId,
    ring: &dyn KeyRing,
) -> Result<SignedAnswer, AnswerRefusal> {
    let (input, signature) = fields.both()?;
    let signature = read_signature(signature)?;
    let parameters = AnswerParameters::read(input)?;
    let digest = fields.digest()?;
    if parameters.member != *member {
        return Err(AnswerRefusal::OtherMember);
    }
    let base = base(status, &digest, request)?.finish(&parameters.to_string());
    if signed_by_one_of(&ring.keys(member), &base, &signature) {
        Ok(SignedAnswer { created: parameters.created, digest })
    } else {
        Err(AnswerRefusal::SignatureWrong)
    }
}
