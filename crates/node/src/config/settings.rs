//! The settings. Each doc comment is printed above its key in the sample file.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use super::network::Network;
use super::schema::section;

section! {
    /// Who this member is.
    pub struct Member as "member" {
        /// The name shown at the top of every page.
        name: String = "Ecot".to_owned();
        /// The folder that holds everything the member keeps: objects, uploads, keys and, unless
        /// [database] says otherwise, the database. Created with access for its owner alone.
        /// A relative path starts at the folder of this file.
        data: PathBuf = PathBuf::from("data");
        /// The address that people type, as it stands in shared links. Without it, the address
        /// that the server listens on.
        base_url: Option<String> = None => "\"https://video.example.org\"";
        /// Where the source of the program that runs here is offered, as its licence asks for.
        source_url: Option<String> = None => "\"https://git.example.org/ecot\"";
    }
}

section! {
    /// The web server.
    pub struct Http as "http" {
        /// Address and port. Port 0 takes any free port, and the log says which.
        listen: SocketAddr = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080));
        /// The certificate chain (PEM). With it the server speaks TLS 1.2 and 1.3 only. Both
        /// files are read again on SIGHUP.
        tls_certificate: Option<PathBuf> = None => "\"/etc/ecot/certificate.pem\"";
        /// The private key of the certificate (PEM).
        tls_key: Option<PathBuf> = None => "\"/etc/ecot/key.pem\"";
        /// Reverse proxies in front of this server, as addresses or networks. Only from these is
        /// X-Forwarded-For believed; the log says once when another one near this machine sends it.
        trusted_proxies: Vec<Network> = Vec::new();
        /// Connections open at once; further ones wait to be accepted.
        connections: u32 = 10_000;
        /// Connections open at once from one address, trusted proxies excepted; further ones are
        /// closed.
        connections_per_address: u32 = 256;
        /// Seconds in which a request's head must have arrived.
        header_seconds: u64 = 15;
        /// Seconds after which a connection on which nothing moves is closed.
        idle_seconds: u64 = 75;
        /// Seconds that running requests are given to end when the server stops.
        stop_seconds: u64 = 20;
    }
}

section! {
    /// Where accounts, videos and usage are kept.
    pub struct Database as "database" {
        /// A PostgreSQL database. Without it, SQLite in the data folder. One ecot at a time: a second one on the same
        /// database is refused. Not through a pooler that hands a connection on between statements.
        url: Option<String> = None => "\"postgres://ecot@localhost/ecot\"";
        /// A file that holds the password of that database's user.
        password_file: Option<PathBuf> = None => "\"/etc/ecot/database-password\"";
    }
}

section! {
    /// The object store and its cache.
    pub struct Storage as "storage" {
        /// Memory for the bytes of hot segments, in MB.
        cache_mb: u64 = 256;
        /// Hours that an object which nothing refers to any more is kept before it is removed.
        grace_hours: u64 = 24;
        /// Uploads are refused when they would leave less free disk than this, in MB.
        free_disk_mb: u64 = 1_000;
    }
}

section! {
    /// What people may send.
    pub struct Uploads as "uploads" {
        /// The largest file, in MB.
        largest_mb: u64 = 20_000;
        /// Hours after which an upload that nobody continued is removed.
        expire_hours: u64 = 48;
    }
}

section! {
    /// Encoding.
    pub struct Media as "media" {
        /// "required" refuses to start when ffmpeg cannot be confined; "off" runs it unconfined,
        /// which lets a hostile file that breaks ffmpeg do what this program may do.
        sandbox: Sandbox = Sandbox::Required;
        /// The encoder.
        ffmpeg: PathBuf = PathBuf::from("/usr/bin/ffmpeg");
        /// The tool that reads a file's streams.
        ffprobe: PathBuf = PathBuf::from("/usr/bin/ffprobe");
        /// Videos encoded at once.
        encodings: u32 = 1;
        /// The longest video, in minutes: at most 1260, which is 21 hours.
        longest_minutes: u64 = 360;
    }
}

section! {
    /// The federation that this member is in, if it is in one.
    pub struct Federation as "federation" {
        /// Seconds between two times of asking the others what is new in their logs. 0: this member asks and signs
        /// nothing by itself, and only answers.
        ask_seconds: u64 = 60;
        /// A file of certificates (PEM) that members may use besides those that the system trusts: of a federation that
        /// has an authority of its own.
        authority: Option<PathBuf> = None => "\"/etc/ecot/federation-authority.pem\"";
        /// Members at addresses of this machine and of private networks are asked too, and without encryption: to try a
        /// federation out. Without it only public addresses are asked, over https.
        allow_private: bool = false;
    }
}

section! {
    /// Backups, which `ecot backup` makes.
    pub struct Backup as "backup" {
        /// To whom they are encrypted: the line that `ecot phrase` prints beside the operator's
        /// recovery phrase. The phrase opens them and is kept on paper, never on this machine.
        recipient: Option<String> = None => "\"age1...\"";
    }
}

section! {
    /// Mail for account recovery. Without a relay, only recovery codes recover an account.
    pub struct Mail as "mail" {
        /// Host and port of the SMTP relay.
        relay: Option<String> = None => "\"smtp.example.org:587\"";
        /// "starttls" or "tls"; "none" only for a relay on this machine.
        security: MailSecurity = MailSecurity::Starttls;
        /// The sender of messages.
        from: Option<String> = None => "\"Ecot <ecot@example.org>\"";
        /// The user name at the relay.
        user: Option<String> = None => "\"ecot\"";
        /// A file that holds the password of that user.
        password_file: Option<PathBuf> = None => "\"/etc/ecot/mail-password\"";
        /// A file of certificates (PEM) that the relay may use besides those that the system
        /// trusts.
        authority: Option<PathBuf> = None => "\"/etc/ecot/relay-authority.pem\"";
    }
}

section! {
    /// What is written to standard error.
    pub struct Logs as "logs" {
        /// "error", "warn", "info", "debug" or "trace", for all or by crate as in
        /// "info,web=debug".
        level: String = "info".to_owned();
        /// "text" or "json".
        format: LogFormat = LogFormat::Text;
    }
}

section! {
    /// Figures for Prometheus at /metrics. They are given to this machine itself and to whoever
    /// shows the token.
    pub struct Metrics as "metrics" {
        /// A file that holds the token, sent as "Authorization: Bearer TOKEN".
        token_file: Option<PathBuf> = None => "\"/etc/ecot/metrics-token\"";
    }
}

/// Whether encoding must be confined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sandbox {
    Required,
    Off,
}

/// How the connection to the mail relay is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    Starttls,
    Tls,
    None,
}

/// The form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}
