//! The real clock, randomness and disk.
