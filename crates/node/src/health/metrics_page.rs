use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CONTENT_TYPE, FORWARDED};
use http::{HeaderMap, StatusCode};
use sha2::{Digest, Sha256};
use store::JobState;
use web::metering::ClientAddress;

use super::Health;
use super::list::head;

/// The version of the text format, as Prometheus names it.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4";
/// Says that a proxy passed the request on, even one that we do not trust to say for whom.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Who may read the figures.
pub struct Readers {
    /// The hash of the token, if there is one; comparing hashes tells nothing by its time.
    token: Option<[u8; 32]>,
}

impl Readers {
    pub fn new(token: Option<&str>) -> Self {
        Self { token: token.map(|token| Sha256::digest(token).into()) }
    }

    /// This machine itself, not through a proxy on it; or who shows the token.
    fn may_read(&self, client: ClientAddress, headers: &HeaderMap) -> bool {
        let proxied = headers.contains_key(FORWARDED_FOR) || headers.contains_key(FORWARDED);
        if client.0.to_canonical().is_loopback() && !proxied {
            return true;
        }
        let shown = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .map(|token| <[u8; 32]>::from(Sha256::digest(token)));
        self.token.is_some() && shown == self.token
    }
}

pub async fn show(
    State(health): State<Health>,
    Extension(client): Extension<ClientAddress>,
    headers: HeaderMap,
) -> Response {
    if !health.readers.may_read(client, &headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let text = health.figures.render() + &standing(&health).await;
    ([(CONTENT_TYPE, TEXT_FORMAT)], text).into_response()
}

/// How things stand now. What cannot be asked is left out: /health says that it cannot.
async fn standing(health: &Health) -> String {
    let mut text = String::new();
    if let Ok(totals) = health.store.object_totals().await {
        text += &format!("{}ecot_stored_bytes {}\n", head("ecot_stored_bytes"), totals.bytes);
        text += &format!("{}ecot_objects {}\n", head("ecot_objects"), totals.objects);
    }
    if let Ok(counts) = health.store.job_counts().await {
        let mut states =
            BTreeMap::from([JobState::Waiting, JobState::Running, JobState::Dead].map(|s| (s.as_str(), 0)));
        for count in counts {
            if let Some(jobs) = states.get_mut(count.state.as_str()) {
                *jobs += count.jobs;
            }
        }
        text += &head("ecot_jobs");
        for (state, jobs) in states {
            text += &format!("ecot_jobs{{state=\"{state}\"}} {jobs}\n");
        }
    }
    if let Ok(bytes) = health.disk.free_bytes().await {
        text += &format!("{}ecot_free_bytes {bytes}\n", head("ecot_free_bytes"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_for_this_machine_and_for_the_token() {
        type Sent = &'static [(&'static str, &'static str)];
        let cases: [(&str, Sent, bool); 7] = [
            ("127.0.0.1", &[], true),
            ("::1", &[], true),
            ("127.0.0.1", &[("x-forwarded-for", "192.0.2.1")], false),
            ("127.0.0.1", &[("forwarded", "for=192.0.2.1")], false),
            ("192.0.2.1", &[], false),
            ("192.0.2.1", &[("authorization", "Bearer secret")], true),
            ("192.0.2.1", &[("authorization", "Bearer other")], false),
        ];
        for (client, sent, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in sent {
                headers.insert(http::HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
            }
            let client = ClientAddress(client.parse().unwrap());
            let readers = Readers::new(Some("secret"));
            assert_eq!(readers.may_read(client, &headers), expected, "{client:?} {sent:?}");
        }
        let nobody = Readers::new(None);
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, "Bearer secret".parse().unwrap());
        assert!(!nobody.may_read(ClientAddress("192.0.2.1".parse().unwrap()), &headers));
    }
}
