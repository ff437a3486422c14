//! Outgoing mail through the configured SMTP relay.

use std::error::Error;
use std::fs;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use data_encoding::HEXLOWER;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{AsyncTransport, Tokio1Executor};
use seams::entropy::random;
use seams::{Clock, Entropy, Mail, MailError, Mailer};

use crate::config::{self, Config, ConfigError, MailSecurity, secret};

/// Time for handing one message over. A relay that accepts the connection and then says nothing would otherwise be
/// waited for without end: lettre limits the connecting alone.
const SEND_LIMIT: Duration = Duration::from_secs(30);

/// Says that nobody wrote it, so that nobody's holiday notice answers (RFC 3834, section 5).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// A relay to which messages are handed.
pub struct Relay {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Relay {
    /// The relay of the configuration, or `None` if there is none. Connects to nothing yet.
    ///
    /// # Errors
    /// When a setting cannot be used, or the secret cannot be read.
    pub fn configured(
        config: &Config,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Option<Self>, ConfigError> {
        let mail = &config.mail;
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
            .timeout(Some(SEND_LIMIT))
            .hello_name(hello(config))
            .tls(protection(mail, host)?);
        if let (Some(user), Some(file)) = (&mail.user, &mail.password_file) {
            let password = secret("mail.password_file", file)?;
            transport = transport.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Some(Self { from, transport: transport.build(), clock, entropy }))
    }

    fn message(&self, mail: Mail) -> Result<Message, MailError> {
        let to: Mailbox =
            mail.to.parse().map_err(|_| MailError::Refused("the recipient's address is malformed".to_owned()))?;
        let id = HEXLOWER.encode(&random::<16>(self.entropy.as_ref()));
        let at = self.from.email.domain();
        let now = u64::try_from(self.clock.now().as_second()).unwrap_or(0);
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(now))
            .message_id(Some(format!("<{id}@{at}>")))
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body)
            .map_err(|_| MailError::Refused("the message cannot be written as mail".to_owned()))
    }
}

/// How the member introduces itself: by the name that people type.
fn hello(config: &Config) -> ClientId {
    let url = reqwest::Url::parse(&config.base_url()).ok();
    match url.as_ref().and_then(|url| url.host_str()) {
        Some(host) => match host.trim_matches(['[', ']']).parse() {
            Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
            Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
            Err(_) => ClientId::Domain(host.to_owned()),
        },
        None => ClientId::default(),
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
        let message = self.message(mail)?;
        tokio::select! {
            sent = self.transport.send(message) => sent.map(drop).map_err(|error| told(&error)),
            () = self.clock.sleep(SEND_LIMIT) => Err(MailError::Unreachable("no answer in time".to_owned())),
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
        None if is_tls(error) => MailError::Unreachable("no trusted TLS connection".to_owned()),
        None if error.is_client() => MailError::Refused("it offers no way of signing in that we know".to_owned()),
        None => MailError::Unreachable("no connection".to_owned()),
    }
}

/// Whether the encryption failed; lettre calls a certificate that is not trusted a broken connection.
fn is_tls(error: &smtp::Error) -> bool {
    let mut cause = error.source();
    while let Some(current) = cause {
        let inside = current.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if inside.is_some_and(|inner| inner.is::<rustls::Error>()) || current.is::<rustls::Error>() {
            return true;
        }
        cause = current.source();
    }
    error.is_tls()
}
