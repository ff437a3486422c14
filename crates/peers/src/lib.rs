//! HTTP between members: signed requests, signed answers, limits on both sides.
//!
//! What it is: two halves. The pure one ([`signature`], [`replay`], [`account`], [`client::schedule`]) decides from
//! values and a time: who sent a request, whether it was seen before, whether its sender may ask now, when a silent
//! member is asked again. The shell one is a [`server::PeerLayer`] around the routes that members ask, and
//! [`client::PeerClient`], the only way in which a member asks another that it knows; [`client::OpenClient`] asks an address
//! whose member it does not know yet, on the way into a federation. docs/formats/peer-messages.md is the written
//! form of what they exchange.
//!
//! What it is not: the messages themselves (crate `federation` has them), nor the server that listens (crate `node`,
//! which also bounds the time for a request's head).
//!
//! What it keeps true: a handler sees only requests whose every byte a member signed for this member and this time; a
//! member that floods, stalls or lies uses up its own limits and nobody else's; no request leaves for an address that
//! the configuration does not allow, whatever a name resolves to.

pub mod account;
pub mod base_url;
pub mod client;
pub mod key;
pub mod limits;
pub mod refusal;
pub mod replay;
pub mod server;
pub mod signature;

mod body;
mod fields;

pub use base_url::{BaseUrl, BaseUrlRefusal};
pub use body::BodyRefusal;
pub use key::{Identity, KeyRing};
pub use limits::Limits;
pub use refusal::Refusal;
