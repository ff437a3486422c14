use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use clap::ValueEnum;
use seams::Clock;
use seams::real::RealClock;

use super::runtime::runtime;
use crate::cli::{Exit, Failure};
use crate::client::{Client, ClientError, Resume, StatusAnswer, Upload, VideoAnswer, Wishes};

/// How often progress is shown.
const SHOW_EVERY: Duration = Duration::from_millis(500);

/// Send a video to a member and print its addresses as JSON. The same command goes on with what was interrupted.
#[derive(Debug, clap::Args)]
pub struct Publish {
    /// The member's address.
    #[arg(long, value_name = "URL")]
    server: String,
    /// A token with the scopes upload and read, as `ecot token` or the account page makes it.
    // One token in 64 begins with a dash.
    #[arg(long, value_name = "TOKEN", env = "ECOT_TOKEN", hide_env_values = true, allow_hyphen_values = true)]
    token: String,
    /// The video's title; else the file's name.
    #[arg(long)]
    title: Option<String>,
    /// Who may watch it.
    #[arg(long, value_enum, default_value_t = Visibility::Private)]
    visibility: Visibility,
    /// Wait until it is ready in all sizes, or has failed.
    #[arg(long)]
    wait: bool,
    /// The folder in which interrupted uploads are remembered.
    #[arg(long, value_name = "FOLDER", env = "XDG_STATE_HOME", hide_env_values = true)]
    state: Option<PathBuf>,
    /// The file.
    file: PathBuf,
}

/// Who may watch. A password is set on the video's page.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Visibility {
    Public,
    Unlisted,
    Private,
}

/// What is printed.
#[derive(serde::Serialize)]
struct Published {
    id: String,
    watch_url: String,
    playlist_url: String,
}

impl Publish {
    pub fn run(self) -> Result<(), Failure> {
        let published = runtime()?.block_on(self.publish())?;
        let text = serde_json::to_string(&published).map_err(|error| Failure::new(Exit::Failed, error))?;
        writeln!(std::io::stdout(), "{text}").map_err(|error| Failure::new(Exit::Failed, error))
    }

    async fn publish(self) -> Result<Published, Failure> {
        let client = Client::new(&self.server, self.token.clone())?;
        let folder = self.state.as_ref().map(|folder| folder.join("ecot"));
        let resume = Resume::of(folder.as_deref(), client.server(), &self.file).map_err(ClientError::File)?;
        let visibility = self.visibility.to_possible_value().map(|value| value.get_name().to_owned());
        let wishes = Wishes { title: self.title.clone(), visibility: visibility.unwrap_or_default() };
        let clock = RealClock;
        let upload = Upload { client: &client, clock: &clock, file: &self.file, wishes: &wishes, resume: &resume };
        let id = with_progress(&upload, &clock).await?;
        let video = if self.wait {
            let video = client.ended(&id, &clock, &mut show_state).await?;
            line_end();
            refuse_failed(video)?
        } else {
            client.video(&id).await?
        };
        // Where it will be, if it is not there yet.
        let later = || client.server().join(&format!("/v/{id}/master.m3u8")).map(String::from).unwrap_or_default();
        let playlist_url = video.playlist_url.unwrap_or_else(later);
        Ok(Published { id: video.id, watch_url: video.watch_url, playlist_url })
    }
}

async fn with_progress(upload: &Upload<'_>, clock: &dyn Clock) -> Result<String, ClientError> {
    let length = tokio::fs::metadata(upload.file).await.map_err(ClientError::File)?.len();
    let sent = Arc::new(AtomicU64::new(0));
    let mut sending = std::pin::pin!(upload.send(&sent));
    loop {
        tokio::select! {
            ended = &mut sending => {
                line_end();
                return ended;
            }
            () = clock.sleep(SHOW_EVERY) => {
                let percent = sent.load(Ordering::Relaxed).saturating_mul(100) / length.max(1);
                show(&format!("sent {percent} %"));
            }
        }
    }
}

fn show_state(status: &StatusAnswer) {
    match status.permille {
        Some(permille) => show(&format!("{} {} %", status.state, permille / 10)),
        None => show(&status.state),
    }
}

/// Shows progress in one line of a terminal; elsewhere nobody watches it. If it cannot be shown, the work goes on.
fn show(text: &str) {
    let mut out = std::io::stderr();
    if out.is_terminal() {
        let _ = write!(out, "\r\x1b[K{text}");
    }
}

fn line_end() {
    show("");
}

fn refuse_failed(video: VideoAnswer) -> Result<VideoAnswer, Failure> {
    if video.status.state == "ready" {
        return Ok(video);
    }
    let reason = video.status.reason.unwrap_or_else(|| "no reason given".to_owned());
    Err(Failure::new(Exit::Remote, format!("video {} could not be published: {reason}", video.id)))
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Address(_) => Self::new(Exit::Usage, error),
            ClientError::File(_) => Self::new(Exit::Failed, error),
            _ => Self::new(Exit::Remote, error),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        publish: Publish,
    }

    #[test]
    fn a_token_may_begin_with_a_dash() {
        let words = ["publish", "--server", "http://127.0.0.1:1", "--token", "-_BIst-Ha3g", "--wait", "clip.mp4"];
        let line = Line::try_parse_from(words).map_err(|error| error.to_string()).unwrap();
        assert_eq!((line.publish.token.as_str(), line.publish.wait), ("-_BIst-Ha3g", true));
    }
}
