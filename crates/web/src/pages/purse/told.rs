//! What this member told of before: only the first word on an hour counts, so a file brought twice changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use exchange::Office;
use federation::entry::Entry;
use store::LogKey;

use super::rows::Key;
use crate::pages::stop::Stop;

/// Leaves that are read at a time.
const LEAVES_AT_A_TIME: u32 = 256;

/// Takes out of the sums what stands in the own log already, and says how many that were.
pub(super) async fn leave_out(office: &Office, sums: &mut BTreeMap<Key, u64>) -> Result<u64, Stop> {
    let before = sums.len();
    let hours: BTreeSet<purse::usage::Hour> = sums.keys().map(|key| key.hour).collect();
    let me = office.desk().await.me();
    let log = LogKey { member: me.member, log: me.log };
    let mut from = 0;
    loop {
        let leaves = office.store().leaves(log, from, LEAVES_AT_A_TIME).await?;
        if leaves.is_empty() {
            break;
        }
        from += u64::try_from(leaves.len()).unwrap_or(0);
        for leaf in leaves.iter().filter(|leaf| Entry::is_usage(leaf)) {
            let Ok(Entry::Usage(usage)) = Entry::from_leaf(leaf) else { continue };
            if !hours.contains(&usage.hour) {
                continue;
            }
            for row in usage.rows {
                let (side, hour) = (usage.side, usage.hour);
                sums.remove(&Key { side, hour, other: row.other, service: row.service, unit: row.unit });
            }
        }
    }
    Ok(u64::try_from(before - sums.len()).unwrap_or(u64::MAX))
}
