//! A client whose counterpart is not there, is slow, or is where it must not go.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::routing::get;
use bytes::Bytes;
use peers::client::schedule::TRIES;
use peers::client::{ASKED_AT_ONCE, Cause, Names, Request, SystemNames, Transport};
use peers::server::PeerLayer;
use peers::{BaseUrl, Limits};
use testkit::VirtualClock;
use tokio::sync::Semaphore;

use crate::client_against_liars::{TYPE, asked, brisk, client};
use crate::members::{Members, NOW, at, identity};
use crate::sockets::{Skipping, listen, until};

/// A resolver of a liar: each name has these addresses.
struct Fixed {
    addresses: Vec<IpAddr>,
    asked: AtomicUsize,
}

impl Fixed {
    fn at(addresses: &[&str]) -> Arc<Self> {
        let addresses = addresses.iter().map(|text| text.parse().unwrap()).collect();
        Arc::new(Self { addresses, asked: AtomicUsize::new(0) })
    }
}

#[async_trait]
impl Names for Fixed {
    async fn addresses(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Ok(self.addresses.clone())
    }
}

fn patient(base: &str, names: Arc<dyn Names>) -> Arc<dyn Transport> {
    client(base, Skipping::below(Duration::from_secs(4)), names, false)
}

#[tokio::test]
async fn no_private_address_is_contacted_whatever_leads_to_it() {
    let (listener, address) = listen().await;
    let port = address.port();
    let rows: [(String, Arc<dyn Names>, &str); 8] = [
        (format!("https://127.0.0.1:{port}"), Arc::new(SystemNames), "127.0.0.1"),
        (format!("https://[::1]:{port}"), Arc::new(SystemNames), "::1"),
        (format!("https://[::ffff:127.0.0.1]:{port}"), Arc::new(SystemNames), "::ffff:127.0.0.1"),
        (format!("https://2130706433:{port}"), Arc::new(SystemNames), "127.0.0.1"),
        (format!("https://localhost:{port}"), Arc::new(SystemNames), "127.0.0.1"),
        (format!("https://bruyere.localhost:{port}"), Arc::new(SystemNames), "127.0.0.1"),
        (format!("https://bruyere.example:{port}"), Fixed::at(&["127.0.0.1"]), "127.0.0.1"),
        (format!("https://bruyere.example:{port}"), Fixed::at(&["9.9.9.9", "10.0.0.1"]), "10.0.0.1"),
    ];
    for (base, names, forbidden) in rows {
        let cause = asked(&*patient(&base, names)).await.unwrap_err().cause;
        let forbidden: IpAddr = forbidden.parse().unwrap();
        assert!(matches!(cause, Cause::Forbidden(found) if found == forbidden), "{base}: {cause:?}");
    }
    let nobody = tokio::select! {
        biased;
        _ = listener.accept() => false,
        () = std::future::ready(()) => true,
    };
    assert!(nobody, "nobody connected");
}

#[tokio::test]
async fn without_encryption_nothing_is_sent() {
    let cause = asked(&*patient("http://bruyere.example", Fixed::at(&["9.9.9.9"]))).await.unwrap_err().cause;
    assert!(matches!(cause, Cause::NotHttps), "{cause}");
}

#[tokio::test]
async fn a_name_is_asked_once_for_each_connection_and_the_port_is_the_configured_one() {
    let (listener, address) = listen().await;
    let connections = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok(connection) = listener.accept().await {
            counting.fetch_add(1, Ordering::Relaxed);
            drop(connection);
        }
    });
    let names = Fixed::at(&["127.0.0.1"]);
    let base = format!("http://bruyere.example:{}", address.port());
    let client = client(&base, Skipping::below(Duration::from_secs(4)), names.clone(), true);
    assert!(matches!(asked(&*client).await.unwrap_err().cause, Cause::Unreachable(_)));
    let connections = connections.load(Ordering::Relaxed);
    assert!(connections >= usize::try_from(TRIES).unwrap());
    assert_eq!(names.asked.load(Ordering::Relaxed), connections, "a second look could have given another address");
}

