//! The figures, as docs/metrics.md lists them.

/// What a figure does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Only grows, from the start of the process on.
    Counter,
    /// Times by their classes.
    Histogram,
    /// How it stands when it is asked for.
    Gauge,
}

impl Kind {
    /// As Prometheus writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Histogram => "histogram",
            Self::Gauge => "gauge",
        }
    }
}

/// A figure. Its unit is the end of its name.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    pub name: &'static str,
    pub kind: Kind,
    pub help: &'static str,
}

const fn figure(name: &'static str, kind: Kind, help: &'static str) -> Figure {
    Figure { name, kind, help }
}

/// All of them.
pub const FIGURES: [Figure; 10] = [
    figure("ecot_requests_total", Kind::Counter, "Requests answered, but for those for segments."),
    figure("ecot_request_seconds", Kind::Histogram, "Time until the head of the answer, of the same requests."),
    figure("ecot_connections_refused_total", Kind::Counter, "Connections closed because their address had too many."),
    figure("ecot_delivered_bytes_total", Kind::Counter, "Body bytes of objects written to the usage rows."),
    figure("ecot_reported_failures_total", Kind::Counter, "Requests to other members that players say failed."),
    figure("ecot_reported_alterations_total", Kind::Counter, "Parts that players say another member altered."),
    figure("ecot_stored_bytes", Kind::Gauge, "Bytes of all objects."),
    figure("ecot_objects", Kind::Gauge, "Objects."),
    figure("ecot_jobs", Kind::Gauge, "Jobs in the queue by state."),
    figure("ecot_free_bytes", Kind::Gauge, "Bytes that can still be written to the data folder."),
];

/// The lines above the samples of a figure.
pub fn head(name: &str) -> String {
    let of = FIGURES.iter().find(|figure| figure.name == name);
    of.map_or_else(String::new, |Figure { name, kind, help }| {
        format!("# HELP {name} {help}\n# TYPE {name} {}\n", kind.as_str())
    })
}
