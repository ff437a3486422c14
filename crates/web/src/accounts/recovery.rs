//! Recovery by mail: a link that sets a new password, once, within an hour.

use std::sync::Arc;
use std::time::Duration;

use seams::Mail;
use store::SecretHash;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::i18n::Lang;
use crate::limits::{Act, Subject};
use crate::sessions::Secret;
use crate::view::operator::{Detail, Health, Part};

/// How long a link from a mail works.
pub const RESET_LIVES: Duration = Duration::from_secs(3600);

/// Mails under way at once; a relay that does not answer holds up no more.
const MAILS_AT_ONCE: usize = 4;
/// Mails that wait for one of those to end; what is asked for beyond is dropped, and the person asks again.
const MAILS_WAITING: usize = 64;

/// How many mails may be under way, and how many may wait.
#[derive(Clone)]
pub(crate) struct Outbox {
    places: Arc<Semaphore>,
    sending: Arc<Semaphore>,
}

impl Default for Outbox {
    fn default() -> Self {
        let places = Arc::new(Semaphore::new(MAILS_AT_ONCE + MAILS_WAITING));
        Self { places, sending: Arc::new(Semaphore::new(MAILS_AT_ONCE)) }
    }
}

/// Looks the address up and writes to it, if it is known; after the request was answered.
pub(crate) fn mail_in_background(app: &App, address: String, lang: Lang) {
    let Ok(place) = Arc::clone(&app.outbox.places).try_acquire_owned() else {
        return tell(app, Err("too many mails wait already".to_owned()));
    };
    let app = app.clone();
    let tasks = app.tasks.clone();
    tasks.spawn(async move {
        let sending = app.outbox.sending.acquire().await;
        match mail(&app, &address, lang).await {
            Ok(false) => {}
            Ok(true) => tell(&app, Ok(())),
            Err(what) => tell(&app, Err(what)),
        }
        drop((sending, place));
    });
}

/// What became of a mail, for the log and the operator's console.
fn tell(app: &App, sent: Result<(), String>) {
    match sent {
        Ok(()) => app.board.set(Part::Mail, Health::Good, Detail::None),
        Err(what) => {
            tracing::error!(what, "a recovery mail was not sent");
            app.board.set(Part::Mail, Health::Bad, Detail::Logged(what));
        }
    }
}

/// One mail with a link for each account of the address; whether there was one to be sent. The words of an error
/// name no address.
async fn mail(app: &App, address: &str, lang: Lang) -> Result<bool, String> {
    let now = app.seams.clock.now();
    let folded = address.to_lowercase();
    if app.limits.take(Act::Recover, Subject::Account(folded.as_bytes()), now).is_err() {
        return Ok(false);
    }
    let accounts = app.store.accounts_by_email(address).await.map_err(|error| error.to_string())?;
    let mut links = Vec::new();
    let mut resets = Vec::new();
    for account in accounts {
        let secret = Secret::draw(app.seams.entropy.as_ref());
        let hash = SecretHash::from_bytes(secret.hash());
        let made = app.store.create_password_reset(hash, account.id, now, now + RESET_LIVES).await;
        // Refused when several links wait already: those still work.
        if made.map_err(|error| error.to_string())?.is_ok() {
            links.push(format!("{}\n{}/recover/{}", account.name, app.config.base_url, secret.reveal()));
            resets.push(hash);
        }
    }
    if links.is_empty() {
        return Ok(false);
    }
    let site = app.config.base_url.as_str();
    let subject = lang.text_with("mail-reset-subject", "site", site);
    let body = lang.text_with_all("mail-reset-body", [("site", site.to_owned()), ("links", links.join("\n\n"))]);
    let sent = app.seams.mailer.send(Mail { to: address.to_owned(), subject, body }).await;
    if sent.is_err() {
        // Links that nobody has must not keep the person from asking again.
        for hash in resets {
            app.store.forget_password_reset(hash).await.map_err(|error| error.to_string())?;
        }
    }
    sent.map(|()| true).map_err(|error| error.to_string())
}
