//! Metering: what was delivered, stored and encoded, counted off the serving path's locks.
//!
//! A response holds the [`Tally`] of its object and adds to it as its frames are handed on. Every
//! few seconds the tallies are written as one batch with an id, so that a batch whose fate is not
//! known is written again without counting twice. A crash loses what was counted since the last
//! batch. Of viewers there is a salted hash in memory, until the hour ends, and nothing else.

mod client;
mod counted;
mod hours;
mod meter;
mod recorder;
mod salt;
mod tally;
mod viewers;

pub use client::ClientAddress;
pub use counted::Counted;
pub use meter::Meter;
pub use recorder::{FLUSH_EVERY, Recorder};
pub use tally::Tally;
pub use viewers::ENOUGH_VIEWERS;
