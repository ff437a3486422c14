//! TLS with the certificate that the operator gives, read again on request.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, version};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

/// What is offered to clients, in our order of liking.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// Why TLS cannot be offered. A retry helps once the operator changed the files.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("cannot read the certificate {}: {cause}", file.display())]
    Certificate { file: PathBuf, cause: rustls_pki_types::pem::Error },
    #[error("{} holds no certificate", file.display())]
    NoCertificate { file: PathBuf },
    #[error("cannot read the private key {}: {cause}", file.display())]
    Key { file: PathBuf, cause: rustls_pki_types::pem::Error },
    #[error("certificate {} and key {} do not work together: {cause}", certificate.display(), key.display())]
    Pair { certificate: PathBuf, key: PathBuf, cause: rustls::Error },
    #[error("the TLS library offers nothing that we use: {0}")]
    Library(rustls::Error),
}

/// The server's side of TLS. Cheap to clone; all clones share the certificate.
#[derive(Clone)]
pub struct Tls {
    certificate: Arc<Path>,
    key: Arc<Path>,
    current: Arc<Current>,
    acceptor: TlsAcceptor,
}

impl Tls {
    /// Reads the certificate chain and its key (PEM), and checks that they belong together.
    pub fn load(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let provider = Arc::new(provider());
        let pair = read_pair(&provider, certificate, key)?;
        let current = Arc::new(Current { provider, pair: RwLock::new(Arc::new(pair)) });
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&current.provider))
            .with_protocol_versions(&[&version::TLS13, &version::TLS12])
            .map_err(TlsError::Library)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::<Current>::clone(&current));
        config.alpn_protocols = PROTOCOLS.iter().map(|name| name.to_vec()).collect();
        // Our order puts AES-128 first: the same strength for an hour's video at less work.
        config.ignore_client_order = true;
        config.ticketer = aws_lc_rs::Ticketer::new().map_err(TlsError::Library)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Ok(Self { certificate: certificate.into(), key: key.into(), current, acceptor })
    }

    /// Reads both files again; new connections use what they hold. If they cannot be used, the
    /// former certificate stays.
    pub fn reload(&self) -> Result<(), TlsError> {
        let pair = read_pair(&self.current.provider, &self.certificate, &self.key)?;
        *self.current.pair.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pair);
        Ok(())
    }

    pub(crate) fn acceptor(&self) -> &TlsAcceptor {
        &self.acceptor
    }
}

#[derive(Debug)]
struct Current {
    provider: Arc<CryptoProvider>,
    pair: RwLock<Arc<CertifiedKey>>,
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.pair.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

fn provider() -> CryptoProvider {
    let mut provider = aws_lc_rs::default_provider();
    let is_aes_128 = |suite: &rustls::SupportedCipherSuite| {
        use rustls::CipherSuite as Suite;
        matches!(
            suite.suite(),
            Suite::TLS13_AES_128_GCM_SHA256
                | Suite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                | Suite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
        )
    };
    provider.cipher_suites.sort_by_key(|suite| !is_aes_128(suite));
    provider
}

fn read_pair(provider: &CryptoProvider, certificate: &Path, key: &Path) -> Result<CertifiedKey, TlsError> {
    let unreadable = |cause| TlsError::Certificate { file: certificate.to_owned(), cause };
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
        .map_err(unreadable)?
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    if chain.is_empty() {
        return Err(TlsError::NoCertificate { file: certificate.to_owned() });
    }
    let private = PrivateKeyDer::from_pem_file(key).map_err(|cause| TlsError::Key { file: key.to_owned(), cause })?;
    let mismatch = |cause| TlsError::Pair { certificate: certificate.to_owned(), key: key.to_owned(), cause };
    CertifiedKey::from_der(chain, private, provider).map_err(mismatch)
}
