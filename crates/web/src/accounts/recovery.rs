//! Recovery by mail: a link that sets a new password, once, within an hour.

use std::time::Duration;

use seams::Mail;
use store::SecretHash;

use crate::app::App;
use crate::i18n::Lang;
use crate::limits::{Act, Subject};
use crate::sessions::Secret;

/// How long a link from a mail works.
pub const RESET_LIVES: Duration = Duration::from_secs(3600);

/// Looks the address up and writes to it, if it is known; after the request was answered.
pub(crate) fn mail_in_background(app: &App, address: String, lang: Lang) {
    let app = app.clone();
    let tasks = app.tasks.clone();
    tasks.spawn(async move {
        if let Err(what) = mail(&app, &address, lang).await {
            tracing::error!(what, "a recovery mail was not sent");
        }
    });
}

/// One mail with a link for each account of the address. The words of an error name no address.
async fn mail(app: &App, address: &str, lang: Lang) -> Result<(), String> {
    let now = app.seams.clock.now();
    let folded = address.to_lowercase();
    if app.limits.take(Act::Recover, Subject::Account(folded.as_bytes()), now).is_err() {
        return Ok(());
    }
    let accounts = app.store.accounts_by_email(address).await.map_err(|error| error.to_string())?;
    let mut links = Vec::new();
    for account in accounts {
        let secret = Secret::draw(app.seams.entropy.as_ref());
        let hash = SecretHash::from_bytes(secret.hash());
        let made = app.store.create_password_reset(hash, account.id, now, now + RESET_LIVES).await;
        // Refused when several links wait already: those still work.
        if made.map_err(|error| error.to_string())?.is_ok() {
            links.push(format!("{}\n{}/recover/{}", account.name, app.config.base_url, secret.reveal()));
        }
    }
    if links.is_empty() {
        return Ok(());
    }
    let site = app.config.base_url.as_str();
    let subject = lang.text_with("mail-reset-subject", "site", site);
    let body = lang.text_with_all("mail-reset-body", [("site", site.to_owned()), ("links", links.join("\n\n"))]);
    app.seams.mailer.send(Mail { to: address.to_owned(), subject, body }).await.map_err(|error| error.to_string())
}
