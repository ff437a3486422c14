//! The steering list: which pathway a player is to take first (RFC 8216bis, section 7.2).

use serde::Serialize;

/// As JSON, by the names of the RFC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SteeringList {
    #[serde(rename = "VERSION")]
    version: u32,
    /// Seconds after which the player asks again. hls.js asks without a pause when there are none.
    #[serde(rename = "TTL")]
    ttl_s: u64,
    /// Where it asks then; relative to where it asked now.
    #[serde(rename = "RELOAD-URI")]
    reload_uri: String,
    #[serde(rename = "PATHWAY-PRIORITY")]
    pathways: Vec<String>,
}

impl SteeringList {
    /// The only version there is.
    const VERSION: u32 = 1;

    /// A list of pathways, the best first.
    #[must_use]
    pub const fn new(ttl_s: u64, reload_uri: String, pathways: Vec<String>) -> Self {
        Self { version: Self::VERSION, ttl_s, reload_uri, pathways }
    }
}

/// Pathways in the order in which a player takes them: as they are given, and behind them, in the same order, those that it
/// says it cannot reach. None is left out, so that a player that is wrong about all of them goes on.
#[must_use]
pub fn order(pathways: Vec<String>, unreached: &[&str]) -> Vec<String> {
    let (behind, before): (Vec<_>, Vec<_>) =
        pathways.into_iter().partition(|pathway| unreached.contains(&pathway.as_str()));
    before.into_iter().chain(behind).collect()
}
