//! `POST /v/{id}/report`: what players received of this member's videos from others. It is the home's own count of what it will
//! be asked to pay for, so it goes where its own deliveries go, as an observation: home this member, carrier the other one.
//!
//! What came from a machine of the author's own is nobody's bill: it is in no row of usage, only in a sum of today that its owner
//! sees ([`crate::own_machines`]).
//!
//! A report names nobody ([`carry::report`]). The address that it comes from counts for the rate and, hashed, for small counts,
//! as that of every delivery does; it is not kept.

mod refusal;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use carry::id::{MemberId, ObjectHash, VideoId};
use carry::report::{REPORT_BYTES, Report, Told, What};
use data_encoding::HEXLOWER;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
    CONTENT_TYPE,
};
use http::{HeaderValue, StatusCode};
use store::{Delivered, OwnMachineId, ReportedPart};

use crate::app::App;
use crate::delivery::{By, Distances, Serving, Session};
use crate::limits::{Act, Subject};
use crate::metering::ClientAddress;
use crate::own_machines;
use refusal::NotTaken;

/// The media type of CMCD's events.
const MEDIA_TYPE: &str = "application/cmcd";
/// How often a player may have received all of an object since it told last: once, and again after it went back, or of two
/// members at once.
const TIMES_WHOLE: u64 = 4;
const ANY_ORIGIN: HeaderValue = HeaderValue::from_static("*");

/// The address of reports. Another member's page sends them too.
pub fn routes() -> Router<App> {
    Router::new().route("/v/{id}/report", post(take).options(allow))
}

