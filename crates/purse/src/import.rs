//! Usage from programs that are not ours: web servers' logs and PeerTube's metrics, summed by hour.
//! docs/formats/usage-import.md is the written form.
//!
//! Lines come in one by one, hourly sums go out; what a line cannot be read for is counted and shown. Of whoever asked for
//! something nothing is kept but, while the reading lasts, up to five salted marks an hour, by which small counts are told.

mod caddy;
mod combined;
mod homes;
mod peertube;
mod reading;
mod refusal;

pub use homes::{Home, Homes};
pub use peertube::{MAX_GAP_HOURS, MAX_SERIES, Scrapes};
pub use reading::{BadLine, Format, MAX_LINE_BYTES, MAX_ROWS, MAX_UNKNOWN, Reading, SHOWN_LINES, Sum};
pub use refusal::{ImportRefusal, LineRefusal};

use crate::usage::Hour;

/// What a line says. The address is borrowed and goes nowhere but into a mark.
struct Hit<'a> {
    hour: Hour,
    /// As the log has it; empty where it names none.
    host: &'a str,
    address: &'a str,
    bytes: u64,
}
