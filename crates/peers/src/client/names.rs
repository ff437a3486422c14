use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::is_public;

/// Addresses of a name that are tried.
const ADDRESSES_MOST: usize = 8;

/// Finds the addresses of a name.
#[async_trait]
pub trait Names: Send + Sync + 'static {
    /// The addresses of `host`.
    ///
    /// # Errors
    /// When none could be found; a retry may help.
    async fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The names that this machine knows, by its own resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

#[async_trait]
impl Names for SystemNames {
    async fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        // RFC 6761, section 6.3: these are this machine, and no resolver is asked. Not every one knows it.
        if host == "localhost" || host.ends_with(".localhost") {
            return Ok(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]);
        }
        Ok(tokio::net::lookup_host((host, 0)).await?.map(|address| address.ip()).collect())
    }
}

/// Why a name or an address is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not an address of the public Internet")]
pub struct AddressRefusal(pub IpAddr);

/// Refuses what is not public.
pub(super) fn check(addresses: &[IpAddr], allow_private: bool) -> Result<(), AddressRefusal> {
    match addresses.iter().find(|address| !allow_private && !is_public(**address)) {
        Some(address) => Err(AddressRefusal(*address)),
        None => Ok(()),
    }
}

/// Resolves names for the client. It connects to the very addresses that were checked here: no name is asked a second
/// time between the check and the connection. One forbidden address among several is enough to refuse the name.
pub(super) struct Checked {
    pub(super) names: Arc<dyn Names>,
    pub(super) allow_private: bool,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let (names, allow_private) = (Arc::clone(&self.names), self.allow_private);
        Box::pin(async move {
            let mut addresses = names.addresses(name.as_str()).await?;
            check(&addresses, allow_private)?;
            addresses.truncate(ADDRESSES_MOST);
            // Port 0: that of the address asked for.
            let addresses: Addrs = Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}
