//! A crowd of a million.
