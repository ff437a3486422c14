use axum::body::Body;
use carry::id::MemberId;
use http::Request;
use seams::real::{NoMailer, RealDisk, RealEntropy, seams};
use seams::{Seams, entropy};
use store::{EveryCommit, HolderId, JobKind, LeaseWish, NewJob};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use web::metering::{Meter, Recorder};

use super::*;

const OWN: &str = "127.0.0.1";
const DAY_S: u64 = 24 * 3_600;

/// A database, its recorder and the clock's address, without the rest of a member.
struct Desk {
    router: Router,
    clock: Arc<SteeredClock>,
    store: Store,
    recorder: Recorder,
    folder: TempDir,
}

impl Desk {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let notes = Arc::new(Folder::open(folder.path()).unwrap());
        let clock = Arc::new(SteeredClock::new(SignedDuration::ZERO));
        let url = format!("sqlite:{}", folder.path().join("database").display());
        let store = Store::open(&url, Arc::new(EveryCommit)).await.unwrap();
        let disk = RealDisk::open(folder.path()).unwrap();
        let seams = Seams { clock: clock.clone(), ..seams(disk, Arc::new(NoMailer)) };
        let meter = Arc::new(Meter::new(&RealEntropy));
        let recorder = Recorder::new(meter, store.clone(), seams, MemberId::from_bytes([1; 32]));
        let steering = Steering { clock: clock.clone(), folder: notes, store: store.clone(), hand: Mutex::new(()) };
        Self { router: routes(steering), clock, store, recorder, folder }
    }

    async fn post(&self, client: &str, header: bool, query: &str) -> StatusCode {
        let mut request = Request::post(format!("{PATH}{query}"));
        request = request.extension(ClientAddress(client.parse().unwrap()));
        if header {
            request = request.header(HEADER, "yes");
        }
        let request = request.body(Body::empty()).unwrap();
        self.router.clone().oneshot(request).await.unwrap().status()
    }

    /// The same while the member's hourly work goes on.
    async fn post_at_work(&self, query: &str) -> StatusCode {
        tokio::select! {
            status = self.post(OWN, true, query) => status,
            () = self.recorder.run(CancellationToken::new()) => unreachable!("it was not told to stop"),
        }
    }
}

#[tokio::test]
async fn each_refusal_of_a_move_has_a_request_that_meets_it() {
    let desk = Desk::new().await;
    let far = format!("?forward_seconds={}", LONGEST.as_secs() + 1);
    for (client, header, query, status) in [
        (OWN, false, "?forward_seconds=60", StatusCode::FORBIDDEN),
        ("192.0.2.1", true, "?forward_seconds=60", StatusCode::FORBIDDEN),
        (OWN, true, "", StatusCode::BAD_REQUEST),
        (OWN, true, "?forward_seconds=0", StatusCode::BAD_REQUEST),
        (OWN, true, "?forward_seconds=-1", StatusCode::BAD_REQUEST),
        (OWN, true, &far, StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(desk.post(client, header, query).await, status, "{client} {header} {query}");
    }
    assert_eq!(desk.clock.ahead(), SignedDuration::ZERO);
}

#[tokio::test]
async fn while_a_worker_holds_a_lease_the_clock_stands() {
    let desk = Desk::new().await;
    let now = desk.clock.now();
    let (kind, unique_key) = (JobKind::Delete, "one".to_owned());
    let new = NewJob { kind, video: None, unique_key, payload: Vec::new(), not_before: now };
    desk.store.enqueue_job(&new, now).await.unwrap();
    let holder = HolderId::from_bytes(entropy::random(&RealEntropy));
    let wish = LeaseWish { kinds: vec![JobKind::Delete], holder, until: now + Duration::from_secs(30) };
    let leased = desk.store.lease_job(&wish, now).await.unwrap().unwrap();
    assert_eq!(desk.post(OWN, true, "?forward_seconds=60").await, StatusCode::CONFLICT);
    desk.store.finish_job(leased.lease, now).await.unwrap().unwrap();
    assert_eq!(desk.post_at_work("?forward_seconds=60").await, StatusCode::OK);
}

#[tokio::test]
async fn when_a_month_has_passed_all_its_hours_are_counted_and_a_restart_does_not_go_back() {
    let desk = Desk::new().await;
    let before = Hour::of(desk.clock.now()).number();
    let month = 30 * DAY_S;
    assert_eq!(desk.post_at_work(&format!("?forward_seconds={month}")).await, StatusCode::OK);
    for done in [desk.store.closed_hour().await.unwrap(), desk.store.stored_hour().await.unwrap()] {
        assert!(done.unwrap().number() >= before + 30 * 24 - 1, "{done:?}");
    }
    let month = SignedDuration::try_from(Duration::from_secs(month)).unwrap();
    assert_eq!(desk.clock.ahead(), month);
    assert_eq!(Folder::open(desk.folder.path()).unwrap().ahead(), month);
}
