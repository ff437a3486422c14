//! The HTTP server over real sockets.

mod limits;
mod protocols;
mod running;
mod stopping;
