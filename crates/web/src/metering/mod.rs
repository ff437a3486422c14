//! Metering: what was delivered, stored and encoded, counted off the serving path's locks.
//!
//! A response holds the [`Tally`] of its object, and the connection adds to it what it hands on ([`sent`]). Every
//! few seconds the tallies are written as one batch with an id, so that a batch whose fate is not
//! known is written again without counting twice. A crash loses what was counted since the last
//! batch. Of viewers there is a salted hash in memory, until the hour ends, and nothing else.

mod client;
mod hours;
mod meter;
mod pace;
mod recorder;
mod salt;
mod sent;
mod tally;
mod viewers;

pub use client::ClientAddress;
pub use meter::Meter;
pub use pace::PACE_SECONDS;
pub use recorder::{FLUSH_EVERY, Recorder};
pub use sent::{Metered, Sent, SentBytes, sent};
pub use tally::Tally;
pub use viewers::ENOUGH_VIEWERS;
