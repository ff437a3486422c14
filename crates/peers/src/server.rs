//! What stands before the routes that members ask.

mod accounts;
mod layer;
mod sent;

use purse::id::MemberId;

pub use layer::{PeerLayer, PeerService};

/// Who asks: in the extensions of every request that reaches a handler behind [`PeerLayer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Caller(pub MemberId);
