//! Sealed backups of other homes that this member keeps. Their pieces are objects as others are: whoever fetched one
//! publishes its file first and records it then.

use carry::id::ObjectHash;
use jiff::Timestamp;

use super::methods;
use crate::rows::{CarriedRefusal, KeptBackup, KeptId, NewKept};

methods! {
    /// Keeps a backup that was fetched whole, with its references, in place of an earlier one of this number.
    decide keep_backup(new: &NewKept, now: Timestamp) -> Result<(), CarriedRefusal> => kept::keep;
    /// Lets a backup go; whether it was kept. What only it referred to is without a reference from `now` on.
    write let_backup_go(id: KeptId, now: Timestamp) -> bool => kept::stop;
    /// The backups that are kept, by home and number.
    read kept_backups() -> Vec<KeptBackup> => kept::all;
    /// The kept backups that refer to an object, in order.
    read kept_with(object: ObjectHash) -> Vec<KeptId> => kept::with_object;
    /// Notes that the operator wants a backup of this member now.
    write ask_for_backup(now: Timestamp) -> () => settings::ask_for_backup;
    /// When the operator asked for a backup that is not made yet.
    read backup_asked() -> Option<Timestamp> => settings::backup_asked;
    /// The backup that was asked for is made.
    write backup_was_made() -> () => settings::backup_was_made;
    /// Remembers what the last trial restore found, in the words of whoever made it.
    write note_trial(report: &str) -> () => settings::note_trial;
    /// What the last trial restore found.
    read last_trial() -> Option<String> => settings::last_trial;
}
