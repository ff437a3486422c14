use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// How many connections each subscriber has open. In memory only; an address without connections is
/// forgotten.
#[derive(Clone)]
pub struct Addresses {
    most: u32,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

/// One open connection of an address; ends when dropped.
pub struct Place {
    address: IpAddr,
    addresses: Addresses,
}

impl Addresses {
    /// At most `most` connections of each address at once.
    pub fn new(most: u32) -> Self {
        Self { most, open: Arc::default() }
    }

    /// Counts a connection of `address`, or `None` if it has as many as it may.
    pub fn enter(&self, address: IpAddr) -> Option<Place> {
        let address = subscriber(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_insert(0);
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Place { address, addresses: self.clone() })
    }
}

/// What one subscriber has: an IPv4 address, also when it is written as IPv6; of IPv6 the network of 64 bits.
fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.addresses.open.lock().unwrap_or_else(PoisonError::into_inner);
        let left = open.get(&self.address).copied().unwrap_or(0).saturating_sub(1);
        if left == 0 {
            open.remove(&self.address);
        } else {
            open.insert(self.address, left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_limited_without_touching_others_and_forgotten_when_it_left() {
        let addresses = Addresses::new(2);
        let [one, other]: [IpAddr; 2] = ["192.0.2.1", "192.0.2.2"].map(|a| a.parse().unwrap());
        let first = addresses.enter(one).unwrap();
        let second = addresses.enter(one).unwrap();
        assert!(addresses.enter(one).is_none());
        assert!(addresses.enter(other).is_some());
        drop(first);
        let third = addresses.enter(one).unwrap();
        drop((second, third));
        assert!(addresses.open.lock().unwrap().is_empty());
    }

    #[test]
    fn a_network_of_ipv6_is_one_subscriber_and_a_mapped_address_is_its_ipv4() {
        let addresses = Addresses::new(1);
        let held = ["2001:db8:0:1::1", "2001:db8:0:2::1", "192.0.2.1"].map(|a| addresses.enter(a.parse().unwrap()));
        assert!(held.iter().all(Option::is_some));
        for same in ["2001:db8:0:1:ffff::2", "::ffff:192.0.2.1"] {
            assert!(addresses.enter(same.parse().unwrap()).is_none(), "{same}");
        }
    }
}
