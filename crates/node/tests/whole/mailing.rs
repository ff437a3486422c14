//! Getting back into an account by mail, over a real relay.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use node::config::Config;
use node::mail;
use seams::Seams;
use testkit::{CannedTranscoder, World};

use crate::ask::{Answer, post_form};
use crate::logged::Logged;
use crate::member::{Whole, new_account, world};
use crate::relay::Relay;
use crate::running::Certificate;

pub const ADDRESS: &str = "noor.quell@recipient.test";

/// A member that hands its mails to a relay at this port.
pub async fn member_on(world: World, port: u16, more: &str) -> Whole {
    let configuration = format!(
        "[member]\nbase_url = \"http://member.test\"\n[mail]\nrelay = \"localhost:{port}\"\n\
         from = \"Les Tilleuls <ecot@tilleuls.test>\"\n{more}"
    );
    let config = Config::parse(&configuration, []).unwrap();
    let of_world = world.seams();
    let relay = mail::Relay::configured(&config, of_world.clock.clone(), of_world.entropy.clone()).unwrap().unwrap();
    let seams = Seams { mailer: Arc::new(relay), ..of_world };
    Whole::start_with(world, &config, seams, Arc::new(CannedTranscoder::quick())).await
}

/// A new member, with the account of [`ADDRESS`].
pub async fn mailing(port: u16, more: &str) -> Whole {
    let whole = member_on(world(), port, more).await;
    new_account(&whole.member, "noor", Some(ADDRESS)).await;
    whole
}

pub const PLAIN: &str = "security = \"none\"\n";

pub async fn ask_for_mail(whole: &Whole, address: &str, language: &str) -> Answer {
    post_form(&whole.router, "/recover/mail", &[("email", address)], &[("accept-language", language)]).await
}

/// The path in the mail's link.
pub fn path(message: &serde_json::Value) -> String {
    let text = message["text"].as_str().unwrap();
    let link = text.split_whitespace().find(|word| word.contains("/recover/")).unwrap_or_else(|| panic!("{text}"));
    link.strip_prefix("http://member.test").unwrap().to_owned()
}

async fn set_password(whole: &Whole, path: &str, password: &str) -> StatusCode {
    post_form(&whole.router, path, &[("password", password)], &[]).await.status
}

#[tokio::test]
async fn the_mail_arrives_in_the_persons_language_and_its_link_works_once_within_an_hour() {
    let mut relay = Relay::start(&[]).await;
    let whole = mailing(relay.port, PLAIN).await;
    let mut subjects = Vec::new();
    for (language, word, password) in [("fr", "l’heure", "le vieux moulin"), ("en", "an hour", "the old mill wheel")]
    {
        assert_eq!(ask_for_mail(&whole, ADDRESS, language).await.status, StatusCode::SEE_OTHER);
        let message = relay.message().await;
        assert_eq!(
            (message["from"].as_str(), &message["to"]),
            (Some("ecot@tilleuls.test"), &serde_json::json!([ADDRESS]))
        );
        let header = |name: &str| message["headers"][name].as_str().unwrap_or_default().to_owned();
        assert_eq!(header("From"), "Les Tilleuls <ecot@tilleuls.test>");
        assert_eq!(header("To"), ADDRESS);
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert!(header("Message-ID").ends_with("@tilleuls.test>"), "{message}");
        assert_eq!(header("Date"), "Mon, 23 Nov 2026 09:20:00 +0000");
        assert_eq!(header("Content-Type"), "text/plain; charset=\"utf-8\"");
        assert!(message["text"].as_str().unwrap().contains(word), "{message}");
        assert!(message["text"].as_str().unwrap().contains("noor"), "{message}");
        subjects.push(header("Subject"));

        let path = path(&message);
        assert_eq!(whole.get(&path, &[]).await.status, StatusCode::OK);
        assert_eq!(set_password(&whole, &path, password).await, StatusCode::SEE_OTHER);
        assert_eq!(set_password(&whole, &path, "yet another one").await, StatusCode::GONE);
        let signed_in = post_form(&whole.router, "/sign-in", &[("name", "noor"), ("password", password)], &[]).await;
        assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(subjects, ["Un nouveau mot de passe chez http://member.test", "A new password at http://member.test"]);

    ask_for_mail(&whole, ADDRESS, "en").await;
    let late = path(&relay.message().await);
    // Time that passes before the relay's answer came would end the sending, and with it the link.
    whole.member.app.finish().await;
    whole.world.clock.advance(Duration::from_secs(3_599)).await;
    assert_eq!(whole.get(&late, &[]).await.status, StatusCode::OK);
    whole.world.clock.advance(Duration::from_secs(1)).await;
    assert_eq!(whole.get(&late, &[]).await.status, StatusCode::GONE);
    assert_eq!(set_password(&whole, &late, "yet another one").await, StatusCode::GONE);
}

#[tokio::test]
async fn a_relay_that_wants_encryption_and_a_name_gets_both() {
    let certificate = Certificate::make();
    let folder = certificate.folder.path();
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    write_secret(&file("word"), "a word of its own\n");
    let (chain, key) = (file("certificate.pem"), file("key.pem"));
    let arguments = ["--certificate", &chain, "--key", &key, "--user", "ecot", "--password", "a word of its own"];
    let mut relay = Relay::start(&arguments).await;
    let named = format!("user = \"ecot\"\npassword_file = \"{}\"\n", file("word"));
    let trusted = format!("{named}authority = \"{chain}\"\n");
    let logged = Logged::listen();
    let whole = mailing(relay.port, &trusted).await;
    ask_for_mail(&whole, ADDRESS, "en").await;
    whole.member.app.finish().await;
    assert!(!logged.text().contains("not sent"), "{}", logged.text());
    let message = relay.message().await;
    assert_eq!((&message["encrypted"], &message["user"]), (&serde_json::json!(true), &serde_json::json!("ecot")));

    // Nothing is said to a relay that cannot prove who it is.
    let distrustful = mailing(relay.port, &named).await;
    ask_for_mail(&distrustful, ADDRESS, "en").await;
    distrustful.member.app.finish().await;
    assert!(logged.text().contains("no trusted TLS connection"), "{}", logged.text());

    write_secret(&file("word"), "another word\n");
    let stranger = mailing(relay.port, &trusted).await;
    ask_for_mail(&stranger, ADDRESS, "en").await;
    stranger.member.app.finish().await;
    assert!(logged.text().contains("code 535"), "{}", logged.text());
    assert!(!logged.text().contains("another word"), "the password is in the log");
}

/// A file for its owner alone.
fn write_secret(path: &str, word: &str) {
    std::fs::write(path, word).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[tokio::test]
async fn no_mail_goes_in_the_clear_to_a_relay_that_offers_no_encryption() {
    let relay = Relay::start(&[]).await;
    let logged = Logged::listen();
    let whole = mailing(relay.port, "").await;
    ask_for_mail(&whole, ADDRESS, "en").await;
    whole.member.app.finish().await;
    assert!(logged.text().contains("a recovery mail was not sent"), "{}", logged.text());
}
