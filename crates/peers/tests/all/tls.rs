//! Both halves over TLS, in HTTP/1.1 and HTTP/2.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use bytes::Bytes;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use peers::client::{Cause, Certificate, PeerClient, Request, SystemNames, Transport};
use peers::server::PeerLayer;
use peers::{BaseUrl, Limits};
use rustls_pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::client_against_liars::{TYPE, asking};
use crate::members::{Members, identity};
use crate::sockets::{Skipping, listen};

const NAME: &str = "bruyere.localhost";

/// A member behind TLS that speaks `protocol`, and the certificate that it shows.
async fn serve(protocol: &str) -> (SocketAddr, Certificate) {
    let made = rcgen::generate_simple_self_signed([NAME.to_owned()]).unwrap();
    let root = Certificate::from_der(made.cert.der()).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let mut config =
        ServerConfig::builder().with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    let (listener, address) = listen().await;
    let own = BaseUrl::parse(&format!("https://{NAME}:{}", address.port())).unwrap();
    let gate = PeerLayer::new(Members::of(&[2, 1]), &own, Limits::default(), Skipping::below(Duration::ZERO));
    let echo = |version: http::Version, body: Bytes| async move {
        ([("content-type", TYPE)], format!("{version:?} {}", String::from_utf8_lossy(&body)))
    };
    let routes = Router::new().route("/peer/echo", post(echo)).layer(gate);
    let acceptor = TlsAcceptor::from(Arc::new(config));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Who does not trust the certificate goes away here.
            let Ok(stream) = acceptor.accept(stream).await else { continue };
            let service = TowerToHyperService::new(routes.clone());
            tokio::spawn(async move {
                Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await.map_err(drop)
            });
        }
    });
    (address, root)
}

fn client(address: SocketAddr, authorities: Vec<Certificate>) -> PeerClient {
    let base = format!("https://{NAME}:{}", address.port());
    let asking = asking(&base, Skipping::below(Duration::from_secs(4)), Arc::new(SystemNames), true);
    PeerClient::new(peers::client::Asking { authorities, ..asking }).unwrap()
}

#[tokio::test]
async fn a_request_and_its_answer_pass_in_both_versions_of_http() {
    for (protocol, version) in [("http/1.1", "HTTP/1.1"), ("h2", "HTTP/2.0")] {
        let (address, root) = serve(protocol).await;
        let client = client(address, vec![root]);
        let request = Request::post("/peer/echo?a=1", TYPE, Bytes::from_static(b"[]"), TYPE);
        for _ in 0..2 {
            let answer = client.send(&identity(2).member, &request).await.unwrap();
            assert_eq!(answer.body, format!("{version} []"));
        }
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_not_taken() {
    let (address, _) = serve("http/1.1").await;
    let request = Request::post("/peer/echo", TYPE, Bytes::new(), TYPE);
    let failure = client(address, Vec::new()).send(&identity(2).member, &request).await.unwrap_err();
    assert!(matches!(failure.cause, Cause::Unreachable(_)), "{failure}");
    assert!(failure.to_string().contains("certificate"), "{failure}");
}
