//! The requests of tus: what can be done, begin, ask, go on, give up.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use store::{Account, Scope, Upload, UploadId};

use super::headers as tus;
use super::locks::UploadLock;
use super::receive::{ReceiveStop, Receiver};
use super::refusal::UploadRefusal;
use super::{begin, finish};
use crate::app::App;
use crate::caller::{self, Caller, CallerRefusal};

const METHOD_OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");
/// The video that an upload became.
const ECOT_VIDEO: HeaderName = HeaderName::from_static("ecot-video");

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/tus/", any(collection)).route("/tus/{id}", any(single))
}

impl From<CallerRefusal> for UploadRefusal {
    fn from(refusal: CallerRefusal) -> Self {
        match refusal {
            CallerRefusal::TooMany(wait) => wait.into(),
            CallerRefusal::SignedOut => Self::SignedOut,
            CallerRefusal::Stale => Self::Stale,
            CallerRefusal::Store(error) => failed(&error),
        }
    }
}

impl From<ReceiveStop> for UploadRefusal {
    fn from(stop: ReceiveStop) -> Self {
        match stop {
            ReceiveStop::Refused(refusal) => refusal,
            ReceiveStop::Failed(what) => failed(&what),
        }
    }
}

/// Writes a failure of this member to the log; the sender only learns that there was one.
pub(super) fn failed(what: &dyn std::fmt::Display) -> UploadRefusal {
    tracing::error!(%what, "an upload failed");
    UploadRefusal::Internal
}

async fn collection(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let lang = caller::lang(&parts);
    let answer = match parts.method {
        Method::OPTIONS => Ok(abilities(&app)),
        Method::POST => begin_upload(app, &parts, body).await,
        _ => Ok(not_allowed("OPTIONS, POST")),
    };
    with_version(answer.unwrap_or_else(|refusal| refusal.answer(lang)))
}

async fn single(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    // Some networks let only GET and POST pass; tus has a header for them.
    if parts.method == Method::POST
        && let Some(wanted) = parts.headers.get(METHOD_OVERRIDE)
        && let Ok(method) = Method::from_bytes(wanted.as_bytes())
    {
        parts.method = method;
    }
    let lang = caller::lang(&parts);
    let answer = match parts.method {
        Method::OPTIONS => Ok(abilities(&app)),
        Method::HEAD => ask(&app, &parts, &id).await,
        Method::PATCH => go_on(app, &parts, &id, body).await,
        Method::DELETE => give_up(&app, &parts, &id).await,
        _ => Ok(not_allowed("OPTIONS, HEAD, PATCH, DELETE")),
    };
    with_version(answer.unwrap_or_else(|refusal| refusal.answer(lang)))
}

