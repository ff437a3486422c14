//! An auditor with addresses, and what a hostile one can do.

use std::fs;
use std::net::SocketAddr;

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use http::StatusCode;
use http::header::AUTHORIZATION;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::audit::{CLOSED, folders};
use crate::exported::Export;
use crate::{Answer, Desk};

/// A server while it lives.
struct Served {
    _threads: Runtime,
    address: SocketAddr,
}

#[expect(clippy::disallowed_methods, reason = "a server that is no member")]
fn served(routes: Router) -> Served {
    let threads = Runtime::new().unwrap();
    let listener = threads.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    threads.spawn(async move { axum::serve(listener, routes).await });
    Served { _threads: threads, address }
}

/// The files of an export below `/export`, for who has the credential.
fn files(export: &Export) -> Router {
    let export = export.clone();
    Router::new().fallback(move |request: Request| {
        let may = request.headers().get(AUTHORIZATION).is_some_and(|value| value == "Bearer let-me-read");
        let file = request.uri().path().strip_prefix("/export/").and_then(|path| export.get(path)).cloned();
        async move {
            match (may, file) {
                (false, _) => StatusCode::UNAUTHORIZED.into_response(),
                (true, None) => StatusCode::NOT_FOUND.into_response(),
                (true, Some(bytes)) => bytes.into_response(),
            }
        }
    })
}

fn verify(desk: &Desk, address: &str) -> Answer {
    fs::write(desk.path("credential"), "let-me-read\n").unwrap();
    desk.ecot(&["closing", "verify", "--logs", address, "--period", "2026-11", "--credential", "credential"])
}

#[test]
fn an_address_is_read_with_the_credential_as_a_folder_is() {
    let desk = folders(&[("a", &CLOSED)]);
    let server = served(files(&CLOSED));
    let address = format!("http://{}/export", server.address);
    let by_folder = desk.ecot(&["closing", "verify", "--logs", "a", "--period", "2026-11"]);
    let by_address = verify(&desk, &address);
    assert_eq!((by_address.code, by_address.told.as_str()), (0, ""));
    assert_eq!(by_address.printed, by_folder.printed);
    let logs = desk.ecot(&["log", "verify", &address, "--credential", "credential"]);
    assert_eq!((logs.code, logs.told.as_str()), (0, ""));
    let without = desk.ecot(&["log", "verify", &address]);
    assert!(without.code == 6 && without.told.contains("401"), "{}", without.told);
}

#[test]
fn a_server_that_sends_without_end_or_sends_on_is_given_up() {
    let desk = Desk::with("nothing", "");
    let endless = Router::new().fallback(|| async {
        let chunk = || Ok::<_, std::io::Error>(vec![0_u8; 65_536]);
        axum::body::Body::from_stream(futures::stream::repeat_with(chunk))
    });
    let server = served(endless);
    let answer = verify(&desk, &format!("http://{}", server.address));
    assert!(answer.code == 6 && answer.told.contains("too long"), "{}", answer.told);
    let elsewhere = Router::new().fallback(|| async { axum::response::Redirect::temporary("http://127.0.0.1:9/") });
    let server = served(elsewhere);
    let answer = verify(&desk, &format!("http://{}", server.address));
    assert!(answer.code == 6 && answer.told.contains("307"), "{}", answer.told);
}

#[test]
fn an_address_without_encryption_is_asked_only_on_this_machine() {
    let desk = Desk::with("nothing", "");
    let answer = verify(&desk, "http://192.0.2.1/export");
    assert_eq!(
        (answer.code, answer.told.as_str()),
        (1, "ecot: http://192.0.2.1/export is not encrypted; https:// is asked for\n")
    );
    fs::write(desk.path("bad"), "two words\n").unwrap();
    let answer = desk.ecot(&["log", "verify", "https://192.0.2.1", "--credential", "bad"]);
    assert!(answer.code == 1 && answer.told.contains("a credential is one line"), "{}", answer.told);
}
