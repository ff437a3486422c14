//! Making an account: its name, password, keys and codes, and the first session, in one step.

use seams::entropy::random;
use store::{Account, Entry, NewAccount, SecretHash, SignUpRefusal, UserId};
use zeroize::Zeroizing;

use super::codes::RecoveryCode;
use super::email;
use super::name::{AccountName, NameRefusal};
use super::password::{self, PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS, PasswordRefusal};
use super::space_keys::SpaceKeys;
use crate::app::App;
use crate::limits::Act;
use crate::pages::sign_in::minutes;
use crate::pages::stop::Stop;
use crate::sessions::{self, Secret, Visit};
use crate::view::{Complaint, Complaints};

/// Before the secret of an operator's first link, where an invitation is typed.
pub(crate) const OPERATOR_PREFIX: &str = "operator.";

/// What was typed into the form, without the password.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) invitation: String,
}

/// A new account, and what is shown once.
pub(crate) struct SignedUp {
    pub(crate) account: Account,
    pub(crate) secret: Secret,
    pub(crate) codes: Vec<String>,
    pub(crate) space_recovery_key: Zeroizing<String>,
}

impl From<NameRefusal> for Complaint {
    fn from(refusal: NameRefusal) -> Self {
        match refusal {
            NameRefusal::Reserved => Self::NameReserved,
            NameRefusal::TooShort | NameRefusal::TooLong | NameRefusal::NoLetterFirst | NameRefusal::Characters => {
                Self::NameShape
            }
        }
    }
}

impl From<PasswordRefusal> for Complaint {
    fn from(refusal: PasswordRefusal) -> Self {
        let number = |limit| u64::try_from(limit).unwrap_or(u64::MAX);
        match refusal {
            PasswordRefusal::TooShort => Self::PasswordShort(number(PASSWORD_MIN_CHARS)),
            PasswordRefusal::TooLong => Self::PasswordLong(number(PASSWORD_MAX_BYTES)),
            PasswordRefusal::TooCommon => Self::PasswordCommon,
        }
    }
}

/// Makes the account, or says everything that is wrong with the form at once.
pub(crate) async fn sign_up(
    app: &App,
    typed: &Typed,
    password: &str,
    visit: &Visit,
) -> Result<Result<SignedUp, Complaints>, Stop> {
    let name = AccountName::parse(&typed.name);
    let email = email::parse(&typed.email);
    let strong = password::check_new(password, typed.name.trim());
    let (name, email) = match (name, email, strong) {
        (Ok(name), Ok(email), Ok(())) => (name, email),
        (name, email, strong) => {
            let complaints = [
                name.err().map(Complaint::from),
                strong.err().map(Complaint::from),
                email.err().map(|_| Complaint::EmailShape),
            ];
            return Ok(Err(Complaints(complaints.into_iter().flatten().collect())));
        }
    };
    // Only a form that could make an account is a try: typing errors lock nobody out.
    if let Err(refusal) = visit.limit_address(app, Act::SignUp) {
        return Ok(Err(Complaints(vec![Complaint::TooManyTries(minutes(refusal))])));
    }
    let entropy = app.seams.entropy.as_ref();
    let keys = SpaceKeys::draw(entropy);
    let codes = RecoveryCode::draw(entropy);
    let new = NewAccount {
        id: UserId::from_bytes(random(entropy)),
        name: name.as_str().to_owned(),
        email,
        password_hash: app.hasher.hash(password, random(entropy)).await?,
        locale: visit.lang.tag().to_owned(),
        space_public: keys.space_public,
        space_secret: keys.space_secret.to_vec(),
        recovery_public: keys.recovery_public,
        recovery_codes: codes.iter().map(|code| SecretHash::from_bytes(code.hash())).collect(),
        entry: entry(&typed.invitation),
    };
    let id = new.id;
    if let Err(refusal) = app.store.create_account(&new, app.seams.clock.now()).await? {
        return Ok(Err(Complaints(vec![complaint(refusal)])));
    }
    let (secret, session) = sessions::draw(app);
    let opened = app.store.create_session(id, &session, app.seams.clock.now()).await?;
    opened.map_err(|_| Stop::FORBIDDEN)?;
    let account = app.store.account(id).await?.ok_or(Stop::NOT_FOUND)?;
    Ok(Ok(SignedUp {
        account,
        secret,
        codes: codes.iter().map(RecoveryCode::reveal).collect(),
        space_recovery_key: keys.recovery_printed,
    }))
}

/// By what right: an operator's first link, an invitation, or none.
fn entry(invitation: &str) -> Entry {
    let hash = |text: &str| {
        // A text that is no secret has the hash of nothing that was ever handed out.
        let hash = Secret::parse(text).map_or([0; 32], |secret| secret.hash());
        SecretHash::from_bytes(hash)
    };
    match invitation.strip_prefix(OPERATOR_PREFIX) {
        Some(link) => Entry::OperatorLink(hash(link)),
        None if invitation.is_empty() => Entry::Open,
        None => Entry::Invitation(hash(invitation)),
    }
}

fn complaint(refusal: SignUpRefusal) -> Complaint {
    match refusal {
        SignUpRefusal::Closed => Complaint::SignUpClosed,
        SignUpRefusal::InvitationNeeded | SignUpRefusal::Invitation(_) | SignUpRefusal::OperatorLink(_) => {
            Complaint::InvitationUnknown
        }
        SignUpRefusal::NameEmpty => Complaint::NameShape,
        SignUpRefusal::NameTaken => Complaint::NameTaken,
        SignUpRefusal::EmailCrowded => Complaint::EmailCrowded(u64::from(store::ACCOUNTS_PER_EMAIL)),
    }
}
