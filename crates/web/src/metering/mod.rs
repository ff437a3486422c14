//! Metering: what was delivered, stored and encoded, counted off the serving path's locks.

mod client;

pub use client::ClientAddress;
