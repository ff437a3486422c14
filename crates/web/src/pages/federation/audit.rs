//! Where an auditor's link leads.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use jiff::ToSpan;

use super::{title, today};
use crate::app::App;
use crate::pages::auditor::shut_page;
use crate::pages::stop::Stop;
use crate::pages::{months, page};
use crate::sessions::{Visit, auditor};
use crate::view::federation::audit::{AuditPage, Command};

/// The file that the commands read the credential from.
const CREDENTIAL: &str = "link.txt";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/audit", get(audit))
}

async fn audit(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Result<Response, Stop> {
    if let Err(stop) = visit.reader() {
        // Whoever came by a link that ended meanwhile is not asked to sign in.
        return match auditor::shut(&app, &headers).await? {
            Some(shut) => shut_page(&app, &visit, shut).await,
            None => Err(stop),
        };
    }
    let (title, commands) = match app.office() {
        Some(office) => {
            let desk = office.desk().await;
            (Some(title(&desk)), commands(&app, &desk.federation().to_string()))
        }
        None => (None, Vec::new()),
    };
    page(&AuditPage { chrome: visit.chrome(&app).await?, title, commands })
}

fn commands(app: &App, federation: &str) -> Vec<Command> {
    let site = format!("{}/export", app.config.base_url);
    let today = today(app);
    let last = months::write(today.checked_sub(1.month()).unwrap_or(today));
    vec![
        Command {
            key: "audit-command-closing",
            line: format!(
                "ecot closing verify --logs {site} --federation {federation} --credential {CREDENTIAL} --period {last}"
            ),
        },
        Command {
            key: "audit-command-log",
            line: format!("ecot log verify {site} --federation {federation} --credential {CREDENTIAL}"),
        },
    ]
}
