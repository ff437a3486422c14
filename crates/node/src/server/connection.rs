use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use seams::Clock;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;
use tower::Service;
use web::metering::{ClientAddress, Sent, sent};

use super::client::Proxies;
use super::progress::{Progress, Watched};
use super::timer::ClockTimer;
use crate::config::Http;
use crate::tls::Tls;

/// Bytes of a response that wait in HTTP/1.1 and in each HTTP/2 stream before the next frame is
/// asked for. Also the limit of a request's head.
const RESPONSE_BUFFER: usize = 64 << 10;
/// Bytes of plaintext that TLS takes at once, so that many records go out in one system call.
const TLS_BUFFER: usize = 256 << 10;
/// Requests at once on one HTTP/2 connection.
const STREAMS: u32 = 128;
/// Bytes of an upload that a client may send ahead, in each HTTP/2 stream and in all.
const UPLOAD_WINDOW: u32 = 1 << 20;
const UPLOAD_WINDOWS: u32 = 4 << 20;

/// What every connection needs.
#[derive(Clone)]
pub struct Connection {
    pub router: Router,
    pub tls: Option<Tls>,
    pub proxies: Arc<Proxies>,
    /// Time for a request's head, and for the TLS handshake.
    pub header: Duration,
    pub idle: Duration,
    pub clock: Arc<dyn Clock>,
    /// Finish what is under way, take nothing new.
    pub stop: CancellationToken,
    /// End at once.
    pub cut: CancellationToken,
}

impl Connection {
    /// Connections within `limits`, that finish what is under way at `stop` and end at `cut`.
    pub fn new(
        limits: &Http,
        tls: Option<Tls>,
        router: Router,
        clock: Arc<dyn Clock>,
        stop: CancellationToken,
        cut: CancellationToken,
    ) -> Self {
        Self {
            router,
            tls,
            proxies: Arc::new(Proxies::new(limits.trusted_proxies.clone())),
            header: Duration::from_secs(limits.header_seconds),
            idle: Duration::from_secs(limits.idle_seconds),
            clock,
            stop,
            cut,
        }
    }

    /// Serves one connection, whatever carries its bytes, to its end.
    pub async fn serve<S>(self, stream: S, peer: IpAddr)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let progress = Progress::default();
        let stream = Watched::new(stream, progress.clone());
        let Some(tls) = self.tls.clone() else {
            return self.http(stream, peer, progress).await;
        };
        let handshake = tls.acceptor().accept_with(stream, |session| session.set_buffer_limit(Some(TLS_BUFFER)));
        let stream = tokio::select! {
            accepted = handshake => accepted,
            () = self.clock.sleep(self.header) => return,
            () = self.stop.cancelled() => return,
        };
        match stream {
            Ok(stream) => self.http(stream, peer, progress).await,
            Err(error) => tracing::debug!(%error, "no TLS"),
        }
    }

    async fn http<S>(self, stream: S, peer: IpAddr, progress: Progress)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let builder = protocols(&self.clock, self.header, self.idle);
        let Self { router, proxies, clock, stop, cut, idle, .. } = self;
        let service = hyper::service::service_fn(move |request| answer(&router, &proxies, peer, request));
        let mut serving = pin!(builder.serve_connection(TokioIo::new(stream), service));
        let mut stalled = pin!(progress.stalled(&*clock, idle));
        let mut stopping = false;
        loop {
            tokio::select! {
                biased;
                ended = &mut serving => {
                    if let Err(error) = ended {
                        tracing::debug!(%error, "connection ended early");
                    }
                    return;
                }
                () = stop.cancelled(), if !stopping => {
                    stopping = true;
                    serving.as_mut().graceful_shutdown();
                }
                () = cut.cancelled() => return,
                () = &mut stalled => return,
            }
        }
    }
}

fn protocols(clock: &Arc<dyn Clock>, header: Duration, idle: Duration) -> auto::Builder<TokioExecutor> {
    let timer = ClockTimer::new(Arc::clone(clock));
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(timer.clone()).header_read_timeout(header).max_buf_size(RESPONSE_BUFFER);
    builder
        .http2()
        .timer(timer)
        .keep_alive_interval(idle)
        .keep_alive_timeout(header)
        .max_concurrent_streams(STREAMS)
        .max_send_buf_size(RESPONSE_BUFFER)
        .initial_stream_window_size(UPLOAD_WINDOW)
        .initial_connection_window_size(UPLOAD_WINDOWS);
    builder
}

fn answer(
    router: &Router,
    proxies: &Proxies,
    peer: IpAddr,
    request: Request<Incoming>,
) -> impl Future<Output = Result<Response<Sent>, Infallible>> + use<> {
    let client = proxies.client(peer, request.headers());
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ClientAddress(client));
    let answering = router.clone().call(request);
    async { answering.await.map(sent) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use bytes::Bytes;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
    use tokio::task::JoinHandle;
    use web::metering::{Metered, Tally};

    /// Bytes that the pipe between client and server holds: what the kernel's buffers are in life.
    const PIPE: usize = 1_000;

    /// A client of a server that answers with one frame of `length` bytes, and what is counted of it.
    fn client(length: usize) -> (DuplexStream, JoinHandle<()>, Arc<Tally>) {
        let tally = Arc::new(Tally::default());
        let metered = axum::Extension(Metered(Arc::clone(&tally)));
        let handler = move || async move {
            let mut response = Response::new(Body::from(Bytes::from(vec![7; length])));
            response.extensions_mut().insert(metered.0);
            response
        };
        let connection = Connection {
            router: Router::new().route("/", get(handler)),
            tls: None,
            proxies: Arc::new(Proxies::new(Vec::new())),
            header: Duration::from_secs(60),
            idle: Duration::from_secs(60),
            clock: Arc::new(seams::real::RealClock),
            stop: CancellationToken::new(),
            cut: CancellationToken::new(),
        };
        let (near, far) = duplex(PIPE);
        let serving = tokio::spawn(connection.http(far, "192.0.2.1".parse().unwrap(), Progress::default()));
        (near, serving, tally)
    }

    async fn ask(client: &mut DuplexStream) {
        client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(client.read_u8().await.unwrap());
        }
    }

    #[tokio::test]
    async fn a_client_that_stops_is_charged_what_was_handed_on_and_not_the_rest() {
        for length in [100_000, 8_000_000] {
            for read in [0, 1, 40_000, length] {
                let (mut client, serving, tally) = client(length);
                ask(&mut client).await;
                client.read_exact(&mut vec![0; read]).await.unwrap();
                drop(client);
                serving.await.unwrap();
                let counted = usize::try_from(tally.waiting()).unwrap();
                let most = length.min(read + PIPE);
                assert!((read..=most).contains(&counted), "{read} of {length} were read, {counted} are counted");
            }
        }
    }
}
