//! Whose use a virtual host is.

use std::collections::BTreeMap;

/// The home of what is used, and the service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home<M> {
    pub home: M,
    pub service: String,
}

/// By virtual host. `M` is the id of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Homes<M> {
    by_host: BTreeMap<String, Home<M>>,
}

impl<M> Default for Homes<M> {
    fn default() -> Self {
        Self { by_host: BTreeMap::new() }
    }
}

impl<M> Homes<M> {
    /// The host that stands for lines which name none.
    pub const UNNAMED: &'static str = "*";

    /// Adds a virtual host; gives back the home that it had before, if it had one.
    pub fn insert(&mut self, host: &str, home: Home<M>) -> Option<Home<M>> {
        self.by_host.insert(plain(host), home)
    }

    /// Whose use the host is; none if it is unknown.
    #[must_use]
    pub fn get(&self, host: &str) -> Option<&Home<M>> {
        self.by_host.get(&plain(host))
    }
}

/// Lower case, without port and closing point; `*` for none.
pub(super) fn plain(host: &str) -> String {
    let port = host.rsplit_once(':').filter(|(name, port)| {
        let digits = !port.is_empty() && port.bytes().all(|c| c.is_ascii_digit());
        // An address of IPv6 has colons of its own; with a port it stands in brackets.
        digits && (!name.contains(':') || name.ends_with(']'))
    });
    let name = port.map_or(host, |(name, _)| name);
    match name.strip_suffix('.').unwrap_or(name) {
        "" | "-" => Homes::<()>::UNNAMED.to_owned(),
        name => name.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_host_is_known_in_every_spelling() {
        for (text, host) in [
            ("Videos.Example.ORG", "videos.example.org"),
            ("videos.example.org:443", "videos.example.org"),
            ("videos.example.org.", "videos.example.org"),
            ("[2001:db8::1]:443", "[2001:db8::1]"),
            ("2001:db8::1", "2001:db8::1"),
            ("-", "*"),
            ("", "*"),
            ("*", "*"),
        ] {
            assert_eq!(plain(text), host, "{text}");
        }
    }
}
