//! Outgoing mail through the configured SMTP relay.

use std::fs;
use std::net::IpAddr;
use std::time::Duration;

use async_trait::async_trait;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{AsyncTransport, Tokio1Executor};
use seams::{Mail, MailError, Mailer};

use crate::config::{self, ConfigError, MailSecurity, secret};

/// Time for each step of the talk with the relay.
const STEP_LIMIT: Duration = Duration::from_secs(20);

/// A relay to which messages are handed.
pub struct Relay {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Relay {
    /// The relay of the configuration, or `None` if there is none. Connects to nothing yet.
    ///
    /// # Errors
    /// When a setting cannot be used, or the secret cannot be read.
    pub fn configured(mail: &config::Mail) -> Result<Option<Self>, ConfigError> {
        let (Some(relay), Some(from)) = (&mail.relay, &mail.from) else {
            return Ok(None);
        };
        let wrong = |key, why: String| ConfigError::Contradiction { key, why };
        let from = from.parse().map_err(|error| wrong("mail.from", format!("{error}")))?;
        let named = relay.rsplit_once(':').and_then(|(host, port)| {
            let host = host.trim_start_matches('[').trim_end_matches(']');
            Some((host, port.parse().ok()?)).filter(|_| !host.is_empty())
        });
        let Some((host, port)) = named else {
            let why = "must be a host and a port, as in smtp.example.org:587";
            return Err(wrong("mail.relay", why.to_owned()));
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .timeout(Some(STEP_LIMIT))
            .tls(protection(mail, host)?);
        if let (Some(user), Some(file)) = (&mail.user, &mail.password_file) {
            let password = secret("mail.password_file", file)?;
            transport = transport.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Some(Self { from, transport: transport.build() }))
    }
}

fn protection(mail: &config::Mail, host: &str) -> Result<Tls, ConfigError> {
    let wrong = |key, why: String| ConfigError::Contradiction { key, why };
    if mail.security == MailSecurity::None {
        let here = host == "localhost" || host.parse().is_ok_and(|a: IpAddr| a.is_loopback());
        let why = "\"none\" is only for a relay on this machine (localhost)";
        return if here { Ok(Tls::None) } else { Err(wrong("mail.security", why.to_owned())) };
    }
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(file) = &mail.authority {
        let unusable = |error: String| wrong("mail.authority", format!("{}: {error}", file.display()));
        let pem = fs::read(file).map_err(|error| unusable(error.to_string()))?;
        let authority = Certificate::from_pem(&pem).map_err(|error| unusable(error.to_string()))?;
        parameters = parameters.add_root_certificate(authority);
    }
    let parameters = parameters.build().map_err(|error| wrong("mail.security", error.to_string()))?;
    Ok(match mail.security {
        MailSecurity::Tls => Tls::Wrapper(parameters),
        MailSecurity::Starttls | MailSecurity::None => Tls::Required(parameters),
    })
}

#[async_trait]
impl Mailer for Relay {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let to: Mailbox =
            mail.to.parse().map_err(|_| MailError::Refused("the recipient's address is malformed".to_owned()))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body)
            .map_err(|_| MailError::Refused("the message cannot be written as mail".to_owned()))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(told(&error)),
        }
    }
}

/// What may be logged of a failure. A relay's own words often repeat the recipient's address, so
/// only its code is kept.
fn told(error: &smtp::Error) -> MailError {
    match error.status() {
        Some(code) if error.is_permanent() => MailError::Refused(format!("code {code}")),
        Some(code) => MailError::Unreachable(format!("it answered with code {code}")),
        None if error.is_timeout() => MailError::Unreachable("no answer in time".to_owned()),
        None if error.is_tls() => MailError::Unreachable("no trusted TLS connection".to_owned()),
        None if error.is_client() => MailError::Refused("it offers no way of signing in that we know".to_owned()),
        None => MailError::Unreachable("no connection".to_owned()),
    }
}
