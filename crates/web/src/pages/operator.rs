//! The operator's console: health, jobs, storage.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use store::{DismissRefusal, Job, JobId, JobKind, JobState, RequeueRefusal};

use super::fields::Posted;
use super::stop::Stop;
use super::{done, page};
use crate::app::App;
use crate::sessions::Visit;
use crate::view::Notice;
use crate::view::operator::{Detail, FailedJob, Health, HealthLine, OperatorPage, Part, RunningJob};

/// Jobs shown of each list.
const JOBS_SHOWN: u32 = 50;
/// Free bytes below which somebody should look.
const FREE_BYTES_LOW: u64 = 5_000_000_000;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/operator", get(console))
        .route("/operator/jobs/{id}/retry", post(retry))
        .route("/operator/jobs/{id}/dismiss", post(dismiss))
}

async fn console(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.operator()?;
    let waiting = app.store.job_counts().await?;
    let waiting = waiting.iter().filter(|count| count.state == JobState::Waiting).map(|count| count.jobs).sum();
    let running = app.store.running_jobs(JOBS_SHOWN).await?;
    let failed = app.store.dead_jobs(None, JOBS_SHOWN).await?;
    let totals = app.store.object_totals().await?;
    let videos = app.store.video_counts().await?;
    let free_bytes = app.seams.disk.free_bytes().await.ok();
    page(&OperatorPage {
        chrome: visit.chrome(&app).await?,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        health: health(&app, free_bytes),
        sandbox: app.board.sandbox(),
        waiting,
        running: running.into_iter().map(running_job).collect(),
        failed: failed.into_iter().map(failed_job).collect(),
        stored_bytes: totals.bytes,
        uploading_bytes: app.store.uploading_bytes().await?,
        free_bytes,
        objects: totals.objects,
        users: app.store.account_count().await?,
        videos: videos.processing + videos.published + videos.failed,
    })
}

/// The database answered, or this page would not be there; the rest is the disk's and what the node says.
fn health(app: &App, free_bytes: Option<u64>) -> Vec<HealthLine> {
    let own = |part: Part| match part {
        Part::Database => Some(HealthLine { part, health: Health::Good, detail: Detail::None }),
        Part::Objects => {
            let health = match free_bytes {
                None => Health::Bad,
                Some(free) if free < FREE_BYTES_LOW => Health::Attention,
                Some(_) => Health::Good,
            };
            Some(HealthLine { part, health, detail: Detail::None })
        }
        Part::Mail if !app.config.mail_works => {
            Some(HealthLine { part, health: Health::Attention, detail: Detail::NoRelay })
        }
        Part::Workers | Part::Media | Part::Mail | Part::Backup | Part::Certificate => None,
    };
    Part::ALL.into_iter().filter_map(|part| app.board.line(part).or_else(|| own(part))).collect()
}

fn running_job(job: Job) -> RunningJob {
    RunningJob {
        id: job.id.0,
        kind: job.kind.as_str().to_owned(),
        video: job.video.map(|video| video.to_string()),
        permille: u16::try_from(job.progress_permille).unwrap_or(1000).min(1000),
    }
}

fn failed_job(job: Job) -> FailedJob {
    let code = job.failure_code.unwrap_or_default();
    // A file that was refused is gone; a failure of this member may pass.
    let retry_helps = !media::MediaRefusal::ALL.iter().any(|refusal| refusal.code() == code);
    let detail = job.failure_detail.unwrap_or_default();
    FailedJob {
        id: job.id.0,
        kind: job.kind.as_str().to_owned(),
        video: job.video.map(|video| video.to_string()),
        attempts: job.failures,
        failed_at: job.ended_at.unwrap_or(Timestamp::UNIX_EPOCH),
        reason: if detail.is_empty() { code } else { format!("{code}: {detail}") },
        retry_helps,
        dismissable: job.kind == JobKind::Encode,
    }
}

async fn retry(State(app): State<App>, Path(id): Path<i64>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    match app.store.requeue_job(JobId(id), app.seams.clock.now()).await? {
        // A second click finds it waiting already.
        Ok(()) | Err(RequeueRefusal::NotDead | RequeueRefusal::Replaced(_)) => {}
        Err(RequeueRefusal::Unknown | RequeueRefusal::Unwanted) => return Err(Stop::NOT_FOUND),
    }
    Ok(done("/operator", Notice::JobRetried))
}

async fn dismiss(State(app): State<App>, Path(id): Path<i64>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    match app.store.dismiss_job(JobId(id), app.seams.clock.now()).await? {
        // A second click finds it gone from the list; what is still needed has no such button.
        Ok(()) | Err(DismissRefusal::NotDead | DismissRefusal::Needed) => {}
        Err(DismissRefusal::Unknown) => return Err(Stop::NOT_FOUND),
    }
    Ok(done("/operator", Notice::JobDismissed))
}
