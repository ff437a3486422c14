//! What metering adds to a request: the same body handed on with and without being counted.
//!
//! `cargo bench -p web --bench metering`; `make bench` prints the difference.

use std::convert::Infallible;
use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::{Buf, Bytes};
use carry::id::{MemberId, ObjectHash};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use futures::task::noop_waker_ref;
use http::Response;
use http_body::{Body as HttpBody, Frame};
use seams::real::RealEntropy;
use store::Delivered;
use web::metering::{ClientAddress, ENOUGH_VIEWERS, Meter, Metered, Tally, sent};

/// As large as those of an object's body.
const FRAME_BYTES: usize = 256 << 10;
/// A segment of 200 kB and one of 2 MB.
const SEGMENTS: [usize; 2] = [200_000, 2_000_000];
const DELIVERED: Delivered = Delivered {
    object: ObjectHash::from_bytes([7; 32]),
    home: MemberId::from_bytes([8; 32]),
    carrier: MemberId::from_bytes([8; 32]),
};

/// The bytes of one response.
struct Plain(Bytes);

impl HttpBody for Plain {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.0.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.0.len().min(FRAME_BYTES);
        Poll::Ready(Some(Ok(Frame::data(self.0.split_to(length)))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }
}

fn response(bytes: &Bytes) -> Response<Body> {
    Response::new(Body::new(Plain(bytes.clone())))
}

/// Takes a response as a connection does, and hands all of it on; gives its bytes.
fn hand_on(response: Response<Body>) -> usize {
    let mut body = pin!(sent(response).into_body());
    let mut context = Context::from_waker(noop_waker_ref());
    let mut bytes = 0;
    while let Poll::Ready(Some(Ok(frame))) = body.as_mut().poll_frame(&mut context) {
        if let Ok(mut data) = frame.into_data() {
            bytes += data.remaining();
            black_box(data.chunk());
            data.advance(data.remaining());
        }
        if body.is_end_stream() {
            break;
        }
    }
    bytes
}

fn viewer(number: u8) -> ClientAddress {
    ClientAddress(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)))
}

/// A request of `bytes`, counted and its viewer noted.
fn metered(meter: &Meter, tally: &Arc<Tally>, bytes: &Bytes) -> usize {
    meter.saw(tally, black_box(viewer(1)));
    let mut response = response(bytes);
    response.extensions_mut().insert(Metered(Arc::clone(tally)));
    hand_on(response)
}

fn metering(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("metering");
    for length in SEGMENTS {
        let bytes = Bytes::from(vec![0; length]);
        group.bench_function(BenchmarkId::new("without", length), |bencher| {
            bencher.iter(|| hand_on(response(&bytes)));
        });
        let meter = Meter::new(&RealEntropy);
        let tally = meter.tally(DELIVERED);
        // Until enough viewers were seen, the address of each is hashed.
        group.bench_function(BenchmarkId::new("first viewers", length), |bencher| {
            bencher.iter(|| metered(&meter, &tally, &bytes));
        });
        for number in (2..).take(ENOUGH_VIEWERS) {
            meter.saw(&tally, viewer(number));
        }
        group.bench_function(BenchmarkId::new("enough viewers", length), |bencher| {
            bencher.iter(|| metered(&meter, &tally, &bytes));
        });
    }
    group.finish();
}

criterion_group!(benches, metering);
criterion_main!(benches);