#[tokio::test]
async fn a_member_that_is_not_there_is_tried_again_and_then_left_in_peace() {
    let (listener, address) = listen().await;
    drop(listener);
    let client = brisk(address);
    let first = asked(&*client).await.unwrap_err();
    assert!(matches!(first.cause, Cause::Unreachable(_)), "{first}");
    assert!(first.to_string().ends_with("a retry may help"), "{first}");
    assert!(matches!(asked(&*client).await.unwrap_err().cause, Cause::Unreachable(_)), "the fifth failure");
    let resting = asked(&*client).await.unwrap_err();
    assert!(matches!(resting.cause, Cause::Resting { .. }), "{resting}");
}

#[tokio::test]
async fn a_member_that_takes_a_request_and_says_nothing_is_given_up() {
    let (listener, address) = listen().await;
    let accepted = Arc::new(Semaphore::new(0));
    let counting = Arc::clone(&accepted);
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok(connection) = listener.accept().await {
            held.push(connection);
            counting.add_permits(1);
        }
    });
    let clock = VirtualClock::new(at(NOW));
    let base = format!("http://bruyere.localhost:{}", address.port());
    let client = client(&base, Arc::new(clock.clone()), Arc::new(SystemNames), true);
    let asking = tokio::spawn(async move { asked(&*client).await });
    while !asking.is_finished() {
        if let Ok(one) = accepted.try_acquire() {
            one.forget();
            until(|| clock.sleepers() >= 2).await;
            clock.advance(Duration::from_secs(35)).await;
        }
        tokio::task::yield_now().await;
    }
    let failure = asking.await.unwrap().unwrap_err();
    assert!(matches!(failure.cause, Cause::Silent), "{failure}");
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_tried() {
    let (listener, address) = listen().await;
    drop(listener);
    let client = brisk(address);
    let long = Bytes::from(vec![0; (1 << 20) + 1]);
    for request in [
        Request::get("/a/../b", TYPE),
        Request::get("no-slash", TYPE),
        Request::get(format!("/{}", "a".repeat(3_000)), TYPE),
        Request::post("/peer/log", TYPE, long, TYPE),
    ] {
        let cause = client.send(&identity(2).member, &request).await.unwrap_err().cause;
        assert!(matches!(cause, Cause::Request), "{cause}");
    }
    let unknown = client.send(&identity(3).member, &Request::get("/", TYPE)).await.unwrap_err();
    assert!(matches!(unknown.cause, Cause::NoAddress), "{unknown}");
}

#[tokio::test]
async fn a_member_does_not_ask_more_at_the_same_time_than_the_other_takes() {
    let (go, under_way) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
    let (waiting, counting) = (Arc::clone(&go), Arc::clone(&under_way));
    let slow = move || async move {
        counting.fetch_add(1, Ordering::Relaxed);
        waiting.acquire().await.unwrap().forget();
        counting.fetch_sub(1, Ordering::Relaxed);
        ([("content-type", TYPE)], "{}")
    };
    let (listener, address) = listen().await;
    let own = BaseUrl::parse(&format!("http://bruyere.localhost:{}", address.port())).unwrap();
    let gate = PeerLayer::new(Members::of(&[2, 1]), &own, Limits::default(), Skipping::below(Duration::ZERO));
    let routes = Router::new().route("/peer/log", get(slow)).layer(gate);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let client = brisk(address);
    let asking: Vec<_> =
        (0..12).map(|_| Arc::clone(&client)).map(|client| tokio::spawn(async move { asked(&*client).await })).collect();
    for _ in 0..12 {
        until(|| under_way.load(Ordering::Relaxed) > 0).await;
        assert!(under_way.load(Ordering::Relaxed) <= ASKED_AT_ONCE);
        go.add_permits(1);
    }
    for one in asking {
        assert_eq!(one.await.unwrap().unwrap().status, 200);
    }
}
