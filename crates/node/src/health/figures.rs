use std::sync::OnceLock;
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use seams::Seams;
use tokio_util::sync::CancellationToken;

use super::list::{FIGURES, Figure, Kind};

/// Upper ends of the time classes of requests, in seconds.
const SECONDS: [f64; 8] = [0.001, 0.005, 0.025, 0.1, 0.5, 2.0, 10.0, 60.0];

/// How often what was recorded is put into its classes.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);

static INSTALLED: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// The figures that the process counts; one set for all members in it.
#[derive(Clone)]
pub struct Figures(Option<PrometheusHandle>);

impl Figures {
    /// Counts from now on, if nothing else in the process counts already.
    pub fn install() -> Self {
        let install = || {
            let class = Matcher::Full("ecot_request_seconds".to_owned());
            let builder = PrometheusBuilder::new().set_buckets_for_metric(class, &SECONDS).ok()?;
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            metrics::set_global_recorder(recorder).ok()?;
            describe();
            Some(handle)
        };
        Self(INSTALLED.get_or_init(install).clone())
    }

    /// The text that Prometheus reads.
    pub fn render(&self) -> String {
        self.0.as_ref().map(PrometheusHandle::render).unwrap_or_default()
    }

    /// Puts what was recorded into its classes now and then, so that it does not pile up unread; until `stop`.
    pub async fn keep(&self, seams: &Seams, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Some(handle) = &self.0 {
                handle.run_upkeep();
            }
            tokio::select! {
                () = seams.clock.sleep(UPKEEP_EVERY) => {}
                () = stop.cancelled() => {}
            }
        }
    }
}

/// Tells the recorder what the figures are that it counts.
fn describe() {
    for Figure { name, kind, help } in FIGURES {
        match kind {
            Kind::Counter => metrics::describe_counter!(name, help),
            Kind::Histogram => metrics::describe_histogram!(name, help),
            // Looked at when they are asked for, and not recorded.
            Kind::Gauge => {}
        }
    }
}
