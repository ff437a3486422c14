use std::net::IpAddr;

use http::HeaderMap;

use crate::config::Network;

/// The header in which proxies say for whom they ask.
const FORWARDED_FOR: &str = "x-forwarded-for";
/// Entries of that header that are read, from its end.
const HOPS: usize = 16;

/// The proxies that are believed.
pub struct Proxies {
    trusted: Vec<Network>,
}

impl Proxies {
    pub fn new(trusted: Vec<Network>) -> Self {
        Self { trusted }
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
}
