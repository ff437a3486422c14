use axum::Router;
use axum::extract::Request;
use axum::routing::get;
use http::Version;
use web::metering::ClientAddress;

use crate::running::{Certificate, settings, start};

fn site() -> Router {
    Router::new().route("/version", get(|request: Request| async move { format!("{:?}", request.version()) })).route(
        "/who",
        get(|request: Request| async move { request.extensions().get::<ClientAddress>().unwrap().0.to_string() }),
    )
}

#[tokio::test]
async fn plain_http_is_served_in_versions_1_1_and_2() {
    let running = start(&settings(), None, site());
    let url = running.url("http", "/version");
    let old = reqwest::Client::builder().no_proxy().build().unwrap();
    assert_eq!(old.get(&url).send().await.unwrap().text().await.unwrap(), "HTTP/1.1");
    let new = reqwest::Client::builder().no_proxy().http2_prior_knowledge().build().unwrap();
    assert_eq!(new.get(&url).send().await.unwrap().text().await.unwrap(), "HTTP/2.0");
}

#[tokio::test]
async fn tls_1_2_and_1_3_negotiate_the_version_of_http() {
    let certificate = Certificate::make();
    let running = start(&settings(), Some(certificate.load()), site());
    let url = running.url("https", "/version");
    for tls in [reqwest::tls::Version::TLS_1_2, reqwest::tls::Version::TLS_1_3] {
        let exactly = || certificate.client().tls_version_min(tls).tls_version_max(tls);
        let answer = exactly().build().unwrap().get(&url).send().await.unwrap();
        assert_eq!(answer.version(), Version::HTTP_2, "{tls:?}");
        let answer = exactly().http1_only().build().unwrap().get(&url).send().await.unwrap();
        assert_eq!(answer.version(), Version::HTTP_11, "{tls:?}");
    }
}

#[tokio::test]
async fn a_renewed_certificate_is_used_by_the_next_connection_after_a_reload() {
    let first = Certificate::make();
    let tls = first.load();
    let running = start(&settings(), Some(tls.clone()), site());
    let url = running.url("https", "/version");
    let before = first.client().build().unwrap();
    before.get(&url).send().await.unwrap();
    let old_client = first.client().build().unwrap();

    let second = first.renewed();
    let new_client = second.client().build().unwrap();
    assert!(new_client.get(&url).send().await.is_err(), "not read before the reload");
    tls.reload().unwrap();
    new_client.get(&url).send().await.unwrap();
    assert!(old_client.get(&url).send().await.is_err(), "the former certificate is gone");
    before.get(&url).send().await.unwrap();
}

#[tokio::test]
async fn a_reload_of_broken_files_keeps_the_former_certificate() {
    let certificate = Certificate::make();
    let tls = certificate.load();
    let running = start(&settings(), Some(tls.clone()), site());
    let key = certificate.folder.path().join("key.pem");
    std::fs::write(&key, "not a key").unwrap();
    assert!(tls.reload().unwrap_err().to_string().contains("key.pem"));
    let client = certificate.client().build().unwrap();
    client.get(running.url("https", "/version")).send().await.unwrap();
}

#[tokio::test]
async fn a_key_of_another_certificate_is_refused() {
    let certificate = Certificate::make();
    let other = Certificate::make();
    let files = [&certificate, &other].map(|made| made.folder.path().to_owned());
    let error = node::tls::Tls::load(&files[0].join("certificate.pem"), &files[1].join("key.pem"));
    assert!(error.err().unwrap().to_string().contains("do not work together"));
}

#[tokio::test]
async fn the_forwarded_address_is_believed_only_from_a_trusted_proxy() {
    let ask = async |trusted: &[&str]| {
        let mut settings = settings();
        settings.trusted_proxies = trusted.iter().map(|text| text.parse().unwrap()).collect();
        let running = start(&settings, None, site());
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let request =
            client.get(format!("http://{}/who", running.address)).header("x-forwarded-for", "192.0.2.66, 198.51.100.7");
        request.send().await.unwrap().text().await.unwrap()
    };
    assert_eq!(ask(&[]).await, "127.0.0.1");
    assert_eq!(ask(&["127.0.0.0/8"]).await, "198.51.100.7");
}
