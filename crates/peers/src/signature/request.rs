use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use purse::id::MemberId;

use super::base::is_printable;
use super::fields::Input;
use super::{Base, ContentDigest, FieldRefusal, Fields, NONCE_BYTES, REQUEST_TAG, read_signature};
use crate::key::{Identity, KEYS_MOST, KeyRing};
use crate::limits::{TARGET_BYTES, WINDOW};
use crate::refusal::Refusal;

const COMPONENTS: &str = "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\")";
/// The methods that members use: what asks, and what tells.
pub const VERBS: [&str; 2] = ["GET", "POST"];

/// What is asked, and whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'a> {
    /// One of [`VERBS`].
    pub method: &'a str,
    /// Host in lower case, and port unless it is the scheme's own: of whom the request is for.
    pub authority: &'a str,
    /// Begins with a slash; as it is sent, nothing of it decoded.
    pub path: &'a str,
    /// Without the question mark; empty if there is none.
    pub query: &'a str,
}

impl Target<'_> {
    /// Whether this can be signed.
    ///
    /// # Errors
    /// [`Refusal::Malformed`]: another method, a target that is longer than [`TARGET_BYTES`], has no path or is not
    /// printable ASCII.
    pub fn check(&self) -> Result<(), Refusal> {
        let long = self.path.len() + self.query.len() >= TARGET_BYTES;
        let printable = [self.authority, self.path, self.query].into_iter().all(is_printable);
        if !VERBS.contains(&self.method) || long || !self.path.starts_with('/') || !printable {
            return Err(Refusal::Malformed);
        }
        Ok(())
    }

    fn base(&self, digest: &ContentDigest) -> Base {
        Base::default()
            .line("\"@method\"", self.method)
            .line("\"@authority\"", self.authority)
            .line("\"@path\"", self.path)
            .line("\"@query\"", &format!("?{}", self.query))
            .line("\"content-digest\"", &digest.to_string())
    }
}

/// The parameters of a request's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestParameters {
    /// Seconds since 1970, UTC.
    pub created: i64,
    /// Seconds since 1970, UTC; after `created`, by the window at most.
    pub expires: i64,
    /// Random; a member uses none twice.
    pub nonce: [u8; NONCE_BYTES],
    /// Who signed.
    pub member: MemberId,
}

impl RequestParameters {
    /// Reads a `Signature-Input`.
    ///
    /// # Errors
    /// [`FieldRefusal`]. What is accepted is written by [`fmt::Display`] as it was, behind the label.
    pub fn read(text: &str) -> Result<Self, FieldRefusal> {
        let refused = FieldRefusal::Parameters;
        let input = Input::read(text, COMPONENTS)?;
        let mut nonce = [0; NONCE_BYTES];
        let written = input.text("nonce")?.as_bytes();
        if BASE64URL_NOPAD.decode_len(written.len()) != Ok(NONCE_BYTES) {
            return Err(refused);
        }
        BASE64URL_NOPAD.decode_mut(written, &mut nonce).map_err(|_| refused)?;
        let parameters = Self {
            created: input.moment("created")?,
            expires: input.moment("expires")?,
            nonce,
            member: input.text("keyid")?.parse().map_err(|_| refused)?,
        };
        input.is_written(&parameters.to_string())?;
        let lasts = u64::try_from(parameters.expires - parameters.created).map_err(|_| refused)?;
        if (1..=WINDOW.as_secs()).contains(&lasts) { Ok(parameters) } else { Err(refused) }
    }
}

impl fmt::Display for RequestParameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created, expires, nonce, member } = self;
        let nonce = BASE64URL_NOPAD.encode(nonce);
        write!(f, "{COMPONENTS};created={created};expires={expires};nonce=\"{nonce}\";keyid=\"{member}\"")?;
        write!(f, ";tag=\"{REQUEST_TAG}\"")
    }
}

/// A request that a member signed, whenever that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub parameters: RequestParameters,
    /// What its body must have.
    pub digest: ContentDigest,
}

/// Signs a request, to be used from `created` on for as long as the window is.
///
/// # Errors
/// [`Refusal::Malformed`], as [`Target::check`].
///
/// # Panics
/// When `created` is no second of the years that structured fields can write.
pub fn sign_request(
    identity: &Identity,
    target: &Target<'_>,
    digest: &ContentDigest,
    created: i64,
    nonce: [u8; NONCE_BYTES],
) -> Result<Fields, Refusal> {
    target.check()?;
    let lasts = i64::try_from(WINDOW.as_secs()).unwrap_or_default();
    assert!((0..=super::GREATEST - lasts).contains(&created), "the clock is in the range of dates");
    let parameters =
        RequestParameters { created, expires: created + lasts, nonce, member: identity.member }.to_string();
    let signature = identity.key.sign(&target.base(digest).finish(&parameters));
    Ok(Fields::of(digest, &parameters, &signature.to_bytes()))
}

/// Who signed a request. Whether it is still good is [`crate::replay`]'s to say, and its body's digest is not compared yet.
///
/// # Errors
/// A [`Refusal`] up to [`Refusal::SignatureWrong`].
pub fn verify_request(target: &Target<'_>, fields: &Fields, ring: &dyn KeyRing) -> Result<Verified, Refusal> {
    let (input, signature) = fields.both()?;
    target.check()?;
    let signature = read_signature(signature)?;
    let parameters = RequestParameters::read(input)?;
    let digest = fields.digest()?;
    let keys = ring.keys(&parameters.member);
    if keys.is_empty() {
        return Err(Refusal::UnknownMember);
    }
    let base = target.base(&digest).finish(&parameters.to_string());
    if signed_by_one_of(&keys, &base, &signature) {
        Ok(Verified { parameters, digest })
    } else {
        Err(Refusal::SignatureWrong)
    }
}

pub(super) fn signed_by_one_of(keys: &[VerifyingKey], base: &[u8], signature: &[u8; 64]) -> bool {
    let signature = Signature::from_bytes(signature);
    keys.iter().take(KEYS_MOST).any(|key| key.verify_strict(base, &signature).is_ok())
}

impl From<FieldRefusal> for Refusal {
    fn from(refusal: FieldRefusal) -> Self {
        match refusal {
            FieldRefusal::Missing => Self::NoSignature,
            FieldRefusal::Malformed => Self::Malformed,
            FieldRefusal::Components => Self::WrongComponents,
            FieldRefusal::Parameters => Self::WrongParameters,
            FieldRefusal::Digest => Self::DigestMissing,
        }
    }
}
