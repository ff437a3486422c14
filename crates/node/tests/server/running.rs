use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use node::config::Http;
use node::server::Server;
use node::tls::Tls;
use rcgen::CertifiedKey;
use seams::real::RealClock;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A server that a test started.
pub struct Running {
    pub address: SocketAddr,
    pub stop: CancellationToken,
    pub ended: JoinHandle<()>,
}

impl Running {
    pub fn url(&self, scheme: &str, path: &str) -> String {
        format!("{scheme}://localhost:{}{path}", self.address.port())
    }
}

/// The default settings on a free port.
pub fn settings() -> Http {
    Http { listen: "127.0.0.1:0".parse().unwrap(), ..Http::default() }
}

pub fn start(settings: &Http, tls: Option<Tls>, router: Router) -> Running {
    let server = Server::bind(settings, tls, Arc::new(RealClock)).unwrap();
    let address = server.address();
    let stop = CancellationToken::new();
    let ended = tokio::spawn(server.run(router, stop.clone()));
    Running { address, stop, ended }
}

/// A certificate for `localhost` in two files.
pub struct Certificate {
    pub folder: TempDir,
    pub pem: String,
}

impl Certificate {
    pub fn make() -> Self {
        let made = Self { folder: tempfile::tempdir().unwrap(), pem: String::new() };
        made.renewed()
    }

    /// Another certificate in the same files.
    pub fn renewed(self) -> Self {
        let CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(self.folder.path().join("certificate.pem"), cert.pem()).unwrap();
        std::fs::write(self.folder.path().join("key.pem"), signing_key.serialize_pem()).unwrap();
        Self { pem: cert.pem(), ..self }
    }

    pub fn load(&self) -> Tls {
        let path = self.folder.path();
        Tls::load(&path.join("certificate.pem"), &path.join("key.pem")).unwrap()
    }

    /// A client that trusts this certificate and no other.
    pub fn client(&self) -> reqwest::ClientBuilder {
        let root = reqwest::Certificate::from_pem(self.pem.as_bytes()).unwrap();
        reqwest::Client::builder().tls_certs_only([root]).no_proxy()
    }
}
