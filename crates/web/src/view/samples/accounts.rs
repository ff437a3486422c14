//! Pages about accounts, and what goes wrong.

use super::{Sample, hours_ago, words};
use crate::i18n::Lang;
use crate::view::account::{AccountForm, AccountPage, Scope, TokenRow};
use crate::view::chrome::Chrome;
use crate::view::errors::{ErrorPage, Trouble};
use crate::view::form::{Complaint, Complaints};
use crate::view::notice::Notice;
use crate::view::recover::{RecoverPage, ResetPage};
use crate::view::sign_in::SignInPage;
use crate::view::sign_up::{CodesPage, SignUpMode, SignUpPage};

const PASSWORD_LEAST: u64 = 10;

fn at(lang: Lang, path: &str) -> Chrome {
    Chrome { path: path.to_owned(), ..Chrome::sample(lang) }
}

fn sign_up(lang: Lang) -> SignUpPage {
    SignUpPage {
        chrome: at(lang, "/sign-up"),
        mode: SignUpMode::Open,
        name: String::new(),
        email: String::new(),
        invitation: String::new(),
        password_least: PASSWORD_LEAST,
        mail_works: true,
        complaints: Complaints::default(),
    }
}

fn sign_up_refused(lang: Lang) -> SignUpPage {
    SignUpPage {
        mode: SignUpMode::Invitation,
        name: "amélie".to_owned(),
        email: "amelie@".to_owned(),
        complaints: Complaints(vec![
            Complaint::InvitationUnknown,
            Complaint::NameTaken,
            Complaint::PasswordShort(PASSWORD_LEAST),
            Complaint::EmailShape,
        ]),
        ..sign_up(lang)
    }
}

fn codes(lang: Lang) -> CodesPage {
    let codes = ["f4kq-72mz-p3ta", "9wcd-xx4h-a7rn", "k2ue-5vjb-m8ys", "tt3p-q6nc-4zfd", "h7rx-2akw-9ebm"];
    CodesPage {
        chrome: Chrome::sample_signed_in(lang, "/sign-up", false),
        name: "Amélie".to_owned(),
        codes: codes.map(str::to_owned).to_vec(),
        space_recovery_key: Some(
            "ecot-space-1 k3vd 7qmn x2ra 55tp f9jw c8ye u4hb z6ks g3nd p7mx 2wqa v9te 4rfc".to_owned(),
        ),
    }
}

fn account(lang: Lang) -> AccountPage {
    let token = |name: &str, scopes: &[Scope], used: Option<i64>| TokenRow {
        id: name.to_owned(),
        name: name.to_owned(),
        scopes: scopes.to_vec(),
        created_at: hours_ago(900),
        last_used_at: used.map(hours_ago),
    };
    AccountPage {
        chrome: Chrome { notice: Some(Notice::PasswordChanged), ..Chrome::sample_signed_in(lang, "/account", false) },
        name: "Amélie".to_owned(),
        email: "amelie@tilleuls.example".to_owned(),
        mail_works: true,
        codes_left: 1,
        sessions: 3,
        tokens: vec![
            token(&words(lang, "choir website", "site de la chorale"), &[Scope::Read, Scope::Upload], Some(4)),
            token("laptop", &Scope::ALL, None),
        ],
        new_token: Some("ecot_7d2mXq0y5bPj4kTz8nVw1sRfGhLc9aUe".to_owned()),
        token_name: String::new(),
        password_least: PASSWORD_LEAST,
        refused: AccountForm::Delete,
        complaints: Complaints(vec![Complaint::PasswordWrong, Complaint::ConfirmationMissing]),
    }
}

pub(super) fn samples(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let closed = SignUpPage { mode: SignUpMode::Closed, ..sign_up(lang) };
    let sign_in = SignInPage {
        adopts: true,
        chrome: at(lang, "/sign-in"),
        name: "Amélie".to_owned(),
        next: "/space".to_owned(),
        complaints: Complaints(vec![Complaint::SignInWrong]),
    };
    let recover = RecoverPage {
        chrome: at(lang, "/recover"),
        name: "Amélie".to_owned(),
        email: String::new(),
        password_least: PASSWORD_LEAST,
        mail_works: true,
        complaints: Complaints(vec![Complaint::CodeWrong, Complaint::TooManyTries(5)]),
    };
    let reset = ResetPage {
        chrome: at(lang, "/recover/5f1d"),
        name: "Amélie".to_owned(),
        password_least: PASSWORD_LEAST,
        complaints: Complaints::default(),
    };
    let mut samples = vec![
        Sample::of("sign-up", &sign_up(lang))?,
        Sample::of("sign-up-refused", &sign_up_refused(lang))?,
        Sample::of("sign-up-closed", &closed)?,
        Sample::of("account-created", &codes(lang))?,
        Sample::of("sign-in", &sign_in)?,
        Sample::of("recover", &recover)?,
        Sample::of("reset", &reset)?,
        Sample::of("account", &account(lang))?,
    ];
    for (name, trouble) in TROUBLES.into_iter().zip(Trouble::ALL) {
        let reference = matches!(trouble, Trouble::Internal).then(|| "7f3a-19c2".to_owned());
        samples.push(Sample::of(name, &ErrorPage { chrome: at(lang, "/v/abc"), trouble, reference })?);
    }
    Ok(samples)
}

/// File names, in the order of [`Trouble::ALL`].
const TROUBLES: [&str; 10] = [
    "error-stale",
    "error-forbidden",
    "error-not-found",
    "error-deleted",
    "error-link-expired",
    "error-too-large",
    "error-too-many",
    "error-internal",
    "error-unavailable",
    "error-home-silent",
];