fn abilities(app: &App) -> Response {
    let headers = [
        (tus::TUS_VERSION, HeaderValue::from_static(tus::VERSION)),
        (tus::TUS_EXTENSION, HeaderValue::from_static(tus::EXTENSIONS)),
        (tus::TUS_MAX_SIZE, HeaderValue::from(app.config.max_upload_bytes)),
        (tus::TUS_CHECKSUM_ALGORITHM, HeaderValue::from_static(tus::CHECKSUMS)),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

fn not_allowed(allowed: &'static str) -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, HeaderValue::from_static(allowed))]).into_response()
}

fn with_version(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(tus::TUS_RESUMABLE, HeaderValue::from_static(tus::VERSION));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What every request but OPTIONS must have: the version, a sender, the right to upload.
async fn admitted(app: &App, parts: &Parts) -> Result<Account, UploadRefusal> {
    if parts.headers.get(tus::TUS_RESUMABLE).is_none_or(|version| version != tus::VERSION) {
        return Err(UploadRefusal::Version);
    }
    let caller = Caller::find(app, parts).await?;
    if caller.may(Scope::Upload) { Ok(caller.account) } else { Err(UploadRefusal::Scope) }
}

/// The sender's upload, still wanted.
async fn own(app: &App, account: &Account, id: UploadId) -> Result<Upload, UploadRefusal> {
    let found = app.store.upload(id).await.map_err(|error| failed(&error))?;
    let upload = found.filter(|upload| upload.account == account.id).ok_or(UploadRefusal::NotFound)?;
    if upload.video.is_none() && upload.expires_at <= app.seams.clock.now() {
        return Err(UploadRefusal::Gone);
    }
    Ok(upload)
}

fn read_id(id: &str) -> Result<UploadId, UploadRefusal> {
    id.parse().map_err(|_| UploadRefusal::NotFound)
}

async fn begin_upload(app: App, parts: &Parts, body: Body) -> Result<Response, UploadRefusal> {
    let account = admitted(&app, parts).await?;
    let upload = begin::begin(&app, &account, &parts.headers).await?;
    let location = HeaderValue::from_str(&format!("/tus/{}", upload.id)).map_err(|error| failed(&error))?;
    let upload = if is_patch_type(parts) {
        let lock = app.uploads.try_take(upload.id).ok_or(UploadRefusal::Locked)?;
        receive(app, upload, lock, parts, body).await?
    } else {
        upload
    };
    let mut response = (StatusCode::CREATED, [(axum::http::header::LOCATION, location)]).into_response();
    add_progress(&mut response, &upload);
    Ok(response)
}

async fn ask(app: &App, parts: &Parts, id: &str) -> Result<Response, UploadRefusal> {
    let account = admitted(app, parts).await?;
    let id = read_id(id)?;
    // A request that was cut off may still have bytes to write: where it began is not where the next one goes on.
    if app.writes_to(id) {
        return Err(UploadRefusal::Locked);
    }
    let upload = own(app, &account, id).await?;
    // Whole but not yet a video: the member stopped between the last byte and the rest.
    let upload = finish::if_whole(app, upload).await?;
    let mut response = StatusCode::OK.into_response();
    response.headers_mut().insert(tus::UPLOAD_LENGTH, HeaderValue::from(upload.declared_bytes));
    if let Ok(metadata) = HeaderValue::from_str(&begin::metadata(&upload.wishes)) {
        response.headers_mut().insert(tus::UPLOAD_METADATA, metadata);
    }
    add_progress(&mut response, &upload);
    Ok(response)
}

async fn go_on(app: App, parts: &Parts, id: &str, body: Body) -> Result<Response, UploadRefusal> {
    let account = admitted(&app, parts).await?;
    if !is_patch_type(parts) {
        return Err(UploadRefusal::BodyType);
    }
    let offset = tus::number(&parts.headers, &tus::UPLOAD_OFFSET).ok_or(UploadRefusal::Header)?;
    let id = read_id(id)?;
    let lock = app.uploads.try_take(id).ok_or(UploadRefusal::Locked)?;
    let upload = own(&app, &account, id).await?;
    if upload.offset_bytes != offset {
        return Err(UploadRefusal::Offset);
    }
    let upload = receive(app, upload, lock, parts, body).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    add_progress(&mut response, &upload);
    Ok(response)
}

/// Receives a body on a task of its own, which goes on when this request is dropped with its connection: what
/// arrived is synced all the same. `lock` was taken before `upload` was read, so the offset in it holds until the end.
async fn receive(
    app: App,
    upload: Upload,
    lock: UploadLock,
    parts: &Parts,
    body: Body,
) -> Result<Upload, UploadRefusal> {
    let checksum = tus::checksum(&parts.headers).map_err(|_| UploadRefusal::ChecksumUnknown)?;
    if upload.video.is_some() {
        return Ok(upload);
    }
    let tasks = app.tasks.clone();
    let task = tasks.spawn(async move {
        let _lock = lock;
        let id = upload.id;
        let received = match Receiver::open(app.clone(), upload.clone(), checksum).await {
            Ok(receiver) => receiver.run(body).await,
            Err(stop) => Err(stop),
        };
        match received {
            Ok(offset_bytes) => finish::if_whole(&app, Upload { offset_bytes, ..upload }).await,
            Err(stop) => {
                let refusal = UploadRefusal::from(stop);
                if refusal == UploadRefusal::NotAVideo {
                    finish::remove(&app, id).await.map_err(|error| failed(&error))?;
                }
                Err(refusal)
            }
        }
    });
    task.await.map_err(|error| failed(&error))?
}

async fn give_up(app: &App, parts: &Parts, id: &str) -> Result<Response, UploadRefusal> {
    let account = admitted(app, parts).await?;
    cancel(app, &account, read_id(id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Gives up an upload of the account that became no video yet.
pub(crate) async fn cancel(app: &App, account: &Account, id: UploadId) -> Result<(), UploadRefusal> {
    let _lock = app.uploads.try_take(id).ok_or(UploadRefusal::Locked)?;
    let upload = own(app, account, id).await?;
    if upload.video.is_some() {
        return Err(UploadRefusal::Gone);
    }
    finish::remove(app, id).await.map_err(|error| failed(&error))
}

fn is_patch_type(parts: &Parts) -> bool {
    parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind == tus::PATCH_TYPE)
}

fn add_progress(response: &mut Response, upload: &Upload) {
    let headers = response.headers_mut();
    headers.insert(tus::UPLOAD_OFFSET, HeaderValue::from(upload.offset_bytes));
    if let Some(video) = &upload.video {
        if let Ok(video) = HeaderValue::from_str(&video.to_string()) {
            headers.insert(ECOT_VIDEO, video);
        }
    } else if let Ok(expires) = HeaderValue::from_str(&tus::http_date(upload.expires_at)) {
        headers.insert(tus::UPLOAD_EXPIRES, expires);
    }
}
