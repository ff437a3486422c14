//! What members write down about money before a period is split: docs/RULES.md, "Bills, estimates and corrections".
//!
//! An estimate is accepted, a bill comes and counts up to it, an error is taken back by an entry of its own. Nothing that
//! was written is ever changed; what counts on a day follows from the entries alone.

mod contribution;
mod counted;
mod entry;
mod foreign;
mod hardware;
mod record;
mod recurring;
mod refusal;

pub use contribution::{Contribution, Contributions, Kind};
pub use counted::{Counts, Thanked};
pub use entry::{Bill, Entry, Estimate, Gift, Raise, Reversal};
pub use foreign::{Currency, CurrencyRefusal, Original};
pub use hardware::{Hardware, MAX_MONTHS};
pub use record::{MAX_ENTRIES, Record};
pub use recurring::{Difference, Recurring};
pub use refusal::RecordRefusal;