/// The answer to a browser that asks whether another member's page may report.
async fn allow() -> Response {
    let allowed = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN),
        (ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST")),
        (ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("Content-Type")),
        (ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

/// Whatever the answer, the page that reported may read it: else it would tell again what was refused.
async fn take(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let taken = taken(&app, &id, request).await;
    let mut response = taken.map_or_else(IntoResponse::into_response, |()| StatusCode::NO_CONTENT.into_response());
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
    response
}

async fn taken(app: &App, id: &str, request: Request) -> Result<(), NotTaken> {
    let client = request.extensions().get::<ClientAddress>().copied();
    if let Some(ClientAddress(address)) = client {
        app.limits.take(Act::Report, Subject::Address(address), app.seams.clock.now())?;
    }
    if request.headers().get(CONTENT_TYPE).is_none_or(|kind| kind != MEDIA_TYPE) {
        return Err(NotTaken::MediaType);
    }
    // A byte more than is read, so that one that is a little too long is refused by its reader.
    let body = axum::body::to_bytes(request.into_body(), REPORT_BYTES + 1).await.map_err(|_| NotTaken::Broken)?;
    let report = Report::read(&body)?;
    let video: VideoId = id.parse().map_err(|_| NotTaken::Unknown)?;
    let sizes = app.delivery.sizes(video).await?;
    // The order of pathways does not matter here.
    let session = Session::draw(app.seams.entropy.as_ref());
    let serving = Serving::of(app.delivery.carriers(), video, session, &Distances::default()).await;
    let serving = serving.ok_or(NotTaken::NotCarried)?;
    if serving.home.by != By::Member(app.config.home) {
        return Err(NotTaken::NotHome);
    }
    let told = Heard::of(&report, &serving, &sizes);
    count(app, &told, client);
    for (machine, bytes) in told.of_own_machines() {
        own_machines::delivered(app, machine, bytes).await;
    }
    if !told.altered.is_empty() {
        let signed = app.delivery.integrity(video).await?;
        for (carrier, altered) in &told.altered {
            accuse(app, &signed, (*carrier, video), altered).await;
        }
    }
    Ok(())
}

/// What of a report concerns this video and those who carry it now. The rest is of a carrier or an object that came or went
/// meanwhile.
struct Heard<'a> {
    /// Bytes by carrier and object, no more than can be.
    bytes: BTreeMap<(MemberId, ObjectHash), u64>,
    /// The same of machines of the author's own.
    own: BTreeMap<(OwnMachineId, ObjectHash), u64>,
    failures: u64,
    altered: Vec<(By, &'a Told)>,
}

impl<'a> Heard<'a> {
    fn of(report: &'a Report, serving: &Serving, sizes: &BTreeMap<ObjectHash, u64>) -> Self {
        let others = serving.pathways.iter().filter(|pathway| pathway.by != serving.home.by);
        let carriers: BTreeMap<String, By> = others.map(|pathway| (pathway.id(), pathway.by)).collect();
        let mut heard = Self { bytes: BTreeMap::new(), own: BTreeMap::new(), failures: 0, altered: Vec::new() };
        for told in &report.lines {
            let (Some(carrier), Some(size)) = (carriers.get(&told.pathway), sizes.get(&told.object)) else { continue };
            match told.what {
                What::Received { bytes, failures, .. } => {
                    let sum = match *carrier {
                        By::Member(member) => heard.bytes.entry((member, told.object)).or_insert(0),
                        By::OwnMachine(machine) => heard.own.entry((machine, told.object)).or_insert(0),
                    };
                    *sum = sum.saturating_add(bytes).min(size.saturating_mul(TIMES_WHOLE));
                    heard.failures = heard.failures.saturating_add(failures);
                }
                What::Altered { .. } => heard.altered.push((*carrier, told)),
            }
        }
        heard
    }

    /// Bytes by own machine.
    fn of_own_machines(&self) -> BTreeMap<OwnMachineId, u64> {
        let mut sums = BTreeMap::new();
        for ((machine, _), bytes) in &self.own {
            let sum: &mut u64 = sums.entry(*machine).or_default();
            *sum = sum.saturating_add(*bytes);
        }
        sums
    }
}

/// Adds what was received to the tallies, as if it had been sent from here.
fn count(app: &App, heard: &Heard<'_>, client: Option<ClientAddress>) {
    for ((carrier, object), bytes) in &heard.bytes {
        let tally = app.meter.tally(Delivered { object: *object, home: app.config.home, carrier: *carrier });
        if let Some(client) = client {
            app.meter.saw(&tally, client);
        }
        tally.delivered(*bytes);
    }
    metrics::counter!("ecot_reported_failures_total").increment(heard.failures);
}

/// Takes down a part that a carrier altered, if the hash that the player expected is the one that was signed. That it found
/// another one is the player's word: this member fetches it from the carrier itself, and shows what comes.
async fn accuse(app: &App, signed: &serde_json::Value, (carrier, video): (By, VideoId), told: &Told) {
    let What::Altered { first, last, expected, found } = told.what else { return };
    let object = told.object;
    let hash = signed.pointer(&format!("/objects/{object}/{first}-{last}")).and_then(serde_json::Value::as_str);
    if hash != Some(HEXLOWER.encode(&expected).as_str()) {
        return;
    }
    metrics::counter!("ecot_reported_alterations_total").increment(1);
    let carrier = match carrier {
        By::Member(member) => member,
        // Its next check is of this part.
        By::OwnMachine(machine) => return app.own_machines.doubt(machine, object, first..last.saturating_add(1)),
    };
    tracing::warn!(%carrier, %object, first, last, found = HEXLOWER.encode(&found), "a player says that a carrier altered a part");
    let Some(office) = app.office() else { return };
    let len = last.saturating_sub(first).saturating_add(1);
    let part = ReportedPart { carrier, video, object, start: first, len, expected, found };
    match office.report_altered(&part).await {
        Ok(true) => {}
        Ok(false) => tracing::warn!("so many parts are reported that another one is not kept"),
        // The player does not tell it again, and others will.
        Err(failure) => tracing::warn!(%failure, "a report of an altered part is not kept"),
    }
}
