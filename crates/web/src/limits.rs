//! Rate limits: how often one address or one account may try something.
//!
//! What it is: token buckets in memory, in a table of bounded size, keyed by a salted hash; the salt is drawn at each
//! start of the process, so that the table names nobody.
//! What it is not: a quota (the store's) nor an allowance between members.
//! What it keeps true: an address or a name is never kept as such, and the table never grows past its bound.

mod table;

use std::net::IpAddr;
use std::time::Duration;

use jiff::Timestamp;
use seams::{Entropy, entropy};
use sha2::{Digest, Sha256};

use self::table::{Key, Table};

/// Shortest wait that a refusal names.
const RETRY_AT_LEAST: Duration = Duration::from_secs(1);

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A try to sign in.
    SignIn,
    /// A new account.
    SignUp,
    /// A recovery code typed, or a recovery link asked for.
    Recover,
    /// A one-time link of an operator.
    OperatorLink,
    /// A password typed again: change, deletion, password of a video.
    Password,
    /// A new upload.
    Upload,
    /// A request with an API token.
    Api,
    /// A search.
    Search,
    /// An invitation into a federation looked at, or a request to join.
    Join,
    /// A player that asks which pathway to take; more is not refused but told to come back later.
    Steer,
    /// A player that tells what it received.
    Report,
}

/// A token bucket: `burst` at once, then one every `every`.
#[derive(Clone, Copy, Debug)]
struct Rule {
    burst: u32,
    every: Duration,
}

impl Act {
    const fn rule(self) -> Rule {
        match self {
            Self::SignIn => Rule { burst: 10, every: Duration::from_secs(20) },
            // A workshop behind one address makes its accounts in one evening.
            Self::SignUp => Rule { burst: 20, every: Duration::from_secs(120) },
            Self::Recover => Rule { burst: 5, every: Duration::from_secs(120) },
            Self::OperatorLink => Rule { burst: 10, every: Duration::from_secs(20) },
            Self::Password => Rule { burst: 10, every: Duration::from_secs(20) },
            Self::Upload => Rule { burst: 60, every: Duration::from_secs(10) },
            Self::Api => Rule { burst: 600, every: Duration::from_millis(100) },
            Self::Search => Rule { burst: 30, every: Duration::from_secs(1) },
            Self::Join => Rule { burst: 20, every: Duration::from_secs(10) },
            // A school watches behind one address: some hundred players, each once a minute or half a minute.
            Self::Steer => Rule { burst: 300, every: Duration::from_millis(200) },
            Self::Report => Rule { burst: 300, every: Duration::from_millis(100) },
        }
    }

    const fn tag(self) -> u8 {
        match self {
            Self::SignIn => 1,
            Self::SignUp => 2,
            Self::Recover => 3,
            Self::Password => 4,
            Self::Upload => 5,
            Self::Api => 6,
            Self::Search => 7,
            Self::OperatorLink => 8,
            Self::Join => 9,
            Self::Steer => 10,
            Self::Report => 11,
        }
    }
}

/// Who is limited.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// An address; of IPv6 the first 64 bits, which one connection usually has for itself.
    Address(IpAddr),
    /// An account, by its folded name or its id.
    Account(&'a [u8]),
}

/// Tried too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// How long to wait before a retry can succeed, whole seconds.
    pub retry_after: Duration,
}

/// All rate limits of one process.
pub struct Limits {
    salt: [u8; 32],
    table: Table,
}

impl Limits {
    /// An empty table with a fresh salt.
    pub fn new(source: &dyn Entropy) -> Self {
        Self { salt: entropy::random(source), table: Table::new() }
    }

    /// Counts one try.
    ///
    /// # Errors
    /// [`TooMany`]; a refused try is not counted.
    pub fn take(&self, act: Act, subject: Subject<'_>, now: Timestamp) -> Result<(), TooMany> {
        let rule = act.rule();
        let now = now.as_millisecond();
        let every = i64::try_from(rule.every.as_millis()).unwrap_or(i64::MAX);
        let slack = every.saturating_mul(i64::from(rule.burst.saturating_sub(1)));
        self.table.take(self.key(act, subject), now, every, slack).map_err(|wait_ms| {
            let seconds = u64::try_from(wait_ms).unwrap_or(0).div_ceil(1000);
            TooMany { retry_after: Duration::from_secs(seconds).max(RETRY_AT_LEAST) }
        })
    }

    fn key(&self, act: Act, subject: Subject<'_>) -> Key {
        let mut hash = Sha256::new_with_prefix(self.salt);
        hash.update([act.tag()]);
        match subject {
            Subject::Address(IpAddr::V4(address)) => {
                hash.update([4]);
                hash.update(address.octets());
            }
            Subject::Address(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
                Some(mapped) => {
                    hash.update([4]);
                    hash.update(mapped.octets());
                }
                None => {
                    hash.update([6]);
                    hash.update(&address.octets()[..8]);
                }
            },
            Subject::Account(name) => {
                hash.update([1]);
                hash.update(name);
            }
        }
        Key::from(hash.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Zeros;
    impl Entropy for Zeros {
        fn fill(&self, out: &mut [u8]) {
            out.fill(0);
        }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
    }

    #[test]
    fn a_burst_passes_then_one_try_each_interval() {
        let limits = Limits::new(&Zeros);
        let someone = Subject::Address(IpAddr::from([192, 0, 2, 1]));
        for _ in 0..10 {
            assert_eq!(limits.take(Act::SignIn, someone, at(0)), Ok(()));
        }
        let refused = TooMany { retry_after: Duration::from_secs(20) };
        assert_eq!(limits.take(Act::SignIn, someone, at(0)), Err(refused));
        assert_eq!(limits.take(Act::SignIn, someone, at(20)), Ok(()));
        assert_eq!(limits.take(Act::SignIn, someone, at(20)), Err(refused));
        let other = Subject::Address(IpAddr::from([192, 0, 2, 2]));
        assert_eq!(limits.take(Act::SignIn, other, at(20)), Ok(()), "another address has its own bucket");
        assert_eq!(limits.take(Act::Recover, someone, at(20)), Ok(()), "another act has its own bucket");
    }

    #[test]
    fn neighbours_in_one_ipv6_network_share_a_bucket() {
        let limits = Limits::new(&Zeros);
        for last in 0..20_u16 {
            let address = IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, last]);
            assert_eq!(limits.take(Act::SignUp, Subject::Address(address), at(0)), Ok(()));
        }
        let another = IpAddr::from([0x2001, 0xdb8, 0, 1, 9, 9, 9, 9]);
        assert!(limits.take(Act::SignUp, Subject::Address(another), at(0)).is_err());
    }
}
