//! Accounts and settings.

use jiff::Timestamp;

use super::methods;
use crate::rows::{
    Account, AccountRefusal, DeletionRefusal, ListedAccount, NewAccount, SecretHash, Setting, Settings, SignUpRefusal,
    UserId,
};

methods! {
    /// Makes an account with its recovery codes; an invitation or operator's link is used up in
    /// the same transaction.
    decide create_account(new: &NewAccount, now: Timestamp) -> Result<(), SignUpRefusal>
        => accounts::create;
    /// The account with this id.
    read account(id: UserId) -> Option<Account> => accounts::by_id;
    /// The account with this name, however it is spelt.
    read account_by_name(name: &str) -> Option<Account> => accounts::by_name;
    /// The accounts with this e-mail address, in either case; at most
    /// [`ACCOUNTS_PER_EMAIL`](crate::ACCOUNTS_PER_EMAIL).
    read accounts_by_email(email: &str) -> Vec<Account> => accounts::by_email;
    /// Accounts whose folded name begins with the folded `prefix`, in the order of those names,
    /// after this name.
    read accounts(prefix: &str, after: Option<&str>, limit: u32) -> Vec<ListedAccount>
        => accounts::page;
    /// How many accounts there are.
    read account_count() -> u64 => accounts::count;
    /// Sets the password's hash and ends all sessions but `keep`; waiting resets are void.
    decide set_password(id: UserId, password_hash: &str, keep: Option<SecretHash>)
        -> Result<(), AccountRefusal> => accounts::set_password;
    /// Sets or removes the e-mail address; waiting password resets are void.
    decide set_email(id: UserId, email: Option<&str>) -> Result<(), AccountRefusal>
        => accounts::set_email;
    /// Sets the language of the account's pages.
    decide set_locale(id: UserId, locale: &str) -> Result<(), AccountRefusal>
        => accounts::set_locale;
    /// Sets the roles operator and treasurer.
    decide set_roles(id: UserId, operator: bool, treasurer: bool) -> Result<(), AccountRefusal>
        => roles::set_roles;
    /// Operators by folded name, but for those whose deletion has begun.
    read operators(limit: u32) -> Vec<Account> => roles::operators;
    /// The operators and delegates, in order of their names.
    read operators_and_delegates(limit: u32) -> Vec<Account> => roles::operators_and_delegates;
    /// Sets the role delegate.
    decide set_delegate(id: UserId, delegate: bool) -> Result<(), AccountRefusal>
        => roles::set_delegate;
    /// Sets the account's own quota; none: the member's default.
    decide set_quota(id: UserId, quota_bytes: Option<u64>) -> Result<(), AccountRefusal>
        => accounts::set_quota;
    /// Replaces the space's sealed private key, when the key that seals it changes.
    decide set_space_secret(id: UserId, space_secret: &[u8]) -> Result<(), AccountRefusal>
        => accounts::set_space_secret;
    /// Begins an account's deletion: nobody can sign in any more, open uploads expire at once,
    /// the videos are hidden and queued for their tombstones. Asking twice changes nothing.
    decide begin_account_deletion(id: UserId, now: Timestamp) -> Result<(), AccountRefusal>
        => leaving::begin;
    /// Accounts whose deletion has begun, the longest waiting first.
    read accounts_in_deletion(limit: u32) -> Vec<UserId> => leaving::begun;
    /// Removes the account's row once nothing of it is left.
    decide finish_account_deletion(id: UserId) -> Result<(), DeletionRefusal>
        => leaving::finish;
    /// All settings.
    read settings() -> Settings => settings::all;
    /// Sets one setting.
    write set_setting(setting: &Setting) -> () => settings::set;
}
