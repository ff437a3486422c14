use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};

use http::HeaderMap;

use crate::config::Network;

/// The header in which proxies say for whom they ask.
const FORWARDED_FOR: &str = "x-forwarded-for";
/// Entries of that header that are read, from its end.
const HOPS: usize = 16;

/// The proxies that are believed.
pub struct Proxies {
    trusted: Vec<Network>,
    /// The operator was told of one that is not believed.
    told: AtomicBool,
}

impl Proxies {
    pub fn new(trusted: Vec<Network>) -> Self {
        Self { trusted, told: AtomicBool::new(false) }
    }

    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(address))
    }

    /// Who asks, when the connection comes from `peer`: the last address in X-Forwarded-For that
    /// is no trusted proxy, and `peer` itself if that is none. A text that is no address ends the
    /// search at the proxy that sent it.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut known = peer.to_canonical();
        if !self.trusts(known) {
            if headers.contains_key(FORWARDED_FOR) && is_near(known) && !self.told.swap(true, Ordering::Relaxed) {
                tracing::warn!(
                    "a proxy near this machine sends X-Forwarded-For and is not believed: all who come through it \
                     count as one viewer and share one limit; if it is yours, name it in http.trusted_proxies"
                );
            }
            return known;
        }
        let values = headers.get_all(FORWARDED_FOR);
        let mut hops: Vec<&str> =
            values.iter().filter_map(|value| value.to_str().ok()).flat_map(|v| v.split(',')).collect();
        hops.reverse();
        for hop in hops.into_iter().take(HOPS) {
            let Ok(address) = hop.trim().parse::<IpAddr>() else {
                return known;
            };
            known = address.to_canonical();
            if !self.trusts(known) {
                return known;
            }
        }
        known
    }
}

/// Whether an address is of this machine or a network of its own: there a proxy is most likely one that the operator
/// forgot to name. Strangers send the header as they like.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_say_who_asks() {
        let proxies = Proxies::new(vec!["10.0.0.0/8".parse().unwrap()]);
        let cases: [(&str, &[&str], &str); 8] = [
            ("192.0.2.1", &[], "192.0.2.1"),
            ("192.0.2.1", &["198.51.100.7"], "192.0.2.1"),
            ("10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9", "198.51.100.7, 10.9.9.9"], "198.51.100.7"),
            ("10.0.0.1", &["nonsense"], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.7, nonsense, 10.2.2.2"], "10.2.2.2"),
            ("::ffff:10.0.0.1", &["2001:db8::5"], "2001:db8::5"),
        ];
        for (peer, forwarded, expected) in cases {
            let mut headers = HeaderMap::new();
            for value in forwarded {
                headers.append(FORWARDED_FOR, value.parse().unwrap());
            }
            let client = proxies.client(peer.parse().unwrap(), &headers);
            assert_eq!(client, expected.parse::<IpAddr>().unwrap(), "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn a_proxy_that_was_not_named_is_most_likely_near() {
        for near in ["127.0.0.1", "10.1.2.3", "192.168.0.7", "169.254.1.1", "::1", "fd00::1", "fe80::1"] {
            assert!(is_near(near.parse().unwrap()), "{near}");
        }
        for far in ["192.0.2.1", "203.0.113.9", "2001:db8::1"] {
            assert!(!is_near(far.parse().unwrap()), "{far}");
        }
    }
}
