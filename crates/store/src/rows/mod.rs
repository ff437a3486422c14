//! The values that go in and come out: rows, what creates them, and why a request is refused.
//!
//! Times are UTC with a precision of one millisecond; sizes are bytes; a duration says its unit.

mod access;
mod accounts;
mod adoption;
mod audit;
mod carried;
mod changes;
mod evidence;
mod growing;
mod ids;
mod jobs;
mod joining;
mod kept;
mod logs;
mod manifests;
mod money;
mod objects;
mod own_machines;
mod placing;
mod settings;
mod suspense;
mod uploads;
mod usage;
mod videos;

pub use access::*;
pub use accounts::*;
pub use adoption::*;
pub use audit::*;
pub use carried::*;
pub use changes::*;
pub use evidence::*;
pub use growing::*;
pub use ids::*;
pub use jobs::*;
pub use joining::*;
pub use kept::*;
pub use logs::*;
pub use manifests::*;
pub use money::*;
pub use objects::*;
pub use own_machines::*;
pub use placing::*;
pub use settings::*;
pub use suspense::*;
pub use uploads::*;
pub use usage::*;
pub use videos::*;

/// Most rows that one call returns, whatever limit it is given; the next page starts after the
/// last row's key.
pub const PAGE_ROWS: u32 = 1_000;
