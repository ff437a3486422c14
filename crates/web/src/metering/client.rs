use std::net::IpAddr;

/// Who asks: an extension of every request, set by the server, trusted proxies already seen
/// through. Never written to disk or to a log.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl std::fmt::Debug for ClientAddress {
    /// Without the address, so that no log shows it by accident.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientAddress(..)")
    }
}
